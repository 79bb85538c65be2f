// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;
using Kind = gantry::testing::Reaction::Kind;

namespace {

constexpr int onceRound = 8;

/// Sends once round all queues; the brokers of all attempts, without repetition: "a", "b" or "a b".
QString brokersOfARound(Producer &producer)
{
    QSet<QString> brokers;
    for (int i = 0; i < onceRound; ++i) {
        const SendOutcome outcome = producer.send(messageTo(u"T"_s));
        for (const Attempt &attempt : outcome.attempts)
            brokers.insert(attempt.broker.text());
    }
    QStringList list(brokers.begin(), brokers.end());
    list.sort();
    return list.join(u' ');
}

} // namespace

class TestAvoidance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSilentBrokerIsAvoidedAndUsedAgainOnceItAnswers_data();
    void aSilentBrokerIsAvoidedAndUsedAgainOnceItAnswers();
    void aBrokerThatIsDownIsAvoidedAndUsedAgainOnceItIsUp();
    void avoidingCanBeSwitchedOff();
    void whereEveryBrokerIsSuspectTheyAreTriedAllTheSame();
    void aRefusalIsNoReasonToAvoidABroker();
    void theChoiceSaysWhomItAvoids();
    void latencyFaultToleranceLeavesAFailingBrokerAlone();
    void latencyFaultToleranceLeavesASlowBrokerAlone();
};

void TestAvoidance::aSilentBrokerIsAvoidedAndUsedAgainOnceItAnswers_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("sync") << int(SendMode::Sync);
    QTest::newRow("async") << int(SendMode::Async);
}

void TestAvoidance::aSilentBrokerIsAvoidedAndUsedAgainOnceItAnswers()
{
    QFETCH(int, mode);
    TwoBrokers servers;
    ProducerConfig config = configFor(servers.cluster);
    config.sendTimeout = 20s;
    config.attemptTimeout = 80ms;
    Producer producer(config);
    QVERIFY(producer.start());
    QCOMPARE(brokersOfARound(producer), u"a b"_s);
    servers.a().setSilent(true);
    bool found = false;
    for (int i = 0; i < onceRound && !found; ++i) {
        const SendOutcome outcome = sendBy(producer, SendMode(mode), messageTo(u"T"_s));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        found = brokersOf(outcome) == "a b"_L1;
    }
    QVERIFY(found); // one send paid for it; the others do not
    for (int i = 0; i < 3; ++i)
        QCOMPARE(brokersOfARound(producer), u"b"_s);
    servers.a().setSilent(false);
    // No send has to be the one that finds out: heartbeats do.
    QTRY_COMPARE_WITH_TIMEOUT(brokersOfARound(producer), u"a b"_s, 15'000);
}

void TestAvoidance::aBrokerThatIsDownIsAvoidedAndUsedAgainOnceItIsUp()
{
    TwoBrokers servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QCOMPARE(brokersOfARound(producer), u"a b"_s);
    servers.a().stop();
    int wasted = 0;
    for (int i = 0; i < 5 * onceRound; ++i) {
        const SendOutcome outcome = producer.send(messageTo(u"T"_s));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QCOMPARE(outcome.result->queue.broker.text(), u"b"_s);
        wasted += int(outcome.attempts.size()) - 1;
    }
    QVERIFY2(wasted < onceRound, qPrintable(u"%1 of %2 sends tried it"_s.arg(wasted).arg(5 * onceRound)));
    servers.a().restart();
    QTRY_COMPARE_WITH_TIMEOUT(brokersOfARound(producer), u"a b"_s, 15'000);
}

void TestAvoidance::avoidingCanBeSwitchedOff()
{
    TwoBrokers servers;
    ProducerConfig config = configFor(servers.cluster);
    config.avoidSuspectBrokers = false;
    config.attemptTimeout = 40ms;
    Producer producer(config);
    QVERIFY(producer.start());
    servers.a().setSilent(true);
    int tried = 0;
    for (int i = 0; i < onceRound; ++i)
        tried += brokersOf(producer.send(messageTo(u"T"_s))) == "a b"_L1 ? 1 : 0;
    // Each retry moves the rotation past the other queues of the silent broker.
    QVERIFY2(tried == 1 || tried == 2, qPrintable(QString::number(tried)));
}

void TestAvoidance::whereEveryBrokerIsSuspectTheyAreTriedAllTheSame()
{
    TwoBrokers servers;
    servers.a().setSilent(true);
    servers.b().setSilent(true);
    ProducerConfig config = configFor(servers.cluster);
    config.attemptTimeout = 40ms;
    config.sendTimeout = 20s;
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(!producer.send(messageTo(u"T"_s), {.timeout = 200ms, .retries = 1}).isOk());
    servers.b().setSilent(false);
    QTRY_VERIFY_WITH_TIMEOUT(producer.send(messageTo(u"T"_s), {.timeout = 200ms}).isOk(), 15'000);
}

void TestAvoidance::aRefusalIsNoReasonToAvoidABroker()
{
    TwoBrokers servers;
    servers.a().always(sendCode, reaction::code(2));
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(brokersOfARound(producer), u"a b"_s);
}

void TestAvoidance::theChoiceSaysWhomItAvoids()
{
    TwoBrokers servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    Result<QList<QueueChoice>> choices = producer.selectQueues(TopicName(u"T"_s), onceRound);
    QVERIFY(choices);
    QCOMPARE(choices->size(), onceRound);
    for (const QueueChoice &choice : *choices)
        QCOMPARE(choice.reason, u"next in rotation"_s);
    QCOMPARE(brokersOfARound(producer), u"a b"_s);
    servers.a().setSilent(true);
    QVERIFY(producer.send(messageTo(u"T"_s), {.attemptTimeout = 50ms}).isOk());
    QTRY_COMPARE(brokersOfARound(producer), u"b"_s);
    choices = producer.selectQueues(TopicName(u"T"_s), onceRound);
    QVERIFY(choices);
    for (const QueueChoice &choice : *choices) {
        QCOMPARE(choice.queue.broker.text(), u"b"_s);
        QCOMPARE(choice.address.text(), servers.b().address().text());
        QVERIFY2(choice.reason.contains("a does not answer"_L1), qPrintable(choice.reason));
    }
}

void TestAvoidance::latencyFaultToleranceLeavesAFailingBrokerAlone()
{
    TwoBrokers servers;
    servers.a().next(sendCode, {reaction::code(1)});
    ProducerConfig config = configFor(servers.cluster);
    config.avoidSuspectBrokers = false;
    config.sendLatencyFaultEnable = true;
    Producer producer(config);
    QVERIFY(producer.start());
    QCOMPARE(brokersOfARound(producer), u"a b"_s); // the one failure is among these
    QCOMPARE(servers.a().count(sendCode), 1);      // and isolates it for ten seconds
    for (int i = 0; i < 3; ++i)
        QCOMPARE(brokersOfARound(producer), u"b"_s);
}

void TestAvoidance::latencyFaultToleranceLeavesASlowBrokerAlone()
{
    TwoBrokers servers;
    servers.a().next(sendCode, {reaction::later(600ms)}); // 550 ms and more: two seconds
    ProducerConfig config = configFor(servers.cluster);
    config.sendLatencyFaultEnable = true;
    config.sendTimeout = 20s;
    Producer producer(config);
    QVERIFY(producer.start());
    QCOMPARE(brokersOfARound(producer), u"a b"_s);
    QCOMPARE(servers.a().count(sendCode), 1);
    QTRY_COMPARE_WITH_TIMEOUT(brokersOfARound(producer), u"a b"_s, 10'000);
}

QTEST_GUILESS_MAIN(TestAvoidance)
#include "tst_avoidance.moc"
