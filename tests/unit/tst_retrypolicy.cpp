// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/retrypolicy.h"
#include <gantry/producerconfig.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::producer;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(gantry::SendMode)
Q_DECLARE_METATYPE(gantry::producer::FailedAt)

namespace {

struct Failure {
    const char *text;
    FailedAt failedAt;
    int code;
    bool syncRetries;
    bool asyncRetries;
};

Attempt attemptOn(const QString &broker)
{
    Attempt attempt;
    attempt.broker = BrokerName(broker);
    return attempt;
}

SendOutcome outcomeOn(const QString &brokers)
{
    SendOutcome outcome;
    outcome.topic = TopicName(u"T"_s);
    outcome.elapsed = 1234567us;
    for (const QString &broker : brokers.split(u' ', Qt::SkipEmptyParts))
        outcome.attempts.append(attemptOn(broker));
    return outcome;
}

} // namespace

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWholeTable_data();
    void theWholeTable();
    void theSetOfCodesIsTheUsers();
    void oneAttemptsErrorIsTheSends();
    void severalAttemptsErrorSaysHowOftenAndWhere();
    void whoIsNotAcceptedIsNotTriedElsewhere();
    void theTimeOutBetweenAttemptsNamesTheLastFailure();
    void theTimeOutBeforeAnyAttemptPointsAtTheLookUp();
};

/// Brokers answer so with codes that are worth another try when they mean something else.
void TestRetryPolicy::whoIsNotAcceptedIsNotTriedElsewhere()
{
    for (const int code : {1, 16}) {
        RetryQuestion question{.mode = SendMode::Sync,
                               .attempts = 1,
                               .maxAttempts = 3,
                               .failedAt = FailedAt::Broker,
                               .responseCode = code};
        QVERIFY(shouldRetry(question, defaultRetryResponseCodes()));
        question.accessDenied = true;
        QVERIFY(!shouldRetry(question, defaultRetryResponseCodes()));
    }
}

/// Every combination of mode, exact queue, kind of failure and attempts left.
void TestRetryPolicy::theWholeTable_data()
{
    QTest::addColumn<SendMode>("mode");
    QTest::addColumn<bool>("exactQueue");
    QTest::addColumn<int>("attempts");
    QTest::addColumn<FailedAt>("failedAt");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("expected");
    const Failure failures[] = {
        {"a veto", FailedAt::Veto, 0, true, false},
        {"the transport", FailedAt::Transport, 0, true, true},
        {"the transport, with a client code", FailedAt::Transport, clienterror::connectBroker, true, true},
        {"SYSTEM_ERROR", FailedAt::Broker, 1, true, false},
        {"SYSTEM_BUSY", FailedAt::Broker, 2, true, false},
        {"SERVICE_NOT_AVAILABLE", FailedAt::Broker, 14, true, false},
        {"NO_PERMISSION", FailedAt::Broker, 16, true, false},
        {"TOPIC_NOT_EXIST", FailedAt::Broker, 17, true, false},
        {"NO_BUYER_ID", FailedAt::Broker, 204, true, false},
        {"NOT_IN_CURRENT_UNIT", FailedAt::Broker, 205, true, false},
        {"GO_AWAY", FailedAt::Broker, 1500, true, false},
        {"REQUEST_CODE_NOT_SUPPORTED", FailedAt::Broker, 3, false, false},
        {"MESSAGE_ILLEGAL", FailedAt::Broker, 13, false, false},
        {"SUBSCRIPTION_GROUP_NOT_EXIST", FailedAt::Broker, 26, false, false},
        {"INVALID_PARAMETER", FailedAt::Broker, 29, false, false},
        {"FLOW_CONTROL", FailedAt::Broker, 215, false, false},
        {"NOT_LEADER_FOR_QUEUE", FailedAt::Broker, 501, false, false},
        {"a code that nobody knows", FailedAt::Broker, 4711, false, false},
        {"a success that lacks its fields", FailedAt::Broker, 0, false, false},
    };
    for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway}) {
        for (const bool exactQueue : {false, true}) {
            for (const int attempts : {1, 2, 3, 4}) {
                for (const Failure &failure : failures) {
                    const bool left = attempts < 3; // of three in all
                    const bool retries = mode == SendMode::Sync    ? failure.syncRetries && !exactQueue
                                         : mode == SendMode::Async ? failure.asyncRetries
                                                                   : false;
                    QTest::addRow("%s%s, attempt %d, %s", name(mode).data(), exactQueue ? " to a queue" : "",
                                  attempts, failure.text)
                        << mode << exactQueue << attempts << failure.failedAt << failure.code
                        << (left && retries);
                }
            }
        }
    }
}

void TestRetryPolicy::theWholeTable()
{
    QFETCH(SendMode, mode);
    QFETCH(bool, exactQueue);
    QFETCH(int, attempts);
    QFETCH(FailedAt, failedAt);
    QFETCH(int, code);
    const RetryQuestion question{.mode = mode,
                                 .exactQueue = exactQueue,
                                 .attempts = attempts,
                                 .maxAttempts = 3,
                                 .failedAt = failedAt,
                                 .responseCode = code};
    QTEST(shouldRetry(question, ProducerConfig().retryResponseCodes), "expected");
}

void TestRetryPolicy::theSetOfCodesIsTheUsers()
{
    const RetryQuestion question{.mode = SendMode::Sync,
                                 .exactQueue = false,
                                 .attempts = 1,
                                 .maxAttempts = 2,
                                 .failedAt = FailedAt::Broker,
                                 .responseCode = 13};
    QVERIFY(shouldRetry(question, {13}));
    QVERIFY(!shouldRetry(question, {}));
}

void TestRetryPolicy::oneAttemptsErrorIsTheSends()
{
    const Error last{ErrorKind::Connect, u"connect to 10.0.0.1:10911 failed"_s, u"hint"_s,
                     clienterror::connectBroker};
    QVERIFY(finalError(outcomeOn(u"a"_s), last) == last);
    QVERIFY(finalError(outcomeOn({}), last) == last);
}

void TestRetryPolicy::severalAttemptsErrorSaysHowOftenAndWhere()
{
    const Error last{ErrorKind::Timeout, u"the last words"_s, u"hint"_s, clienterror::accessBrokerTimeout};
    const Error error = finalError(outcomeOn(u"a b a"_s), last);
    QCOMPARE(name(error.kind), "timeout"_L1);
    QCOMPARE(error.code, last.code);
    QCOMPARE(error.hint, last.hint);
    QVERIFY2(error.detail.startsWith(
                 "Send [3] times, still failed, cost [1234]ms, Topic: T, BrokersSent: [a, b, a]"_L1),
             qPrintable(error.detail));
    QVERIFY(error.detail.contains("the last words"_L1));
}

void TestRetryPolicy::theTimeOutBetweenAttemptsNamesTheLastFailure()
{
    SendOutcome outcome = outcomeOn(u"a"_s);
    outcome.attempts.back().error = Error{ErrorKind::Connect, u"the last words"_s, {}, std::nullopt};
    const Error error = callTimeoutError(outcome, 3000ms);
    QCOMPARE(name(error.kind), "timeout"_L1);
    QVERIFY(error.detail.contains("sendDefaultImpl call timeout"_L1));
    QVERIFY(error.detail.contains("3000 ms"_L1));
    QVERIFY(error.detail.contains("the last words"_L1));
    QVERIFY(!error.hint.isEmpty());
}

void TestRetryPolicy::theTimeOutBeforeAnyAttemptPointsAtTheLookUp()
{
    const Error error = callTimeoutError(outcomeOn({}), 500ms);
    QCOMPARE(name(error.kind), "timeout"_L1);
    QVERIFY(error.hint.contains("NameServer"_L1));
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
