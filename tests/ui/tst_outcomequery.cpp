// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/outcomequery.h"

#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

namespace {

/// "-topic~Order", "elapsed>50000000": a term in few letters.
QString describe(const QueryTerm &term)
{
    static constexpr std::array fields{"text"_L1,    "topic"_L1,  "tag"_L1,      "keys"_L1,   "id"_L1,
                                       "error"_L1,   "broker"_L1, "queue"_L1,    "failed"_L1, "ok"_L1,
                                       "unknown"_L1, "mode"_L1,   "status"_L1,   "kind"_L1,   "code"_L1,
                                       "elapsed"_L1, "size"_L1,   "attempts"_L1, "time"_L1};
    static constexpr std::array ops{"="_L1, "<"_L1, "<="_L1, ">"_L1, ">="_L1};
    QString text = (term.isNegated ? u"-"_s : QString()) + fields.at(size_t(term.field));
    if (!term.text.isEmpty())
        text += u'~' + term.text;
    if (term.number >= 0)
        text += ops.at(size_t(term.op)) + QString::number(term.number);
    return text;
}

QString describe(const OutcomeQuery &query)
{
    QStringList terms;
    for (const QueryTerm &term : query.terms())
        terms.append(describe(term));
    return terms.join(u' ');
}

const QDateTime noon(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);

} // namespace

class tst_OutcomeQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTerms_data();
    void readsTerms();
    void namesWhatIsWrongAndKeepsTheRest_data();
    void namesWhatIsWrongAndKeepsTheRest();
    void readsTimes_data();
    void readsTimes();
    void comparesByItsOperator();
};

void tst_OutcomeQuery::readsTerms_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("terms");
    QTest::newRow("nothing") << u"  "_s << QString();
    QTest::newRow("a word") << u"order"_s << u"text~order"_s;
    QTest::newRow("two words") << u"order 17"_s << u"text~order text~17"_s;
    QTest::newRow("quotes keep spaces") << u"\"no route\" x"_s << u"text~no route text~x"_s;
    QTest::newRow("quotes make text")
        << u"\"failed\" \"topic:a\" \">5\""_s << u"text~failed text~topic:a text~>5"_s;
    QTest::newRow("an open quote") << u"\"no route"_s << u"text~no route"_s;
    QTest::newRow("what became of it") << u"failed ok UNKNOWN"_s << u"failed ok unknown"_s;
    QTest::newRow("modes") << u"sync async oneway mode:Async"_s << u"mode=0 mode=1 mode=2 mode=1"_s;
    QTest::newRow("members") << u"topic:Order tag:A key:k keys:l id:7F error:busy broker:b-a status:FLUSH"_s
                             << u"topic~Order tag~A keys~k keys~l id~7F error~busy broker~b-a status~FLUSH"_s;
    QTest::newRow("member with spaces") << u"error:\"no route\""_s << u"error~no route"_s;
    QTest::newRow("member in capitals") << u"Topic:A"_s << u"topic~A"_s;
    QTest::newRow("queues") << u"queue:3 queue:broker-a:12"_s << u"queue=3 broker~broker-a=12"_s;
    QTest::newRow("times")
        << u">50ms <1ms >=1s <=2.5us >7"_s
        << u"elapsed>50000000 elapsed<1000000 elapsed>=1000000000 elapsed<=2500 elapsed>7000000"_s;
    QTest::newRow("sizes") << u"size>1k size<2M size=17 size>=1.5KiB"_s
                           << u"size>1024 size<2097152 size=17 size>=1536"_s;
    QTest::newRow("attempts") << u"attempts>1 attempts:3"_s << u"attempts>1 attempts=3"_s;
    QTest::newRow("kind")
        << u"kind:timeout kind:flow-control"_s
        << u"kind=%1 kind=%2"_s.arg(int(ErrorKind::Timeout)).arg(int(ErrorKind::FlowControl));
    QTest::newRow("code") << u"code:2 code:system_busy"_s << u"code=2 code=2"_s;
    QTest::newRow("negated") << u"-failed -topic:a -\"x y\" ->1s -word"_s
                             << u"-failed -topic~a -text~x y -elapsed>1000000000 -text~word"_s;
    QTest::newRow("a minus within") << u"broker-a"_s << u"text~broker-a"_s;
    QTest::newRow("a minus alone") << u"-"_s << QString();
    QTest::newRow("text with a colon")
        << u"127.0.0.1:9876 http://x broker-a:3"_s << u"text~127.0.0.1:9876 text~http://x text~broker-a:3"_s;
    QTest::newRow("text with an equals sign") << u"a=b"_s << u"text~a=b"_s;
    QTest::newRow("the issue's") << u"failed topic:Order queue:broker-a:3 >50ms text"_s
                                 << u"failed topic~Order broker~broker-a=3 elapsed>50000000 text~text"_s;
}

void tst_OutcomeQuery::readsTerms()
{
    QFETCH(QString, typed);
    QFETCH(QString, terms);
    const OutcomeQuery query(typed, noon);
    QCOMPARE(query.problemText(), QString());
    QCOMPARE(describe(query), terms);
}

void tst_OutcomeQuery::namesWhatIsWrongAndKeepsTheRest_data()
{
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<QString>("named");
    QTest::newRow("no such member") << u"topc:Order"_s << u"topc:"_s;
    QTest::newRow("no value") << u"topic:"_s << u"topic:"_s;
    QTest::newRow("no time") << u">fast"_s << u"fast"_s;
    QTest::newRow("nothing to compare with") << u">"_s << u">50ms"_s;
    QTest::newRow("no unit of time") << u">5parsec"_s << u"5parsec"_s;
    QTest::newRow("no size") << u"size>big"_s << u"big"_s;
    QTest::newRow("no number") << u"attempts>many"_s << u"many"_s;
    QTest::newRow("not to be compared") << u"topic>1"_s << u"topic"_s;
    QTest::newRow("no queue") << u"queue:a"_s << u"queue:3"_s;
    QTest::newRow("a queue without a broker") << u"queue::1"_s << u"queue:3"_s;
    QTest::newRow("no kind") << u"kind:odd"_s << u"timeout"_s;
    QTest::newRow("no code") << u"code:ODD"_s << u"ODD"_s;
    QTest::newRow("no mode") << u"mode:slow"_s << u"oneway"_s;
    QTest::newRow("no date") << u"after:someday"_s << u"someday"_s;
}

void tst_OutcomeQuery::namesWhatIsWrongAndKeepsTheRest()
{
    QFETCH(QString, wrong);
    QFETCH(QString, named);
    const OutcomeQuery query(u"failed %1 word"_s.arg(wrong), noon);
    QCOMPARE(describe(query), u"failed text~word"_s);
    QCOMPARE(query.problems().size(), 1);
    QCOMPARE(query.problems().first().term, wrong);
    QVERIFY2(query.problemText().contains(named), qPrintable(query.problemText()));
}

void tst_OutcomeQuery::readsTimes_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QDateTime>("at");
    QTest::newRow("ago") << u"after:10m"_s << noon.addSecs(-600);
    QTest::newRow("hours ago") << u"after:2h"_s << noon.addSecs(-7200);
    QTest::newRow("today") << u"after:9:05"_s << QDateTime(QDate(2026, 11, 23), QTime(9, 5));
    QTest::newRow("a date") << u"after:2026-11-01"_s << QDateTime(QDate(2026, 11, 1), QTime(0, 0));
    QTest::newRow("date and time") << u"after:2026-11-01T08:30:00Z"_s
                                   << QDateTime(QDate(2026, 11, 1), QTime(8, 30), Qt::UTC);
}

void tst_OutcomeQuery::readsTimes()
{
    QFETCH(QString, typed);
    QFETCH(QDateTime, at);
    const OutcomeQuery query(typed, noon);
    QCOMPARE(query.problemText(), QString());
    QCOMPARE(describe(query), u"time>=%1"_s.arg(at.toMSecsSinceEpoch() * 1'000'000));
}

void tst_OutcomeQuery::comparesByItsOperator()
{
    const QList<QueryTerm> terms =
        OutcomeQuery(u"attempts>2 attempts>=2 attempts=2 attempts<=2 attempts<2"_s).terms();
    QString held;
    for (const QueryTerm &term : terms) {
        for (const int value : {1, 2, 3})
            held += term.holds(value) ? QString::number(value) : u"-"_s;
        held += u' ';
    }
    QCOMPARE(held.trimmed(), u"--3 -23 -2- 12- 1--"_s);
}

QTEST_GUILESS_MAIN(tst_OutcomeQuery)
#include "tst_outcomequery.moc"
