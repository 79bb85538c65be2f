// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/fault.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::sandbox;

namespace {

constexpr qint64 forever = std::numeric_limits<qint64>::max();

/// How often the plan hits this request in so many tries.
int hits(FaultPlan &plan, const RequestFacts &request, int tries)
{
    int count = 0;
    for (int i = 0; i < tries; ++i)
        count += plan.next(request) ? 1 : 0;
    return count;
}

FaultPlan planOf(const QString &text)
{
    FaultPlan plan;
    plan.add(*readFault(text));
    return plan;
}

} // namespace

class TestFaultSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFaultIsRead_data();
    void aFaultIsRead();
    void nonsenseIsNamed_data();
    void nonsenseIsNamed();
    void onlyWhatItNamesIsHit();
    void itIsHitSoOften();
    void aShareIsHitAboutSoOften();
    void theFirstThatFitsCounts();
};

void TestFaultSpec::aFaultIsRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("server");
    QTest::addColumn<int>("queueId");
    QTest::addColumn<QList<int>>("codes");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("left");
    QTest::addColumn<double>("share");
    const auto row = [](const QString &text, const QString &server, int queueId, const QList<int> &codes,
                        FaultKind kind, qint64 left = forever, double share = 1) {
        QTest::newRow(qPrintable(text)) << text << server << queueId << codes << int(kind) << left << share;
    };
    const QList<int> sends{10, 310, 320, 324, 325};
    row(u"delay 500"_s, {}, -1, {}, FaultKind::Delay);
    row(u"any send drop-response"_s, {}, -1, sends, FaultKind::DropResponse);
    row(u"broker-a send refuse 2 [REJECTREQUEST]busy next 3"_s, u"broker-a"_s, -1, sends, FaultKind::Refuse,
        3);
    row(u"broker-b:2 310 close-mid share 25%"_s, u"broker-b"_s, 2, {310}, FaultKind::CloseMid, forever, 0.25);
    row(u"send refuse 10"_s, {}, -1, sends, FaultKind::Status);
    row(u"namesrv route drop-request share 50 next 7"_s, u"namesrv"_s, -1, {105}, FaultKind::DropRequest, 7,
        0.5);
    row(u"read flip-body-bit next 1"_s, {}, -1, {11, 361, 12, 33}, FaultKind::FlipBodyBit, 1);
    row(u"broker-a send truncate-body"_s, u"broker-a"_s, -1, sends, FaultKind::TruncateBody);
    row(u"33 drop-property colour share 50%"_s, {}, -1, {33}, FaultKind::DropProperty, forever, 0.5);
    row(u"  send   slow-bytes "_s, {}, -1, sends, FaultKind::SlowBytes);
    row(u"broker-a corrupt"_s, u"broker-a"_s, -1, {}, FaultKind::CorruptFrame);
    row(u"pull wrong-opaque"_s, {}, -1, {11, 361}, FaultKind::WrongOpaque);
}

void TestFaultSpec::aFaultIsRead()
{
    QFETCH(QString, text);
    const Result<Fault> fault = readFault(text);
    QVERIFY2(fault, fault ? "" : qPrintable(fault.error().detail));
    QTEST(fault->server, "server");
    QTEST(fault->queueId, "queueId");
    QTEST(fault->codes, "codes");
    QTEST(int(fault->action.kind), "kind");
    QTEST(fault->left, "left");
    QTEST(fault->share, "share");
}

void TestFaultSpec::nonsenseIsNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("nothing") << QString() << u"no action"_s;
    QTest::newRow("no action") << u"broker-a send"_s << u"no action"_s;
    QTest::newRow("no such action") << u"broker-a send explode"_s << u"explode"_s;
    QTest::newRow("a delay of nothing") << u"delay"_s << u"delay"_s;
    QTest::newRow("a delay of a word") << u"delay soon"_s << u"delay"_s;
    QTest::newRow("no queue") << u"broker-a:two send delay 5"_s << u"broker-a"_s;
    QTest::newRow("a negative queue") << u"broker-a:-1 send delay 5"_s << u"broker-a"_s;
    QTest::newRow("next nothing") << u"drop-response next"_s << u"next"_s;
    QTest::newRow("next zero") << u"drop-response next 0"_s << u"next"_s;
    QTest::newRow("share too much") << u"drop-response share 101"_s << u"share"_s;
    QTest::newRow("more words") << u"drop-response please"_s << u"please"_s;
}

void TestFaultSpec::nonsenseIsNamed()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    const Result<Fault> fault = readFault(text);
    QVERIFY(!fault);
    QVERIFY(fault.error().kind == ErrorKind::Usage);
    QVERIFY2(fault.error().detail.contains(word), qPrintable(fault.error().detail));
    QVERIFY(!fault.error().hint.isEmpty());
}

void TestFaultSpec::onlyWhatItNamesIsHit()
{
    FaultPlan plan = planOf(u"broker-b:2 send drop-response"_s);
    QCOMPARE(hits(plan, {u"broker-b"_s, 310, 2}, 3), 3);
    QCOMPARE(hits(plan, {u"broker-b"_s, 310, 1}, 3), 0);
    QCOMPARE(hits(plan, {u"broker-a"_s, 310, 2}, 3), 0);
    QCOMPARE(hits(plan, {u"broker-b"_s, 34, 2}, 3), 0);
    FaultPlan everyBroker = planOf(u"drop-response"_s);
    QCOMPARE(hits(everyBroker, {u"broker-a"_s, 34, -1}, 1), 1);
    QCOMPARE(hits(everyBroker, {u"namesrv"_s, 105, -1}, 1), 0); // only when it is named
}

void TestFaultSpec::itIsHitSoOften()
{
    FaultPlan plan = planOf(u"send refuse 2 busy next 3"_s);
    QCOMPARE(hits(plan, {u"broker-a"_s, 310, 0}, 10), 3);
    QVERIFY(plan.faults().isEmpty());
}

void TestFaultSpec::aShareIsHitAboutSoOften()
{
    FaultPlan plan = planOf(u"send drop-response share 25%"_s);
    const int count = hits(plan, {u"broker-a"_s, 310, 0}, 40'000);
    QVERIFY2(count > 9'000 && count < 11'000, qPrintable(QString::number(count))); // ten standard deviations
}

void TestFaultSpec::theFirstThatFitsCounts()
{
    FaultPlan plan = planOf(u"send refuse 2 busy next 1"_s);
    plan.add(*readFault(u"send refuse 14 full"_s));
    QCOMPARE(plan.next({u"broker-a"_s, 310, 0})->action.code, 2);
    QCOMPARE(plan.next({u"broker-a"_s, 310, 0})->action.code, 14);
}

QTEST_GUILESS_MAIN(TestFaultSpec)
#include "tst_faultspec.moc"
