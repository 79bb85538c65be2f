// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/messagepacker.h"
#include "wire/compression.h"
#include "wire/message.h"
#include "wire/messageid.h"
#include "wire/topicname.h"
#include <gantry/messagecheck.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::producer;

Q_DECLARE_METATYPE(gantry::Message)
Q_DECLARE_METATYPE(gantry::CompressionType)

namespace {

Result<void> checkMessage(const Message &message, qint64 maxMessageBytes)
{
    const std::optional<MessageFault> fault = findMessageFault(message, maxMessageBytes);
    return fault ? Result<void>(fault->error) : Result<void>();
}

constexpr qint64 fourMiB = 4 * 1024 * 1024;

Message goodMessage()
{
    Message message;
    message.topic = TopicName(u"TopicA"_s);
    message.body = "hello";
    return message;
}

template<typename Change>
Message changed(Change change)
{
    Message message = goodMessage();
    change(message);
    return message;
}

Message withProperty(const QString &name, const QString &value)
{
    return changed([&](Message &message) { message.properties = {{u"ok"_s, u"fine"_s}, {name, value}}; });
}

SendTask packed(const Message &message, const ProducerConfig &config = {})
{
    SendTask task;
    task.message = message;
    packMessage(task, config);
    return task;
}

/// U+0001 and U+0002 as `=` and `;`.
QString readable(const QByteArray &properties)
{
    return QString::fromUtf8(properties).replace(u'\u0001', u'=').replace(u'\u0002', u';');
}

} // namespace

class TestMessagePacker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodMessagesPass_data();
    void goodMessagesPass();
    void badMessagesAreRefusedInJavasWords_data();
    void badMessagesAreRefusedInJavasWords();
    void aFaultNamesItsPart_data();
    void aFaultNamesItsPart();
    void theTopicIsJudgedBeforeTheBody();
    void reservedNamesAreRefused_data();
    void reservedNamesAreRefused();
    void propertiesAreWrittenInOrder_data();
    void propertiesAreWrittenInOrder();
    void everyMessageHasAnIdOfItsOwn();
    void bodiesAreCompressedFromTheThresholdOn_data();
    void bodiesAreCompressedFromTheThresholdOn();
    void theTypeOfCompressionIsInTheFlags_data();
    void theTypeOfCompressionIsInTheFlags();
    void aLevelThatTheLibraryRefusesSendsThePlainBody();
    void theUsersBodyStaysAsItWas();
    void aRecycledTaskPacksLikeANewOne();
    void aReleasedTaskKeepsNothingLarge();
};

void TestMessagePacker::goodMessagesPass_data()
{
    QTest::addColumn<Message>("message");
    const auto topic = [](const QString &name) {
        return changed([&](Message &message) { message.topic = TopicName(name); });
    };
    QTest::newRow("plain") << goodMessage();
    QTest::newRow("all characters") << topic(u"%|azAZ09_-"_s);
    QTest::newRow("one character") << topic(u"t"_s);
    QTest::newRow("127 characters") << topic(QString(127, u't'));
    QTest::newRow("a retry topic") << topic(u"%RETRY%group"_s);
    QTest::newRow("the template topic") << topic(u"TBW102"_s);
    QTest::newRow("the trace topic") << topic(u"RMQ_SYS_TRACE_TOPIC"_s);
    QTest::newRow("a topic that begins like a forbidden one") << topic(u"SELF_TEST_TOPIC2"_s);
    QTest::newRow("one byte") << changed([](Message &message) { message.body = "x"; });
    QTest::newRow("a body of zeros") << changed([](Message &message) { message.body = QByteArray(3, '\0'); });
    QTest::newRow("the largest body")
        << changed([](Message &message) { message.body = QByteArray(fourMiB, 'x'); });
    QTest::newRow("everything set") << changed([](Message &message) {
        message.tag = u"TagA"_s;
        message.keys = u"k1 k2"_s;
        message.properties = {{u"color"_s, u"blue"_s}, {u"größe"_s, u"schön 🚀"_s}};
        message.flag = -1;
        message.waitStoreOk = false;
    });
    QTest::newRow("names differ by case") << withProperty(u"keys"_s, u"x"_s);
    QTest::newRow("control characters but the two") << withProperty(u"c"_s, u"a\u0003\n\tb"_s);
}

void TestMessagePacker::goodMessagesPass()
{
    QFETCH(Message, message);
    const Result<void> result = checkMessage(message, fourMiB);
    QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
}

void TestMessagePacker::badMessagesAreRefusedInJavasWords_data()
{
    QTest::addColumn<Message>("message");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("code"); // 0: none
    const QString illegal = u"illegal-message"_s;
    const auto topic = [](const QString &name) {
        return changed([&](Message &message) { message.topic = TopicName(name); });
    };
    QTest::newRow("no topic") << topic({}) << illegal << u"The specified topic is blank"_s << 0;
    QTest::newRow("a blank topic") << topic(u" \t"_s) << illegal << u"The specified topic is blank"_s << 0;
    QTest::newRow("128 characters") << topic(QString(128, u't')) << illegal
                                    << u"The specified topic is longer than topic max length 127."_s << 0;
    for (const QString &bad : {u"a b"_s, u"a.b"_s, u"a/b"_s, u"a$b"_s, u"täpic"_s, u"主题"_s, u"a\nb"_s}) {
        QTest::addRow("the topic \"%s\"", qPrintable(bad))
            << topic(bad) << illegal
            << u"The specified topic[%1] contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$"_s.arg(
                   bad)
            << 0;
    }
    for (const QString &forbidden :
         {u"SCHEDULE_TOPIC_XXXX"_s, u"RMQ_SYS_TRANS_HALF_TOPIC"_s, u"RMQ_SYS_TRANS_OP_HALF_TOPIC"_s,
          u"TRANS_CHECK_MAX_TIME_TOPIC"_s, u"SELF_TEST_TOPIC"_s, u"OFFSET_MOVED_EVENT"_s,
          u"RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC"_s, u"RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC"_s}) {
        QTest::addRow("the topic %s", qPrintable(forbidden))
            << topic(forbidden) << illegal << u"Sending message to topic[%1] is forbidden."_s.arg(forbidden)
            << 0;
    }
    QTest::newRow("no body") << changed([](Message &message) { message.body = {}; }) << illegal
                             << u"the message body length is zero"_s << 13;
    QTest::newRow("too large a body")
        << changed([](Message &message) { message.body = QByteArray(fourMiB + 1, 'x'); })
        << u"message-too-large"_s << u"the message body size over max value, MAX: 4194304"_s << 13;
    const QString blank = u"The name or value of property can not be null or blank string!"_s;
    QTest::newRow("a property without a name") << withProperty({}, u"v"_s) << illegal << blank << 0;
    QTest::newRow("a property with a blank name") << withProperty(u" "_s, u"v"_s) << illegal << blank << 0;
    QTest::newRow("a property without a value") << withProperty(u"n"_s, {}) << illegal << blank << 0;
    QTest::newRow("a property with a blank value") << withProperty(u"n"_s, u"\t "_s) << illegal << blank << 0;
    const QString separators = u"U+0001 or U+0002"_s;
    QTest::newRow("U+0001 in a name") << withProperty(u"n\u0001"_s, u"v"_s) << illegal << separators << 0;
    QTest::newRow("U+0002 in a name") << withProperty(u"n\u0002m"_s, u"v"_s) << illegal << separators << 0;
    QTest::newRow("U+0001 in a value") << withProperty(u"n"_s, u"v\u0001w"_s) << illegal << separators << 0;
    QTest::newRow("U+0002 in a value") << withProperty(u"n"_s, u"v\u0002"_s) << illegal << separators << 0;
    QTest::newRow("U+0001 in the keys")
        << changed([](Message &message) { message.keys = u"k\u0001"_s; }) << illegal << separators << 0;
    QTest::newRow("U+0002 in the tag")
        << changed([](Message &message) { message.tag = u"t\u0002"_s; }) << illegal << separators << 0;
}

void TestMessagePacker::badMessagesAreRefusedInJavasWords()
{
    QFETCH(Message, message);
    QFETCH(QString, text);
    QFETCH(int, code);
    const Result<void> result = checkMessage(message, fourMiB);
    QVERIFY(!result);
    QTEST(QString(name(result.error().kind)), "kind");
    QVERIFY2(result.error().detail.contains(text), qPrintable(result.error().detail));
    QCOMPARE(result.error().code, code == 0 ? std::nullopt : std::optional(code));
    QVERIFY(!result.error().hint.isEmpty());
}

void TestMessagePacker::theTopicIsJudgedBeforeTheBody()
{
    const Message message = changed([](Message &bad) {
        bad.topic = TopicName(u"a b"_s);
        bad.body = {};
    });
    QVERIFY(checkMessage(message, fourMiB).error().detail.contains("illegal characters"_L1));
    const Result<void> topic = wire::checkTopicName(message.topic);
    QVERIFY(!topic && topic.error().kind == ErrorKind::IllegalMessage);
    QVERIFY(wire::checkTopicName(TopicName(u"a-b"_s)));
    // What may not be sent to may still be asked for.
    QVERIFY(wire::checkTopicName(TopicName(u"SCHEDULE_TOPIC_XXXX"_s)));
}

void TestMessagePacker::reservedNamesAreRefused_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"TRACE_ON",
                             "MSG_REGION",
                             "KEYS",
                             "TAGS",
                             "WAIT",
                             "DELAY",
                             "RETRY_TOPIC",
                             "REAL_TOPIC",
                             "REAL_QID",
                             "TRAN_MSG",
                             "PGROUP",
                             "MIN_OFFSET",
                             "MAX_OFFSET",
                             "BUYER_ID",
                             "ORIGIN_MESSAGE_ID",
                             "TRANSFER_FLAG",
                             "CORRECTION_FLAG",
                             "MQ2_FLAG",
                             "RECONSUME_TIME",
                             "UNIQ_KEY",
                             "MAX_RECONSUME_TIMES",
                             "CONSUME_START_TIME",
                             "TRAN_PREPARED_QUEUE_OFFSET",
                             "INSTANCE_ID",
                             "CORRELATION_ID",
                             "REPLY_TO_CLIENT",
                             "TTL",
                             "ARRIVE_TIME",
                             "PUSH_REPLY_TIME",
                             "CLUSTER",
                             "MSG_TYPE",
                             "TIMER_DELAY_SEC",
                             "TIMER_DELIVER_MS",
                             "TIMER_DELAY_MS",
                             "__LITE_TOPIC",
                             "_SYS_MSG_PRIORITY_"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestMessagePacker::reservedNamesAreRefused()
{
    QFETCH(QString, name);
    const Result<void> result = checkMessage(withProperty(name, u"v"_s), fourMiB);
    QVERIFY(!result);
    QCOMPARE(gantry::name(result.error().kind), "illegal-message"_L1);
    QVERIFY2(result.error().detail.contains(
                 u"The Property<%1> is used by system, input another please"_s.arg(name)),
             qPrintable(result.error().detail));
}

void TestMessagePacker::aFaultNamesItsPart_data()
{
    QTest::addColumn<Message>("message");
    QTest::addColumn<MessagePart>("part");
    QTest::addColumn<int>("property");
    QTest::newRow("topic") << changed([](Message &message) { message.topic = TopicName(u"a b"_s); })
                           << MessagePart::Topic << -1;
    QTest::newRow("body") << changed([](Message &message) { message.body.clear(); }) << MessagePart::Body
                          << -1;
    QTest::newRow("second property") << changed([](Message &message) {
        message.properties = {{u"a"_s, u"1"_s}, {u"TAGS"_s, u"x"_s}};
    }) << MessagePart::Properties << 1;
    QTest::newRow("tag") << changed([](Message &message) { message.tag = u"a\u0001"_s; }) << MessagePart::Tag
                         << -1;
    QTest::newRow("keys") << changed([](Message &message) { message.keys = u"a\u0002"_s; })
                          << MessagePart::Keys << -1;
}

void TestMessagePacker::aFaultNamesItsPart()
{
    QFETCH(Message, message);
    QFETCH(MessagePart, part);
    QFETCH(int, property);
    const std::optional<MessageFault> fault = findMessageFault(message, fourMiB);
    QVERIFY(fault);
    QCOMPARE(fault->part, part);
    QCOMPARE(fault->property, property);
}

void TestMessagePacker::propertiesAreWrittenInOrder_data()
{
    QTest::addColumn<Message>("message");
    QTest::addColumn<QString>("expected"); // %1: the unique id
    QTest::newRow("none of the user's") << goodMessage() << u"UNIQ_KEY=%1;WAIT=true;"_s;
    QTest::newRow("need not wait") << changed([](Message &message) { message.waitStoreOk = false; })
                                   << u"UNIQ_KEY=%1;WAIT=false;"_s;
    QTest::newRow("keys and tag") << changed([](Message &message) {
        message.keys = u"k1 k2"_s;
        message.tag = u"TagA"_s;
    }) << u"KEYS=k1 k2;UNIQ_KEY=%1;WAIT=true;TAGS=TagA;"_s;
    QTest::newRow("the user's, in their order") << changed([](Message &message) {
        message.properties = {{u"z"_s, u"1"_s}, {u"a"_s, u"2"_s}, {u"größe"_s, u"schön 🚀"_s}};
    }) << u"UNIQ_KEY=%1;WAIT=true;z=1;a=2;größe=schön 🚀;"_s;
}

void TestMessagePacker::propertiesAreWrittenInOrder()
{
    QFETCH(Message, message);
    QFETCH(QString, expected);
    const SendTask task = packed(message);
    QCOMPARE(readable(task.properties), expected.arg(task.outcome.msgId.toString()));
    QCOMPARE(wire::readProperties(task.properties).size(), expected.count(u'='));
}

void TestMessagePacker::everyMessageHasAnIdOfItsOwn()
{
    const SendTask first = packed(goodMessage());
    const SendTask second = packed(goodMessage());
    QVERIFY(wire::readUniqueId(first.outcome.msgId.view()));
    QVERIFY(first.outcome.msgId != second.outcome.msgId);
    QCOMPARE(first.outcome.topic.text(), u"TopicA"_s);
    QCOMPARE(first.outcome.bodyBytes, 5);
    QVERIFY(!first.outcome.compressed);
    QCOMPARE(first.sysFlag, 0);
    QVERIFY(first.wireBody() == QByteArrayView("hello"));
}

void TestMessagePacker::bodiesAreCompressedFromTheThresholdOn_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<qint64>("threshold");
    QTest::addColumn<bool>("compressed");
    QTest::newRow("one below") << 4095 << qint64(4096) << false;
    QTest::newRow("at it") << 4096 << qint64(4096) << true;
    QTest::newRow("one above") << 4097 << qint64(4096) << true;
    QTest::newRow("no threshold") << 1 << qint64(0) << true;
    QTest::newRow("never") << 1'000'000 << qint64(2147483647) << false;
}

void TestMessagePacker::bodiesAreCompressedFromTheThresholdOn()
{
    QFETCH(int, bytes);
    QFETCH(qint64, threshold);
    QFETCH(bool, compressed);
    ProducerConfig config;
    config.compressBodyOverBytes = threshold;
    const QByteArray body(bytes, 'z');
    const SendTask task = packed(changed([&](Message &message) { message.body = body; }), config);
    QCOMPARE(task.outcome.compressed, compressed);
    QCOMPARE(task.outcome.bodyBytes, qsizetype(bytes));
    QCOMPARE(task.sysFlag, compressed ? 0x301 : 0);
    if (compressed)
        QCOMPARE(*wire::decompress(CompressionType::Zlib, task.wireBody(), bytes), body);
    else
        QVERIFY(task.wireBody() == body);
    if (bytes == 4096) // as protocol.md, section 12, has it from the Java client
        QVERIFY(task.wireBody().size() == 26
                && task.wireBody().startsWith(QByteArray::fromHex("785EEDC1010D")));
}

void TestMessagePacker::theTypeOfCompressionIsInTheFlags_data()
{
    QTest::addColumn<CompressionType>("type");
    QTest::addColumn<int>("flag");
    QTest::newRow("ZLIB") << CompressionType::Zlib << 769;
    QTest::newRow("LZ4") << CompressionType::Lz4 << 257;
    QTest::newRow("ZSTD") << CompressionType::Zstd << 513;
}

void TestMessagePacker::theTypeOfCompressionIsInTheFlags()
{
    QFETCH(CompressionType, type);
    QFETCH(int, flag);
    ProducerConfig config;
    config.compressionType = type;
    const QByteArray body = QByteArray("abcdefgh").repeated(1000);
    const SendTask task = packed(changed([&](Message &message) { message.body = body; }), config);
    QCOMPARE(task.sysFlag, flag);
    QVERIFY(task.wireBody().size() < body.size());
    QCOMPARE(*wire::decompress(type, task.wireBody(), body.size()), body);
}

void TestMessagePacker::aLevelThatTheLibraryRefusesSendsThePlainBody()
{
    ProducerConfig config;
    config.compressionLevel = 99;
    const QByteArray body(5000, 'z');
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"compression failed"_s));
    const SendTask task = packed(changed([&](Message &message) { message.body = body; }), config);
    QVERIFY(task.wireBody() == body);
    QCOMPARE(task.sysFlag, 0);
    QVERIFY(!task.outcome.compressed);
}

void TestMessagePacker::theUsersBodyStaysAsItWas()
{
    const QByteArray body(5000, 'z');
    const SendTask task = packed(changed([&](Message &message) { message.body = body; }));
    QCOMPARE(task.message.body, body);
}

void TestMessagePacker::aRecycledTaskPacksLikeANewOne()
{
    SendTask task = packed(changed([](Message &message) {
        message.body = QByteArray(5000, 'z');
        message.keys = u"old"_s;
        message.flag = 7;
        message.waitStoreOk = false;
        message.properties = {{u"old"_s, u"old"_s}};
    }));
    task.queue = MessageQueue{};
    task.outcome.attempts.append(Attempt{});
    task.wentAway = true;
    task.isQueued = false;
    task.release();
    task.reset();
    QVERIFY(!task.queue && task.outcome.attempts.isEmpty() && !task.wentAway && task.isQueued
            && !task.connection);
    task.message = goodMessage();
    packMessage(task, {});
    QCOMPARE(task.sysFlag, 0);
    QVERIFY(!task.outcome.compressed);
    QVERIFY(task.wireBody() == QByteArrayView("hello"));
    QCOMPARE(readable(task.properties), u"UNIQ_KEY=%1;WAIT=true;"_s.arg(task.outcome.msgId.toString()));
}

void TestMessagePacker::aReleasedTaskKeepsNothingLarge()
{
    const QByteArray body(100'000, 'z');
    SendTask task = packed(changed([&](Message &message) {
        message.body = body;
        message.keys = QString(6000, u'k');
        message.properties = {{u"name"_s, QString(6000, u'v')}};
    }));
    task.release();
    QVERIFY(task.message.body.isNull() && task.packedBody.isNull());
    QVERIFY(task.message.keys.isNull() && task.message.properties.isEmpty());
    QCOMPARE(task.properties.capacity(), 0);
}

QTEST_GUILESS_MAIN(TestMessagePacker)
#include "tst_messagepacker.moc"
