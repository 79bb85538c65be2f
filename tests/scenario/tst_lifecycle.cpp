// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"

#include <QTest>

#include <atomic>
#include <semaphore>
#include <thread>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;
using Kind = gantry::testing::Reaction::Kind;

namespace {

ProducerConfig namedConfig(const FakeCluster &cluster, const QString &group, const QString &instance,
                           const QString &unit = {})
{
    ProducerConfig config = configFor(cluster);
    config.group = GroupName(group);
    config.instanceName = instance;
    config.unitName = unit;
    return config;
}

} // namespace

class TestLifecycle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStateIsAlwaysTrue();
    void aBadConfigDoesNotStart();
    void withoutANameServerItSaysSo();
    void startConnectsToNothing();
    void groupAndInstanceRunOnce();
    void otherGroupsAndInstancesRunBeside_data();
    void otherGroupsAndInstancesRunBeside();
    void whatWasShutDownMayBeStartedAgain();
    void theDefaultInstanceIsUnique();
    void producersOfOneInstanceShareTheirConnections();
    void aHeartbeatNamesTheGroupAsSoonAsABrokerIsReached();
    void heartbeatsGoOn();
    void shutdownUnregistersTheGroup();
    void shutdownWaitsForWhatIsUnderWay();
    void whatIsStillUnderWayAfterTheGraceIsShutDown();
    void sendersOnOtherThreadsGetTheirOutcomes();
    void acceptedDuringShutdownMeansAnOutcome();
    void sendsThatWaitForARouteAreShutDown();
    void sendsWithoutARunningProducerAreRefused();
    void destructionIsAShutdown();
    void itLivesOnAnyThread();
    void aVeryLongTimeOutIsNoShortOne();
};

void TestLifecycle::theStateIsAlwaysTrue()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.state() == Producer::State::CreateJust);
    QVERIFY(producer.clientId().isEmpty());
    QVERIFY(producer.start());
    QVERIFY(producer.state() == Producer::State::Running);
    QVERIFY(producer.clientId().contains(u'@'));
    const Result<void> again = producer.start();
    QCOMPARE(kindOf(again), u"usage"_s);
    QVERIFY(again.error().detail.contains("RUNNING"_L1));
    QVERIFY(producer.state() == Producer::State::Running);
    producer.shutdown();
    QVERIFY(producer.state() == Producer::State::ShutdownAlready);
    producer.shutdown(); // twice is no matter
    QCOMPARE(kindOf(producer.start()), u"usage"_s);

    Producer never(configFor(servers.cluster));
    never.shutdown();
    QVERIFY(never.state() == Producer::State::ShutdownAlready);
}

void TestLifecycle::aBadConfigDoesNotStart()
{
    OneBroker servers;
    ProducerConfig config = configFor(servers.cluster);
    config.group = GroupName(u"DEFAULT_PRODUCER"_s);
    Producer producer(config);
    QCOMPARE(kindOf(producer.start()), u"config"_s);
    QVERIFY(producer.state() == Producer::State::StartFailed);
    const SendOutcome outcome = producer.send(messageTo(u"T"_s));
    QCOMPARE(verdictOf(outcome), u"usage"_s);
    QVERIFY(outcome.result.error().detail.contains("START_FAILED"_L1));
}

void TestLifecycle::withoutANameServerItSaysSo()
{
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    Producer producer(config);
    const Result<void> started = producer.start();
    QVERIFY(!started);
    QCOMPARE(started.error().code, std::optional(clienterror::noNameServer));
    QCOMPARE(kindOf(started), u"name-server"_s); // as producer.h says of start()
}

void TestLifecycle::startConnectsToNothing()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    producer.shutdown();
    QCOMPARE(servers.cluster.nameServer().connections(), 0);
    QCOMPARE(servers.a().connections(), 0);
}

void TestLifecycle::groupAndInstanceRunOnce()
{
    OneBroker servers;
    Producer first(namedConfig(servers.cluster, u"PG"_s, u"one"_s));
    QVERIFY(first.start());
    Producer second(namedConfig(servers.cluster, u"PG"_s, u"one"_s));
    const Result<void> started = second.start();
    QCOMPARE(kindOf(started), u"duplicate-instance"_s);
    QVERIFY(started.error().detail.contains("The producer group[PG] has been created before"_L1));
    QVERIFY(!started.error().hint.isEmpty());
    QVERIFY(second.state() == Producer::State::StartFailed);
    QVERIFY(first.send(messageTo(u"T"_s)).isOk()); // undisturbed
    second.shutdown();
    QVERIFY(first.send(messageTo(u"T"_s)).isOk());
    Producer third(namedConfig(servers.cluster, u"PG"_s, u"one"_s));
    QCOMPARE(kindOf(third.start()), u"duplicate-instance"_s);
}

void TestLifecycle::otherGroupsAndInstancesRunBeside_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("instance");
    QTest::addColumn<QString>("unit");
    QTest::newRow("another group") << u"PG2"_s << u"one"_s << QString();
    QTest::newRow("another instance") << u"PG"_s << u"two"_s << QString();
    QTest::newRow("another unit") << u"PG"_s << u"one"_s << u"unit"_s;
}

void TestLifecycle::otherGroupsAndInstancesRunBeside()
{
    QFETCH(QString, group);
    QFETCH(QString, instance);
    QFETCH(QString, unit);
    OneBroker servers;
    Producer first(namedConfig(servers.cluster, u"PG"_s, u"one"_s));
    QVERIFY(first.start());
    Producer second(namedConfig(servers.cluster, group, instance, unit));
    QVERIFY(second.start());
    QVERIFY(first.send(messageTo(u"T"_s)).isOk());
    QVERIFY(second.send(messageTo(u"T"_s)).isOk());
    first.shutdown();
    QVERIFY(second.send(messageTo(u"T"_s)).isOk());
}

void TestLifecycle::whatWasShutDownMayBeStartedAgain()
{
    OneBroker servers;
    const ProducerConfig config = namedConfig(servers.cluster, u"PG"_s, u"one"_s);
    Producer first(config);
    Producer second(config);
    QVERIFY(first.start());
    QVERIFY(!second.start());
    first.shutdown();
    QVERIFY(second.start()); // the same object, after its failure
    QVERIFY(second.send(messageTo(u"T"_s)).isOk());
    second.shutdown();
    for (int i = 0; i < 20; ++i) {
        Producer next(config);
        QVERIFY(next.start());
    }
}

void TestLifecycle::theDefaultInstanceIsUnique()
{
    OneBroker servers;
    Producer first(configFor(servers.cluster));
    Producer second(configFor(servers.cluster));
    QVERIFY(first.start());
    QVERIFY(second.start());
    QVERIFY(first.clientId() != second.clientId());
    QVERIFY2(first.clientId().contains(u"@%1#"_s.arg(QCoreApplication::applicationPid())),
             qPrintable(first.clientId()));
    QVERIFY(first.send(messageTo(u"T"_s)).isOk());
    QVERIFY(second.send(messageTo(u"T"_s)).isOk());
    QCOMPARE(servers.a().connections(), 2);
}

void TestLifecycle::producersOfOneInstanceShareTheirConnections()
{
    OneBroker servers;
    Producer first(namedConfig(servers.cluster, u"PG1"_s, u"one"_s));
    Producer second(namedConfig(servers.cluster, u"PG2"_s, u"one"_s));
    QVERIFY(first.start());
    QVERIFY(second.start());
    QCOMPARE(first.clientId(), second.clientId());
    QVERIFY(first.send(messageTo(u"T"_s)).isOk());
    QVERIFY(second.send(messageTo(u"T"_s)).isOk());
    QCOMPARE(servers.a().connections(), 1);
    QCOMPARE(servers.cluster.nameServer().connections(), 1);
    QTRY_VERIFY(!servers.a().requests(heartbeatCode).isEmpty());
    const QByteArray body = servers.a().requests(heartbeatCode).back().command.body;
    QVERIFY(body.contains(R"({"groupName":"PG1"},{"groupName":"PG2"})"));
    first.shutdown();
    QVERIFY(second.send(messageTo(u"T"_s)).isOk());
    QCOMPARE(servers.a().connections(), 1);
    QCOMPARE(servers.a().count(unregisterCode), 1);
    QCOMPARE(servers.a().requests(unregisterCode).front().command.field("producerGroup"),
             std::optional<QByteArray>("PG1"));
}

void TestLifecycle::aHeartbeatNamesTheGroupAsSoonAsABrokerIsReached()
{
    OneBroker servers;
    Producer producer(namedConfig(servers.cluster, u"PG"_s, u"one"_s));
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QTRY_COMPARE(servers.a().count(heartbeatCode), 1);
    const SeenRequest seen = servers.a().requests(heartbeatCode).front();
    QCOMPARE(seen.connection, servers.a().requests(sendCode).front().connection);
    QCOMPARE(seen.command.body,
             "{\"clientID\":\"" + producer.clientId().toUtf8()
                 + "\",\"consumerDataSet\":[],\"heartbeatFingerprint\":0,\"producerDataSet\":["
                   "{\"groupName\":\"PG\"}],\"withoutSub\":false}");
    // A new connection is unknown to the broker, and so is who is behind it.
    servers.a().dropConnections();
    QTRY_VERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QTRY_VERIFY(servers.a().count(heartbeatCode) >= 2);
    QCOMPARE(servers.a().requests(heartbeatCode).back().connection, 2);
}

void TestLifecycle::heartbeatsGoOn()
{
    OneBroker servers;
    ProducerConfig config = configFor(servers.cluster);
    config.heartbeatBrokerInterval = 20ms;
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QTRY_VERIFY(servers.a().count(heartbeatCode) > 4);
    QCOMPARE(servers.a().connections(), 1);
}

void TestLifecycle::shutdownUnregistersTheGroup()
{
    TwoBrokers servers;
    Producer producer(namedConfig(servers.cluster, u"PG"_s, u"one"_s));
    QVERIFY(producer.start());
    for (int i = 0; i < 8; ++i)
        QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    const QByteArray clientId = producer.clientId().toUtf8();
    producer.shutdown();
    for (FakeServer *broker : {&servers.a(), &servers.b()}) {
        QCOMPARE(broker->count(unregisterCode), 1);
        const wire::RemotingCommand command = broker->requests(unregisterCode).front().command;
        QCOMPARE(command.field("clientID"), std::optional(clientId));
        QCOMPARE(command.field("producerGroup"), std::optional<QByteArray>("PG"));
        QTRY_COMPARE(broker->openConnections(), 0);
    }
    QTRY_COMPARE(servers.cluster.nameServer().openConnections(), 0);
}

void TestLifecycle::shutdownWaitsForWhatIsUnderWay()
{
    OneBroker servers;
    servers.a().always(sendCode, reaction::later(150ms));
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    OutcomeBox box;
    for (int i = 0; i < 10; ++i)
        QVERIFY(producer.sendAsync(messageTo(u"T"_s), {.timeout = 20s}, box.handler()));
    producer.shutdown(20s);
    QCOMPARE(box.count(), size_t(10)); // handlers have run when it returns
    for (const SendOutcome &outcome : box.all())
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
}

void TestLifecycle::whatIsStillUnderWayAfterTheGraceIsShutDown()
{
    OneBroker servers;
    servers.a().always(sendCode, reaction::does(Kind::Silence));
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    OutcomeBox box;
    constexpr int count = 30;
    for (int i = 0; i < count; ++i) {
        const SendMode mode = i % 2 == 0 ? SendMode::Sync : SendMode::Async;
        QVERIFY(producer.submit(mode, messageTo(u"T"_s), {.timeout = 60s}, box.handler()));
    }
    QTRY_COMPARE(servers.a().count(sendCode), count);
    QCOMPARE(producer.inFlight(), count);
    producer.shutdown(50ms);
    QCOMPARE(producer.inFlight(), 0);
    QCOMPARE(box.count(), size_t(count));
    for (const SendOutcome &outcome : box.all()) {
        QCOMPARE(verdictOf(outcome), u"shutdown"_s);
        QCOMPARE(outcome.attempts.size(), 1);
        QVERIFY(outcome.elapsed >= 50ms && outcome.elapsed < 30s);
        // The attempt did not succeed either, and took its time.
        QVERIFY(outcome.attempts[0].error);
        QVERIFY(outcome.attempts[0].took > 0ns);
    }
}

void TestLifecycle::sendersOnOtherThreadsGetTheirOutcomes()
{
    OneBroker servers;
    servers.a().always(sendCode, reaction::does(Kind::Silence));
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    constexpr int count = 8;
    std::mutex mutex;
    QStringList verdicts;
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&] {
            const SendOutcome outcome = producer.send(messageTo(u"T"_s), {.timeout = 60s});
            const std::lock_guard lock(mutex);
            verdicts.append(verdictOf(outcome));
        });
    }
    QTRY_COMPARE(servers.a().count(sendCode), count);
    producer.shutdown(20ms);
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(verdicts, QStringList(count, u"shutdown"_s));
}

void TestLifecycle::acceptedDuringShutdownMeansAnOutcome()
{
    for (int round = 0; round < 20; ++round) {
        OneBroker servers;
        Producer producer(configFor(servers.cluster));
        QVERIFY(producer.start());
        OutcomeBox box;
        std::atomic<int> accepted = 0;
        std::atomic<int> refusedOtherwise = 0;
        std::counting_semaphore<8> running(0);
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int sent = 0;; ++sent) {
                    const Result<SendId> id =
                        producer.submit(sent % 3 == 0 ? SendMode::Oneway : SendMode::Async, messageTo(u"T"_s),
                                        {.timeout = 20s}, box.handler());
                    if (!id) {
                        refusedOtherwise += id.error().kind == ErrorKind::Shutdown ? 0 : 1;
                        return;
                    }
                    ++accepted;
                    if (sent == 20)
                        running.release();
                }
            });
        }
        for (int i = 0; i < 4; ++i)
            running.acquire();
        producer.shutdown(round % 2 == 0 ? 20s : 0s);
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(box.count(), size_t(accepted));
        QCOMPARE(refusedOtherwise.load(), 0);
        QCOMPARE(producer.inFlight(), 0);
    }
}

void TestLifecycle::sendsThatWaitForARouteAreShutDown()
{
    OneBroker servers;
    servers.cluster.nameServer().setSilent(true);
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    OutcomeBox box;
    for (int i = 0; i < 5; ++i)
        QVERIFY(producer.sendAsync(messageTo(u"T"_s), {.timeout = 60s}, box.handler()));
    QTRY_VERIFY(servers.cluster.nameServer().count(routeCode) > 0);
    producer.shutdown(20ms);
    QCOMPARE(box.count(), size_t(5));
    for (const SendOutcome &outcome : box.all()) {
        QCOMPARE(verdictOf(outcome), u"shutdown"_s);
        QVERIFY(outcome.attempts.isEmpty());
    }
}

void TestLifecycle::sendsWithoutARunningProducerAreRefused()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    OutcomeBox box;
    const auto check = [&](const QString &kind, QLatin1StringView state) {
        const SendOutcome outcome = producer.send(messageTo(u"T"_s));
        QCOMPARE(verdictOf(outcome), kind);
        QVERIFY(outcome.result.error().detail.contains(u"The producer service state not OK, "_s + state));
        QVERIFY(outcome.attempts.isEmpty());
        QCOMPARE(outcome.topic.text(), u"T"_s);
        QCOMPARE(outcome.bodyBytes, 5);
        QCOMPARE(kindOf(producer.sendAsync(messageTo(u"T"_s), {}, box.handler())), kind);
        QCOMPARE(kindOf(producer.sendAsync(messageTo(u"T"_s), {}, this, box.handler())), kind);
        QCOMPARE(kindOf(producer.sendOneway(messageTo(u"T"_s), {}, box.handler())), kind);
        const QFuture<SendOutcome> future = producer.sendFuture(messageTo(u"T"_s));
        QVERIFY(future.isFinished());
        QCOMPARE(verdictOf(future.result()), kind);
    };
    check(u"usage"_s, "CREATE_JUST"_L1);
    QVERIFY(producer.start());
    producer.shutdown();
    check(u"shutdown"_s, "SHUTDOWN_ALREADY"_L1);
    QCOMPARE(box.count(), size_t(0));
    QCOMPARE(producer.inFlight(), 0);
}

void TestLifecycle::destructionIsAShutdown()
{
    OneBroker servers;
    servers.a().always(sendCode, reaction::later(50ms));
    OutcomeBox box;
    {
        Producer producer(configFor(servers.cluster));
        QVERIFY(producer.start());
        for (int i = 0; i < 5; ++i)
            QVERIFY(producer.sendAsync(messageTo(u"T"_s), {.timeout = 20s}, box.handler()));
    }
    QCOMPARE(box.count(), size_t(5));
    QCOMPARE(servers.a().count(unregisterCode), 1);
}

void TestLifecycle::itLivesOnAnyThread()
{
    // One that Qt did not start, and so has no event dispatcher.
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    OneBroker servers;
    QString verdict;
    std::thread thread([&] {
        Producer producer(configFor(servers.cluster));
        if (producer.start())
            verdict = verdictOf(producer.send(messageTo(u"T"_s)));
    });
    thread.join();
    QCOMPARE(verdict, u"SEND_OK"_s);
}

void TestLifecycle::aVeryLongTimeOutIsNoShortOne()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    for (const std::chrono::milliseconds timeout :
         {std::chrono::milliseconds(24h * 365 * 100), std::chrono::milliseconds::max()}) {
        const SendOutcome outcome =
            producer.send(messageTo(u"T"_s), {.timeout = timeout, .attemptTimeout = timeout});
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    }
}

QTEST_GUILESS_MAIN(TestLifecycle)
#include "tst_lifecycle.moc"
