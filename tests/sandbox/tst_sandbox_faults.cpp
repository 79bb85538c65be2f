// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/javapeer.h"
#include <gantry/producer.h>
#include <gantry/sandbox.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

const QString javaVersion = u"5.5.0"_s;
constexpr int sendV2 = 310;
constexpr int enough = 60'000;

/// What became of one send, in words that say the same of both clients: "SEND_OK after A B", where A is the
/// first broker that was tried, and "failed with 2 after A B A" with the broker's code, or "failed".
struct Story {
    QString result;
    QString brokers;

    [[nodiscard]] QString text() const { return result + u" after "_s + brokers; }
};

/// Brokers by the order in which they were met.
QString pattern(const QList<SandboxRequest> &requests)
{
    QStringList met;
    QStringList letters;
    for (const SandboxRequest &request : requests) {
        if (request.code != sendV2)
            continue;
        if (!met.contains(request.server))
            met.append(request.server);
        letters.append(QString(QChar(u'A' + int(met.indexOf(request.server)))));
    }
    return letters.join(u' ');
}

/// Gantry's producer as it is out of the box, but without its one addition that changes who is tried: brokers
/// that just went silent are passed over.
ProducerConfig configFor(const Sandbox &sandbox)
{
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = sandbox.nameServer();
    config.avoidSuspectBrokers = false;
    return config;
}

/// Sends before the fault is set: what happens to a send is looked at on connections that are in use, once
/// with each queue. What happens to look-ups needs a client that knows nothing.
int warmUps(const QStringList &faults)
{
    constexpr int queues = 8;
    return faults.first().startsWith("send "_L1) ? queues : 0;
}

Story storyOf(const SendOutcome &outcome)
{
    if (outcome.isOk())
        return {QString(name(outcome.result->status)), {}};
    // Java tells a NameServer's code to nobody; ours is in the error.
    const std::optional<int> code =
        outcome.attempts.isEmpty() ? std::nullopt : outcome.attempts.back().error->code;
    const bool isBrokers = code && *code < clienterror::connectBroker;
    return {isBrokers ? u"failed with %1"_s.arg(*code) : u"failed"_s, {}};
}

Story storyOf(const QJsonObject &event)
{
    if (event.value("event"_L1).toString() == "sent"_L1)
        return {event.value("status"_L1).toString(), {}};
    const int code = event.value("code"_L1).toInt(clienterror::connectBroker);
    const bool isBrokers = code > 0 && code < clienterror::connectBroker;
    return {isBrokers ? u"failed with %1"_s.arg(code) : u"failed"_s, {}};
}

/// What becomes of a send once the faults are set; `send` sends one and tells how it ended.
template<typename Send>
Story underFaults(Sandbox &sandbox, const QStringList &faults, Send send)
{
    for (int i = 0; i < warmUps(faults); ++i)
        static_cast<void>(send());
    const auto before = quint64(sandbox.requests().size());
    for (const QString &fault : faults) {
        if (const Result<void> set = sandbox.control(fault); !set)
            return {set.error().detail, {}};
    }
    Story story = send();
    story.brokers = pattern(sandbox.requests(before));
    return story;
}

} // namespace

/// The same fault, met by RocketMQ's own client and by ours: as many attempts, at the same brokers, with the
/// same end.
class TestSandboxFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bothDoTheSame_data();
    void bothDoTheSame();

private:
    [[nodiscard]] Story javaSend(Sandbox &sandbox, const QStringList &faults);
    [[nodiscard]] static Story ourSend(Sandbox &sandbox, const QStringList &faults);

    PeerProgram m_program{javaVersion};
};

void TestSandboxFaults::initTestCase()
{
    GANTRY_NEEDS_JAVA(javaVersion);
    QVERIFY2(m_program.compile(), qUtf8Printable(m_program.error()));
}

void TestSandboxFaults::bothDoTheSame_data()
{
    QTest::addColumn<QStringList>("faults");
    QTest::addColumn<QString>("story");
    const auto row = [](const QString &faults, const QString &story) {
        QTest::newRow(qPrintable(faults)) << faults.split(u';') << story;
    };
    row(u"send refuse 2 busy next 1"_s, u"SEND_OK after A B"_s);
    row(u"send refuse 2 busy next 2"_s, u"SEND_OK after A B A"_s);
    row(u"send refuse 2 busy"_s, u"failed with 2 after A B A"_s);
    row(u"send refuse 14 disk full"_s, u"failed with 14 after A B A"_s);
    row(u"send refuse 13 illegal"_s, u"failed with 13 after A"_s);
    row(u"send refuse 16 no permission"_s, u"failed with 16 after A B A"_s);
    row(u"send refuse 17 no topic next 1"_s, u"SEND_OK after A B"_s);
    row(u"send refuse 10"_s, u"FLUSH_DISK_TIMEOUT after A"_s);
    row(u"send refuse 12"_s, u"FLUSH_SLAVE_TIMEOUT after A"_s);
    row(u"send refuse 11"_s, u"SLAVE_NOT_AVAILABLE after A"_s);
    row(u"send delay 300"_s, u"SEND_OK after A"_s);
    row(u"send slow-bytes"_s, u"SEND_OK after A"_s);
    row(u"send close-before next 1"_s, u"SEND_OK after A B"_s);
    // Not for good: on a connection that is closed as it is made Java now and then waits for all of its time.
    row(u"send close-before next 2"_s, u"SEND_OK after A B A"_s);
    row(u"send close-mid next 1"_s, u"SEND_OK after A B"_s);
    row(u"send close-after"_s, u"SEND_OK after A"_s);
    row(u"send corrupt next 1"_s, u"SEND_OK after A B"_s);
    row(u"send drop-request"_s, u"failed after A"_s); // one attempt takes the time of all
    row(u"send drop-response"_s, u"failed after A"_s);
    row(u"send wrong-opaque"_s, u"failed after A"_s);
    row(u"read-only all"_s, u"failed after "_s);
    row(u"leave all"_s, u"failed after "_s);
    row(u"leave broker-a"_s, u"SEND_OK after A"_s);
    row(u"stop broker-b"_s, u"SEND_OK after A"_s);
    row(u"queues all 1"_s, u"SEND_OK after A"_s);
    row(u"advertise all 127.0.0.1:1"_s, u"failed after "_s);
    row(u"namesrv route drop-request"_s, u"failed after "_s);
    row(u"namesrv route refuse 1 not ready"_s, u"failed after "_s);
    row(u"stop namesrv"_s, u"failed after "_s);
}

void TestSandboxFaults::bothDoTheSame()
{
    QFETCH(QStringList, faults);
    QFETCH(QString, story);
    Sandbox forJava;
    Sandbox forUs;
    QVERIFY(forJava.start() && forUs.start());
    const Story java = javaSend(forJava, faults);
    const Story ours = ourSend(forUs, faults);
    QCOMPARE(java.text(), story);
    QCOMPARE(ours.text(), story);
}

Story TestSandboxFaults::javaSend(Sandbox &sandbox, const QStringList &faults)
{
    JavaPeer peer(m_program);
    if (!peer.start({u"produce"_s, u"-n"_s, sandbox.nameServer(), u"-g"_s, u"PG"_s}))
        return {u"Java did not start"_s, {}};
    const QJsonObject request{{u"send"_s, u"sync"_s}, {u"topic"_s, u"TopicTest"_s}, {u"body"_s, u"x"_s}};
    const Story story = underFaults(sandbox, faults, [&] { return storyOf(peer.ask(request, enough)); });
    static_cast<void>(peer.stop());
    return story;
}

Story TestSandboxFaults::ourSend(Sandbox &sandbox, const QStringList &faults)
{
    Producer producer(configFor(sandbox));
    if (!producer.start())
        return {u"Gantry did not start"_s, {}};
    const Message message{.topic = TopicName(u"TopicTest"_s), .body = "x"};
    return underFaults(sandbox, faults, [&] { return storyOf(producer.send(message)); });
}

QTEST_GUILESS_MAIN(TestSandboxFaults)
#include "tst_sandbox_faults.moc"
