// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/variables.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

/// What stands for something else in a message.
class TestVariables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachIsFilledIn_data();
    void eachIsFilledIn();
    void whatIsNoneIsNamed_data();
    void whatIsNoneIsNamed();
    void aMessageIsFilledInEverywhereButItsTopic();
    void bytesThatAreNoTextStay();
    void aSeedGivesTheSameAgain();
    void uuidsDiffer();
};

void TestVariables::eachIsFilledIn_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << u"plain {} { {x} }"_s << u"plain \\{\\} \\{ \\{x\\} \\}"_s;
    QTest::newRow("seq") << u"n={{seq}}."_s << u"n=7\\."_s;
    QTest::newRow("spaces") << u"{{ seq }}"_s << u"7"_s;
    QTest::newRow("twice") << u"{{seq}}{{seq}}"_s << u"77"_s;
    QTest::newRow("uuid") << u"{{uuid}}"_s
                          << u"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"_s;
    QTest::newRow("now") << u"{{now}}"_s << u"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}"_s;
    QTest::newRow("now in a form") << u"{{now \"yyyy\"}}"_s << u"\\d{4}"_s;
    QTest::newRow("millis") << u"{{epochMillis}}"_s << u"\\d{13}"_s;
    QTest::newRow("int") << u"{{randomInt 5 5}}"_s << u"5"_s;
    QTest::newRow("negative") << u"{{randomInt -3 -3}}"_s << u"-3"_s;
    QTest::newRow("text") << u"{{randomText 8}}"_s << u"[a-zA-Z0-9]{8}"_s;
}

void TestVariables::eachIsFilledIn()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const Result<QString> filled = Variables().expand(text, 7);
    QVERIFY(filled);
    QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(expected)).match(*filled).hasMatch(),
             qPrintable(*filled));
}

void TestVariables::whatIsNoneIsNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << u"{{nonsense}}"_s;
    QTest::newRow("backwards") << u"{{randomInt 9 1}}"_s;
    QTest::newRow("too long") << u"{{randomText 99999999}}"_s;
    QTest::newRow("empty") << u"{{}}"_s;
}

void TestVariables::whatIsNoneIsNamed()
{
    QFETCH(QString, text);
    const Result<QString> filled = Variables().expand(text, 1);
    QVERIFY(!filled);
    QVERIFY2(filled.error().detail.contains(text), qPrintable(filled.error().detail));
}

void TestVariables::aMessageIsFilledInEverywhereButItsTopic()
{
    Message message;
    message.topic = TopicName(u"T{{seq}}"_s);
    message.tag = u"t{{seq}}"_s;
    message.keys = u"k{{seq}}"_s;
    message.body = "b{{seq}}";
    message.properties = {{u"p{{seq}}"_s, u"v{{seq}}"_s}};
    QVERIFY(Variables::areIn(message));
    const Message filled = Variables().expand(message, 3).value();
    QCOMPARE(filled.topic.text(), u"T{{seq}}"_s);
    QCOMPARE(filled.tag, u"t3"_s);
    QCOMPARE(filled.keys, u"k3"_s);
    QCOMPARE(filled.body, "b3"_ba);
    QCOMPARE(filled.properties.first(), (Property{u"p{{seq}}"_s, u"v3"_s}));
}

void TestVariables::bytesThatAreNoTextStay()
{
    Message message;
    message.body = "\xff{{seq}}";
    QCOMPARE(Variables().expand(message, 3).value().body, message.body);
}

void TestVariables::aSeedGivesTheSameAgain()
{
    const QString text = u"{{uuid}} {{randomInt 1 1000000}} {{randomText 20}}"_s;
    QCOMPARE(Variables(5).expand(text, 1).value(), Variables(5).expand(text, 1).value());
    QVERIFY(Variables(5).expand(text, 1).value() != Variables(6).expand(text, 1).value());
}

void TestVariables::uuidsDiffer()
{
    Variables variables;
    QSet<QString> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(variables.expand(u"{{uuid}}"_s, 1).value());
    QCOMPARE(seen.size(), 1000);
}

QTEST_GUILESS_MAIN(TestVariables)
#include "tst_variables.moc"
