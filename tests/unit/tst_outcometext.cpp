// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "outcomeformat.h"

#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace gantry;

/// What gantryctl prints of an outcome.
class TestOutcomeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReplyDoesNotCommandTheTerminal_data();
    void aReplyDoesNotCommandTheTerminal();
};

void TestOutcomeText::aReplyDoesNotCommandTheTerminal_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("shown");
    QTest::newRow("text") << "hello"_ba << u": hello"_s;
    QTest::newRow("Chinese and emoji") << "订单😀"_ba << u": 订单😀"_s;
    QTest::newRow("several lines") << "a\tb\nc"_ba << u": a\tb\nc"_s;
    QTest::newRow("nothing") << QByteArray() << u": "_s;
    QTest::newRow("clears the screen") << "\x1b[2Jhi"_ba << u": 6 bytes\n  00000000  1b 5b 32 4a 68 69"_s;
    QTest::newRow("sets the title") << "\x1b]0;x\x07"_ba << u": 6 bytes\n  00000000  1b 5d 30 3b 78 07"_s;
    QTest::newRow("eight-bit CSI") << "\xc2\x9b"
                                      "2J"_ba
                                   << u": 4 bytes\n  00000000  c2 9b 32 4a"_s;
    QTest::newRow("turns the direction") << "\xe2\x80\xae"
                                            "abc"_ba
                                         << u": 6 bytes\n  00000000  e2 80 ae 61 62 63"_s;
    QTest::newRow("a null") << QByteArray("a\0b", 3) << u": 3 bytes\n  00000000  61 00 62"_s;
    QTest::newRow("no UTF-8") << "\xff\xfe"_ba << u": 2 bytes\n  00000000  ff fe"_s;
}

void TestOutcomeText::aReplyDoesNotCommandTheTerminal()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, shown);
    auto reply = std::make_shared<ReplyMessage>();
    reply->message.body = body;
    SendOutcome outcome;
    outcome.result = SendResult{};
    outcome.reply = reply;
    const QString text = ctl::toText(outcome, false);
    QVERIFY2(text.contains(shown), qPrintable(text));
    for (const QChar c : text)
        QVERIFY(c == u'\n' || c == u'\t'
                || (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format));
}

QTEST_GUILESS_MAIN(TestOutcomeText)
#include "tst_outcometext.moc"
