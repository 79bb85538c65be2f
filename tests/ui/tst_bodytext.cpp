// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/bodyeditor.h"
#include "composer/bodytext.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry::ui;

Q_DECLARE_METATYPE(gantry::ui::BodyView)

/// A body's bytes, whatever they are shown as.
class TestBodyText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hexAndBase64ComeBackAsTheyWere_data();
    void hexAndBase64ComeBackAsTheyWere();
    void whatIsNoHexIsNamed();
    void formattingJsonChangesOnlySpace_data();
    void formattingJsonChangesOnlySpace();
    void noViewChangesAByte_data();
    void noViewChangesAByte();
    void brokenHexKeepsTheLastBytes();
    void aFaultOfJsonIsSaidAndStillSendable();
    void formatIsOneStepOfUndo();
};

void TestBodyText::hexAndBase64ComeBackAsTheyWere_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("one") << QByteArray("\xff", 1);
    QTest::newRow("a line of hex") << QByteArray(16, 'x');
    QTest::newRow("and one more") << QByteArray(17, '\0');
    QTest::newRow("many") << QByteArray(100'000, '\x80');
}

void TestBodyText::hexAndBase64ComeBackAsTheyWere()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(BodyText::fromHex(BodyText::toHex(bytes)).value(), bytes);
    QCOMPARE(BodyText::fromBase64(BodyText::toBase64(bytes)).value(), bytes);
}

void TestBodyText::whatIsNoHexIsNamed()
{
    QVERIFY(BodyText::fromHex("4g").error().detail.contains(u'g'));
    QVERIFY(!BodyText::fromHex("4"));
    QVERIFY(!BodyText::fromBase64("?"));
    QCOMPARE(BodyText::fromHex(" 4 1\n42 ").value(), "AB"_ba);
}

void TestBodyText::formattingJsonChangesOnlySpace_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("formatted");
    QTest::newRow("object") << R"({"b":1,"a":[1,2]})"_ba
                            << "{\n  \"b\": 1,\n  \"a\": [\n    1,\n    2\n  ]\n}"_ba;
    QTest::newRow("empty ones") << "{ \"a\" : { } , \"b\":[ ] }"_ba
                                << "{\n  \"a\": {},\n  \"b\": []\n}"_ba;
    QTest::newRow("numbers stay") << "[12345678901234567890, 1.0]"_ba
                                  << "[\n  12345678901234567890,\n  1.0\n]"_ba;
    QTest::newRow("strings stay") << R"(["a\" , {b"])"_ba
                                  << "[\n  \"a\\\" , {b\"\n]"_ba;
}

void TestBodyText::formattingJsonChangesOnlySpace()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, formatted);
    QCOMPARE(BodyText::formatJson(json), formatted);
    QCOMPARE(BodyText::formatJson(formatted), formatted);
}

void TestBodyText::noViewChangesAByte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << "Hello world"_ba;
    QTest::newRow("line ends") << "a\r\nb\nc\rd\n"_ba;
    QTest::newRow("NUL and BOM") << QByteArray("\xEF\xBB\xBF"
                                               "a\0b",
                                               6);
    QTest::newRow("no UTF-8") << QByteArray("\xff\xfe\x80 \xc3", 5);
    QTest::newRow("JSON with spaces") << " { \"b\" : 1 ,\t\"a\":2 } \n"_ba;
    QTest::newRow("half an emoji") << QByteArray("\xf0\x9f\x9a", 3);
    for (int i = 0; i < 20; ++i) {
        QByteArray bytes(i * 37 + 1, '\0');
        for (char &c : bytes)
            c = char(QRandomGenerator::global()->bounded(256));
        QTest::addRow("random %d", i) << bytes;
    }
}

void TestBodyText::noViewChangesAByte()
{
    QFETCH(QByteArray, bytes);
    BodyEditor editor;
    editor.setBody(bytes, BodyView::Text);
    QCOMPARE(editor.bytes(), bytes);
    for (int step = 0; step < 12; ++step) {
        const auto view = BodyView(QRandomGenerator::global()->bounded(5));
        editor.setView(view);
        QVERIFY2(editor.bytes() == bytes, qPrintable(u"in view %1"_s.arg(int(view))));
    }
}

void TestBodyText::brokenHexKeepsTheLastBytes()
{
    BodyEditor editor;
    editor.show();
    editor.setBody("AB", BodyView::Hex);
    QWidget *body = editor.findChild<QWidget *>(u"body"_s);
    QTest::keyClick(body, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(body, u" 4"_s);
    QVERIFY(editor.hasUnreadableText());
    QCOMPARE(editor.bytes(), "AB"_ba);
    QVERIFY(!editor.findChild<QLabel *>(u"bodyFault"_s)->text().isEmpty());
    QTest::keyClicks(body, u"3"_s);
    QVERIFY(!editor.hasUnreadableText());
    QCOMPARE(editor.bytes(), "ABC"_ba);
}

void TestBodyText::aFaultOfJsonIsSaidAndStillSendable()
{
    BodyEditor editor;
    editor.setBody("{\n \"a\" 1}", BodyView::Json);
    QVERIFY(editor.findChild<QLabel *>(u"bodyFault"_s)->text().contains(u"line 2"_s));
    QVERIFY(!editor.hasUnreadableText());
}

void TestBodyText::formatIsOneStepOfUndo()
{
    BodyEditor editor;
    editor.show();
    editor.setBody("[1]", BodyView::Json);
    editor.findChild<QAction *>(u"formatBody"_s)->trigger();
    QCOMPARE(editor.bytes(), "[\n  1\n]"_ba);
    QTest::keyClick(editor.findChild<QWidget *>(u"body"_s), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor.bytes(), "[1]"_ba);
}

QTEST_MAIN(TestBodyText)
#include "tst_bodytext.moc"
