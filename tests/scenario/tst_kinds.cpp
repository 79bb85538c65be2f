// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandboxfixture.h"
#include "wire/message.h"
#include <gantry/messagequeueselector.h>

#include <QSet>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

/// Ordered and delayed sends, and requests, against the sandbox; what only a server in the test can do,
/// against that.
class TestKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameKeySameQueue();
    void selectorIsAskedOnceAndObeyed();
    void selectorThatPicksNothing();
    void orderedIsNotRetriedElsewhere();
    void delays_data();
    void delays();
    void recalls();
    void recallRefuses();
    void requestGetsItsReply();
    void replyMayComeFirst();
    void requestWithoutReply();
    void severalRequests();
};

void TestKinds::sameKeySameQueue()
{
    SandboxFixture fixture;
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
    SandboxFixture fixture;
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
    SandboxFixture fixture;
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
    SandboxFixture fixture;
    QVERIFY(fixture.started);
    QVERIFY(fixture.sandbox.control(u"send refuse 1 on purpose"_s));
    const SendOutcome outcome = fixture.producer->send(message(), {.selector = selectQueueByHash(u"k"_s)});
    QVERIFY(!outcome.isOk());
    QCOMPARE(outcome.attempts.size(), 1);
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
    SandboxFixture fixture;
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
    SandboxFixture fixture;
    QVERIFY(fixture.started);
    const TopicName topic(u"TopicTest"_s);
    for (const QString &handle :
         {QString(), u"no base64 !"_s, QString::fromLatin1(QByteArray("v1 T").toBase64()),
          QString::fromLatin1(QByteArray("v2 T b 1 ID").toBase64())})
        QCOMPARE(kindOf(fixture.producer->recallMessage(topic, handle)), u"usage"_s);
    QCOMPARE(kindOf(fixture.producer->recallMessage(TopicName(u"%RETRY%G"_s), u"x"_s)), u"usage"_s);
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
    SandboxFixture fixture;
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
