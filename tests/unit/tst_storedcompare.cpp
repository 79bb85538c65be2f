// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/storedmessage.h>

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace std::chrono_literals;
using Part = StoredDifference::Part;

Q_DECLARE_METATYPE(StoredDifference::Part)

namespace {

using Change = std::function<void(Message &, StoredMessage &)>;

const IdText msgId(QByteArrayView("C0000202"));

/// Sets one of the stored properties.
void put(StoredMessage &stored, const QString &name, const QString &value)
{
    stored.allProperties.removeIf([&name](const Property &property) { return property.name == name; });
    stored.allProperties.append({name, value});
}

void drop(StoredMessage &stored, const QString &name)
{
    stored.allProperties.removeIf([&name](const Property &property) { return property.name == name; });
}

Message sentMessage()
{
    Message message;
    message.topic = TopicName(u"T"_s);
    message.body = "Hello world";
    message.tag = u"TagA"_s;
    message.keys = u"k1 k2"_s;
    message.properties = {{u"colour"_s, u"红"_s}, {u"size"_s, u"XL"_s}};
    message.flag = 7;
    return message;
}

/// As a broker 5 stores it.
StoredMessage storedMessage()
{
    StoredMessage stored;
    stored.queue = {TopicName(u"T"_s), BrokerName(u"broker-a"_s), 3};
    stored.queueOffset = 12;
    stored.msgId = msgId;
    stored.tag = u"TagA"_s;
    stored.keys = u"k1 k2"_s;
    stored.flag = 7;
    stored.body = "Hello world";
    stored.storedBodyBytes = stored.body.size();
    stored.allProperties = {{u"MSG_REGION"_s, u"DefaultRegion"_s},
                            {u"UNIQ_KEY"_s, u"C0000202"_s},
                            {u"CLUSTER"_s, u"DefaultCluster"_s},
                            {u"TAGS"_s, u"TagA"_s},
                            {u"KEYS"_s, u"k1 k2"_s},
                            {u"TRACE_ON"_s, u"true"_s},
                            {u"size"_s, u"XL"_s},
                            {u"colour"_s, u"红"_s}};
    return stored;
}

SendOutcome sentOutcome()
{
    SendOutcome outcome;
    outcome.msgId = msgId;
    SendResult result;
    result.queue = {TopicName(u"T"_s), BrokerName(u"broker-a"_s), 3};
    result.queueOffset = 12;
    outcome.result = result;
    return outcome;
}

} // namespace

/// Differences are found, each kind of them, and what a healthy broker does is none.
class TestStoredCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsEachDifference_data();
    void findsEachDifference();
    void leavesHealthyBrokersInPeace_data();
    void leavesHealthyBrokersInPeace();
    void findsSeveralAtOnce();
    void comparesThePlaceWithTheOutcome();
    void comparesTheCompressionWithTheOutcome();
    void knowsMembersOfBatchesOnOldBrokers();
};

void TestStoredCompare::findsEachDifference_data()
{
    QTest::addColumn<Part>("part");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Part part, const QString &text, const Change &change) {
        QTest::newRow(name) << part << text << change;
    };
    row("a byte", Part::Body, u"body: the byte at offset 4 is 0x6e, sent was 0x6f; both have 11 bytes"_s,
        [](Message &, StoredMessage &stored) { stored.body[4] = 'n'; });
    row("truncated", Part::Body, u"body: 11 bytes sent, 5 stored; the first 5 are the same"_s,
        [](Message &, StoredMessage &stored) { stored.body.truncate(5); });
    row("longer", Part::Body, u"body: 11 bytes sent, 12 stored; the first 11 are the same"_s,
        [](Message &, StoredMessage &stored) { stored.body += '!'; });
    row("shorter and other", Part::Body,
        u"body: the byte at offset 0 is 0x68, sent was 0x48; 11 bytes sent, 5 stored"_s,
        [](Message &, StoredMessage &stored) { stored.body = "hello"; });
    row("inflates no more", Part::Body, u"body: 11 bytes are stored that cannot be decompressed: no stream"_s,
        [](Message &, StoredMessage &stored) {
            stored.bodyError = Error{ErrorKind::IllegalMessage, u"no stream"_s, {}, {}};
        });
    row("checksum", Part::Checksum,
        u"checksum: the body that came is not the one of which the broker computed 00001234"_s,
        [](Message &, StoredMessage &stored) {
            stored.isBodyCrcRight = false;
            stored.bodyCrc = 0x1234;
        });
    row("tag", Part::Tag, u"tag: sent \"TagA\", stored \"TagB\""_s,
        [](Message &, StoredMessage &stored) { stored.tag = u"TagB"_s; });
    row("no tag", Part::Tag, u"tag: sent \"TagA\", none stored"_s,
        [](Message &, StoredMessage &stored) { stored.tag.clear(); });
    row("a tag of nobody's", Part::Tag, u"tag: none sent, stored \"TagA\""_s,
        [](Message &sent, StoredMessage &) { sent.tag.clear(); });
    row("keys", Part::Keys, u"keys: sent \"k1 k2\", stored \"k1\""_s,
        [](Message &, StoredMessage &stored) { stored.keys = u"k1"_s; });
    row("property missing", Part::Property, u"property colour: sent \"红\", not stored"_s,
        [](Message &, StoredMessage &stored) { drop(stored, u"colour"_s); });
    row("property changed", Part::Property, u"property size: sent \"XL\", stored \"XS\""_s,
        [](Message &, StoredMessage &stored) { put(stored, u"size"_s, u"XS"_s); });
    row("property added", Part::Property,
        u"property spy: not sent, stored \"007\"; neither the client nor a broker adds it"_s,
        [](Message &, StoredMessage &stored) { put(stored, u"spy"_s, u"007"_s); });
    row("delay", Part::Property, u"property DELAY: sent \"3\", stored \"4\""_s,
        [](Message &sent, StoredMessage &stored) {
            sent.delivery = DelayLevel{3};
            put(stored, u"DELAY"_s, u"4"_s);
        });
    row("delay of nobody's", Part::Property, u"property TIMER_DELAY_MS: not sent, stored \"5000\""_s,
        [](Message &, StoredMessage &stored) { put(stored, u"TIMER_DELAY_MS"_s, u"5000"_s); });
    row("flag", Part::Flag, u"flag: sent 7, stored 6"_s,
        [](Message &, StoredMessage &stored) { stored.flag = 6; });
    row("wait", Part::WaitStoreOk, u"waitStoreOk: sent true, stored false"_s,
        [](Message &, StoredMessage &stored) { put(stored, u"WAIT"_s, u"false"_s); });
    row("topic", Part::Topic, u"topic: sent to T, stored in U"_s,
        [](Message &, StoredMessage &stored) { stored.queue.topic = TopicName(u"U"_s); });
    row("internal topic of another one", Part::Topic, u"topic: sent to T, stored in U"_s,
        [](Message &, StoredMessage &stored) {
            stored.queue.topic = TopicName(u"SCHEDULE_TOPIC_XXXX"_s);
            put(stored, u"REAL_TOPIC"_s, u"U"_s);
        });
    row("unique id", Part::UniqueId, u"unique id: sent C0000202, stored C0000203"_s,
        [](Message &, StoredMessage &stored) { stored.msgId = IdText(QByteArrayView("C0000203")); });
    row("no unique id", Part::UniqueId, u"unique id: sent C0000202, stored none"_s,
        [](Message &, StoredMessage &stored) { stored.msgId.clear(); });
}

void TestStoredCompare::findsEachDifference()
{
    QFETCH(Part, part);
    QFETCH(QString, text);
    QFETCH(Change, change);
    Message sent = sentMessage();
    StoredMessage stored = storedMessage();
    change(sent, stored);
    const QList<StoredDifference> differences = compareStored(sent, msgId, stored);
    QCOMPARE(differences.size(), 1);
    QCOMPARE(differences.first().text, text);
    QVERIFY(differences.first().part == part);
}

void TestStoredCompare::leavesHealthyBrokersInPeace_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    row("as it is", [](Message &, StoredMessage &) {});
    row("4.9: no region, no trace", [](Message &, StoredMessage &stored) {
        drop(stored, u"MSG_REGION"_s);
        drop(stored, u"TRACE_ON"_s);
    });
    row("a batch's on 5.5: nothing added",
        [](Message &, StoredMessage &stored) { drop(stored, u"CLUSTER"_s); });
    row("wait is kept", [](Message &, StoredMessage &stored) { put(stored, u"WAIT"_s, u"true"_s); });
    row("waiting for a level", [](Message &sent, StoredMessage &stored) {
        sent.delivery = DelayLevel{99};
        stored.queue.topic = TopicName(u"SCHEDULE_TOPIC_XXXX"_s);
        put(stored, u"REAL_TOPIC"_s, u"T"_s);
        put(stored, u"REAL_QID"_s, u"3"_s);
        put(stored, u"DELAY"_s, u"18"_s);
    });
    row("a timer's, delivered", [](Message &sent, StoredMessage &stored) {
        sent.delivery = 5000ms;
        for (const QString &name : {u"TIMER_OUT_MS"_s, u"TIMER_ENQUEUE_MS"_s, u"TIMER_DEQUEUE_MS"_s,
                                    u"TIMER_ROLL_TIMES"_s, u"TIMER_ROLL_LABEL"_s})
            put(stored, name, u"1"_s);
        put(stored, u"TIMER_DELAY_MS"_s, u"5000"_s);
        put(stored, u"WAIT"_s, u"false"_s); // some brokers write that when they deliver
    });
    row("half", [](Message &, StoredMessage &stored) {
        stored.queue.topic = TopicName(u"RMQ_SYS_TRANS_HALF_TOPIC"_s);
        stored.transaction = StoredTransaction::Prepared;
        put(stored, u"REAL_TOPIC"_s, u"T"_s);
        put(stored, u"TRAN_MSG"_s, u"true"_s);
        put(stored, u"PGROUP"_s, u"PG"_s);
    });
    row("committed", [](Message &, StoredMessage &stored) {
        stored.transaction = StoredTransaction::Commit;
        for (const QString &name : {u"TRANSACTION_CHECK_TIMES"_s, u"TRAN_PREPARED_QUEUE_OFFSET"_s,
                                    u"__transactionId__"_s, u"PGROUP"_s})
            put(stored, name, u"1"_s);
    });
    row("request", [](Message &, StoredMessage &stored) {
        for (const QString &name : {u"CORRELATION_ID"_s, u"REPLY_TO_CLIENT"_s, u"TTL"_s, u"MSG_TYPE"_s})
            put(stored, name, u"1"_s);
    });
    row("namespace", [](Message &, StoredMessage &stored) {
        put(stored, u"INSTANCE_ID"_s, u"ns"_s);
        stored.queue.topic = TopicName(u"ns%T"_s);
    });
    row("light topics, checksums", [](Message &, StoredMessage &stored) {
        put(stored, u"INNER_MULTI_QUEUE_OFFSET"_s, u"1"_s);
        put(stored, u"__CRC32#"_s, u"123"_s);
    });
    row("given back by a consumer", [](Message &, StoredMessage &stored) {
        stored.queue.topic = TopicName(u"%RETRY%G"_s);
        stored.reconsumeTimes = 1;
        put(stored, u"RETRY_TOPIC"_s, u"T"_s);
        put(stored, u"ORIGIN_MESSAGE_ID"_s, u"7F"_s);
    });
    row("the last of two counts", [](Message &sent, StoredMessage &) {
        sent.properties.prepend({u"size"_s, u"S"_s});
    });
    row("no Unicode", [](Message &sent, StoredMessage &stored) {
        sent.tag = QString(QChar(0xD800));
        stored.tag = QString::fromUtf8(sent.tag.toUtf8());
    });
    row("transient", [](Message &sent, StoredMessage &) {
        sent.properties.append({u"__RMQ.TRANSIENT.x"_s, u"1"_s});
    });
}

void TestStoredCompare::leavesHealthyBrokersInPeace()
{
    QFETCH(Change, change);
    Message sent = sentMessage();
    StoredMessage stored = storedMessage();
    change(sent, stored);
    for (const StoredDifference &difference : compareStored(sent, msgId, stored))
        QFAIL(qPrintable(difference.text));
}

void TestStoredCompare::findsSeveralAtOnce()
{
    StoredMessage stored = storedMessage();
    stored.body = "x";
    stored.flag = 0;
    drop(stored, u"size"_s);
    drop(stored, u"colour"_s);
    QCOMPARE(compareStored(sentMessage(), msgId, stored).size(), 4);
}

void TestStoredCompare::comparesThePlaceWithTheOutcome()
{
    StoredMessage stored = storedMessage();
    SendOutcome outcome = sentOutcome();
    QVERIFY(compareStored(sentMessage(), outcome, stored).isEmpty());
    stored.queueOffset = 13;
    const QList<StoredDifference> differences = compareStored(sentMessage(), outcome, stored);
    QCOMPARE(differences.size(), 1);
    QVERIFY(differences.first().part == Part::Place);
    QVERIFY2(differences.first().text.contains(u"broker-a:3 at offset 12"),
             qPrintable(differences.first().text));
    outcome.result->status = SendStatus::Oneway; // its outcome does not know
    QVERIFY(compareStored(sentMessage(), outcome, stored).isEmpty());
    outcome = sentOutcome();
    Message delayed = sentMessage();
    delayed.delivery = DelayLevel{1};
    QVERIFY(compareStored(delayed, outcome, stored).isEmpty());
    stored.transaction = StoredTransaction::Commit;
    QVERIFY(compareStored(sentMessage(), outcome, stored).isEmpty());
}

void TestStoredCompare::comparesTheCompressionWithTheOutcome()
{
    StoredMessage stored = storedMessage();
    SendOutcome outcome = sentOutcome();
    outcome.compressed = true;
    QCOMPARE(compareStored(sentMessage(), outcome, stored).first().text,
             u"compression: sent compressed, stored as it is"_s);
    stored.compression = CompressionType::Zstd;
    QVERIFY(compareStored(sentMessage(), outcome, stored).isEmpty());
    outcome.compressed = false;
    const QList<StoredDifference> differences = compareStored(sentMessage(), outcome, stored);
    QCOMPARE(differences.size(), 1);
    QVERIFY(differences.first().part == Part::Compression);
    QVERIFY(differences.first().text.contains(u"ZSTD"));
}

void TestStoredCompare::knowsMembersOfBatchesOnOldBrokers()
{
    SendOutcome outcome = sentOutcome();
    const IdText batchId(QByteArrayView("C00002FF"));
    outcome.batch = std::make_shared<const BatchPlace>(BatchPlace{batchId, 0, 2});
    StoredMessage stored = storedMessage();
    QVERIFY(compareStored(sentMessage(), outcome, stored).isEmpty()); // brokers from 5.4 on
    stored.msgId = batchId;
    stored.keys = u"k0 k1 k2"_s; // of all that were gathered
    QVERIFY(compareStored(sentMessage(), outcome, stored).isEmpty());
    QVERIFY(!compareStored(sentMessage(), msgId, stored).isEmpty());
    stored.keys = u"k0 k1"_s;
    QVERIFY(compareStored(sentMessage(), outcome, stored).first().part == Part::Keys);
}

QTEST_GUILESS_MAIN(TestStoredCompare)
#include "tst_storedcompare.moc"
