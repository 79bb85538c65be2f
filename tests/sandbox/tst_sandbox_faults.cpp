// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/javapeer.h"
#include <gantry/producer.h>
#include <gantry/sandbox.h>

#include <QSemaphore>
#include <QTest>

#include <map>
#include <memory>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

constexpr int sendV2 = 310;
constexpr int enough = 60'000;
/// Of a send: what is never answered takes as long.
constexpr auto sendTimeout = 3000ms;

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
    config.sendTimeout = sendTimeout;
    return config;
}

/// Sends before the fault is set: what happens to a send is looked at on connections that are in use, once
/// with each queue. What happens to look-ups needs a client that knows nothing.
int warmUps(const QString &fault)
{
    constexpr int queues = 8;
    return fault.startsWith("send "_L1) ? queues : 0;
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

/// What becomes of a send once the fault is set; `send` sends one and tells how it ended.
template<typename Send>
Story underFault(Sandbox &sandbox, const QString &fault, Send send)
{
    for (int i = 0; i < warmUps(fault); ++i)
        static_cast<void>(send());
    const auto before = quint64(sandbox.requests().size());
    if (const Result<void> set = sandbox.control(fault); !set)
        return {set.error().detail, {}};
    Story story = send();
    story.brokers = pattern(sandbox.requests(before));
    return story;
}

/// A fault, and what becomes of a send of each mode.
struct Case {
    QString fault;
    QString sync;
    QString async; ///< empty: as SYNC
    QString old;   ///< of Java 4.9.5, in both modes; empty: not looked at
};

const QString same = u"same"_s;

/// What Java's client may add to a story of an attempt that took all of the time.
///
/// It takes the time as over when more than the time-out has passed, in whole milliseconds of the clock, and
/// wakes after exactly that time: now and then it begins one more attempt, with no time left.
QString lastMoment(const QString &javaStory)
{
    return javaStory == "failed after A"_L1 ? u" B"_s : QString();
}

/// ASYNC is not tried again after an answer, as SYNC is after some; after a lost connection both are.
///
/// We do as 5.5.0 does. In 4.9.5 SYSTEM_BUSY is none of the answers after which SYNC is tried again, and a
/// lost connection is noticed only when the time is over.
QList<Case> cases()
{
    return {
        {u"send refuse 2 busy next 1"_s, u"SEND_OK after A B"_s, u"failed with 2 after A"_s,
         u"failed with 2 after A"_s},
        {u"send refuse 2 busy next 2"_s, u"SEND_OK after A B A"_s, u"failed with 2 after A"_s},
        {u"send refuse 2 busy"_s, u"failed with 2 after A B A"_s, u"failed with 2 after A"_s,
         u"failed with 2 after A"_s},
        {u"send refuse 14 disk full"_s, u"failed with 14 after A B A"_s, u"failed with 14 after A"_s},
        {u"send refuse 13 illegal"_s, u"failed with 13 after A"_s, {}, same},
        {u"send refuse 16 no permission"_s, u"failed with 16 after A B A"_s, u"failed with 16 after A"_s},
        {u"send refuse 17 no topic next 1"_s, u"SEND_OK after A B"_s, u"failed with 17 after A"_s},
        {u"send refuse 10"_s, u"FLUSH_DISK_TIMEOUT after A"_s, {}, same},
        {u"send refuse 12"_s, u"FLUSH_SLAVE_TIMEOUT after A"_s},
        {u"send refuse 11"_s, u"SLAVE_NOT_AVAILABLE after A"_s},
        {u"send delay 300"_s, u"SEND_OK after A"_s},
        {u"send slow-bytes"_s, u"SEND_OK after A"_s, {}, same},
        {u"send close-before next 1"_s, u"SEND_OK after A B"_s, {}, u"failed after A"_s},
        // Not for good: on a connection that is closed as it is made Java now and then waits for all of its
        // time.
        {u"send close-before next 2"_s, u"SEND_OK after A B A"_s},
        {u"send close-mid next 1"_s, u"SEND_OK after A B"_s, {}, u"failed after A"_s},
        {u"send close-after"_s, u"SEND_OK after A"_s, {}, same},
        {u"send corrupt next 1"_s, u"SEND_OK after A B"_s},
        {u"send drop-request"_s, u"failed after A"_s}, // one attempt takes the time of all
        {u"send drop-response"_s, u"failed after A"_s, {}, same},
        {u"send wrong-opaque"_s, u"failed after A"_s},
        {u"read-only all"_s, u"failed after "_s},
        {u"leave all"_s, u"failed after "_s},
        {u"leave broker-a"_s, u"SEND_OK after A"_s},
        {u"stop broker-b"_s, u"SEND_OK after A"_s, {}, same},
        {u"queues all 1"_s, u"SEND_OK after A"_s},
        {u"advertise all 127.0.0.1:1"_s, u"failed after "_s, {}, same},
        {u"namesrv route drop-request"_s, u"failed after "_s},
        {u"namesrv route refuse 1 not ready"_s, u"failed after "_s},
        {u"stop namesrv"_s, u"failed after "_s},
    };
}

} // namespace

/// The same fault, met by RocketMQ's own client and by ours: as many attempts, at the same brokers, with the
/// same end.
class TestSandboxFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase();
    void bothDoTheSame_data();
    void bothDoTheSame();

private:
    /// One version of the client, and a sandbox that it is used to.
    struct JavaSide {
        explicit JavaSide(const QString &version)
            : program(version)
            , peer(program)
        {
        }

        PeerProgram program;
        Sandbox sandbox;
        JavaPeer peer;
    };

    [[nodiscard]] JavaSide *javaSide(const QString &version);
    [[nodiscard]] static bool start(JavaPeer &peer, const Sandbox &sandbox);
    [[nodiscard]] static Story javaSend(JavaSide &java, SendMode mode, const QString &fault);
    [[nodiscard]] static Story ourSend(SendMode mode, const QString &fault);

    std::map<QString, std::unique_ptr<JavaSide>> m_javaSides;
};

void TestSandboxFaults::cleanupTestCase()
{
    for (const auto &[version, side] : m_javaSides)
        GANTRY_VERIFY_PEER(side->peer, side->peer.stop());
    m_javaSides.clear();
}

void TestSandboxFaults::bothDoTheSame_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<SendMode>("mode");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("javaStory");
    QTest::addColumn<QString>("ourStory");
    for (const SendMode mode : {SendMode::Sync, SendMode::Async}) {
        const QByteArray name = mode == SendMode::Async ? "ASYNC" : "SYNC";
        for (const Case &one : cases()) {
            const QString ours = mode == SendMode::Async && !one.async.isEmpty() ? one.async : one.sync;
            QTest::addRow("5.5.0 %s %s", name.constData(), qPrintable(one.fault))
                << u"5.5.0"_s << mode << one.fault << ours << ours;
            if (!one.old.isEmpty())
                QTest::addRow("4.9.5 %s %s", name.constData(), qPrintable(one.fault))
                    << u"4.9.5"_s << mode << one.fault << (one.old == same ? ours : one.old) << ours;
        }
    }
}

void TestSandboxFaults::bothDoTheSame()
{
    QFETCH(QString, version);
    QFETCH(SendMode, mode);
    QFETCH(QString, fault);
    QFETCH(QString, javaStory);
    QFETCH(QString, ourStory);
    GANTRY_NEEDS_JAVA(version);
    JavaSide *java = javaSide(version);
    QVERIFY(java);
    const QString told = javaSend(*java, mode, fault).text();
    if (told != javaStory + lastMoment(javaStory))
        QCOMPARE(told, javaStory);
    QCOMPARE(ourSend(mode, fault).text(), ourStory);
}

/// Null when it cannot be compiled or started.
TestSandboxFaults::JavaSide *TestSandboxFaults::javaSide(const QString &version)
{
    std::unique_ptr<JavaSide> &side = m_javaSides[version];
    if (!side) {
        auto made = std::make_unique<JavaSide>(version);
        if (!made->program.compile() || !made->sandbox.start() || !start(made->peer, made->sandbox))
            return nullptr;
        side = std::move(made);
    }
    return side.get();
}

bool TestSandboxFaults::start(JavaPeer &peer, const Sandbox &sandbox)
{
    return peer.start({u"produce"_s, u"-n"_s, sandbox.nameServer(), u"-g"_s, u"PG"_s, u"--timeout"_s,
                       QString::number(sendTimeout.count())});
}

/// By a client that is used to its sandbox, or by one that knows nothing yet, where look-ups fail.
Story TestSandboxFaults::javaSend(JavaSide &java, SendMode mode, const QString &fault)
{
    const QJsonObject request{{u"send"_s, mode == SendMode::Async ? u"async"_s : u"sync"_s},
                              {u"topic"_s, u"TopicTest"_s},
                              {u"body"_s, u"x"_s}};
    if (warmUps(fault) > 0) {
        const Story story =
            underFault(java.sandbox, fault, [&] { return storyOf(java.peer.ask(request, enough)); });
        static_cast<void>(java.sandbox.control(u"clear"_s));
        return story;
    }
    Sandbox sandbox;
    JavaPeer peer(java.program);
    if (!sandbox.start() || !start(peer, sandbox))
        return {u"Java did not start"_s, {}};
    return underFault(sandbox, fault, [&] { return storyOf(peer.ask(request, enough)); });
}

Story TestSandboxFaults::ourSend(SendMode mode, const QString &fault)
{
    Sandbox sandbox;
    if (!sandbox.start())
        return {u"the sandbox did not start"_s, {}};
    Producer producer(configFor(sandbox));
    if (!producer.start())
        return {u"Gantry did not start"_s, {}};
    const Message message{.topic = TopicName(u"TopicTest"_s), .body = "x"};
    return underFault(sandbox, fault, [&] {
        if (mode == SendMode::Sync)
            return storyOf(producer.send(message));
        Story story;
        QSemaphore ended;
        const auto hear = [&](const SendOutcome &outcome) {
            story = storyOf(outcome);
            ended.release();
        };
        if (!producer.submit(mode, message, {}, hear) || !ended.tryAcquire(1, enough))
            return Story{u"no outcome"_s, {}};
        return story;
    });
}

QTEST_GUILESS_MAIN(TestSandboxFaults)
#include "tst_sandbox_faults.moc"
