// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"

#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

Q_DECLARE_METATYPE(gantry::testing::Reaction)

namespace {

/// So many sends of one thread begin at least once with each of eight queues.
constexpr int onceRound = 8;

ProducerConfig retryConfig(const FakeCluster &cluster)
{
    ProducerConfig config = configFor(cluster);
    config.avoidSuspectBrokers = false; // or sends would not begin with the bad broker any more
    config.attemptTimeout = 100ms;
    return config;
}

void addTransportFailures()
{
    QTest::newRow("closed before the answer") << reaction::does(Reaction::Kind::CloseBefore);
    QTest::newRow("closed in the middle of the answer") << reaction::does(Reaction::Kind::CloseMidway);
    QTest::newRow("garbage for an answer") << reaction::does(Reaction::Kind::Garbage);
    QTest::newRow("no answer in the attempt's time") << reaction::does(Reaction::Kind::Silence);
    QTest::newRow("an answer to something else") << reaction::does(Reaction::Kind::WrongOpaque);
}

constexpr std::array retryableCodes{1, 2, 14, 16, 17, 204, 205};
constexpr std::array finalCodes{3, 13, 26, 29, 215, 501, 604, 4711};

} // namespace

class TestRetry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void retryGoesToTheOtherBroker_data();
    void retryGoesToTheOtherBroker();
    void finalAnswersAreNotRetried_data();
    void finalAnswersAreNotRetried();
    void asyncRetriesTransportFailures_data();
    void asyncRetriesTransportFailures();
    void asyncTakesEveryAnswerAsFinal_data();
    void asyncTakesEveryAnswerAsFinal();
    void aSecondGoAwayIsATransportFailureOfAsync();
    void onewayIsNeverRetried();
    void anExactQueueIsNotRetriedBySync_data();
    void anExactQueueIsNotRetriedBySync();
    void asyncRetriesOnTheExactQueueOnly();
    void anUnknownBrokerIsNotTried();
    void afterAllAttemptsTheErrorSaysWhatWasTried();
    void theOptionsSayHowOften_data();
    void theOptionsSayHowOften();
    void theSetOfCodesIsTheUsers();
    void aStatusThatIsNotOkIsAResult_data();
    void aStatusThatIsNotOkIsAResult();
    void aStatusThatIsNotOkIsRetriedOnRequest();
    void anEarlierResultIsBetterThanNone();
    void theWholeSendKeepsItsTime_data();
    void theWholeSendKeepsItsTime();
    void theAttemptsTimeLeavesTimeForAnother();
    void theLastAttemptHasAllTheTimeLeft();
    void withoutAnAttemptTimeASilentBrokerTakesItAll();
    void allAttemptsCarryTheSameId();
};

void TestRetry::retryGoesToTheOtherBroker_data()
{
    QTest::addColumn<Reaction>("reaction");
    for (const int code : retryableCodes)
        QTest::addRow("code %d", code) << reaction::code(code, u"[TEST]no"_s);
    QTest::newRow("GO_AWAY, twice") << reaction::code(1500);
    addTransportFailures();
}

void TestRetry::retryGoesToTheOtherBroker()
{
    QFETCH(Reaction, reaction);
    TwoBrokers servers;
    servers.a().always(sendCode, reaction);
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    int retried = 0;
    for (int i = 0; i < onceRound; ++i) {
        const SendOutcome outcome = producer.send(messageTo(u"T"_s));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QCOMPARE(outcome.result->queue.broker.text(), u"b"_s);
        if (brokersOf(outcome) == "b"_L1)
            continue;
        QCOMPARE(brokersOf(outcome), u"a b"_s);
        QVERIFY(outcome.attempts[0].error && !outcome.attempts[0].status);
        QVERIFY(!outcome.attempts[1].error && outcome.attempts[1].status);
        QVERIFY(outcome.attempts[0].opaque != outcome.attempts[1].opaque);
        ++retried;
    }
    // A retry moves the rotation past all queues of the broker that failed, as in Java: one round meets it
    // once, twice where it begins there.
    QVERIFY2(retried == 1 || retried == 2, qPrintable(QString::number(retried)));
}

void TestRetry::finalAnswersAreNotRetried_data()
{
    QTest::addColumn<int>("code");
    for (const int code : finalCodes)
        QTest::addRow("code %d", code) << code;
}

void TestRetry::finalAnswersAreNotRetried()
{
    QFETCH(int, code);
    TwoBrokers servers;
    for (FakeServer *broker : {&servers.a(), &servers.b()})
        broker->always(sendCode, reaction::code(code, u"[TEST]no"_s));
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s));
    QVERIFY(!outcome.isOk());
    QCOMPARE(outcome.result.error().code, std::optional(code));
    QVERIFY2(outcome.result.error().detail.contains("[TEST]no"_L1), qPrintable(describe(outcome)));
    QCOMPARE(outcome.attempts.size(), 1);
    QCOMPARE(servers.a().count(sendCode) + servers.b().count(sendCode), 1);
}

void TestRetry::asyncRetriesTransportFailures_data()
{
    QTest::addColumn<Reaction>("reaction");
    addTransportFailures();
}

void TestRetry::asyncRetriesTransportFailures()
{
    QFETCH(Reaction, reaction);
    TwoBrokers servers;
    servers.a().always(sendCode, reaction);
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    int retried = 0;
    for (int i = 0; i < onceRound; ++i) {
        const SendOutcome outcome = sendBy(producer, SendMode::Async, messageTo(u"T"_s));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QVERIFY(brokersOf(outcome) == "b"_L1 || brokersOf(outcome) == "a b"_L1);
        retried += int(outcome.attempts.size()) - 1;
    }
    QVERIFY2(retried == 1 || retried == 2, qPrintable(QString::number(retried)));
}

void TestRetry::asyncTakesEveryAnswerAsFinal_data()
{
    QTest::addColumn<int>("code");
    for (const int code : retryableCodes)
        QTest::addRow("code %d", code) << code;
    QTest::newRow("code 13") << 13;
}

void TestRetry::asyncTakesEveryAnswerAsFinal()
{
    QFETCH(int, code);
    TwoBrokers servers;
    for (FakeServer *broker : {&servers.a(), &servers.b()})
        broker->always(sendCode, reaction::code(code));
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    const SendOutcome outcome = sendBy(producer, SendMode::Async, messageTo(u"T"_s));
    QVERIFY(!outcome.isOk());
    QCOMPARE(outcome.result.error().code, std::optional(code));
    QCOMPARE(outcome.attempts.size(), 1);
    QCOMPARE(servers.a().count(sendCode) + servers.b().count(sendCode), 1);
}

/// Java: RemotingSendRequestException, as if the connection had been lost (protocol.md, 5.5).
void TestRetry::aSecondGoAwayIsATransportFailureOfAsync()
{
    TwoBrokers servers;
    servers.a().always(sendCode, reaction::code(1500));
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    for (int i = 0; i < onceRound; ++i) {
        const SendOutcome outcome = sendBy(producer, SendMode::Async, messageTo(u"T"_s));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    }
}

void TestRetry::onewayIsNeverRetried()
{
    TwoBrokers servers;
    servers.a().stop();
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    int failed = 0;
    for (int i = 0; i < onceRound; ++i) {
        const SendOutcome outcome = sendBy(producer, SendMode::Oneway, messageTo(u"T"_s));
        QCOMPARE(outcome.attempts.size(), 1);
        if (outcome.isOk()) {
            QCOMPARE(verdictOf(outcome), u"ONEWAY"_s);
            QCOMPARE(brokersOf(outcome), u"b"_s);
            continue;
        }
        QCOMPARE(verdictOf(outcome), u"connect"_s);
        QCOMPARE(brokersOf(outcome), u"a"_s);
        ++failed;
    }
    QCOMPARE(failed, onceRound / 2);
    QTRY_COMPARE(servers.b().count(sendCode), onceRound / 2);
}

void TestRetry::anExactQueueIsNotRetriedBySync_data()
{
    QTest::addColumn<Reaction>("reaction");
    QTest::newRow("a retryable code") << reaction::code(2);
    QTest::newRow("a lost connection") << reaction::does(Reaction::Kind::CloseBefore);
}

void TestRetry::anExactQueueIsNotRetriedBySync()
{
    QFETCH(Reaction, reaction);
    TwoBrokers servers;
    servers.a().always(sendCode, reaction);
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    const MessageQueue queue{TopicName(u"T"_s), BrokerName(u"a"_s), 2};
    const SendOutcome outcome = producer.send(messageTo(u"T"_s), {.queue = queue});
    QVERIFY(!outcome.isOk());
    QCOMPARE(brokersOf(outcome), u"a"_s);
    QCOMPARE(outcome.attempts[0].queueId, 2);
    QCOMPARE(servers.a().count(sendCode), 1);
    QCOMPARE(servers.b().count(sendCode), 0);
}

void TestRetry::asyncRetriesOnTheExactQueueOnly()
{
    TwoBrokers servers;
    servers.a().next(sendCode, {reaction::does(Reaction::Kind::CloseBefore)});
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    const MessageQueue queue{TopicName(u"T"_s), BrokerName(u"a"_s), 3};
    const SendOutcome outcome =
        sendBy(producer, SendMode::Async, messageTo(u"T"_s), {.retries = 5, .queue = queue});
    QVERIFY(outcome.attempts.size() >= 2);
    for (const Attempt &attempt : outcome.attempts) {
        QCOMPARE(attempt.broker.text(), u"a"_s);
        QCOMPARE(attempt.queueId, 3);
    }
    QCOMPARE(servers.b().count(sendCode), 0);
}

void TestRetry::anUnknownBrokerIsNotTried()
{
    TwoBrokers servers;
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    const MessageQueue queue{TopicName(u"T"_s), BrokerName(u"nobody"_s), 0};
    for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway}) {
        const SendOutcome outcome = sendBy(producer, mode, messageTo(u"T"_s), {.queue = queue});
        QCOMPARE(verdictOf(outcome), u"route"_s);
        QCOMPARE(outcome.result.error().code, std::optional(clienterror::brokerNotExist));
        QVERIFY(outcome.result.error().detail.contains("The broker[nobody] not exist"_L1));
        QVERIFY(outcome.attempts.isEmpty());
    }
}

void TestRetry::afterAllAttemptsTheErrorSaysWhatWasTried()
{
    TwoBrokers servers;
    for (FakeServer *broker : {&servers.a(), &servers.b()})
        broker->always(sendCode,
                       reaction::code(2, u"[REJECTREQUEST]system busy, start flow control for a while"_s));
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s));
    QCOMPARE(verdictOf(outcome), u"flow-control"_s);
    const Error error = outcome.result.error();
    QCOMPARE(error.code, std::optional(2));
    QVERIFY2(error.detail.startsWith("Send [3] times, still failed, cost ["_L1), qPrintable(error.detail));
    QVERIFY(error.detail.contains("Topic: T, BrokersSent: ["_L1));
    QVERIFY(error.detail.contains("[REJECTREQUEST]"_L1));
    QVERIFY(brokersOf(outcome) == "a b a"_L1 || brokersOf(outcome) == "b a b"_L1);
    QVERIFY(error.detail.contains(u'[' + brokersOf(outcome).replace(u" "_s, u", "_s) + u']'));
    for (const Attempt &attempt : outcome.attempts)
        QVERIFY(attempt.error && attempt.error->code == 2);
}

void TestRetry::theOptionsSayHowOften_data()
{
    QTest::addColumn<int>("configured");
    QTest::addColumn<int>("option"); // -1: none
    QTest::addColumn<int>("attempts");
    QTest::newRow("as configured") << 1 << -1 << 2;
    QTest::newRow("configured: once") << 0 << -1 << 1;
    QTest::newRow("once") << 2 << 0 << 1;
    QTest::newRow("more often") << 0 << 5 << 6;
}

void TestRetry::theOptionsSayHowOften()
{
    QFETCH(int, configured);
    QFETCH(int, option);
    QFETCH(int, attempts);
    TwoBrokers servers;
    for (FakeServer *broker : {&servers.a(), &servers.b()})
        broker->always(sendCode, reaction::code(1));
    ProducerConfig config = retryConfig(servers.cluster);
    config.retriesWhenSendFailed = configured;
    Producer producer(config);
    QVERIFY(producer.start());
    SendOptions options;
    if (option >= 0)
        options.retries = option;
    QCOMPARE(producer.send(messageTo(u"T"_s), options).attempts.size(), attempts);
    QCOMPARE(servers.a().count(sendCode) + servers.b().count(sendCode), attempts);
}

void TestRetry::theSetOfCodesIsTheUsers()
{
    TwoBrokers servers;
    servers.a().always(sendCode, reaction::code(13));
    servers.b().always(sendCode, reaction::code(1));
    ProducerConfig config = retryConfig(servers.cluster);
    config.retryResponseCodes = {13};
    Producer producer(config);
    QVERIFY(producer.start());
    for (int i = 0; i < onceRound; ++i) {
        const SendOutcome outcome = producer.send(messageTo(u"T"_s));
        QCOMPARE(outcome.result.error().code, std::optional(1));
        QVERIFY(brokersOf(outcome) == "b"_L1 || brokersOf(outcome) == "a b"_L1);
    }
}

void TestRetry::aStatusThatIsNotOkIsAResult_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("status");
    QTest::newRow("FLUSH_DISK_TIMEOUT") << 10 << u"FLUSH_DISK_TIMEOUT"_s;
    QTest::newRow("SLAVE_NOT_AVAILABLE") << 11 << u"SLAVE_NOT_AVAILABLE"_s;
    QTest::newRow("FLUSH_SLAVE_TIMEOUT") << 12 << u"FLUSH_SLAVE_TIMEOUT"_s;
}

void TestRetry::aStatusThatIsNotOkIsAResult()
{
    QFETCH(int, code);
    QFETCH(QString, status);
    TwoBrokers servers;
    for (FakeServer *broker : {&servers.a(), &servers.b()})
        broker->always(sendCode, reaction::code(code));
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    for (const SendMode mode : {SendMode::Sync, SendMode::Async}) {
        const SendOutcome outcome = sendBy(producer, mode, messageTo(u"T"_s));
        QCOMPARE(verdictOf(outcome), status);
        QCOMPARE(outcome.attempts.size(), 1);
        QVERIFY(outcome.attempts[0].status == outcome.result->status);
    }
}

void TestRetry::aStatusThatIsNotOkIsRetriedOnRequest()
{
    TwoBrokers servers;
    servers.a().always(sendCode, reaction::code(10));
    ProducerConfig config = retryConfig(servers.cluster);
    config.retryAnotherBrokerWhenNotStoreOk = true;
    Producer producer(config);
    QVERIFY(producer.start());
    int retried = 0;
    for (int i = 0; i < onceRound; ++i) {
        const SendOutcome outcome = producer.send(messageTo(u"T"_s));
        QCOMPARE(verdictOf(outcome), u"SEND_OK"_s);
        if (outcome.attempts.size() == 1)
            continue;
        QCOMPARE(brokersOf(outcome), u"a b"_s);
        QVERIFY(outcome.attempts[0].status == SendStatus::FlushDiskTimeout);
        ++retried;
    }
    QVERIFY2(retried == 1 || retried == 2, qPrintable(QString::number(retried)));
    // SYNC only.
    for (int i = 0; i < onceRound; ++i)
        QCOMPARE(sendBy(producer, SendMode::Async, messageTo(u"T"_s)).attempts.size(), 1);
}

void TestRetry::anEarlierResultIsBetterThanNone()
{
    TwoBrokers servers;
    servers.a().always(sendCode, reaction::code(10));
    servers.b().always(sendCode, reaction::code(13)); // final
    ProducerConfig config = retryConfig(servers.cluster);
    config.retryAnotherBrokerWhenNotStoreOk = true;
    Producer producer(config);
    QVERIFY(producer.start());
    int kept = 0;
    for (int i = 0; i < onceRound; ++i) {
        const SendOutcome outcome = producer.send(messageTo(u"T"_s));
        if (brokersOf(outcome) == "b"_L1) {
            QVERIFY(!outcome.isOk());
            continue;
        }
        QCOMPARE(verdictOf(outcome), u"FLUSH_DISK_TIMEOUT"_s);
        QCOMPARE(outcome.result->queue.broker.text(), u"a"_s);
        ++kept;
    }
    QVERIFY2(kept == 1 || kept == 2, qPrintable(QString::number(kept)));
}

void TestRetry::theWholeSendKeepsItsTime_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("attemptTimeout");
    for (const SendMode mode : {SendMode::Sync, SendMode::Async}) {
        QTest::addRow("%s", name(mode).data()) << int(mode) << 0;
        QTest::addRow("%s, 70 ms an attempt", name(mode).data()) << int(mode) << 70;
    }
}

void TestRetry::theWholeSendKeepsItsTime()
{
    QFETCH(int, mode);
    QFETCH(int, attemptTimeout);
    constexpr milliseconds timeout = 200ms;
    constexpr milliseconds slack = isSanitized ? 500ms : 50ms;
    TwoBrokers servers;
    for (FakeServer *broker : {&servers.a(), &servers.b()})
        broker->setSilent(true);
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    // The machine may be busy with other things: the best of some tries counts.
    std::chrono::nanoseconds best = 1h;
    for (int i = 0; i < 5 && best > timeout + slack; ++i) {
        const SendOutcome outcome =
            sendBy(producer, SendMode(mode), messageTo(u"T"_s),
                   {.timeout = timeout, .attemptTimeout = milliseconds(attemptTimeout)});
        QVERIFY(!outcome.isOk());
        QVERIFY2(verdictOf(outcome) == "timeout"_L1 || verdictOf(outcome) == "connect"_L1,
                 qPrintable(describe(outcome)));
        QVERIFY2(outcome.elapsed >= timeout, qPrintable(describe(outcome)));
        best = std::min(best, outcome.elapsed);
    }
    QVERIFY2(best <= timeout + slack, qPrintable(u"%1 ms"_s.arg(best / 1ms)));
}

void TestRetry::theAttemptsTimeLeavesTimeForAnother()
{
    TwoBrokers servers;
    servers.a().always(sendCode, reaction::does(Reaction::Kind::Silence));
    ProducerConfig config = retryConfig(servers.cluster);
    config.attemptTimeout = 0ms;
    Producer producer(config);
    QVERIFY(producer.start());
    int retried = 0;
    for (int i = 0; i < onceRound; ++i) {
        const SendOutcome outcome =
            producer.send(messageTo(u"T"_s), {.timeout = 10s, .attemptTimeout = 60ms});
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        if (outcome.attempts.size() == 1)
            continue;
        QCOMPARE(brokersOf(outcome), u"a b"_s);
        QVERIFY(outcome.attempts[0].budget == 60ms);
        QVERIFY(outcome.attempts[0].took >= 60ms);
        QVERIFY(outcome.attempts[1].budget > 60ms - 1ms);
        QVERIFY(outcome.attempts[1].startedAfter >= outcome.attempts[0].took);
        ++retried;
    }
    QVERIFY2(retried == 1 || retried == 2, qPrintable(QString::number(retried)));
}

void TestRetry::theLastAttemptHasAllTheTimeLeft()
{
    OneBroker servers;
    servers.a().next(sendCode, {reaction::does(Reaction::Kind::Silence), reaction::later(300ms)});
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    const SendOutcome outcome =
        producer.send(messageTo(u"T"_s), {.timeout = 20s, .attemptTimeout = 60ms, .retries = 1});
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QCOMPARE(brokersOf(outcome), u"a a"_s);
    QVERIFY(outcome.attempts[1].took >= 300ms);
    QVERIFY(outcome.attempts[1].budget > 10s);
}

void TestRetry::withoutAnAttemptTimeASilentBrokerTakesItAll()
{
    TwoBrokers servers;
    servers.a().always(sendCode, reaction::does(Reaction::Kind::Silence));
    ProducerConfig config = retryConfig(servers.cluster);
    config.attemptTimeout = 0ms; // as in Java
    config.sendTimeout = 100ms;
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(producer.route(TopicName(u"T"_s)));
    int failed = 0;
    for (int i = 0; i < onceRound; ++i) {
        const SendOutcome outcome = producer.send(messageTo(u"T"_s));
        if (brokersOf(outcome) != "a"_L1)
            continue;
        QCOMPARE(verdictOf(outcome), u"timeout"_s);
        QCOMPARE(outcome.result.error().code, std::optional(clienterror::accessBrokerTimeout));
        QVERIFY2(outcome.result.error().detail.contains("wait response on the channel"_L1),
                 qPrintable(outcome.result.error().detail));
        ++failed;
    }
    QVERIFY(failed > 0);
}

void TestRetry::allAttemptsCarryTheSameId()
{
    TwoBrokers servers;
    for (FakeServer *broker : {&servers.a(), &servers.b()})
        broker->always(sendCode, reaction::code(1));
    Producer producer(retryConfig(servers.cluster));
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s, "the body"));
    const QList<SeenRequest> seen = servers.a().requests(sendCode) + servers.b().requests(sendCode);
    QCOMPARE(seen.size(), 3);
    QSet<qint32> opaques;
    for (const SeenRequest &request : seen) {
        QCOMPARE(request.command.body, QByteArray("the body"));
        QVERIFY(request.command.field("i")->contains(
            QByteArray("UNIQ_KEY\1" + outcome.msgId.view().toByteArray() + '\2')));
        opaques.insert(request.command.opaque);
    }
    QSet<qint32> told;
    for (const Attempt &attempt : outcome.attempts)
        told.insert(attempt.opaque);
    QCOMPARE(told, opaques);
    QCOMPARE(opaques.size(), 3);
}

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
