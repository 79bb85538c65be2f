// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandboxfixture.h"
#include "wire/batch.h"
#include "wire/message.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

/// Batches that are asked for, and those that are gathered.
class TestBatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void batchIsOneRequest();
    void batchIsSplitBySize();
    void batchRefuses_data();
    void batchRefuses();
    void batchIsRetriedOnAnotherBroker();
    void gathersSmallMessages();
    void gathersNothingElse();
};

void TestBatches::batchIsOneRequest()
{
    SandboxFixture fixture;
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

void TestBatches::batchIsSplitBySize()
{
    SandboxFixture fixture([](ProducerConfig &config) { config.maxMessageBytes = 10'000; });
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

void TestBatches::batchRefuses_data()
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

void TestBatches::batchRefuses()
{
    QFETCH(int, what);
    SandboxFixture fixture;
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

void TestBatches::batchIsRetriedOnAnotherBroker()
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

void TestBatches::gathersSmallMessages()
{
    SandboxFixture fixture([](ProducerConfig &config) {
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

void TestBatches::gathersNothingElse()
{
    SandboxFixture fixture([](ProducerConfig &config) {
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

QTEST_GUILESS_MAIN(TestBatches)
#include "tst_batches.moc"
