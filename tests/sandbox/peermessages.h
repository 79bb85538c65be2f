// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/javapeer.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

namespace gantry::testing {

/// A message as a peer's producer is told to send it and a consumer has to get it.
struct PeerMessage {
    QString topic;
    QString number; ///< its name; travels as property "number", so that it is known again
    QByteArray body;
    QString tags;
    QString keys;
    QMap<QString, QString> properties; ///< others than "number"

    /// The request that sends it; `more` are its other fields.
    [[nodiscard]] QJsonObject request(const QString &send, const QJsonObject &more = {}) const;
};

/// `count` messages "<name>-0", "<name>-1"…: different tags, keys and properties, among them none, and
/// Chinese ones; small bodies and, with `isLargeToo`, of 1 MiB and around the limit of compression.
[[nodiscard]] QList<PeerMessage> compose(const QString &topic, const QString &name, int count,
                                         bool isLargeToo = false);

/// One request for all of `messages`.
[[nodiscard]] QJsonObject batchRequest(const QList<PeerMessage> &messages);

[[nodiscard]] QString numberOf(const ReceivedMessage &message);
[[nodiscard]] QStringList numbersOf(const QList<PeerMessage> &messages);

/// How often each number was received.
[[nodiscard]] QMap<QString, int> timesReceived(const QList<ReceivedMessage> &received);

/// In what `received` differs from each of `sent` once, and nothing else; empty when it does not.
[[nodiscard]] QString difference(const QList<PeerMessage> &sent, const QList<ReceivedMessage> &received);

} // namespace gantry::testing
