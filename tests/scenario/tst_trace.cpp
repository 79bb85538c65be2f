// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/tracedispatcher.h"
#include "scenario.h"
#include "wire/message.h"
#include <gantry/sandbox.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

const QByteArray traceTopic = "RMQ_SYS_TRACE_TOPIC";

/// The records that came to the broker, each split into its fields.
QList<QByteArrayList> recordsAt(const FakeServer &broker, const QByteArray &topic = traceTopic)
{
    QList<QByteArrayList> records;
    for (const SeenRequest &request : broker.requests(sendCode)) {
        if (request.command.field("b") != topic)
            continue;
        for (const QByteArray &record : request.command.body.split('\2')) {
            if (!record.isEmpty())
                records.append(record.split('\1'));
        }
    }
    return records;
}

/// One broker that has the trace topic, too.
struct TracedBroker : OneBroker {
    TracedBroker()
    {
        cluster.setTopic(QString::fromLatin1(traceTopic), u"a:1"_s);
        cluster.setTopic(u"Traces"_s, u"a:1"_s);
    }
    [[nodiscard]] ProducerConfig config() const
    {
        ProducerConfig config = configFor(cluster);
        config.enableTrace = true;
        config.compressBodyOverBytes = 2147483647; // so that records can be read here
        return config;
    }
};

} // namespace

/// Records of sends: which, when, and what becomes of them.
class TestTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStoredMessageLeavesARecord();
    void tenRecordsGoAtOnce();
    void whatIsNotStoredLeavesNone();
    void theTopicCanBeAnother();
    void theTraceProducerHasAGroupOfItsOwnAndSigns();
    void aTransactionLeavesItsEnd();
    void aBatchLeavesOneRecordOfAll();
    void whatDoesNotFitIsDroppedAndCounted();
    void aBrokenTraceTopicHarmsNoSend();
};

void TestTrace::aStoredMessageLeavesARecord()
{
    TracedBroker servers;
    IdText msgId;
    {
        Producer producer(servers.config());
        QVERIFY(producer.start());
        Message message = messageTo(u"T"_s, "hello");
        message.tag = u"TagA"_s;
        message.keys = u"k1 k2"_s;
        const SendOutcome outcome = producer.send(message);
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        msgId = outcome.msgId;
    } // shutdown sends what is left
    const QList<QByteArrayList> records = recordsAt(servers.a());
    QCOMPARE(records.size(), 1);
    const QByteArrayList &fields = records.first();
    QCOMPARE(fields.size(), 14);
    QCOMPARE(fields.mid(2, 8), (QByteArrayList{"DefaultRegion", "PG", "T", msgId.view().toByteArray(), "TagA",
                                               "k1 k2", servers.a().address().text().toUtf8(), "5"}));
    QCOMPARE(fields.at(0), "Pub");
    QVERIFY(fields.at(10).toInt() >= 0);
    QCOMPARE(fields.at(11), "0");
    QCOMPARE(fields.at(13), "true");
    for (const SeenRequest &request : servers.a().requests(sendCode)) {
        if (request.command.field("b") == traceTopic) {
            const QByteArray properties = *request.command.field("i");
            for (const QByteArray &key : {msgId.view().toByteArray(), "k1"_ba, "k2"_ba})
                QVERIFY2(properties.contains(key), properties.constData());
        }
    }
}

void TestTrace::tenRecordsGoAtOnce()
{
    TracedBroker servers;
    Producer producer(servers.config());
    QVERIFY(producer.start());
    for (int i = 0; i < 10; ++i)
        QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QTRY_COMPARE(recordsAt(servers.a()).size(), 10); // long before the 5 s of those that are fewer
    QTRY_COMPARE(producer.traceCounts().stored, 10);
    QCOMPARE(producer.traceCounts().recorded, 10);
}

void TestTrace::whatIsNotStoredLeavesNone()
{
    TracedBroker servers;
    {
        Producer producer(servers.config());
        QVERIFY(producer.start());
        servers.a().next(sendCode, {reaction::code(13, u"no"_s)});
        QVERIFY(!producer.send(messageTo(u"T"_s)).isOk());
        QVERIFY(sendBy(producer, SendMode::Oneway, messageTo(u"T"_s)).isOk());
        QTRY_COMPARE(servers.a().count(sendCode), 2);
        servers.a().next(sendCode, {reaction::code(10)}); // stored, but perhaps not on disk
        QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    }
    const QList<QByteArrayList> records = recordsAt(servers.a());
    QCOMPARE(records.size(), 1);
    QCOMPARE(records.first().last(), "false");
}

void TestTrace::theTopicCanBeAnother()
{
    TracedBroker servers;
    {
        ProducerConfig config = servers.config();
        config.traceTopic = u"Traces"_s;
        Producer producer(config);
        QVERIFY(producer.start());
        QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    }
    QCOMPARE(recordsAt(servers.a(), "Traces").size(), 1);
    QCOMPARE(recordsAt(servers.a()).size(), 0);
}

void TestTrace::theTraceProducerHasAGroupOfItsOwnAndSigns()
{
    TracedBroker servers;
    {
        ProducerConfig config = servers.config();
        config.credentials = AclCredentials{u"key"_s, Secret(u"secret"_s), {}};
        config.namespaceName = u"NS"_s;
        servers.cluster.setTopic(u"NS%T"_s, u"a:1"_s);
        Producer producer(config);
        QVERIFY(producer.start());
        QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    }
    QCOMPARE(recordsAt(servers.a()).size(), 1);
    QCOMPARE(recordsAt(servers.a()).first().mid(3, 2), (QByteArrayList{"PG", "T"}));
    for (const SeenRequest &request : servers.a().requests(sendCode)) {
        QVERIFY(request.command.field("Signature"));
        if (request.command.field("b") == traceTopic)
            QVERIFY(request.command.field("a")->startsWith("_INNER_TRACE_PRODUCER-PG-PRODUCE-"));
    }
}

namespace {

class Committer final : public TransactionListener
{
public:
    std::optional<TransactionState> executeLocalTransaction(const Message &, const SendOutcome &) override
    {
        return TransactionState::Commit;
    }
    std::optional<TransactionState> checkLocalTransaction(const TransactionCheck &) override
    {
        return std::nullopt;
    }
};

} // namespace

void TestTrace::aTransactionLeavesItsEnd()
{
    TracedBroker servers;
    IdText msgId;
    {
        ProducerConfig config = servers.config();
        config.transactionListener = std::make_shared<Committer>();
        Producer producer(config);
        QVERIFY(producer.start());
        const SendOutcome outcome = producer.sendInTransaction(messageTo(u"T"_s));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        msgId = outcome.msgId;
    }
    const QList<QByteArrayList> records = recordsAt(servers.a());
    QCOMPARE(records.size(), 2);
    QCOMPARE(records.at(0).first(), "Pub");
    QCOMPARE(records.at(0).at(11), "1"); // a half message
    QCOMPARE(records.at(1).first(), "EndTransaction");
    QCOMPARE(records.at(1).size(), 13);
    QCOMPARE(records.at(1).mid(3, 3), (QByteArrayList{"PG", "T", msgId.view().toByteArray()}));
    QCOMPARE(records.at(1).mid(11), (QByteArrayList{"COMMIT_MESSAGE", "false"}));
}

void TestTrace::aBatchLeavesOneRecordOfAll()
{
    TracedBroker servers;
    QByteArrayList ids;
    {
        Producer producer(servers.config());
        QVERIFY(producer.start());
        for (const SendOutcome &outcome :
             producer.sendBatch({messageTo(u"T"_s, "a"), messageTo(u"T"_s, "b")})) {
            QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
            ids.append(outcome.msgId.view().toByteArray());
        }
    }
    const QList<QByteArrayList> records = recordsAt(servers.a());
    QCOMPARE(records.size(), 1);
    QCOMPARE(records.first().at(5), ids.join(','));
}

/// The sends that are traced wait for nothing, so there must be an end to what waits.
void TestTrace::whatDoesNotFitIsDroppedAndCounted()
{
    TracedBroker servers;
    producer::TraceDispatcher dispatcher(servers.config()); // not started: nothing is taken away
    for (int i = 0; i < 3000; ++i)
        dispatcher.append(
            {.topic = TopicName(u"T"_s), .msgIds = {u"id"_s}, .what = producer::TraceRecord::Pub{}});
    QCOMPARE(dispatcher.counts(), (TraceCounts{.recorded = 3000, .dropped = 3000 - 2048}));
}

void TestTrace::aBrokenTraceTopicHarmsNoSend()
{
    TracedBroker servers;
    servers.a().decide([](const wire::RemotingCommand &command) {
        return command.field("b") == traceTopic ? std::optional(reaction::code(13, u"no"_s)) : std::nullopt;
    });
    Producer producer(servers.config());
    QVERIFY(producer.start());
    for (int i = 0; i < 10; ++i)
        QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QTRY_COMPARE(producer.traceCounts().failed, 10);
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
}

QTEST_GUILESS_MAIN(TestTrace)
#include "tst_trace.moc"
