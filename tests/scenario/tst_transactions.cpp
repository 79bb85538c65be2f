// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/handover.h"
#include "sandboxfixture.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

/// Says what it was told to, and keeps what it was asked.
class Decider final : public TransactionListener
{
public:
    std::optional<TransactionState> executeLocalTransaction(const Message &, const SendOutcome &half) override
    {
        const std::lock_guard lock(m_mutex);
        decided.append(half.msgId.toString());
        return decision;
    }
    std::optional<TransactionState> checkLocalTransaction(const TransactionCheck &check) override
    {
        const std::lock_guard lock(m_mutex);
        checks.append(check);
        m_asked.notify_all();
        return answer;
    }
    [[nodiscard]] bool waitForChecks(qsizetype count)
    {
        std::unique_lock lock(m_mutex);
        return m_asked.wait_for(lock, stuck, [this, count] { return checks.size() >= count; });
    }

    std::optional<TransactionState> decision;
    std::optional<TransactionState> answer;
    QStringList decided;
    QList<TransactionCheck> checks;

private:
    std::mutex m_mutex;
    std::condition_variable m_asked;
};

/// With brokers that ask about half messages at once.
class TransactionFixture
{
public:
    explicit TransactionFixture(std::optional<TransactionState> decision,
                                std::optional<TransactionState> answer = std::nullopt)
        : decider(std::make_shared<Decider>())
        , fixture(
              [this, decision, answer](ProducerConfig &config) {
                  decider->decision = decision;
                  decider->answer = answer;
                  config.transactionListener = decider;
              },
              {.transactionTimeout = 100ms, .transactionCheckInterval = 100ms})
    {
    }

    std::shared_ptr<Decider> decider;
    SandboxFixture fixture;
};

} // namespace

/// Half messages, what is decided of them, and what brokers ask.
class TestTransactions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void transactionIsDecided_data();
    void transactionIsDecided();
    void silenceIsAskedAbout();
    void decidedByHand();
    void unknownIsAskedAgain();
    void anotherInstanceIsAsked();
    void transactionRefuses();
    void shutdownWhileTheListenerWorks();
};

void TestTransactions::transactionIsDecided_data()
{
    QTest::addColumn<TransactionState>("state");
    QTest::newRow("commit") << TransactionState::Commit;
    QTest::newRow("rollback") << TransactionState::Rollback;
}

void TestTransactions::transactionIsDecided()
{
    QFETCH(TransactionState, state);
    TransactionFixture transaction(state);
    QVERIFY(transaction.fixture.started);
    const SendOutcome outcome = transaction.fixture.producer->sendInTransaction(message());
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QVERIFY(outcome.transaction);
    QCOMPARE(outcome.transaction->state, state);
    QVERIFY(!outcome.transaction->error);
    QCOMPARE(transaction.decider->decided, QStringList{outcome.msgId.toString()});

    // Told again: the broker knows it no more.
    Result<void> told;
    Handover done;
    transaction.fixture.producer->endTransaction(outcome.transaction->half, state,
                                                 [&](const Result<void> &result) {
                                                     told = result;
                                                     done.release();
                                                 });
    done.acquire();
    QCOMPARE(kindOf(told), u"broker"_s);
}

void TestTransactions::silenceIsAskedAbout()
{
    TransactionFixture transaction(std::nullopt, TransactionState::Commit);
    QVERIFY(transaction.fixture.started);
    Message sent = message(QByteArray(6000, 'z')); // compressed on its way
    sent.tag = u"标签"_s;
    sent.keys = u"k1 k2"_s;
    sent.properties = {{u"地区"_s, u"上海"_s}};
    const SendOutcome outcome = transaction.fixture.producer->sendInTransaction(sent);
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QVERIFY(!outcome.transaction->state);
    QVERIFY(transaction.decider->waitForChecks(1));
    const TransactionCheck check = transaction.decider->checks.constFirst();
    QCOMPARE(check.message, sent);
    QCOMPARE(check.group.text(), u"PG"_s);
    QCOMPARE(check.half.msgId, outcome.msgId);
    QVERIFY(check.half.fromCheck);
    QTRY_COMPARE(transaction.fixture.count(wire::requestcode::endTransaction), 1);
}

void TestTransactions::decidedByHand()
{
    TransactionFixture transaction(std::nullopt);
    QVERIFY(transaction.fixture.started);
    QVERIFY(transaction.fixture.producer->sendInTransaction(message()).isOk());
    QVERIFY(transaction.decider->waitForChecks(2)); // it stays open until somebody says something
    Handover done;
    Result<void> told = Error{};
    transaction.fixture.producer->endTransaction(transaction.decider->checks.constLast().half,
                                                 TransactionState::Commit, [&](const Result<void> &result) {
                                                     told = result;
                                                     done.release();
                                                 });
    done.acquire();
    // A check that came in between made the place of that one old.
    QVERIFY(told || told.error().kind == ErrorKind::Broker);
    transaction.fixture.producer->shutdown();
    Result<void> late;
    transaction.fixture.producer->endTransaction({}, TransactionState::Commit,
                                                 [&](const Result<void> &result) { late = result; });
    QCOMPARE(kindOf(late), u"shutdown"_s);
}

void TestTransactions::unknownIsAskedAgain()
{
    TransactionFixture transaction(TransactionState::Unknown, TransactionState::Unknown);
    QVERIFY(transaction.fixture.started);
    const SendOutcome outcome = transaction.fixture.producer->sendInTransaction(message());
    QCOMPARE(outcome.transaction->state, TransactionState::Unknown);
    QVERIFY(transaction.decider->waitForChecks(3));
}

void TestTransactions::anotherInstanceIsAsked()
{
    TransactionFixture transaction(std::nullopt);
    QVERIFY(transaction.fixture.started);
    auto other = std::make_shared<Decider>();
    other->answer = TransactionState::Rollback;
    ProducerConfig config = transaction.fixture.producer->config();
    config.instanceName = u"other"_s;
    config.transactionListener = other;
    Producer second(config);
    QVERIFY(second.start());
    QVERIFY(second.send(message()).isOk()); // brokers know it by its heartbeat
    QVERIFY(second.selectQueues(TopicName(u"TopicTest"_s), 1));
    const SendOutcome outcome = transaction.fixture.producer->sendInTransaction(message());
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    transaction.fixture.producer->shutdown();
    for (int i = 0; i < 8; ++i) // both brokers
        QVERIFY(second.send(message()).isOk());
    QVERIFY(other->waitForChecks(1));
    QCOMPARE(other->checks.constFirst().half.msgId, outcome.msgId);
}

void TestTransactions::transactionRefuses()
{
    SandboxFixture plain;
    QVERIFY(plain.started);
    QCOMPARE(verdictOf(plain.producer->sendInTransaction(message())), u"usage"_s);
    TransactionFixture transaction(TransactionState::Commit);
    QVERIFY(transaction.fixture.started);
    Message delayed = message();
    delayed.delivery = 1000ms;
    QCOMPARE(verdictOf(transaction.fixture.producer->sendInTransaction(delayed)), u"illegal-message"_s);
    QCOMPARE(kindOf(transaction.fixture.producer->submitInTransaction(message({}), {}, {})),
             u"illegal-message"_s);
}

void TestTransactions::shutdownWhileTheListenerWorks()
{
    class Slow final : public TransactionListener
    {
    public:
        std::optional<TransactionState> executeLocalTransaction(const Message &, const SendOutcome &) override
        {
            began.release();
            goOn.acquire();
            return TransactionState::Commit;
        }
        std::optional<TransactionState> checkLocalTransaction(const TransactionCheck &) override
        {
            return std::nullopt;
        }
        Handover began;
        Handover goOn;
    };
    auto slow = std::make_shared<Slow>();
    SandboxFixture fixture([&](ProducerConfig &config) { config.transactionListener = slow; });
    QVERIFY(fixture.started);
    OutcomeBox box;
    QVERIFY(fixture.producer->submitInTransaction(message(), {}, box.handler()));
    slow->began.acquire();
    std::thread ending([&] { // shutdown() waits for the listener; the outcome does not
        QVERIFY(box.waitFor(1));
        slow->goOn.release();
    });
    fixture.producer->shutdown(50ms);
    ending.join();
    QVERIFY(box.all().front().isOk()); // it is stored; nobody told the broker what becomes of it
    QVERIFY(!box.all().front().transaction->state);
    QCOMPARE(box.all().front().transaction->error->kind, ErrorKind::Shutdown);
}

QTEST_GUILESS_MAIN(TestTransactions)
#include "tst_transactions.moc"
