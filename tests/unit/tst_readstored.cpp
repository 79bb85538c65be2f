// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/readstored.h"
#include "sandbox/damage.h"
#include "sandbox/storedmessages.h"
#include "wire/compression.h"

#include <QTest>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace gantry;

namespace {

const BrokerName broker(u"broker-a"_s);

/// As a broker has it; `body` as it is stored.
wire::StoredMessage rawMessage(const QByteArray &body, qint32 sysFlag = 0)
{
    wire::StoredMessage message;
    message.topic = u"T"_s;
    message.queueId = 3;
    message.queueOffset = 12;
    message.physicalOffset = 1045;
    message.flag = -7;
    message.sysFlag = sysFlag;
    message.bornTimestamp = 1795395616177;
    message.bornHost = u"192.0.2.1:47284"_s;
    message.storeTimestamp = 1795395616178;
    message.storeHost = u"127.0.0.1:30911"_s;
    message.reconsumeTimes = 2;
    message.preparedTransactionOffset = 99;
    message.body = body;
    message.bodyCrc = wire::crcOf(body);
    message.properties = {{"colour", "红"}, {"KEYS", "k1 k2"},     {"UNIQ_KEY", "C0000202"},
                          {"TAGS", "TagA"}, {"CLUSTER", "C"},      {"MSG_REGION", "R"},
                          {"WAIT", "true"}, {"__SHARDINGKEY", "s"}};
    return message;
}

StoredMessage readBack(const wire::StoredMessage &message)
{
    const auto messages = admin::storedMessages(broker, wire::writeStoredMessage(message));
    return messages && messages->size() == 1 ? messages->first() : StoredMessage();
}

sandbox::FaultAction action(sandbox::FaultKind kind, const QString &property = {})
{
    sandbox::FaultAction fault{.kind = kind};
    fault.property = property;
    return fault;
}

} // namespace

/// What becomes of a message as brokers give it out, and what the sandbox's faults do to one.
class TestReadStored : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldIsThere();
    void propertiesKeepTheirOrderAndTheirOwner();
    void compressedBodiesAreInflated_data();
    void compressedBodiesAreInflated();
    void aBrokenBodyIsKeptAndSaid_data();
    void aBrokenBodyIsKeptAndSaid();
    void aTypeThatNobodyKnowsIsSaid();
    void transactionsAreNamed_data();
    void transactionsAreNamed();
    void bytesThatAreNoMessagesAreAnError();
    void damageIsDone_data();
    void damageIsDone();
    void damageDropsWhatThereIs();
};

void TestReadStored::everyFieldIsThere()
{
    const StoredMessage message = readBack(rawMessage("hello"));
    QCOMPARE(message.queue, (MessageQueue{TopicName(u"T"_s), broker, 3}));
    QCOMPARE(message.queueOffset, 12);
    QCOMPARE(message.physicalOffset, 1045);
    QCOMPARE(message.offsetMsgId.view(), "7F000001000078BF0000000000000415"_ba);
    QCOMPARE(message.msgId.view(), "C0000202"_ba);
    QCOMPARE(message.tag, u"TagA"_s);
    QCOMPARE(message.keys, u"k1 k2"_s);
    QCOMPARE(message.flag, -7);
    QCOMPARE(message.body, "hello"_ba);
    QVERIFY(!message.compression && !message.bodyError && message.isBodyCrcRight);
    QCOMPARE(message.storedBodyBytes, 5);
    QCOMPARE(message.bornAt.time_since_epoch().count(), 1795395616177);
    QCOMPARE(message.storedAt.time_since_epoch().count(), 1795395616178);
    QCOMPARE(message.bornHost.text(), u"192.0.2.1:47284"_s);
    QCOMPARE(message.storeHost.text(), u"127.0.0.1:30911"_s);
    QCOMPARE(message.reconsumeTimes, 2);
    QCOMPARE(message.preparedTransactionOffset, 99);
}

void TestReadStored::propertiesKeepTheirOrderAndTheirOwner()
{
    const StoredMessage message = readBack(rawMessage("hello"));
    QCOMPARE(message.properties, (QList<Property>{{u"colour"_s, u"红"_s}, {u"__SHARDINGKEY"_s, u"s"_s}}));
    QCOMPARE(message.allProperties.size(), 8);
    QCOMPARE(message.allProperties.at(1), (Property{u"KEYS"_s, u"k1 k2"_s}));
    QCOMPARE(message.property(u"CLUSTER"), u"C"_s);
    QVERIFY(!message.property(u"cluster"));
}

void TestReadStored::compressedBodiesAreInflated_data()
{
    QTest::addColumn<CompressionType>("type");
    QTest::newRow("ZLIB") << CompressionType::Zlib;
    QTest::newRow("LZ4") << CompressionType::Lz4;
    QTest::newRow("ZSTD") << CompressionType::Zstd;
}

void TestReadStored::compressedBodiesAreInflated()
{
    QFETCH(CompressionType, type);
    const QByteArray body = QByteArray("消息 message ").repeated(500);
    const QByteArray packed = wire::compress(type, 5, body).value_or({});
    const StoredMessage message = readBack(rawMessage(packed, wire::compressionFlag(type)));
    QCOMPARE(message.body, body);
    QCOMPARE(message.compression, type);
    QCOMPARE(message.storedBodyBytes, packed.size());
    QVERIFY(message.isBodyCrcRight);
}

void TestReadStored::aBrokenBodyIsKeptAndSaid_data()
{
    compressedBodiesAreInflated_data();
}

void TestReadStored::aBrokenBodyIsKeptAndSaid()
{
    QFETCH(CompressionType, type);
    QByteArray packed = wire::compress(type, 5, QByteArray(5000, 'x')).value_or({});
    wire::StoredMessage raw = rawMessage(packed, wire::compressionFlag(type));
    raw.body.truncate(raw.body.size() / 2);
    const StoredMessage message = readBack(raw);
    QCOMPARE(message.body, raw.body);
    QVERIFY(message.bodyError && !message.bodyError->detail.isEmpty());
    QCOMPARE(message.compression, type);
    QVERIFY(!message.isBodyCrcRight);
}

void TestReadStored::aTypeThatNobodyKnowsIsSaid()
{
    const StoredMessage message = readBack(rawMessage("hello", 0x701));
    QVERIFY(message.bodyError);
    QCOMPARE(message.body, "hello"_ba);
    QVERIFY(!message.compression);
}

void TestReadStored::transactionsAreNamed_data()
{
    QTest::addColumn<int>("sysFlag");
    QTest::addColumn<QString>("name");
    QTest::newRow("none") << 0x301 << u"none"_s;
    QTest::newRow("half") << 0x4 << u"prepared"_s;
    QTest::newRow("commit") << 0x8 << u"commit"_s;
    QTest::newRow("rollback") << 0xC << u"rollback"_s;
}

void TestReadStored::transactionsAreNamed()
{
    QFETCH(int, sysFlag);
    QFETCH(QString, name);
    QCOMPARE(QString(gantry::name(readBack(rawMessage("x", sysFlag)).transaction)), name);
}

void TestReadStored::bytesThatAreNoMessagesAreAnError()
{
    QVERIFY(!admin::storedMessages(broker, QByteArray::fromHex("0000000c12345678aabbccdd")));
    const auto none = admin::storedMessages(broker, {});
    QVERIFY(none && none->isEmpty());
}

void TestReadStored::damageIsDone_data()
{
    QTest::addColumn<sandbox::FaultKind>("kind");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("lost");
    using enum sandbox::FaultKind;
    QTest::newRow("a bit") << FlipBodyBit << "hemlo"_ba << QString();
    QTest::newRow("half of it") << TruncateBody << "he"_ba << QString();
    QTest::newRow("a property") << DropProperty << "hello"_ba << u"colour"_s;
}

void TestReadStored::damageIsDone()
{
    QFETCH(sandbox::FaultKind, kind);
    QFETCH(QByteArray, body);
    QFETCH(QString, lost);
    QVERIFY(sandbox::isDamage(kind));
    const QByteArray two = wire::writeStoredMessage(rawMessage("hello")).repeated(2);
    const auto messages = admin::storedMessages(broker, sandbox::damaged(two, action(kind)));
    QVERIFY(messages && messages->size() == 2);
    for (const StoredMessage &message : *messages) {
        QCOMPARE(message.body, body);
        QCOMPARE(message.isBodyCrcRight, body == "hello");
        QCOMPARE(message.allProperties.size(), lost.isEmpty() ? 8 : 7);
        QVERIFY(lost.isEmpty() || !message.property(lost));
    }
}

void TestReadStored::damageDropsWhatThereIs()
{
    wire::StoredMessage message = rawMessage("hello");
    const auto dropped = [&message](const QString &name) {
        const wire::PropertyList before = message.properties;
        sandbox::damage(message, action(sandbox::FaultKind::DropProperty, name));
        for (const auto &[key, value] : before) {
            if (sandbox::property(message, key).isEmpty())
                return key;
        }
        return QByteArray();
    };
    QCOMPARE(dropped(u"TAGS"_s), "TAGS"_ba);
    QCOMPARE(dropped({}), "colour"_ba);
    QCOMPARE(dropped({}), "__SHARDINGKEY"_ba);
    QCOMPARE(dropped({}), "KEYS"_ba);
    QCOMPARE(dropped({}), "UNIQ_KEY"_ba);
    message.body.clear();
    sandbox::damage(message, action(sandbox::FaultKind::FlipBodyBit));
    QVERIFY(message.body.isEmpty());
}

QTEST_GUILESS_MAIN(TestReadStored)
#include "tst_readstored.moc"
