// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/handover.h"
#include "scenario.h"
#include "wire/batch.h"
#include "wire/message.h"
#include <gantry/messagequeueselector.h>
#include <gantry/sandbox.h>

#include <QSet>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

/// A running sandbox and a running producer of it.
class Fixture
{
public:
    explicit Fixture(const std::function<void(ProducerConfig &)> &change = {},
                     const SandboxConfig &config = {})
        : sandbox(config)
    {
        started = sandbox.start();
        ProducerConfig producerConfig;
        producerConfig.group = GroupName(u"PG"_s);
        producerConfig.nameServers = sandbox.nameServer();
        if (change)
            change(producerConfig);
        producer = std::make_unique<Producer>(producerConfig);
        if (started)
            started = producer->start();
    }

    /// How many requests of this code the brokers received.
    [[nodiscard]] qsizetype count(int code) const
    {
        const QList<SandboxRequest> requests = sandbox.requests();
        return std::ranges::count(requests, code, &SandboxRequest::code);
    }

    Sandbox sandbox;
    std::unique_ptr<Producer> producer;
    Result<void> started;
};

Message message(const QByteArray &body = "hello")
{
    return messageTo(u"TopicTest"_s, body);
}

QList<Message> messages(int count, qsizetype size = 10)
{
    QList<Message> list;
    for (int i = 0; i < count; ++i)
        list.append(message(QByteArray::number(i).leftJustified(size, 'x')));
    return list;
}

QString detailOf(const SendOutcome &outcome)
{
    return outcome.isOk() ? QString() : outcome.result.error().detail;
}

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
    Fixture fixture;
};

} // namespace

/// Ordered, batched, delayed and transactional sends, and requests, against the sandbox; what only a server
/// in the test can do, against that.
class TestKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameKeySameQueue();
    void selectorIsAskedOnceAndObeyed();
    void selectorThatPicksNothing();
    void orderedIsNotRetriedElsewhere();

    void batchIsOneRequest();
    void batchIsSplitBySize();
    void batchRefuses_data();
    void batchRefuses();
    void batchIsRetriedOnAnotherBroker();
    void gathersSmallMessages();
    void gathersNothingElse();

    void delays_data();
    void delays();
    void recalls();
    void recallRefuses();

    void transactionIsDecided_data();
    void transactionIsDecided();
    void silenceIsAskedAbout();
    void decidedByHand();
    void unknownIsAskedAgain();
    void anotherInstanceIsAsked();
    void transactionRefuses();
    void shutdownWhileTheListenerWorks();

    void requestGetsItsReply();
    void replyMayComeFirst();
    void requestWithoutReply();
    void severalRequests();
};

void TestKinds::sameKeySameQueue()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    QSet<int> queues;
    for (int key = 0; key < 20; ++key) {
        const MessageQueueSelector selector = selectQueueByHash(u"订单-%1"_s.arg(key));
        const Result<QueueChoice> expected =
            fixture.producer->selectQueue(TopicName(u"TopicTest"_s), selector);
        QVERIFY2(expected, qPrintable(kindOf(expected)));
        for (int i = 0; i < 3; ++i) {
            const SendOutcome outcome = fixture.producer->send(message(), {.selector = selector});
            QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
            QCOMPARE(outcome.result->queue, expected->queue);
        }
        queues.insert(expected->queue.queueId);
    }
    QVERIFY(queues.size() > 1);
    QCOMPARE(javaHash(u"order-17"), 1'234'255'109);
    QCOMPARE(javaHash(u""), 0);
}

void TestKinds::selectorIsAskedOnceAndObeyed()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    std::atomic<int> asked = 0;
    QList<MessageQueue> seen;
    const MessageQueueSelector last = [&](const QList<MessageQueue> &queues, const Message &sent) {
        ++asked;
        seen = queues;
        return std::optional(sent.body == "hello" ? queues.size() - 1 : 0);
    };
    for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway}) {
        const SendOutcome outcome = sendBy(*fixture.producer, mode, message(), {.selector = last});
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QCOMPARE(outcome.result->queue, seen.constLast());
    }
    QCOMPARE(asked.load(), 3);
}

void TestKinds::selectorThatPicksNothing()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    const MessageQueueSelector none = [](const QList<MessageQueue> &, const Message &) {
        return std::optional<qsizetype>();
    };
    const SendOutcome outcome = fixture.producer->send(message(), {.selector = none});
    QCOMPARE(verdictOf(outcome), u"usage"_s);
    QVERIFY(detailOf(outcome).startsWith("select message queue return null."_L1));
    const MessageQueueSelector beyond = [](const QList<MessageQueue> &queues, const Message &) {
        return std::optional(queues.size());
    };
    QCOMPARE(verdictOf(sendBy(*fixture.producer, SendMode::Async, message(), {.selector = beyond})),
             u"usage"_s);
    QCOMPARE(kindOf(fixture.producer->selectQueue(TopicName(u"TopicTest"_s), beyond)), u"usage"_s);
}

void TestKinds::orderedIsNotRetriedElsewhere()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    QVERIFY(fixture.sandbox.control(u"send refuse 1 on purpose"_s));
    const SendOutcome outcome = fixture.producer->send(message(), {.selector = selectQueueByHash(u"k"_s)});
    QVERIFY(!outcome.isOk());
    QCOMPARE(outcome.attempts.size(), 1);
}

void TestKinds::batchIsOneRequest()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    const QList<Message> sent = messages(50);
    const QList<SendOutcome> outcomes = fixture.producer->sendBatch(sent);
    QCOMPARE(outcomes.size(), sent.size());
    QSet<QString> ids;
    for (qsizetype i = 0; i < outcomes.size(); ++i) {
        const SendOutcome &outcome = outcomes.at(i);
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        ids.insert(outcome.msgId.toString());
        QCOMPARE(outcome.result->queueOffset, outcomes.constFirst().result->queueOffset + i);
        QCOMPARE(outcome.batch->index, int(i));
        QCOMPARE(outcome.batch->size, 50);
        QCOMPARE(outcome.batch->batchId, outcomes.constFirst().batch->batchId);
        QCOMPARE(outcome.bodyBytes, 10);
        ids.insert(outcome.result->offsetMsgId.toString());
    }
    QCOMPARE(ids.size(), 100); // all different
    QCOMPARE(fixture.count(wire::requestcode::sendBatchMessage), 1);
    QCOMPARE(fixture.producer->inFlight(), 0);
}

void TestKinds::batchIsSplitBySize()
{
    Fixture fixture([](ProducerConfig &config) { config.maxMessageBytes = 10'000; });
    QVERIFY(fixture.started);
    std::mutex mutex;
    QHash<qsizetype, SendOutcome> outcomes;
    const Result<QList<SendId>> ids = fixture.producer->submitBatch(
        SendMode::Async, messages(25, 1000), {}, [&](qsizetype index, const SendOutcome &outcome) {
            const std::lock_guard lock(mutex);
            outcomes.insert(index, outcome);
        });
    QVERIFY(ids);
    QTRY_COMPARE(fixture.producer->inFlight(), 0);
    fixture.producer->shutdown();
    QCOMPARE(outcomes.size(), 25);
    for (qsizetype i = 0; i < 25; ++i) {
        QVERIFY2(outcomes[i].isOk(), qPrintable(describe(outcomes[i])));
        QCOMPARE(outcomes[i].id, ids->at(i));
        QVERIFY(outcomes[i].wireBytes < 11'000);
    }
    QCOMPARE(fixture.count(wire::requestcode::sendBatchMessage), 3);
}

void TestKinds::batchRefuses_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("detail");
    QTest::newRow("topics") << 0 << u"illegal-message"_s << u"The topic of the messages in one batch"_s;
    QTest::newRow("delay") << 1 << u"illegal-message"_s << u"Delayed messages are not supported"_s;
    QTest::newRow("wait") << 2 << u"illegal-message"_s << u"The waitStoreMsgOK of the messages"_s;
    QTest::newRow("body") << 3 << u"illegal-message"_s << u"the message body length is zero"_s;
    QTest::newRow("retry topic") << 4 << u"illegal-message"_s << u"Retry Group is not supported"_s;
    QTest::newRow("properties") << 5 << u"message-too-large"_s << u"the properties of message 2"_s;
}

void TestKinds::batchRefuses()
{
    QFETCH(int, what);
    Fixture fixture;
    QVERIFY(fixture.started);
    QList<Message> sent = messages(3);
    switch (what) {
    case 0:
        sent[1].topic = TopicName(u"Other"_s);
        break;
    case 1:
        sent[1].delivery = DelayLevel{1};
        break;
    case 2:
        sent[1].waitStoreOk = false;
        break;
    case 3:
        sent[1].body.clear();
        break;
    case 4:
        for (Message &one : sent)
            one.topic = TopicName(u"%RETRY%G"_s);
        break;
    default:
        sent[1].properties.append({u"long"_s, QString(40'000, u'x')});
    }
    const QList<SendOutcome> outcomes = fixture.producer->sendBatch(sent);
    QCOMPARE(outcomes.size(), 3);
    QTEST(verdictOf(outcomes.constFirst()), "kind");
    QFETCH(QString, detail);
    QVERIFY2(detailOf(outcomes.constFirst()).contains(detail), qPrintable(detailOf(outcomes.constFirst())));
    QVERIFY(detailOf(outcomes.constFirst()).contains(what == 4 ? u"message 1 "_s : u"message 2 "_s));
    QCOMPARE(fixture.count(wire::requestcode::sendBatchMessage), 0);
    QVERIFY(fixture.producer->sendBatch({}).isEmpty());
}

void TestKinds::batchIsRetriedOnAnotherBroker()
{
    TwoBrokers servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    servers.a().next(wire::requestcode::sendBatchMessage, {reaction::code(wire::responsecode::systemError)});
    servers.b().next(wire::requestcode::sendBatchMessage, {reaction::code(wire::responsecode::systemError)});
    QList<Message> sent = messages(4);
    for (Message &one : sent)
        one.topic = TopicName(u"T"_s);
    const QList<SendOutcome> outcomes = producer.sendBatch(sent);
    for (const SendOutcome &outcome : outcomes)
        QCOMPARE(outcome.attempts.size(), 3);
    const QList<SeenRequest> seen = servers.a().requests(wire::requestcode::sendBatchMessage)
                                    + servers.b().requests(wire::requestcode::sendBatchMessage);
    QCOMPARE(seen.size(), 3);
    const Result<QList<wire::BatchMember>> members = wire::decodeBatch(seen.constFirst().command.body);
    QVERIFY(members);
    QCOMPARE(members->size(), 4);
    QCOMPARE(seen.constFirst().command.field("m"), QByteArray("true"));
}

void TestKinds::gathersSmallMessages()
{
    Fixture fixture([](ProducerConfig &config) {
        config.autoBatch = true;
        config.batchMaxDelay = 200ms;
        config.batchMaxBytes = 100'000;
    });
    QVERIFY(fixture.started);
    QVERIFY(
        fixture.producer->send(message(), {.timeout = 3000ms}).isOk()); // on its own; the route is known now
    OutcomeBox box;
    for (int i = 0; i < 60; ++i) {
        Message one = message("body " + QByteArray::number(i));
        one.tag = i % 2 ? u"odd"_s : u"even"_s;
        one.keys = u"key-%1"_s.arg(i);
        QVERIFY(fixture.producer->sendAsync(one, {}, box.handler()));
    }
    QVERIFY(box.waitFor(60));
    QSet<QString> batches;
    QSet<QString> ids;
    for (const SendOutcome &outcome : box.all()) {
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QVERIFY(outcome.batch);
        batches.insert(outcome.batch->batchId.toString());
        ids.insert(outcome.msgId.toString());
    }
    QCOMPARE(batches.size(), 2); // by tag
    QCOMPARE(ids.size(), 60);
    QCOMPARE(fixture.count(wire::requestcode::sendBatchMessage), 2);
    QTRY_COMPARE(fixture.producer->inFlight(), 0);
}

void TestKinds::gathersNothingElse()
{
    Fixture fixture([](ProducerConfig &config) {
        config.autoBatch = true;
        config.batchMaxDelay = 30'000ms; // what is gathered stays until the end
        config.batchMaxBytes = 2'000'000;
    });
    QVERIFY(fixture.started);
    Message delayed = message();
    delayed.delivery = DelayLevel{1};
    QVERIFY(fixture.producer->send(delayed).isOk());
    QVERIFY(fixture.producer->send(message(QByteArray(5000, 'x'))).isOk());
    QVERIFY(fixture.producer->send(message(), {.selector = selectQueueByHash(u"k"_s)}).isOk());
    QVERIFY(fixture.producer->send(message(), {.timeout = 3000ms}).isOk());
    OutcomeBox box;
    QVERIFY(fixture.producer->sendAsync(message(), {}, box.handler()));
    fixture.producer->shutdown(50ms);
    QVERIFY(box.waitFor(1));
    QCOMPARE(verdictOf(box.all().front()), u"shutdown"_s);
}

void TestKinds::delays_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QByteArray>("property");
    QTest::newRow("level") << 0 << QByteArray("DELAY\0013\002");
    QTest::newRow("delay") << 1 << QByteArray("TIMER_DELAY_MS\0011500\002");
    QTest::newRow("time") << 2 << QByteArray("TIMER_DELIVER_MS\0011800000000123\002");
}

void TestKinds::delays()
{
    QFETCH(int, what);
    QFETCH(QByteArray, property);
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    Message delayed = messageTo(u"T"_s);
    if (what == 0)
        delayed.delivery = DelayLevel{3};
    else if (what == 1)
        delayed.delivery = 1500ms;
    else
        delayed.delivery = std::chrono::sys_time<std::chrono::milliseconds>(1'800'000'000'123ms);
    QVERIFY(producer.send(delayed).isOk());
    const QByteArray properties = servers.a().requests(sendCode).constFirst().command.field("i").value_or("");
    QVERIFY2(properties.contains(property), properties.constData());

    delayed.delivery = DelayLevel{0};
    QCOMPARE(verdictOf(producer.send(delayed)), u"illegal-message"_s);
    delayed.delivery = std::chrono::milliseconds(-1);
    QCOMPARE(verdictOf(producer.send(delayed)), u"illegal-message"_s);
}

void TestKinds::recalls()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    Message timer = message();
    timer.delivery = 60'000ms;
    const SendOutcome outcome = fixture.producer->send(timer);
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QVERIFY(!outcome.result->recallHandle.isEmpty());
    const Result<QString> recalled =
        fixture.producer->recallMessage(timer.topic, outcome.result->recallHandle);
    QVERIFY2(recalled, qPrintable(recalled ? QString() : recalled.error().detail));
    QCOMPARE(*recalled, outcome.msgId.toString());
    const Result<QString> again = fixture.producer->recallMessage(timer.topic, outcome.result->recallHandle);
    QVERIFY(!again); // it is gone
    QCOMPARE(again.error().code, 604);
}

void TestKinds::recallRefuses()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    const TopicName topic(u"TopicTest"_s);
    for (const QString &handle :
         {QString(), u"no base64 !"_s, QString::fromLatin1(QByteArray("v1 T").toBase64()),
          QString::fromLatin1(QByteArray("v2 T b 1 ID").toBase64())})
        QCOMPARE(kindOf(fixture.producer->recallMessage(topic, handle)), u"usage"_s);
    QCOMPARE(kindOf(fixture.producer->recallMessage(TopicName(u"%RETRY%G"_s), u"x"_s)), u"usage"_s);
}

void TestKinds::transactionIsDecided_data()
{
    QTest::addColumn<TransactionState>("state");
    QTest::newRow("commit") << TransactionState::Commit;
    QTest::newRow("rollback") << TransactionState::Rollback;
}

void TestKinds::transactionIsDecided()
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

void TestKinds::silenceIsAskedAbout()
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

void TestKinds::decidedByHand()
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

void TestKinds::unknownIsAskedAgain()
{
    TransactionFixture transaction(TransactionState::Unknown, TransactionState::Unknown);
    QVERIFY(transaction.fixture.started);
    const SendOutcome outcome = transaction.fixture.producer->sendInTransaction(message());
    QCOMPARE(outcome.transaction->state, TransactionState::Unknown);
    QVERIFY(transaction.decider->waitForChecks(3));
}

void TestKinds::anotherInstanceIsAsked()
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

void TestKinds::transactionRefuses()
{
    Fixture plain;
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

void TestKinds::shutdownWhileTheListenerWorks()
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
    Fixture fixture([&](ProducerConfig &config) { config.transactionListener = slow; });
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

namespace {

/// Pushes a reply to the request `sent`, as a broker does.
void pushReply(FakeServer &broker, const wire::RemotingCommand &sent, const QByteArray &body)
{
    QByteArray properties;
    for (const auto &[name, value] : wire::readProperties(sent.field("i").value_or(""))) {
        if (name == "CORRELATION_ID" || name == "REPLY_TO_CLIENT")
            wire::appendProperty(properties, name, value);
    }
    wire::appendProperty(properties, "from", "the test");
    wire::RemotingCommand push;
    push.code = wire::requestcode::pushReplyMessageToClient;
    push.fields = wire::Fields{{"topic", "C_REPLY_TOPIC"},
                               {"sysFlag", "0"},
                               {"flag", "0"},
                               {"properties", properties},
                               {"bornHost", "10.0.0.1:80"}};
    push.body = body;
    broker.request(push);
}

} // namespace

void TestKinds::requestGetsItsReply()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    std::jthread replier([&] {
        while (servers.a().count(sendCode) == 0)
            std::this_thread::yield();
        pushReply(servers.a(), servers.a().requests(sendCode).constFirst().command, "the answer");
    });
    const SendOutcome outcome = producer.request(messageTo(u"T"_s), {.timeout = stuck});
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QVERIFY(outcome.reply);
    QCOMPARE(outcome.reply->message.body, QByteArray("the answer"));
    QCOMPARE(outcome.reply->message.properties, (QList<Property>{{u"from"_s, u"the test"_s}}));
    QCOMPARE(outcome.reply->bornHost.text(), u"10.0.0.1:80"_s);
    const QByteArray properties = servers.a().requests(sendCode).constFirst().command.field("i").value_or("");
    QVERIFY(properties.contains(QByteArray("REPLY_TO_CLIENT\1" + producer.clientId().toUtf8() + '\2')));
    QVERIFY(properties.contains("TTL\00130000\002"));
    QVERIFY(servers.a().count(heartbeatCode) > 0); // before the request: the broker knows where replies go
    QTRY_COMPARE(servers.a().responses().size(), 1);
    QCOMPARE(servers.a().responses().constFirst().code, wire::responsecode::success);
}

void TestKinds::replyMayComeFirst()
{
    OneBroker servers;
    servers.a().next(sendCode, {reaction::later(200ms)});
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    std::jthread replier([&] {
        while (servers.a().count(sendCode) == 0)
            std::this_thread::yield();
        pushReply(servers.a(), servers.a().requests(sendCode).constFirst().command, "early");
    });
    const SendOutcome outcome = producer.request(messageTo(u"T"_s), {.timeout = stuck});
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QCOMPARE(outcome.reply->message.body, QByteArray("early"));
}

void TestKinds::requestWithoutReply()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    const SendOutcome outcome = fixture.producer->request(message(), {.timeout = 300ms});
    QCOMPARE(verdictOf(outcome), u"timeout"_s);
    QCOMPARE(outcome.result.error().code, 10006);
    QVERIFY(outcome.elapsed >= 300ms);
    QCOMPARE(outcome.attempts.front().status, SendStatus::SendOk); // the message itself is stored
    QCOMPARE(fixture.producer->inFlight(), 0);
}

void TestKinds::severalRequests()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    OutcomeBox box;
    for (int i = 0; i < 20; ++i)
        QVERIFY(producer.submitRequest(messageTo(u"T"_s, "question " + QByteArray::number(i)),
                                       {.timeout = stuck}, box.handler()));
    QTRY_COMPARE(servers.a().count(sendCode), 20);
    QList<SeenRequest> asked = servers.a().requests(sendCode);
    std::ranges::reverse(asked);
    for (const SeenRequest &one : std::as_const(asked))
        pushReply(servers.a(), one.command, "to " + one.command.body);
    QVERIFY(box.waitFor(20));
    for (const SendOutcome &outcome : box.all()) {
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QVERIFY(outcome.reply->message.body.startsWith("to question "));
        const auto sent = std::ranges::find_if(asked, [&](const SeenRequest &one) {
            return one.command.field("i").value_or("").contains(outcome.msgId.view().toByteArray());
        });
        QVERIFY(sent != asked.cend());
        QCOMPARE(outcome.reply->message.body, "to " + sent->command.body);
    }
}

QTEST_GUILESS_MAIN(TestKinds)
#include "tst_kinds.moc"
