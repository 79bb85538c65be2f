// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"

#include <QTest>
#include <QThread>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;
using Kind = gantry::testing::Reaction::Kind;

/// Where outcomes arrive: handlers and their threads, futures, ids.
class TestDelivery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handlersRunOnTheNetworkThread();
    void handlersWithAContextRunOnItsThread();
    void aContextThatIsGoneGetsNothing();
    void whatIsDueIsHandedOverAtShutdown();
    void aHandlerMaySend();
    void sendIsRefusedOnTheNetworkThread();
    void futuresAlwaysFinish();
    void aFutureNeedNotBeKept();
    void idsAreInTheOrderOfAcceptance();
    void aRefusedMessageHasNoOutcomeOfItsOwn();
};

void TestDelivery::handlersRunOnTheNetworkThread()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    std::atomic<QThread *> first = nullptr;
    std::atomic<QThread *> second = nullptr;
    OutcomeBox box;
    for (std::atomic<QThread *> *thread : {&first, &second}) {
        QVERIFY(producer.sendAsync(messageTo(u"T"_s), {},
                                   [thread, take = box.handler()](const SendOutcome &outcome) {
                                       *thread = QThread::currentThread();
                                       take(outcome);
                                   }));
    }
    QVERIFY(box.waitFor(2));
    QVERIFY(first != QThread::currentThread());
    QVERIFY(first == second);
}

void TestDelivery::handlersWithAContextRunOnItsThread()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QObject context;
    int here = 0;
    int elsewhere = 0;
    constexpr int count = 100;
    for (int i = 0; i < count; ++i) {
        QVERIFY(producer.sendAsync(messageTo(u"T"_s), {}, &context, [&](const SendOutcome &outcome) {
            (QThread::currentThread() == context.thread() && outcome.isOk() ? here : elsewhere) += 1;
        }));
    }
    QTRY_COMPARE(here, count);
    QCOMPARE(elsewhere, 0);
}

void TestDelivery::aContextThatIsGoneGetsNothing()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    auto context = std::make_unique<QObject>();
    QObject other;
    int calls = 0;
    int others = 0;
    for (int i = 0; i < 20; ++i) {
        QVERIFY(producer.sendAsync(messageTo(u"T"_s), {}, context.get(), [&](const SendOutcome &) {
            ++calls;
            context.reset(); // the first of a batch takes the context away from the others
        }));
        QVERIFY(producer.sendAsync(messageTo(u"T"_s), {}, &other, [&](const SendOutcome &) { ++others; }));
    }
    QTRY_COMPARE(others, 20);
    QCOMPARE(calls, 1);

    context = std::make_unique<QObject>();
    QVERIFY(producer.sendAsync(messageTo(u"T"_s), {}, context.get(), [&](const SendOutcome &) { ++calls; }));
    context.reset(); // before the outcome
    QVERIFY(producer.sendAsync(messageTo(u"T"_s), {}, &other, [&](const SendOutcome &) { ++others; }));
    QTRY_COMPARE(others, 21);
    QCOMPARE(calls, 1);
    QCOMPARE(producer.inFlight(), 0);
}

void TestDelivery::whatIsDueIsHandedOverAtShutdown()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QObject context;
    int calls = 0;
    for (int i = 0; i < 10; ++i)
        QVERIFY(producer.sendAsync(messageTo(u"T"_s), {}, &context, [&](const SendOutcome &) { ++calls; }));
    producer.shutdown(); // without its event loop having run
    QTRY_COMPARE(calls, 10);
}

void TestDelivery::aHandlerMaySend()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    constexpr int length = 100;
    std::atomic<int> links = 0;
    std::atomic<int> refused = 0;
    OutcomeBox box;
    std::function<void(const SendOutcome &)> next = [&](const SendOutcome &outcome) {
        if (++links == length)
            box.handler()(outcome);
        else if (!producer.sendAsync(messageTo(u"T"_s), {}, next))
            ++refused;
    };
    QVERIFY(producer.sendAsync(messageTo(u"T"_s), {}, next));
    QVERIFY(box.waitFor(1));
    QCOMPARE(refused.load(), 0);
}

void TestDelivery::sendIsRefusedOnTheNetworkThread()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    OutcomeBox box;
    QVERIFY(producer.sendAsync(messageTo(u"T"_s), {}, [&](const SendOutcome &) {
        box.handler()(producer.send(messageTo(u"T"_s, "from the handler")));
    }));
    QVERIFY(box.waitFor(1));
    const SendOutcome outcome = box.all().front();
    QCOMPARE(verdictOf(outcome), u"usage"_s);
    QVERIFY(outcome.attempts.isEmpty());
    QCOMPARE(outcome.bodyBytes, 16);
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QCOMPARE(servers.a().count(sendCode), 2);
}

void TestDelivery::futuresAlwaysFinish()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QFuture<SendOutcome> good = producer.sendFuture(messageTo(u"T"_s));
    good.waitForFinished();
    QVERIFY(good.result().isOk());

    const QFuture<SendOutcome> illegal = producer.sendFuture(messageTo(u"a b"_s));
    QVERIFY(illegal.isFinished());
    QCOMPARE(verdictOf(illegal.result()), u"illegal-message"_s);

    servers.a().always(sendCode, reaction::does(Kind::Silence));
    QFuture<SendOutcome> late = producer.sendFuture(messageTo(u"T"_s), {.timeout = 50ms});
    late.waitForFinished();
    QCOMPARE(verdictOf(late.result()), u"timeout"_s);

    const QFuture<SendOutcome> underWay = producer.sendFuture(messageTo(u"T"_s), {.timeout = 60s});
    producer.shutdown(10ms);
    QVERIFY(underWay.isFinished());
    QCOMPARE(verdictOf(underWay.result()), u"shutdown"_s);
}

void TestDelivery::aFutureNeedNotBeKept()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    for (int i = 0; i < 10; ++i)
        static_cast<void>(producer.sendFuture(messageTo(u"T"_s)));
    QTRY_COMPARE(servers.a().count(sendCode), 10);
    QTRY_COMPARE(producer.inFlight(), 0);
}

void TestDelivery::idsAreInTheOrderOfAcceptance()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    OutcomeBox box;
    for (quint64 i = 1; i <= 50; ++i) {
        const Result<SendId> id = producer.sendAsync(messageTo(u"T"_s), {}, box.handler());
        QVERIFY(id);
        QCOMPARE(id->value, i);
    }
    QVERIFY(box.waitFor(50));
}

void TestDelivery::aRefusedMessageHasNoOutcomeOfItsOwn()
{
    OneBroker servers;
    ProducerConfig config = configFor(servers.cluster);
    config.maxMessageBytes = 10;
    Producer producer(config);
    QVERIFY(producer.start());
    OutcomeBox box;
    QCOMPARE(kindOf(producer.sendAsync(messageTo(u"T"_s, "12345678901"), {}, box.handler())),
             u"message-too-large"_s);
    QCOMPARE(kindOf(producer.sendAsync(messageTo(u"T"_s, {}), {}, box.handler())), u"illegal-message"_s);
    const SendOutcome refused = producer.send(messageTo({}));
    QCOMPARE(verdictOf(refused), u"illegal-message"_s);
    QVERIFY(producer.send(messageTo(u"T"_s, "1234567890")).isOk());
    QCOMPARE(producer.inFlight(), 0);
    producer.shutdown();
    QCOMPARE(box.count(), size_t(0));
    QCOMPARE(servers.a().count(sendCode), 1);
}

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
