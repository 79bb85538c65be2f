// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "vectors/recorded.h"
#include "wire/command.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QtEndian>

using namespace gantry;
using namespace gantry::testing;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

namespace {

Frame jsonFrame(QByteArrayView header)
{
    return Frame{HeaderType::Json, header, {}, {}};
}

RemotingCommand decodeJson(QByteArrayView header)
{
    return decode(jsonFrame(header)).value_or(RemotingCommand{.code = -1});
}

/// The command that comes of encoding and decoding `command`.
RemotingCommand roundTrip(const RemotingCommand &command, HeaderType type)
{
    QByteArray bytes;
    if (!encode(command, type, bytes))
        return RemotingCommand{.code = -1};
    FrameSplitter splitter;
    const auto frame = frameIn(splitter, bytes);
    return frame ? decode(*frame).value_or(RemotingCommand{.code = -1}) : RemotingCommand{.code = -1};
}

/// The JSON header of `command`, as text.
QByteArray jsonHeader(const RemotingCommand &command)
{
    QByteArray bytes;
    if (!encode(command, HeaderType::Json, bytes))
        return {};
    return bytes.sliced(8, bytes.size() - 8 - command.body.size());
}

QByteArray jsonText(QByteArrayView text)
{
    QByteArray out;
    appendJsonEscaped(out, text);
    return out;
}

void compareCommands(const RemotingCommand &actual, const RemotingCommand &expected)
{
    QCOMPARE(actual.code, expected.code);
    QCOMPARE(actual.language, expected.language);
    QCOMPARE(actual.version, expected.version);
    QCOMPARE(actual.opaque, expected.opaque);
    QCOMPARE(actual.flag, expected.flag);
    QCOMPARE(actual.remark, expected.remark);
    QCOMPARE(actual.fields, expected.fields);
    QCOMPARE(actual.body, expected.body);
}

} // namespace

class TestCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonHasJavasOrder();
    void goldenBinaryHeader();
    void bothFormsGiveTheCommandBack_data();
    void bothFormsGiveTheCommandBack();
    void textIsEscapedAsStrictJsonWants_data();
    void textIsEscapedAsStrictJsonWants();
    void escapesOfAllPositionsAndLengths();
    void escapesAreResolved_data();
    void escapesAreResolved();
    void rawControlCharactersAreTaken();
    void membersMayComeInAnyOrder();
    void missingMembersHaveDefaults();
    void otherValuesAreTakenAsText();
    void unknownMembersArePassedOver();
    void escapedNamesAreFound();
    void moreThanTwentyFourFieldsAreRead();
    void malformedJsonIsAnError_data();
    void malformedJsonIsAnError();
    void malformedBinaryIsAnError_data();
    void malformedBinaryIsAnError();
    void whatFollowsTheFieldsOfABinaryHeaderIsIgnored();
    void whatABinaryHeaderCannotHoldIsRefused();
    void aFrameOverTheLimitLeavesTheOutputAlone();
    void everyOneByteChangeGivesAValueOrAnError_data();
    void everyOneByteChangeGivesAValueOrAnError();
    void everyTruncationGivesAValueOrAnError();
};

void TestCommand::jsonHasJavasOrder()
{
    RemotingCommand command{.code = 206, .opaque = 1};
    QCOMPARE(
        jsonHeader(command),
        R"({"code":206,"flag":0,"language":"CPP","opaque":1,"serializeTypeCurrentRPC":"JSON","version":493})"_ba);
    command.fields = Fields{{"topic", "T"}, {"a", "b"}};
    command.remark = u"why"_s;
    QCOMPARE(jsonHeader(command),
             R"({"code":206,"extFields":{"topic":"T","a":"b"},"flag":0,"language":"CPP","opaque":1,)"
             R"("remark":"why","serializeTypeCurrentRPC":"JSON","version":493})"_ba);
}

void TestCommand::goldenBinaryHeader()
{
    QByteArray bytes;
    QVERIFY(encode(RemotingCommand{.code = 206, .opaque = 1}, HeaderType::RocketMq, bytes));
    QCOMPARE(bytes.toHex(), "0000001901000015"
                            "00ce0101ed0000000100000000"
                            "0000000000000000"_ba);
}

void TestCommand::bothFormsGiveTheCommandBack_data()
{
    QTest::addColumn<HeaderType>("type");
    QTest::newRow("JSON") << HeaderType::Json;
    QTest::newRow("ROCKETMQ") << HeaderType::RocketMq;
}

void TestCommand::bothFormsGiveTheCommandBack()
{
    QFETCH(HeaderType, type);
    RemotingCommand command{.code = -1006,
                            .language = "RUST",
                            .version = 513,
                            .opaque = std::numeric_limits<qint32>::min(),
                            .flag = 3,
                            .remark = u"主题 \"x\" 不存在\n\t\U0001F600"_s,
                            .fields =
                                Fields{{"b", "主题"}, {"i", "KEYS\1k1 k2\2"}, {"\"", "\\"}, {"b", "again"}},
                            .body = QByteArray("a\0b", 3)};
    compareCommands(roundTrip(command, type), command);
    command.remark.reset();
    command.fields.reset();
    command.body.clear();
    compareCommands(roundTrip(command, type), command);
}

void TestCommand::textIsEscapedAsStrictJsonWants_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("escaped");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("plain") << "plain text"_ba
                           << "plain text"_ba;
    QTest::newRow("quote and backslash") << R"(a"b\c)"_ba
                                         << R"(a\"b\\c)"_ba;
    QTest::newRow("a slash stays") << "a/b"_ba
                                   << "a/b"_ba;
    QTest::newRow("short escapes") << "\b\t\n\f\r"_ba
                                   << R"(\b\t\n\f\r)"_ba;
    QTest::newRow("separators of properties") << "K\1v\2"_ba
                                              << R"(K\u0001v\u0002)"_ba;
    QTest::newRow("zero and the last one") << QByteArray("\0\x1f", 2) << R"(\u0000\u001f)"_ba;
    QTest::newRow("delete stays") << "\x7f"_ba
                                  << "\x7f"_ba;
    QTest::newRow("UTF-8 stays") << QByteArray("消息 \xF0\x9F\x98\x80")
                                 << QByteArray("消息 \xF0\x9F\x98\x80");
}

void TestCommand::textIsEscapedAsStrictJsonWants()
{
    QFETCH(QByteArray, text);
    QTEST(jsonText(text), "escaped");
    QByteArray behind = "kept";
    appendJsonEscaped(behind, text);
    QVERIFY(behind.startsWith("kept"));
    QCOMPARE(behind.size(), 4 + jsonText(text).size());
}

void TestCommand::escapesOfAllPositionsAndLengths()
{
    // Texts are handled several bytes at a time: every place in such a block, and every length of the rest.
    for (qsizetype size = 1; size <= 40; ++size) {
        for (qsizetype at = 0; at < size; ++at) {
            for (const char special : {'"', '\\', '\1', '\n', '\x1f'}) {
                QByteArray text(size, 'x');
                text[at] = special;
                text[size - 1 - at / 2] = char(0x80 + at);
                QByteArray expected;
                for (const char &c : text)
                    expected += c == special ? jsonText(QByteArrayView(&c, 1)) : QByteArray(1, c);
                QCOMPARE(jsonText(text), expected);
                const QByteArray header =
                    R"({"remark":")" + jsonText(text.replace(char(0x80 + at), 'y')) + R"("})";
                const QJsonDocument strict = QJsonDocument::fromJson(header);
                QCOMPARE(strict[u"remark"].toString().toUtf8(), text);
                QCOMPARE(decodeJson(header).remark, QString::fromUtf8(text));
            }
        }
    }
}

void TestCommand::escapesAreResolved_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("all of them") << R"(\"\\\/\b\f\n\r\t)"_ba << u"\"\\/\b\f\n\r\t"_s;
    QTest::newRow("separators") << R"(K\u0001v\u0002)"_ba << u"K\1v\2"_s;
    QTest::newRow("Chinese, in either case") << R"(\u6D88\u606f)"_ba << u"消息"_s;
    QTest::newRow("two bytes of UTF-8") << R"(\u00e9)"_ba << u"é"_s;
    QTest::newRow("a pair of surrogates") << R"(\ud83d\ude00)"_ba << u"\U0001F600"_s;
    QTest::newRow("the first without the second") << R"(\ud83dx)"_ba << u"\uFFFDx"_s;
    QTest::newRow("the second alone") << R"(\ude00)"_ba << u"\uFFFD"_s;
    QTest::newRow("two first ones") << R"(\ud83d\ud83d\ude00)"_ba << u"\uFFFD\U0001F600"_s;
    QTest::newRow("the first, then another escape") << R"(\ud83d\n)"_ba << u"\uFFFD\n"_s;
    QTest::newRow("the first at the end") << R"(x\ud83d)"_ba << u"x\uFFFD"_s;
    QTest::newRow("zero") << R"(a\u0000b)"_ba << u"a\0b"_s;
}

void TestCommand::escapesAreResolved()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, value);
    const QByteArray header = R"({"code":1,"remark":")" + text + R"(","extFields":{"k":")" + text + R"("}})";
    const auto view = parse(jsonFrame(header));
    QVERIFY(view);
    QCOMPARE(view->remarkText(), value);
    QCOMPARE(view->field("k"), value.toUtf8());
    QVERIFY(view->raw("k") == text);
    compareCommands(decodeJson(header), RemotingCommand{.code = 1,
                                                        .language = {},
                                                        .version = 0,
                                                        .remark = value,
                                                        .fields = Fields{{"k", value.toUtf8()}},
                                                        .body = {}});
}

void TestCommand::rawControlCharactersAreTaken()
{
    QCOMPARE(decodeJson("{\"extFields\":{\"i\":\"KEYS\1k\2\"}}").field("i"), "KEYS\1k\2"_ba);
}

void TestCommand::membersMayComeInAnyOrder()
{
    const RemotingCommand command = decodeJson(
        R"( { "version" : 0 , "extFields" : { "topic" : "T" , "x":"" } , "opaque": -7,"flag" :2, "language":"GO", "code":105 } )");
    compareCommands(command, RemotingCommand{.code = 105,
                                             .language = "GO",
                                             .version = 0,
                                             .opaque = -7,
                                             .flag = 2,
                                             .remark = {},
                                             .fields = Fields{{"topic", "T"}, {"x", ""}},
                                             .body = {}});
    QVERIFY(command.isOneway());
    QVERIFY(!command.isResponse());
}

void TestCommand::missingMembersHaveDefaults()
{
    const auto view =
        parse(jsonFrame(R"({"code":0,"remark":null,"language":null,"extFields":null,"flag":null})"));
    QVERIFY(view);
    QVERIFY(!view->hasRemark);
    QVERIFY(!view->hasFields);
    const RemotingCommand command = view->toCommand();
    QVERIFY(command.language.isEmpty());
    QVERIFY(!command.remark);
    QVERIFY(!command.fields);
    QCOMPARE(command.version, 0);
    QVERIFY(decodeJson(R"({"extFields":{}})").fields);
    QCOMPARE(decodeJson(R"({"remark":""})").remark, u""_s);
}

void TestCommand::otherValuesAreTakenAsText()
{
    const RemotingCommand command = decodeJson(
        R"({"language":7,"extFields":{"a":12345678901234567890,"b":true,"c":null,"d":false,"e":-1.5e3,"f":{"x":[1, "]"]},"g":[]}})");
    const Fields expected = {{"a", "12345678901234567890"}, {"b", "true"}, {"d", "false"}, {"e", "-1.5e3"},
                             {"f", R"({"x":[1, "]"]})"},    {"g", "[]"}};
    QCOMPARE(command.fields, expected);
    QCOMPARE(command.language, "7"_ba);
}

void TestCommand::unknownMembersArePassedOver()
{
    const RemotingCommand command = decodeJson(
        R"({"a":{"code":7,"x":[{},[],[1,2,{"y":"}"}]]},"b":[ ],"code":17,"c":"\"}","d":-0.5,"e":null,"f":true,"g":{ }})");
    QCOMPARE(command.code, 17);
}

void TestCommand::escapedNamesAreFound()
{
    const auto view = parse(jsonFrame(R"({"\u0063ode":5,"extFields":{"to\u0070ic":"T","t":"\u0041"}})"));
    QVERIFY(view);
    QCOMPARE(view->code, 5);
    QCOMPARE(view->field("topic"), "T"_ba);
    QCOMPARE(view->field("t"), "A"_ba);
    QVERIFY(!view->field("none"));
    QCOMPARE(view->toCommand().field("topic"), "T"_ba);
}

void TestCommand::moreThanTwentyFourFieldsAreRead()
{
    RemotingCommand command{.code = 310, .fields = Fields()};
    for (int i = 0; i < 200; ++i)
        command.fields->emplaceBack(QByteArray::number(i), QByteArray::number(i * i));
    compareCommands(roundTrip(command, HeaderType::Json), command);
    compareCommands(roundTrip(command, HeaderType::RocketMq), command);
}

void TestCommand::malformedJsonIsAnError_data()
{
    QTest::addColumn<QByteArray>("header");
    for (const char *header : {"",
                               " ",
                               "[]",
                               "null",
                               "\"code\"",
                               "{",
                               "{}x",
                               "{},",
                               "{\"code\"}",
                               "{\"code\":}",
                               "{\"code\":1,}",
                               "{code:1}",
                               "{\"code\":1 \"flag\":2}",
                               "{\"code\":\"1\"}",
                               "{\"code\":1.5}",
                               "{\"code\":1e3}",
                               "{\"code\":-}",
                               "{\"code\":2147483648}",
                               "{\"code\":-2147483649}",
                               "{\"code\":99999999999999999999}",
                               "{\"code\":nul}",
                               "{\"code\":true}",
                               "{\"remark\":\"x}",
                               "{\"remark\":\"\\x\"}",
                               "{\"remark\":\"\\u12\"}",
                               "{\"remark\":\"\\u12G4\"}",
                               "{\"remark\":\"\\",
                               "{\"remark\":\"\\\"}",
                               "{\"remark\":tru}",
                               "{\"a\":[1,]}",
                               "{\"a\":[1 2]}",
                               "{\"a\":[}",
                               "{\"a\":{]}",
                               "{\"a\":+}",
                               "{\"extFields\":{\"a\":\"b\"}",
                               "{\"extFields\":{,}}",
                               "{\"extFields\":{\"a\"}}",
                               "{\"extFields\":{\"a\":}}",
                               "{\"flag\":",
                               "{\"language\":\"",
                               "{\"opaque\":1"})
        QTest::newRow(header) << QByteArray(header);
    QTest::newRow("nested too deeply") << "{\"a\":" + QByteArray(1000, '[') + QByteArray(1000, ']') + "}";
    QTest::newRow("nested too deeply, objects") << QByteArray("{\"a\":").repeated(100'000);
}

void TestCommand::malformedJsonIsAnError()
{
    QFETCH(QByteArray, header);
    const auto view = parse(jsonFrame(header));
    QVERIFY(!view);
    QCOMPARE(view.error().kind, ErrorKind::Internal);
    QVERIFY(!decode(jsonFrame(header)));
}

void TestCommand::malformedBinaryIsAnError_data()
{
    QTest::addColumn<QByteArray>("header");
    const QByteArray begin = QByteArray::fromHex("00690101ED0000000100000000");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("one byte short") << begin + QByteArray::fromHex("00000000000000");
    QTest::newRow("a remark behind the end") << begin + QByteArray::fromHex("0000000900000000");
    QTest::newRow("a remark of a negative length") << begin + QByteArray::fromHex("FFFFFFFF00000000");
    QTest::newRow("no room for the fields' length") << begin + QByteArray::fromHex("0000000441424344");
    QTest::newRow("fields behind the end") << begin + QByteArray::fromHex("0000000000000001");
    QTest::newRow("fields of a negative length") << begin + QByteArray::fromHex("0000000080000000");
    QTest::newRow("half a name's length") << begin + QByteArray::fromHex("000000000000000100");
    QTest::newRow("a name behind the end") << begin + QByteArray::fromHex("0000000000000003000241");
    QTest::newRow("a name of a negative length")
        << begin + QByteArray::fromHex("0000000000000006FFFF00000000");
    QTest::newRow("no value's length") << begin + QByteArray::fromHex("00000000000000050001610000");
    QTest::newRow("a value behind the end")
        << begin + QByteArray::fromHex("0000000000000008000161000000027A");
    QTest::newRow("a value of a negative length")
        << begin + QByteArray::fromHex("0000000000000007000161FFFFFFFF");
}

void TestCommand::malformedBinaryIsAnError()
{
    QFETCH(QByteArray, header);
    const auto view = parse(Frame{HeaderType::RocketMq, header, {}, {}});
    QVERIFY(!view);
    QCOMPARE(view.error().kind, ErrorKind::Internal);
}

void TestCommand::whatFollowsTheFieldsOfABinaryHeaderIsIgnored()
{
    const QByteArray header = QByteArray::fromHex("00690101ED0000000100000000000000000000000800016100000001"
                                                  "7A"
                                                  "FFFF");
    const auto view = parse(Frame{HeaderType::RocketMq, header, {}, {}});
    QVERIFY(view);
    QCOMPARE(view->field("a"), "z"_ba);
}

void TestCommand::whatABinaryHeaderCannotHoldIsRefused()
{
    QByteArray out = "kept";
    const auto tooHigh = encode(RemotingCommand{.code = 200'073}, HeaderType::RocketMq, out);
    QVERIFY(!tooHigh);
    QCOMPARE(tooHigh.error().kind, ErrorKind::Internal);
    const Fields longName = {{QByteArray(40'000, 'n'), "v"}};
    QVERIFY(!encode(RemotingCommand{.code = 1, .fields = longName}, HeaderType::RocketMq, out));
    QCOMPARE(out, "kept"_ba);
    QVERIFY(encode(RemotingCommand{.code = 200'073}, HeaderType::Json, out));
}

void TestCommand::aFrameOverTheLimitLeavesTheOutputAlone()
{
    for (const HeaderType type : {HeaderType::Json, HeaderType::RocketMq}) {
        QByteArray out = "kept";
        RemotingCommand command{.code = 310, .body = QByteArray(maxFrameBytes - 50, 'x')};
        const auto tooLarge = encode(command, type, out);
        QVERIFY(tooLarge || tooLarge.error().kind == ErrorKind::MessageTooLarge);
        out = "kept";
        command.body.append(QByteArray(100, 'x'));
        QVERIFY(!encode(command, type, out));
        QCOMPARE(out, "kept"_ba);
        command.body = {};
        command.fields = Fields{{"i", QByteArray(maxFrameBytes, '\1')}};
        QVERIFY(!encode(command, type, out));
        QCOMPARE(out, "kept"_ba);
    }
}

void TestCommand::everyOneByteChangeGivesAValueOrAnError_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file :
         {"5.5.0/send-sync", "4.9.5/send-binary", "5.5.0/send-properties", "4.9.5/admin-queries",
          "5.5.0/transaction-check-commit", "4.9.5/acl-send-binary", "5.5.0/raw-requests"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void TestCommand::everyOneByteChangeGivesAValueOrAnError()
{
    QFETCH(QString, file);
    qsizetype good = 0;
    qsizetype bad = 0;
    for (const RecordedFrame &frame : recordedFrames(file)) {
        const qsizetype headerEnd = 8 + (qFromBigEndian<qint32>(frame.bytes.constData() + 4) & 0xFFFFFF);
        for (qsizetype at = 0; at < headerEnd; ++at) {
            for (const int change : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
                // A copy of its own size, so that a sanitizer sees every byte that is read behind it.
                QByteArray changed(frame.bytes.constData(), headerEnd);
                changed[at] = char(changed.at(at) ^ change);
                const HeaderType type = changed.at(4) == 0 ? HeaderType::Json : HeaderType::RocketMq;
                const auto view = parse(Frame{type, QByteArrayView(changed).sliced(8), {}, {}});
                view ? ++good : ++bad;
                if (view)
                    good += view->toCommand().code == -1 ? 0 : 1;
            }
        }
    }
    QVERIFY(good > 0);
    QVERIFY(bad > 0);
}

void TestCommand::everyTruncationGivesAValueOrAnError()
{
    for (const RecordedFrame &frame : recordedFrames(u"4.9.5/send-properties-binary"_s)) {
        const HeaderType type = frame.bytes.at(4) == 0 ? HeaderType::Json : HeaderType::RocketMq;
        const qsizetype headerLength = qFromBigEndian<qint32>(frame.bytes.constData() + 4) & 0xFFFFFF;
        for (qsizetype size = 0; size < headerLength; ++size) {
            const QByteArray header(frame.bytes.constData() + 8, size);
            QVERIFY(!parse(Frame{type, header, {}, {}}));
        }
    }
}

QTEST_APPLESS_MAIN(TestCommand)
#include "tst_command.moc"
