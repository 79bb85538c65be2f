// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;
using Kind = gantry::testing::Reaction::Kind;

class TestFlowControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fullMeansRefusedWhenToldToFail_data();
    void fullMeansRefusedWhenToldToFail();
    void fullMeansWaitingOtherwise();
    void waitingEndsWithTheSendsTime();
    void waitingEndsAtShutdown();
    void theNetworkThreadNeverWaits();
    void whatTheKernelDoesNotTakeStopsOneWaySends();
    void compressedBodiesGiveBackWhatTheyTook();
    void failedSendsGiveBackWhatTheyTook();
};

void TestFlowControl::fullMeansRefusedWhenToldToFail_data()
{
    QTest::addColumn<int>("messages");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("messages") << 5 << qint64(1'000'000);
    QTest::newRow("bytes") << 1000 << qint64(5 * 100);
}

void TestFlowControl::fullMeansRefusedWhenToldToFail()
{
    QFETCH(int, messages);
    QFETCH(qint64, bytes);
    OneBroker servers;
    servers.a().always(sendCode, reaction::does(Kind::Silence));
    ProducerConfig config = configFor(servers.cluster);
    config.whenFull = WhenFull::Fail;
    config.maxInFlight = messages;
    config.maxInFlightBytes = bytes;
    Producer producer(config);
    QVERIFY(producer.start());
    OutcomeBox box;
    const Message message = messageTo(u"T"_s, QByteArray(100, 'x'));
    for (int i = 0; i < 5; ++i)
        QVERIFY(producer.sendAsync(message, {.timeout = 60s}, box.handler()));
    const Result<SendId> refused = producer.sendAsync(message, {}, box.handler());
    QCOMPARE(kindOf(refused), u"flow-control"_s);
    QVERIFY(!refused.error().hint.isEmpty());
    QCOMPARE(verdictOf(producer.send(message)), u"flow-control"_s);
    QCOMPARE(kindOf(producer.sendOneway(message)), u"flow-control"_s);
    QCOMPARE(producer.inFlight(), 5);
    // Room again.
    QTRY_COMPARE(servers.a().count(sendCode), 5);
    servers.a().always(sendCode, reaction::ok());
    servers.a().dropConnections();
    QVERIFY(box.waitFor(5));
    QTRY_COMPARE(producer.inFlight(), 0);
    QVERIFY(producer.send(message).isOk());
}

void TestFlowControl::fullMeansWaitingOtherwise()
{
    OneBroker servers;
    servers.a().always(sendCode, reaction::later(10ms));
    ProducerConfig config = configFor(servers.cluster);
    config.maxInFlight = 4;
    Producer producer(config);
    QVERIFY(producer.start());
    OutcomeBox box;
    qint64 most = 0;
    for (int i = 0; i < 40; ++i) {
        QVERIFY(producer.sendAsync(messageTo(u"T"_s), {.timeout = 20s}, box.handler()));
        most = std::max(most, producer.inFlight());
    }
    QVERIFY(box.waitFor(40));
    for (const SendOutcome &outcome : box.all())
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QVERIFY2(most <= 4, qPrintable(QString::number(most)));
    QCOMPARE(servers.a().count(sendCode), 40);
}

void TestFlowControl::waitingEndsWithTheSendsTime()
{
    OneBroker servers;
    servers.a().always(sendCode, reaction::does(Kind::Silence));
    ProducerConfig config = configFor(servers.cluster);
    config.maxInFlight = 1;
    Producer producer(config);
    QVERIFY(producer.start());
    OutcomeBox box;
    QVERIFY(producer.sendAsync(messageTo(u"T"_s), {.timeout = 60s}, box.handler()));
    const auto begin = std::chrono::steady_clock::now();
    const Result<SendId> refused = producer.sendAsync(messageTo(u"T"_s), {.timeout = 60ms}, box.handler());
    QCOMPARE(kindOf(refused), u"flow-control"_s);
    QVERIFY(std::chrono::steady_clock::now() - begin >= 60ms);
    QCOMPARE(producer.inFlight(), 1);
    producer.shutdown(0ms);
    QCOMPARE(box.count(), size_t(1));
}

void TestFlowControl::waitingEndsAtShutdown()
{
    OneBroker servers;
    servers.a().always(sendCode, reaction::does(Kind::Silence));
    ProducerConfig config = configFor(servers.cluster);
    config.maxInFlight = 1;
    Producer producer(config);
    QVERIFY(producer.start());
    OutcomeBox box;
    QVERIFY(producer.sendAsync(messageTo(u"T"_s), {.timeout = 60s}, box.handler()));
    std::mutex mutex;
    QStringList kinds;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            const Result<SendId> id = producer.sendAsync(messageTo(u"T"_s), {.timeout = 60s}, box.handler());
            const std::lock_guard lock(mutex);
            kinds.append(kindOf(id));
        });
    }
    producer.shutdown(20ms);
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(kinds, QStringList(4, u"shutdown"_s));
    QCOMPARE(box.count(), size_t(1));
}

void TestFlowControl::theNetworkThreadNeverWaits()
{
    OneBroker servers;
    servers.a().next(sendCode, {reaction::ok()});
    servers.a().always(sendCode, reaction::does(Kind::Silence));
    ProducerConfig config = configFor(servers.cluster);
    config.maxInFlight = 2;
    Producer producer(config);
    QVERIFY(producer.start());
    OutcomeBox box;
    std::mutex mutex;
    QStringList kinds;
    QVERIFY(producer.sendAsync(messageTo(u"T"_s), {.timeout = 60s}, [&](const SendOutcome &outcome) {
        for (int i = 0; i < 5; ++i) {
            const Result<SendId> id =
                producer.sendAsync(messageTo(u"T"_s), {.timeout = 60s}, [](const SendOutcome &) {});
            const std::lock_guard lock(mutex);
            kinds.append(kindOf(id));
        }
        box.handler()(outcome);
    }));
    QVERIFY(box.waitFor(1));
    QCOMPARE(kinds.size(), 5);
    QCOMPARE(kinds.back(), u"flow-control"_s); // the send that is being handed over may or may not count
    producer.shutdown(0ms);
}

void TestFlowControl::whatTheKernelDoesNotTakeStopsOneWaySends()
{
    OneBroker servers;
    ProducerConfig config = configFor(servers.cluster);
    config.whenFull = WhenFull::Fail;
    config.maxQueuedBytes = 1024 * 1024;
    config.compressBodyOverBytes = 2147483647;
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    servers.a().pauseReading(true);
    OutcomeBox box;
    const Message message = messageTo(u"T"_s, QByteArray(100'000, 'x'));
    int accepted = 0;
    Result<SendId> last = Error{};
    // The kernel's buffers take some megabytes; then ours fill up, and that is all.
    for (; accepted < 1000; ++accepted) {
        last = producer.sendOneway(message, {.timeout = 60s}, box.handler());
        if (!last)
            break;
    }
    QCOMPARE(kindOf(last), u"flow-control"_s);
    QVERIFY2(accepted < 500, qPrintable(QString::number(accepted)));
    QVERIFY(box.count() < size_t(accepted));
    servers.a().pauseReading(false);
    QVERIFY(box.waitFor(size_t(accepted)));
    for (const SendOutcome &outcome : box.all())
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QTRY_COMPARE(servers.a().count(sendCode), accepted + 1);
    QVERIFY(producer.send(message).isOk());
}

void TestFlowControl::compressedBodiesGiveBackWhatTheyTook()
{
    OneBroker servers;
    ProducerConfig config = configFor(servers.cluster);
    config.whenFull = WhenFull::Fail;
    config.maxQueuedBytes = 64 * 1024;
    config.maxInFlightBytes = 64 * 1024;
    Producer producer(config);
    QVERIFY(producer.start());
    const Message message = messageTo(u"T"_s, QByteArray(16 * 1024, 'x')); // some 40 bytes on the wire
    for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway}) {
        for (int i = 0; i < 40; ++i) {
            const SendOutcome outcome = sendBy(producer, mode, message);
            QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
            QVERIFY(outcome.compressed);
        }
    }
}

void TestFlowControl::failedSendsGiveBackWhatTheyTook()
{
    OneBroker servers;
    ProducerConfig config = configFor(servers.cluster);
    config.whenFull = WhenFull::Fail;
    config.maxQueuedBytes = 64 * 1024;
    config.maxInFlightBytes = 64 * 1024;
    config.maxInFlight = 3;
    Producer producer(config);
    QVERIFY(producer.start());
    const Message message = messageTo(u"T"_s, QByteArray(16 * 1024, 'x'));
    servers.a().always(sendCode, reaction::does(Kind::CloseBefore));
    for (int i = 0; i < 10; ++i) {
        const SendMode mode = i % 2 == 0 ? SendMode::Sync : SendMode::Async;
        const SendOutcome outcome = sendBy(producer, mode, message, {.retries = i / 5});
        QVERIFY2(verdictOf(outcome) == "connect"_L1, qPrintable(describe(outcome)));
    }
    servers.a().always(sendCode, reaction::code(2));
    for (int i = 0; i < 20; ++i)
        QVERIFY(verdictOf(sendBy(producer, SendMode::Sync, messageTo(u"Nowhere"_s, message.body)))
                == "route"_L1);
    QTRY_COMPARE(verdictOf(sendBy(producer, SendMode::Sync, message)),
                 u"flow-control"_s); // the broker's answer
    QTRY_COMPARE(producer.inFlight(), 0);
    servers.a().always(sendCode, reaction::ok());
    for (int i = 0; i < 20; ++i)
        QVERIFY(producer.send(message).isOk());
}

QTEST_GUILESS_MAIN(TestFlowControl)
#include "tst_flowcontrol.moc"
