// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandboxfixture.h"
#include "wire/codes.h"
#include "wire/command.h"
#include "wire/frame.h"
#include <gantry/admin.h>
#include <gantry/producer.h>
#include <gantry/sandbox.h>

#include <QDir>
#include <QFile>
#include <QSemaphore>
#include <QSet>
#include <QTcpSocket>
#include <QTest>
#include <QtEndian>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace std::chrono_literals;

namespace {

constexpr int sendV2 = wire::requestcode::sendMessageV2;

class Fixture : public testing::SandboxFixture
{
public:
    explicit Fixture(const SandboxConfig &config = {},
                     const std::function<void(ProducerConfig &)> &change = {})
        : SandboxFixture(change, config)
    {
    }

    [[nodiscard]] SendOutcome send(const QByteArray &body = "hello", const SendOptions &options = {})
    {
        return producer->send({.topic = TopicName(u"TopicTest"_s), .body = body}, options);
    }
    [[nodiscard]] QString errorOf(const QString &line)
    {
        const Result<void> done = sandbox.control(line);
        return done ? QString() : done.error().detail;
    }
};

/// "broker-a:SYSTEM_BUSY broker-b:SEND_OK": where the attempts went, and what became of them.
QString attemptsOf(const SendOutcome &outcome)
{
    QStringList list;
    for (const Attempt &attempt : outcome.attempts)
        list.append(attempt.broker.text() + u':'
                    + (attempt.status ? QString(name(*attempt.status)) : QString(name(attempt.error->kind))));
    return list.join(u' ');
}

/// Sends until the rotation begins an attempt at this broker.
SendOutcome sendBeginningAt(Fixture &fixture, const QString &broker)
{
    for (int i = 0; i < 64; ++i) {
        SendOutcome outcome = fixture.send();
        if (!outcome.attempts.isEmpty() && outcome.attempts[0].broker.text() == broker)
            return outcome;
    }
    return {};
}

/// What a peer that is no RocketMQ sends; true when the sandbox closed the connection on it.
bool isClosedOn(const QString &address, const QByteArray &bytes)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, address.section(u':', 1).toUShort());
    socket.waitForConnected();
    socket.write(bytes);
    return socket.waitForDisconnected(10'000) || socket.state() == QAbstractSocket::UnconnectedState;
}

/// One request on a connection of its own, and its answer; one of code -1 when none comes.
wire::RemotingCommand answerOf(const QString &address, int code, const wire::Fields &fields)
{
    wire::RemotingCommand answer{.code = -1};
    QByteArray request;
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, address.section(u':', 1).toUShort());
    if (!socket.waitForConnected()
        || !wire::encode({.code = code, .opaque = 1, .fields = fields}, wire::HeaderType::Json, request))
        return answer;
    socket.write(request);
    wire::FrameSplitter splitter;
    while (socket.waitForReadyRead(10'000)) {
        const QByteArray bytes = socket.readAll();
        std::ranges::copy(bytes, splitter.prepare(bytes.size()));
        splitter.commit(bytes.size());
        const Result<std::optional<wire::Frame>> frame = splitter.next();
        if (frame && *frame)
            return wire::decode(**frame).value_or(answer);
    }
    return answer;
}

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, 0);
    qToBigEndian(value, bytes.data());
    return bytes;
}

} // namespace

class TestSandbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesOfEveryModeArrive();
    void aFaultHappensToASend_data();
    void aFaultHappensToASend();
    void aBrokerThatStopsIsPassedOverAndComesBack();
    void readOnlyAndLeavingBrokersTakeNothing();
    void theNumberOfQueuesCanChange();
    void anUnreachableAdvertisedAddressIsSaid();
    void theNameServerCanGoAway();
    void whatMakesNoSenseIsSaid();
    void badFramesEndTheirConnectionOnly_data();
    void badFramesEndTheirConnectionOnly();
    void aTruncatedFrameSlowsNobody();
    void tooManyConnectionsAreClosed();
    void oldMessagesGoWhenATopicGrows();
    void progressOfAGroupOutlivesItsConsumers();
    void theRequestLogTellsWhatArrived();
    void aScenarioIsPlayed();
    void aScenarioThatMakesNoSenseDoesNothing_data();
    void aScenarioThatMakesNoSenseDoesNothing();
    void theScenariosThatComeWithItAreRead_data();
    void theScenariosThatComeWithItAreRead();
};

void TestSandbox::messagesOfEveryModeArrive()
{
    constexpr qint64 each = 500;
    Fixture f;
    QVERIFY2(f.started, f.started ? "" : qPrintable(f.started.error().detail));
    std::atomic<int> completed = 0;
    for (qint64 i = 0; i < each; ++i) {
        QVERIFY(f.send("sync").isOk());
        const Message message{.topic = TopicName(u"TopicTest"_s), .body = QByteArray(5000, 'z')};
        const auto count = [&completed](const SendOutcome &outcome) { completed += outcome.isOk() ? 1 : 0; };
        QVERIFY(f.producer->submit(SendMode::Async, message, {}, count));
        QVERIFY(f.producer->submit(SendMode::Oneway, message, {}, count));
    }
    QTRY_COMPARE(completed.load(), int(2 * each));
    Admin admin(f.producer->config());
    QVERIFY(admin.start());
    const auto stored = [&admin] {
        qint64 count = 0;
        const auto stats = admin.topicStats(TopicName(u"TopicTest"_s));
        for (const auto &queue : stats->queues)
            count += queue.maxOffset - queue.minOffset;
        return count;
    };
    QTRY_COMPARE(stored(), 3 * each);
}

void TestSandbox::aFaultHappensToASend_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("attempts");
    const auto row = [](const QString &fault, const QString &attempts) {
        QTest::newRow(qPrintable(fault)) << fault << attempts;
    };
    row(u"broker-a send delay 50"_s, u"broker-a:SEND_OK"_s);
    row(u"broker-a send slow-bytes"_s, u"broker-a:SEND_OK"_s);
    row(u"broker-a send refuse 2 [REJECTREQUEST]busy"_s, u"broker-a:flow-control broker-b:SEND_OK"_s);
    row(u"broker-a send refuse 14 disk full"_s, u"broker-a:broker broker-b:SEND_OK"_s);
    row(u"broker-a send refuse 13 illegal"_s, u"broker-a:illegal-message"_s); // final, as in Java
    row(u"broker-a send refuse 10"_s, u"broker-a:FLUSH_DISK_TIMEOUT"_s);
    row(u"broker-a send close-before"_s, u"broker-a:connect broker-b:SEND_OK"_s);
    row(u"broker-a send close-mid"_s, u"broker-a:connect broker-b:SEND_OK"_s);
    row(u"broker-a send corrupt"_s, u"broker-a:internal broker-b:SEND_OK"_s);
    row(u"broker-a send drop-request"_s, u"broker-a:timeout broker-b:SEND_OK"_s);
    row(u"broker-a send drop-response"_s, u"broker-a:timeout broker-b:SEND_OK"_s);
    row(u"broker-a send wrong-opaque"_s, u"broker-a:timeout broker-b:SEND_OK"_s);
    row(u"broker-a send close-after"_s, u"broker-a:SEND_OK"_s);
}

void TestSandbox::aFaultHappensToASend()
{
    QFETCH(QString, fault);
    QFETCH(QString, attempts);
    Fixture f({}, [&attempts](ProducerConfig &config) {
        if (attempts.contains("timeout"_L1))
            config.attemptTimeout = 800ms; // leaves time for another attempt
        config.sendTimeout = 30s;
        config.avoidSuspectBrokers = false;
    });
    QVERIFY(f.started);
    QVERIFY(f.send().isOk());
    QCOMPARE(f.errorOf(fault), QString());
    QCOMPARE(attemptsOf(sendBeginningAt(f, u"broker-a"_s)), attempts);
    QCOMPARE(f.sandbox.faults(), QStringList{fault});
    QCOMPARE(f.errorOf(u"clear"_s), QString());
    QVERIFY(f.sandbox.faults().isEmpty());
    QTRY_COMPARE(attemptsOf(sendBeginningAt(f, u"broker-a"_s)), u"broker-a:SEND_OK"_s);
}

void TestSandbox::aBrokerThatStopsIsPassedOverAndComesBack()
{
    Fixture f({}, [](ProducerConfig &config) { config.pollNameServerInterval = 200ms; });
    QVERIFY(f.started);
    QVERIFY(f.send().isOk());
    QCOMPARE(f.errorOf(u"stop broker-a"_s), QString());
    for (int i = 0; i < 16; ++i) {
        const SendOutcome outcome = f.send();
        QVERIFY2(outcome.isOk(), qPrintable(attemptsOf(outcome)));
        QCOMPARE(outcome.result->queue.broker.text(), u"broker-b"_s);
    }
    QCOMPARE(f.errorOf(u"start broker-a"_s), QString());
    QTRY_COMPARE(attemptsOf(sendBeginningAt(f, u"broker-a"_s)), u"broker-a:SEND_OK"_s);
}

void TestSandbox::readOnlyAndLeavingBrokersTakeNothing()
{
    for (const QString &verb : {u"read-only"_s, u"leave"_s}) {
        Fixture f;
        QVERIFY(f.started);
        QCOMPARE(f.errorOf(verb + u" broker-b"_s), QString());
        for (int i = 0; i < 8; ++i) {
            const SendOutcome outcome = f.send();
            QVERIFY2(outcome.isOk(), qPrintable(attemptsOf(outcome)));
            QCOMPARE(outcome.result->queue.broker.text(), u"broker-a"_s);
        }
    }
}

void TestSandbox::theNumberOfQueuesCanChange()
{
    Fixture f;
    QVERIFY(f.started);
    QVERIFY(f.send().isOk());
    QCOMPARE(f.errorOf(u"queues all 7"_s), QString());
    ProducerConfig config = f.producer->config();
    config.instanceName = u"other"_s;
    Producer other(config);
    QVERIFY(other.start());
    const Result<TopicPublishInfo> route = other.route(TopicName(u"TopicTest"_s), 3s);
    QVERIFY(route);
    QSet<int> ids;
    for (const PublishQueue &queue : route->queues)
        ids.insert(queue.queueId);
    QCOMPARE(ids.size(), 7);
}

void TestSandbox::anUnreachableAdvertisedAddressIsSaid()
{
    Fixture f({.brokers = 1});
    QVERIFY(f.started);
    QCOMPARE(f.errorOf(u"advertise broker-a 127.0.0.1:1"_s), QString());
    const SendOutcome outcome = f.send();
    QVERIFY(!outcome.isOk());
    QVERIFY(outcome.result.error().kind == ErrorKind::Connect);
    QVERIFY2(outcome.result.error().detail.contains("127.0.0.1:1"_L1),
             qPrintable(outcome.result.error().detail));
}

void TestSandbox::theNameServerCanGoAway()
{
    Fixture f;
    QVERIFY(f.started);
    QVERIFY(f.send().isOk());
    QCOMPARE(f.errorOf(u"stop namesrv"_s), QString());
    QVERIFY(f.send().isOk()); // the route is known
    const SendOutcome outcome =
        f.producer->send({.topic = TopicName(u"Unknown"_s), .body = "x"}, {.timeout = 500ms});
    QVERIFY(!outcome.isOk());
    QVERIFY(outcome.result.error().kind == ErrorKind::NameServer);
    QCOMPARE(f.errorOf(u"start namesrv"_s), QString());
    QTRY_VERIFY(f.producer->send({.topic = TopicName(u"Unknown"_s), .body = "x"}).isOk());
}

void TestSandbox::whatMakesNoSenseIsSaid()
{
    Fixture f;
    QVERIFY(f.started);
    QVERIFY(f.errorOf(u"stop broker-z"_s).contains("broker-z"_L1));
    QVERIFY(f.errorOf(u"broker-z send delay 5"_s).contains("broker-z"_L1));
    QVERIFY(f.errorOf(u"queues broker-a many"_s).contains("many"_L1));
    QVERIFY(f.errorOf(u"read-only namesrv"_s).contains("read-only"_L1));
    QVERIFY(!f.errorOf(u"advertise broker-a"_s).isEmpty());
    QVERIFY(f.errorOf(u"stop broker-a now"_s).contains("now"_L1));
    QVERIFY(f.sandbox.brokers().first().isRunning);
    QVERIFY(!f.errorOf(u"stop"_s).isEmpty());
    QCOMPARE(f.errorOf(u"# a comment"_s), QString());
    QCOMPARE(f.errorOf(u"  "_s), QString());
    QVERIFY(!f.sandbox.start());
    QVERIFY(!f.sandbox.nameServer().isEmpty()); // the first one runs on
    Sandbox wrong({.brokers = 0});
    QVERIFY(!wrong.start());
    Sandbox taken({.port = f.sandbox.nameServer().section(u':', 1).toUShort()});
    const Result<void> second = taken.start();
    QVERIFY(!second);
    QVERIFY(second.error().kind == ErrorKind::Connect);
}

void TestSandbox::badFramesEndTheirConnectionOnly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("too long") << bigEndian(17'000'000) + bigEndian(100);
    QTest::newRow("negative") << bigEndian(0xFFFF'FFF0U) + bigEndian(100);
    QTest::newRow("header longer than the frame") << bigEndian(20) + bigEndian(4000) + QByteArray(16, 'x');
    QTest::newRow("garbage") << QByteArray(4096, '\xA5');
    QTest::newRow("HTTP") << "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"_ba;
    QTest::newRow("no JSON") << bigEndian(12) + bigEndian(8) + "{broken}";
}

void TestSandbox::badFramesEndTheirConnectionOnly()
{
    QFETCH(QByteArray, bytes);
    Fixture f;
    QVERIFY(f.started);
    QVERIFY(f.send().isOk());
    for (const SandboxBroker &broker : f.sandbox.brokers())
        QVERIFY(isClosedOn(broker.address.text(), bytes));
    QVERIFY(isClosedOn(f.sandbox.nameServer(), bytes));
    for (int i = 0; i < 8; ++i) {
        const SendOutcome outcome = f.send();
        QCOMPARE(outcome.attempts.size(), 1); // its connections were not touched
        QVERIFY(outcome.isOk());
    }
}

void TestSandbox::aTruncatedFrameSlowsNobody()
{
    Fixture f;
    QVERIFY(f.started);
    std::vector<std::unique_ptr<QTcpSocket>> halves;
    for (const SandboxBroker &broker : f.sandbox.brokers()) {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(u"127.0.0.1"_s, broker.address.text().section(u':', 1).toUShort());
        QVERIFY(socket->waitForConnected());
        socket->write(bigEndian(10'000'000) + bigEndian(100) + "{");
        QVERIFY(socket->waitForBytesWritten());
        halves.push_back(std::move(socket));
    }
    for (int i = 0; i < 100; ++i)
        QVERIFY(f.send().isOk());
    for (const auto &socket : halves)
        QCOMPARE(socket->state(), QAbstractSocket::ConnectedState); // it may still come
}

void TestSandbox::tooManyConnectionsAreClosed()
{
    Fixture f({.brokers = 1, .maxConnections = 20});
    QVERIFY(f.started);
    QVERIFY(f.send().isOk());
    const quint16 port = f.sandbox.brokers().first().address.text().section(u':', 1).toUShort();
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < 100; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        sockets.back()->connectToHost(u"127.0.0.1"_s, port);
        QVERIFY(sockets.back()->waitForConnected());
    }
    const auto open = [&sockets] {
        return std::ranges::count_if(
            sockets, [](const auto &socket) { return socket->state() == QAbstractSocket::ConnectedState; });
    };
    QTRY_COMPARE(open(), 19);
    const SendOutcome outcome = f.send(); // whoever asks something is not the one to go
    QVERIFY(outcome.isOk());
    QCOMPARE(outcome.attempts.size(), 1);
}

void TestSandbox::oldMessagesGoWhenATopicGrows()
{
    constexpr qint64 limit = 2 * 1024 * 1024;
    Fixture f({.brokers = 1, .retentionBytes = limit},
              [](ProducerConfig &config) { config.compressBodyOverBytes = 1 << 30; });
    QVERIFY(f.started);
    for (int i = 0; i < 40; ++i)
        QVERIFY(f.send(QByteArray(100'000, char('a' + i % 26))).isOk());
    QVERIFY(f.sandbox.brokers().first().storedBytes <= limit);
    Admin admin(f.producer->config());
    QVERIFY(admin.start());
    const auto stats = admin.topicStats(TopicName(u"TopicTest"_s));
    QVERIFY(stats);
    for (const auto &queue : stats->queues) {
        QCOMPARE(queue.maxOffset, 10);
        QVERIFY(queue.minOffset > 0);
    }
}

/// As mqadmin consumerProgress asks.
void TestSandbox::progressOfAGroupOutlivesItsConsumers()
{
    Fixture f({.brokers = 1});
    QVERIFY(f.started);
    QVERIFY(f.send().isOk());
    const QString broker = f.sandbox.brokers().first().address.text();
    const wire::Fields offset{
        {"consumerGroup", "CG"}, {"topic", "TopicTest"}, {"queueId", "3"}, {"commitOffset", "7"}};
    QCOMPARE(answerOf(broker, wire::requestcode::updateConsumerOffset, offset).code, 0);
    const QByteArray stats =
        answerOf(broker, wire::requestcode::getConsumeStats, {{"consumerGroup", "CG"}}).body;
    QCOMPARE(stats.count("\"queueId\""), 4);
    QVERIFY2(stats.contains("\"consumerOffset\":7"), stats.constData());
    const QByteArray groups =
        answerOf(broker, wire::requestcode::queryTopicConsumeByWho, {{"topic", "TopicTest"}}).body;
    QCOMPARE(groups, "{\"groupList\":[\"CG\"]}");
    const QByteArray runtime = answerOf(broker, wire::requestcode::getBrokerRuntimeInfo, {}).body;
    QVERIFY2(runtime.contains("putTps") && runtime.contains("getTransferedTps"), runtime.constData());
}

void TestSandbox::theRequestLogTellsWhatArrived()
{
    Fixture f;
    QVERIFY(f.started);
    QVERIFY(f.send().isOk());
    QCOMPARE(f.errorOf(u"send refuse 13 no next 1"_s), QString());
    const quint64 before = f.sandbox.requests().last().number;
    QVERIFY(!f.send().isOk());
    QVERIFY(f.send().isOk());
    QList<SandboxRequest> sends = f.sandbox.requests(before);
    sends.removeIf([](const SandboxRequest &request) { return request.code != sendV2; });
    QCOMPARE(sends.size(), 2);
    QCOMPARE(sends[0].response, 13);
    QCOMPARE(sends[0].fault, u"send refuse 13 no next 1"_s);
    QCOMPARE(sends[0].topic, u"TopicTest"_s);
    QVERIFY(sends[0].queueId >= 0 && sends[0].server.startsWith("broker-"_L1));
    QVERIFY(!sends[0].peer.isEmpty());
    QCOMPARE(sends[1].response, 0);
    QVERIFY(sends[1].fault.isEmpty());
    QVERIFY(sends[0].number < sends[1].number && sends[0].at <= sends[1].at);
}

void TestSandbox::aScenarioIsPlayed()
{
    Fixture f;
    QVERIFY(f.started);
    QSemaphore said;
    QStringList texts;
    const auto hear = [&](const QString &text) {
        texts.append(text);
        said.release();
    };
    const QString scenario = u"# a story\nsay begin\nsend refuse 13 no\nafter 20ms\nclear\nsay end\n"
                             "after 20ms\nrepeat\n"_s;
    QVERIFY(f.sandbox.play(scenario, hear));
    QVERIFY(said.tryAcquire(4, 20'000));                  // twice
    QVERIFY(f.sandbox.play(u"clear\nsay other"_s, hear)); // in place of it
    QVERIFY(said.tryAcquire(1, 20'000));
    QCOMPARE(texts.first(4).join(u' '), u"begin end begin end"_s);
    QCOMPARE(texts.last(), u"other"_s);
    QVERIFY(f.send().isOk());
}

void TestSandbox::aScenarioThatMakesNoSenseDoesNothing_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::newRow("no such line") << u"stop broker-a\nexplode"_s;
    QTest::newRow("no such broker") << u"stop broker-a\nstop broker-z"_s;
    QTest::newRow("no such queues") << u"stop broker-a\nqueues all none"_s;
    QTest::newRow("no time") << u"stop broker-a\nafter lunch"_s;
    QTest::newRow("no unit") << u"stop broker-a\nafter 5"_s;
    QTest::newRow("it would never end") << u"stop broker-a\nrepeat"_s;
}

void TestSandbox::aScenarioThatMakesNoSenseDoesNothing()
{
    QFETCH(QString, scenario);
    Fixture f;
    QVERIFY(f.started);
    const Result<void> played = f.sandbox.play(scenario, [](const QString &) {});
    QVERIFY(!played);
    QVERIFY(played.error().kind == ErrorKind::Usage);
    for (const SandboxBroker &broker : f.sandbox.brokers())
        QVERIFY(broker.isRunning);
}

void TestSandbox::theScenariosThatComeWithItAreRead_data()
{
    QTest::addColumn<QString>("path");
    const QFileInfoList files = QDir(QStringLiteral(GANTRY_SCENARIOS)).entryInfoList({u"*.scenario"_s});
    QCOMPARE(files.size(), 6);
    for (const QFileInfo &file : files)
        QTest::newRow(qPrintable(file.baseName())) << file.filePath();
}

void TestSandbox::theScenariosThatComeWithItAreRead()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    Fixture f;
    QVERIFY(f.started);
    QSemaphore said;
    const Result<void> played =
        f.sandbox.play(QString::fromUtf8(file.readAll()), [&said](const QString &) { said.release(); });
    QVERIFY2(played, played ? "" : qPrintable(played.error().detail));
    QVERIFY(said.tryAcquire(1, 10'000));
}

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
