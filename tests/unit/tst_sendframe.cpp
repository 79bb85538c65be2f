// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/headers.h"

#include <QRandomGenerator>
#include <QTest>

using namespace gantry;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

namespace {

/// Texts of all that needs or needs no escape, of any length up to `longest`.
QByteArray randomText(QRandomGenerator &random, int longest)
{
    static const QList<QByteArray> pieces = {"a",
                                             "Topic",
                                             "%RETRY%",
                                             "主题",
                                             "\xF0\x9F\x98\x80",
                                             "\"",
                                             "\\",
                                             "\1",
                                             "\2",
                                             "\n",
                                             "\x1f",
                                             "/",
                                             " ",
                                             "\x7f",
                                             "é",
                                             "KEYS\1k1 k2\2",
                                             "0123456789abcdef"};
    QByteArray text;
    const int size = int(random.bounded(longest + 1));
    while (text.size() < size)
        text += pieces.at(random.bounded(int(pieces.size())));
    return text;
}

template<typename T>
T randomNumber(QRandomGenerator &random)
{
    switch (random.bounded(4)) {
    case 0:
        return T(random.bounded(10));
    case 1:
        return -T(random.bounded(10));
    case 2:
        return std::numeric_limits<T>::min() + T(random.bounded(2));
    default:
        return T(random.generate64());
    }
}

} // namespace

class TestSendFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonIsWhatJavaSends();
    void binaryIsWhatJavaSends();
    void randomHeadersEqualTheGeneralEncoders_data();
    void randomHeadersEqualTheGeneralEncoders();
    void longPropertiesAreEscapedToo();
    void aFrameOverTheLimitLeavesTheOutputAlone();
};

void TestSendFrame::jsonIsWhatJavaSends()
{
    SendMessageHeader header;
    header.producerGroup = "PGJ";
    header.topic = "JT";
    header.queueId = 3;
    header.bornTimestamp = 1795391269656;
    header.properties = "KEYS\1k1 k2\2WAIT\1true\2";
    header.brokerName = "pb";
    QByteArray out = "before";
    QVERIFY(appendSendFrame(out, HeaderType::Json, 310, 5, 0, header, "hello"));
    const QByteArray text =
        R"({"code":310,"extFields":{"a":"PGJ","b":"JT","c":"TBW102","d":"4","e":"3","f":"0",)"
        R"("g":"1795391269656","h":"0","i":"KEYS\u0001k1 k2\u0002WAIT\u0001true\u0002","j":"0",)"
        R"("k":"false","m":"false","n":"pb"},"flag":0,"language":"CPP","opaque":5,)"
        R"("serializeTypeCurrentRPC":"JSON","version":493}hello)"_ba;
    QCOMPARE(out.sliced(14), text);
    QCOMPARE(out.first(14).toHex(), "before"_ba.toHex()
                                        + QByteArray::number(text.size() + 4, 16).rightJustified(8, '0')
                                        + QByteArray::number(text.size() - 5, 16).rightJustified(8, '0'));
}

void TestSendFrame::binaryIsWhatJavaSends()
{
    SendMessageHeader header;
    header.producerGroup = "g";
    header.topic = "t";
    header.queueId = -1;
    header.maxReconsumeTimes = 16;
    header.batch = true;
    QByteArray out;
    QVERIFY(appendSendFrame(out, HeaderType::RocketMq, 320, 7, 2, header, "b"));
    QCOMPARE(out.toHex(), "0000008f0100008a"
                          "01400101ed000000070000000200000000"
                          "00000075"
                          "00016100000001"
                          "67"
                          "00016200000001"
                          "74"
                          "00016300000006"
                          "544257313032"
                          "00016400000001"
                          "34"
                          "00016500000002"
                          "2d31"
                          "00016600000001"
                          "30"
                          "00016700000001"
                          "30"
                          "00016800000001"
                          "30"
                          "00016900000000"
                          "00016a00000001"
                          "30"
                          "00016b00000005"
                          "66616c7365"
                          "00016c00000002"
                          "3136"
                          "00016d00000004"
                          "74727565"
                          "62"_ba);
}

void TestSendFrame::randomHeadersEqualTheGeneralEncoders_data()
{
    QTest::addColumn<HeaderType>("type");
    QTest::newRow("JSON") << HeaderType::Json;
    QTest::newRow("ROCKETMQ") << HeaderType::RocketMq;
}

void TestSendFrame::randomHeadersEqualTheGeneralEncoders()
{
    QFETCH(HeaderType, type);
    QRandomGenerator random(20260101);
    for (int round = 0; round < 20'000; ++round) {
        const QByteArray group = randomText(random, 30);
        const QByteArray topic = randomText(random, 130);
        const QByteArray defaultTopic = randomText(random, 20);
        const QByteArray properties = randomText(random, round % 50 == 0 ? 5000 : 300);
        const QByteArray broker = randomText(random, 20);
        SendMessageHeader header;
        header.producerGroup = group;
        header.topic = topic;
        header.defaultTopic = defaultTopic;
        header.defaultTopicQueueNums = randomNumber<qint32>(random);
        header.queueId = randomNumber<qint32>(random);
        header.sysFlag = randomNumber<qint32>(random);
        header.bornTimestamp = randomNumber<qint64>(random);
        header.flag = randomNumber<qint32>(random);
        header.properties = properties;
        header.reconsumeTimes = randomNumber<qint32>(random);
        header.unitMode = random.bounded(2) == 0;
        if (random.bounded(3) == 0)
            header.maxReconsumeTimes = randomNumber<qint32>(random);
        header.batch = random.bounded(2) == 0;
        header.brokerName = broker;

        RemotingCommand command;
        command.code = 310;
        command.opaque = randomNumber<qint32>(random);
        command.flag = randomNumber<qint32>(random);
        command.fields = toFields(header, true);
        command.body = randomText(random, 100);
        QByteArray expected = "before";
        QVERIFY(encode(command, type, expected));
        QByteArray actual = "before";
        QVERIFY(
            appendSendFrame(actual, type, command.code, command.opaque, command.flag, header, command.body));
        QCOMPARE(actual, expected);

        const auto read = sendMessageHeader(*command.fields, true);
        QVERIFY(read);
        QVERIFY(*read == header);
        const Fields longNames = toFields(header, false);
        const auto readLong = sendMessageHeader(longNames, false);
        QVERIFY(readLong);
        QVERIFY(*readLong == header);
    }
}

void TestSendFrame::longPropertiesAreEscapedToo()
{
    SendMessageHeader header;
    for (const char filling : {'x', '\1', '"'}) {
        const QByteArray properties(32'767, filling);
        header.properties = properties;
        QByteArray actual;
        QVERIFY(appendSendFrame(actual, HeaderType::Json, 310, 1, 0, header, "b"));
        QByteArray expected;
        QVERIFY(encode(
            RemotingCommand{
                .code = 310, .opaque = 1, .remark = {}, .fields = toFields(header, true), .body = "b"},
            HeaderType::Json, expected));
        QCOMPARE(actual, expected);
    }
}

void TestSendFrame::aFrameOverTheLimitLeavesTheOutputAlone()
{
    SendMessageHeader header;
    for (const HeaderType type : {HeaderType::Json, HeaderType::RocketMq}) {
        QByteArray empty;
        QVERIFY(appendSendFrame(empty, type, 310, 1, 0, header, {}));
        const qsizetype most = maxFrameBytes - empty.size();
        QByteArray out = "kept";
        QVERIFY(appendSendFrame(out, type, 310, 1, 0, header, QByteArray(most, 'x')));
        QCOMPARE(out.size(), 4 + maxFrameBytes);
        out = "kept";
        const auto tooLarge = appendSendFrame(out, type, 310, 1, 0, header, QByteArray(most + 1, 'x'));
        QVERIFY(!tooLarge);
        QCOMPARE(tooLarge.error().kind, ErrorKind::MessageTooLarge);
        QCOMPARE(out, "kept"_ba);
        QVERIFY(!appendSendFrame(out, type, 310, 1, 0, header, QByteArray(20 << 20, 'x')));
        QCOMPARE(out, "kept"_ba);
    }
}

QTEST_APPLESS_MAIN(TestSendFrame)
#include "tst_sendframe.moc"
