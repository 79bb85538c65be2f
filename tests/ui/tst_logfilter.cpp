// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logfilter.h"
#include "ui/sampleoutcomes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace gantry;
using namespace gantry::ui;

namespace {

SentMessage big()
{
    Message message = *samples::message(u"OrderPaid"_s);
    message.tag = u"TagB"_s;
    message.keys = u"K1 K2"_s;
    SentMessage sent = samples::accepted(std::make_shared<const Message>(message), 7);
    sent.outcome.bodyBytes = 5000;
    sent.outcome.msgId.assign("C0A8010100002A139A55000000000002");
    return sent;
}

QString shown(const OutcomeStore &store, const QString &text)
{
    LogFilter filter(store, OutcomeQuery(text));
    while (!filter.scan(1s))
        ;
    QStringList numbers;
    for (const quint64 number : filter.takeNumbers())
        numbers.append(QString::number(number));
    return numbers.join(u' ');
}

} // namespace

class tst_LogFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsThroughWhatIsAskedFor_data();
    void letsThroughWhatIsAskedFor();
    void forgetsTheTextsOfAnotherChunk();
    void seesTextsThatComeLater();
    void worksInSlices();
};

void tst_LogFilter::letsThroughWhatIsAskedFor_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("rows");
    // 1: accepted by broker-a:3, 1.52 ms; 2: failed at broker-b:2, two attempts, 55 ms; 3: ONEWAY to
    // broker-a:1; 4: refused; 5: accepted by broker-a:7, 5000 bytes.
    QTest::newRow("nothing") << QString() << u"1 2 3 4 5"_s;
    QTest::newRow("ok") << u"ok"_s << u"1 5"_s;
    QTest::newRow("failed") << u"failed"_s << u"2 4"_s;
    QTest::newRow("not failed") << u"-failed"_s << u"1 3 5"_s;
    QTest::newRow("unknown") << u"unknown"_s << u"3"_s;
    QTest::newRow("mode") << u"async"_s << u"1 5"_s;
    QTest::newRow("text in the topic") << u"paid"_s << u"5"_s;
    QTest::newRow("text in the tag") << u"tagb"_s << u"5"_s;
    QTest::newRow("text in the keys") << u"orderid188"_s << u"1 2 3 4"_s;
    QTest::newRow("text in the error") << u"\"has not answered\""_s << u"2"_s;
    QTest::newRow("text in the message id") << u"c0a801"_s << u"5"_s;
    QTest::newRow("text that is nowhere") << u"zebra"_s << QString();
    QTest::newRow("topic, not tag") << u"topic:Tag"_s << QString();
    QTest::newRow("topic") << u"topic:order"_s << u"5"_s;
    QTest::newRow("tag") << u"tag:TagA"_s << u"1 2 3 4"_s;
    QTest::newRow("key") << u"key:k2"_s << u"5"_s;
    QTest::newRow("id") << u"id:00000002"_s << u"5"_s;
    QTest::newRow("broker") << u"broker:broker-a"_s << u"1 3 5"_s;
    QTest::newRow("queue") << u"queue:3"_s << u"1"_s;
    QTest::newRow("queue of a broker") << u"queue:broker-b:2"_s << u"2"_s;
    QTest::newRow("queue of another broker") << u"queue:broker-b:3"_s << QString();
    QTest::newRow("status") << u"status:send"_s << u"1 5"_s;
    QTest::newRow("kind") << u"kind:timeout"_s << u"2"_s;
    QTest::newRow("code") << u"code:10002"_s << u"2"_s;
    QTest::newRow("slow") << u">50ms"_s << u"2"_s;
    QTest::newRow("fast") << u"<2ms >1us"_s << u"1 3 5"_s;
    QTest::newRow("size") << u"size>1k"_s << u"5"_s;
    QTest::newRow("attempts") << u"attempts>1"_s << u"2"_s;
    QTest::newRow("no attempts") << u"attempts=0"_s << u"4"_s;
    QTest::newRow("time") << u"before:2000-01-01"_s << u"4"_s;
    QTest::newRow("all must hold") << u"failed topic:TopicTest >50ms queue:broker-b:2 answered"_s << u"2"_s;
}

void tst_LogFilter::letsThroughWhatIsAskedFor()
{
    QFETCH(QString, query);
    QFETCH(QString, rows);
    OutcomeStore store;
    store.append({samples::accepted(samples::message()), samples::failed(samples::message()),
                  samples::oneway(samples::message()), samples::refused(samples::message()), big()});
    QCOMPARE(shown(store, query), rows);
}

void tst_LogFilter::forgetsTheTextsOfAnotherChunk()
{
    // The same numbers mean other texts there.
    OutcomeStore store;
    const std::vector<SentMessage> others(OutcomeChunk::maxRows,
                                          samples::accepted(samples::message(u"Other"_s)));
    store.append(others);
    store.append({big()});
    QCOMPARE(shown(store, u"topic:Paid"_s), QString::number(OutcomeChunk::maxRows + 1));
}

void tst_LogFilter::seesTextsThatComeLater()
{
    OutcomeStore store;
    store.append({samples::accepted(samples::message())});
    LogFilter filter(store, OutcomeQuery(u"topic:Paid"_s));
    QVERIFY(filter.scan(1s));
    store.append({big()});
    QVERIFY(filter.matches(1));
    QVERIFY(filter.scan(1s));
    QCOMPARE(filter.takeNumbers(), std::vector<quint64>{2});
}

void tst_LogFilter::worksInSlices()
{
    OutcomeStore store;
    store.append(samples::burst(5000));
    LogFilter filter(store, OutcomeQuery(u"failed"_s));
    QVERIFY(!filter.scan(0ns));
    QVERIFY(filter.progress() > 0 && filter.progress() < 1);
    int slices = 1;
    while (!filter.scan(0ns))
        ++slices;
    QVERIFY(slices > 10);
    QCOMPARE(filter.takeNumbers().size(), size_t(500));
}

QTEST_GUILESS_MAIN(tst_LogFilter)
#include "tst_logfilter.moc"
