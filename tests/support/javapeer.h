// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/jdk.h"
#include "support/requirement.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <optional>

namespace gantry::testing {

/// The program javapeer/Peer.java, compiled for one version of RocketMQ's client.
class PeerProgram
{
public:
    explicit PeerProgram(const QString &version)
        : m_version(version)
    {
    }

    /// Compiles it, if that was not done yet. False, and error() says why, if it cannot be.
    [[nodiscard]] bool compile();
    [[nodiscard]] QString error() const { return m_error; }

    [[nodiscard]] QString version() const { return m_version; }
    [[nodiscard]] QString classPath() const;
    /// Where the client writes its logs.
    [[nodiscard]] QString home() const { return m_folder.path(); }

private:
    QString m_version;
    QTemporaryDir m_folder;
    QString m_error;
    bool m_isCompiled = false;
};

/// A message that a peer's consumer got.
struct ReceivedMessage {
    QString topic;
    QString tags;
    QString keys;
    QMap<QString, QString> properties; ///< all, those of client and broker too
    QByteArray body;
    QString msgId;
    QString broker;
    int queueId = -1;
    qint64 queueOffset = -1;
    int reconsumeTimes = -1;
    qint64 bornMs = 0;
    qint64 receivedMs = 0;

    [[nodiscard]] QString queue() const { return broker + QLatin1Char(':') + QString::number(queueId); }
};

/// One Java client in a process of its own; Peer.java says what it can do.
///
/// Calls that wait do so for lines of the process, and run the event loop meanwhile. The process is told to
/// end with this object, and is killed if it does not.
class JavaPeer final : public QObject
{
    Q_OBJECT

public:
    /// `program` is compiled and outlives the peer.
    explicit JavaPeer(const PeerProgram &program, QObject *parent = nullptr);
    ~JavaPeer() override;

    /// How long consumers take to look at their queues again unless a broker tells them to; before start().
    void setRebalanceMs(int ms) { m_rebalanceMs = ms; }

    /// "-Dtls.enable=true": more words for the virtual machine; before start().
    void setJvmWords(const QStringList &words) { m_jvmWords = words; }

    /// Starts it. False if it is not ready in time.
    [[nodiscard]] bool start(const QStringList &words, int timeoutMs = 60'000);
    /// One more request for a producer; gives the id that its event will have.
    int tell(QJsonObject request);
    /// As tell(), but waits for the event of that id; empty when none comes.
    [[nodiscard]] QJsonObject ask(const QJsonObject &request, int timeoutMs = 30'000);
    /// Lets the client end properly. False if it does not, or not with 0.
    [[nodiscard]] bool stop();

    /// Those of start().
    [[nodiscard]] const QStringList &words() const { return m_words; }
    /// The events of that name so far; those called "received" are in received().
    [[nodiscard]] QList<QJsonObject> events(const QString &name) const { return m_events.value(name); }
    /// The event "sent", "failed" or "reply" of a request; empty before it came.
    [[nodiscard]] QJsonObject answer(int id) const { return m_answers.value(id); }
    [[nodiscard]] const QList<ReceivedMessage> &received() const { return m_received; }
    /// As received(), but a message of one place in a queue once: consumers are promised each message at
    /// least once, and get some again when queues change hands.
    [[nodiscard]] QList<ReceivedMessage> stored() const;
    /// The queues that a consumer has now, "broker:id", in order.
    [[nodiscard]] QStringList assigned() const;

    /// For messages of failed checks: the words, and the last it said.
    [[nodiscard]] QByteArray report() const;

private:
    void onReadable();
    void takeLine(const QByteArray &line);
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    const PeerProgram &m_program;
    QProcess m_process;
    std::optional<int> m_rebalanceMs;
    QStringList m_jvmWords;
    QStringList m_words;
    QMap<QString, QList<QJsonObject>> m_events;
    QMap<int, QJsonObject> m_answers;
    QList<ReceivedMessage> m_received;
    QByteArray m_errorOutput;
    QList<QByteArray> m_lastLines;
    int m_lastId = 0;
};

} // namespace gantry::testing

/// At the start of a test: fails it where Java is required and skips it elsewhere when clients of `version`
/// cannot run here.
#define GANTRY_NEEDS_JAVA(version) GANTRY_NEEDS(gantry::testing::whyNoJava(version), "NO JAVA CLIENT")

/// As QVERIFY(condition), but failing with what `peer` said.
#define GANTRY_VERIFY_PEER(peer, condition) QVERIFY2((condition), (peer).report().constData())

/// Waits until `condition` holds, up to `timeoutMs`; then fails with what `peer` said.
#define GANTRY_TRY_PEER(peer, condition, timeoutMs)                                                          \
    QVERIFY2(QTest::qWaitFor([&] { return bool(condition); }, timeoutMs), (peer).report().constData())
