// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/json.h"

#include <QTest>

#include <limits>

using namespace gantry;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

namespace {

JsonValue parsed(QByteArrayView text)
{
    const auto json = readJson(text);
    return json ? *json : JsonValue();
}

} // namespace

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strictJsonIsRead();
    void bareKeysAreTheirText();
    void objectsMayBeKeys();
    void integersStayExact_data();
    void integersStayExact();
    void numbersHaveText();
    void otherValuesFallBack();
    void stringsAreUnescaped();
    void aReferenceIsAnObjectLikeOthers();
    void spaceIsAllowedEverywhere();
    void nestingIsLimited();
    void malformedTextIsAnError_data();
    void malformedTextIsAnError();
    void everyTruncationIsAnError();
    void whatIsNotThereIsNull();
};

void TestJson::strictJsonIsRead()
{
    const JsonValue json = parsed(R"({"a":[1,"two",true,null,{"b":[]}],"c":{}})");
    QVERIFY(json.isObject());
    const JsonValue::Array &array = json[u"a"].array();
    QCOMPARE(array.size(), 5);
    QCOMPARE(array[0].toInt(), 1);
    QCOMPARE(array[1].toString(), u"two"_s);
    QVERIFY(array[2].toBool());
    QVERIFY(array[3].isNull());
    QVERIFY(array[4][u"b"].isArray());
    QVERIFY(json[u"c"].isObject());
    QVERIFY(json[u"c"].object().isEmpty());
}

void TestJson::bareKeysAreTheirText()
{
    const JsonValue json = parsed(R"({0:"127.0.0.1:10911",-12:"b","1":"c",9223372036854775807:"d"})");
    QCOMPARE(json.object().size(), 4);
    QCOMPARE(json[u"0"].toString(), u"127.0.0.1:10911"_s);
    QCOMPARE(json[u"-12"].toString(), u"b"_s);
    QCOMPARE(json[u"1"].toString(), u"c"_s);
    QCOMPARE(json[u"9223372036854775807"].toString(), u"d"_s);
}

void TestJson::objectsMayBeKeys()
{
    const JsonValue json = parsed(
        R"({"offsetTable":{{"brokerName":"b:{}\"","queueId":3,"topic":"T"}:{"maxOffset":9},{"queueId":4}:{}},"x":1})");
    const JsonValue::Object &table = json[u"offsetTable"].object();
    QCOMPARE(table.size(), 2);
    QVERIFY(table[0].objectKey);
    QVERIFY(table[0].key.isEmpty());
    QCOMPARE((*table[0].objectKey)[u"brokerName"].toString(), u"b:{}\""_s);
    QCOMPARE((*table[0].objectKey)[u"queueId"].toInt(), 3);
    QCOMPARE(table[0].value[u"maxOffset"].toInt(), 9);
    QCOMPARE((*table[1].objectKey)[u"queueId"].toInt(), 4);
    QCOMPARE(json[u"x"].toInt(), 1);
    // An object key has no text, so an empty name must not find it.
    QVERIFY(json[u"offsetTable"][u""].isNull());
}

void TestJson::integersStayExact_data()
{
    QTest::addColumn<qint64>("number");
    QTest::newRow("zero") << qint64(0);
    QTest::newRow("over 2^53") << qint64(9007199254740993);
    QTest::newRow("the largest") << std::numeric_limits<qint64>::max();
    QTest::newRow("the smallest") << std::numeric_limits<qint64>::min();
}

void TestJson::integersStayExact()
{
    QFETCH(qint64, number);
    const QByteArray digits = QByteArray::number(number);
    const QByteArray text = "[" + digits + ",\"" + digits + "\"]";
    const JsonValue json = parsed(text);
    QCOMPARE(json.array().at(0).toInt(), number);
    QCOMPARE(json.array().at(0).toString(), QString::number(number));
    QCOMPARE(json.array().at(1).toInt(), number);
}

void TestJson::numbersHaveText()
{
    const JsonValue json = parsed("[1.5,-0.25,1e3,12345678901234567890,0.0,\"2.5\"]");
    QCOMPARE(json.array().at(0).toString(), u"1.5"_s);
    QCOMPARE(json.array().at(1).toDouble(), -0.25);
    QCOMPARE(json.array().at(2).toDouble(), 1000.0);
    QCOMPARE(json.array().at(3).toDouble(), 12345678901234567890.0);
    QCOMPARE(json.array().at(4).toDouble(7), 0.0);
    QCOMPARE(json.array().at(5).toDouble(), 2.5);
}

void TestJson::otherValuesFallBack()
{
    const JsonValue json =
        parsed(R"({"text":"x","object":{},"array":[],"null":null,"true":"TRUE","no":"false"})");
    for (const QStringView name : {u"text", u"object", u"array", u"null", u"none"}) {
        QCOMPARE(json[name].toInt(-7), -7);
        QCOMPARE(json[name].toDouble(-7), -7.0);
        QVERIFY(json[name].toBool(true));
        QVERIFY(!json[name].toBool(false));
    }
    QVERIFY(json[u"object"].toString().isEmpty());
    QVERIFY(json[u"true"].toBool());
    QVERIFY(!json[u"no"].toBool(true));
    QVERIFY(parsed("true").toString() == u"true");
}

void TestJson::stringsAreUnescaped()
{
    const QByteArray escaped = R"("\u6d88息\n\"\ud83d\ude00")";
    QCOMPARE(parsed(escaped).toString(), u"消息\n\"\U0001F600"_s);
    QCOMPARE(parsed("\"raw\1control\"").toString(), u"raw\1control"_s);
}

void TestJson::aReferenceIsAnObjectLikeOthers()
{
    const JsonValue json = parsed(R"({"brokerDatas":[{"$ref":"$.brokerDatas[0]"}]})");
    QVERIFY(json[u"brokerDatas"].array().at(0).isObject());
    QVERIFY(json[u"brokerDatas"].array().at(0)[u"brokerName"].isNull());
}

void TestJson::spaceIsAllowedEverywhere()
{
    const JsonValue json = parsed(" \r\n\t{ \"a\" : [ 1 , 2 ] , 3 : { } , { \"b\" : 1 } : 2 } \n");
    QCOMPARE(json.object().size(), 3);
    QCOMPARE(json[u"a"].array().size(), 2);
}

void TestJson::nestingIsLimited()
{
    const auto nested = [](int depth) -> QByteArray {
        return QByteArray(depth, '[') + QByteArray(depth, ']');
    };
    QVERIFY(readJson(nested(64)));
    QVERIFY(!readJson(nested(65)));
    QVERIFY(!readJson(QByteArray(1'000'000, '[')));
    QVERIFY(!readJson(QByteArray("{\"a\":").repeated(200'000)));
    QVERIFY(!readJson(QByteArray(1'000'000, '{'))); // keys nest, too
}

void TestJson::malformedTextIsAnError_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",           "  ",
                             "{",          "}",
                             "[",          "]",
                             "{]",         "[}",
                             "{\"a\"}",    "{\"a\":}",
                             "{\"a\":1,}", "{a:1}",
                             "{:1}",       "{\"a\" 1}",
                             "[1,]",       "[,1]",
                             "[1 2]",      "nul",
                             "tru",        "fals",
                             "nan",        "inf",
                             "-",          "+1",
                             "-x",         ".5",
                             "\"",         "\"\\\"",
                             "\"\\q\"",    "\"\\u12\"",
                             "1 2",        "{} x",
                             "'a'",        "{\"a\":1 \"b\":2}",
                             "{{}}",       "{{}:}",
                             "{true:1}",   "{null:1}"})
        QTest::newRow(text) << QByteArray(text);
}

void TestJson::malformedTextIsAnError()
{
    QFETCH(QByteArray, text);
    const auto json = readJson(text);
    QVERIFY(!json);
    QCOMPARE(json.error().kind, ErrorKind::Internal);
}

void TestJson::everyTruncationIsAnError()
{
    const QByteArray text = R"({"a":{0:"x",{"q":-1}:[true,false,null,1.5e3,"\u6d88\n"]},"b":[[],{}]})";
    QVERIFY(readJson(text));
    for (qsizetype size = 0; size < text.size(); ++size)
        QVERIFY(!readJson(QByteArray(text.constData(), size)));
}

void TestJson::whatIsNotThereIsNull()
{
    const JsonValue json = parsed("[]");
    QVERIFY(json[u"a"][u"b"][u"c"].isNull());
    QVERIFY(json[u"a"].array().isEmpty());
    QVERIFY(json[u"a"].object().isEmpty());
}

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
