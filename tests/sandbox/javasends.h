// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/peermessages.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace gantry::testing {

/// Of each topic, at both brokers.
inline constexpr int queueCount = 8;
/// How long any single event may take; usual are seconds.
inline constexpr int patienceMs = 60'000;

[[nodiscard]] QString text(const QJsonObject &object, QLatin1String name);
[[nodiscard]] QByteArray compact(const QJsonObject &object);
/// Whether the answer to a request says SEND_OK.
[[nodiscard]] bool isStored(const QJsonObject &answer);
/// Which of `sent` are not among `received`.
[[nodiscard]] QStringList missing(const QList<PeerMessage> &sent, const QList<ReceivedMessage> &received);

// What follows fails the running test when a producer says no: call it by GANTRY_CHECKED.

/// Sends in one mode and waits for the answers; adds the client's ids of the messages, by number, to `ids`.
void sendAll(JavaPeer &producer, const QList<PeerMessage> &messages, const QString &mode,
             QMap<QString, QString> *ids, const QJsonObject &more = {});

/// As sendAll(), as one batch; its answer has all ids, in order.
void sendBatch(JavaPeer &producer, const QList<PeerMessage> &messages, QMap<QString, QString> *ids);

/// One after the other, message i to queue i modulo their number; adds the names of these queues.
void sendOrdered(JavaPeer &producer, const QList<PeerMessage> &messages, QStringList *queues);

/// Sends one more message into each queue and waits until `consumer` has them: it has been given everything
/// then that was in the queues before. Adds them to `sent`.
void flush(JavaPeer &producer, JavaPeer &consumer, QList<PeerMessage> *sent);

} // namespace gantry::testing

/// Leaves the test that called at once when a helper's check failed.
#define GANTRY_CHECKED(call)                                                                                 \
    do {                                                                                                     \
        call;                                                                                                \
        if (QTest::currentTestFailed())                                                                      \
            return;                                                                                          \
    } while (false)

/// Waits until all messages of `sent` are in `received`, an expression; then fails naming those that are not,
/// with what `peer` said.
#define GANTRY_TRY_ALL(peer, sent, received)                                                                 \
    do {                                                                                                     \
        const bool isComplete_ =                                                                             \
            QTest::qWaitFor([&] { return missing(sent, received).isEmpty(); }, patienceMs);                  \
        const QByteArray missing_ = missing(sent, received).join(u' ').left(200).toUtf8();                   \
        QVERIFY2(isComplete_, QByteArray("missing: " + missing_ + '\n' + (peer).report()).constData());      \
    } while (false)
