// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/faultstrategy.h"
#include "support/manualclock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::producer;
using gantry::testing::ManualClock;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {

const BrokerName a(u"a"_s);
const BrokerName b(u"b"_s);

} // namespace

class TestFaultStrategy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slowBrokersAreLeftAloneAsInJavasTable_data();
    void slowBrokersAreLeftAloneAsInJavasTable();
    void aBrokerIsAvailableAgainAfterThatTime();
    void aFailureCountsAsTenSeconds();
    void aQuickSuccessNeverShortensAnIsolation();
    void aLaterFailureProlongsAnIsolation();
    void reachabilityIsWhatTheLastAttemptSaid();
    void unknownBrokersAreHealthy();
    void switchedOffItRemembersNothing();
    void eachBrokerIsProbedEveryTwoSeconds();
    void forgottenBrokersAreHealthyAndNotProbed();
};

void TestFaultStrategy::slowBrokersAreLeftAloneAsInJavasTable_data()
{
    QTest::addColumn<int>("latency");
    QTest::addColumn<int>("duration");
    const int table[][2] = {
        {0, 0},         {49, 0},          {50, 0},          {99, 0},          {100, 0},         {549, 0},
        {550, 2000},    {1799, 2000},     {1800, 5000},     {2999, 5000},     {3000, 6000},     {4999, 6000},
        {5000, 10'000}, {10'000, 10'000}, {14'999, 10'000}, {15'000, 30'000}, {600'000, 30'000}};
    for (const auto &[latency, duration] : table)
        QTest::newRow(qPrintable(u"%1 ms"_s.arg(latency))) << latency << duration;
}

void TestFaultStrategy::slowBrokersAreLeftAloneAsInJavasTable()
{
    QFETCH(int, latency);
    QFETCH(int, duration);
    QCOMPARE(notAvailableDuration(milliseconds(latency)).count(), duration);

    FaultStrategy faults(true);
    ManualClock clock;
    faults.update(a, milliseconds(latency), false, true, clock.now());
    QCOMPARE(faults.isAvailable(a, clock.now()), duration == 0);
    QVERIFY(faults.isReachable(a));
    QVERIFY(faults.isAvailable(b, clock.now()));
}

void TestFaultStrategy::aBrokerIsAvailableAgainAfterThatTime()
{
    FaultStrategy faults(true);
    ManualClock clock;
    faults.update(a, 600ms, false, true, clock.now());
    clock.advance(1999ms);
    QVERIFY(!faults.isAvailable(a, clock.now()));
    clock.advance(1ms);
    QVERIFY(faults.isAvailable(a, clock.now()));
}

void TestFaultStrategy::aFailureCountsAsTenSeconds()
{
    FaultStrategy faults(true);
    ManualClock clock;
    faults.update(a, 1ms, true, false, clock.now());
    QVERIFY(!faults.isReachable(a));
    clock.advance(9999ms);
    QVERIFY(!faults.isAvailable(a, clock.now()));
    clock.advance(1ms);
    QVERIFY(faults.isAvailable(a, clock.now()));
    QVERIFY(!faults.isReachable(a)); // until something says otherwise
}

void TestFaultStrategy::aQuickSuccessNeverShortensAnIsolation()
{
    FaultStrategy faults(true);
    ManualClock clock;
    faults.update(a, 1ms, true, true, clock.now());
    clock.advance(1000ms);
    faults.update(a, 1ms, false, true, clock.now());
    faults.update(a, 600ms, false, true, clock.now()); // would end earlier
    QVERIFY(!faults.isAvailable(a, clock.now()));
    clock.advance(8999ms);
    QVERIFY(!faults.isAvailable(a, clock.now()));
    clock.advance(1ms);
    QVERIFY(faults.isAvailable(a, clock.now()));
}

void TestFaultStrategy::aLaterFailureProlongsAnIsolation()
{
    FaultStrategy faults(true);
    ManualClock clock;
    faults.update(a, 1ms, true, true, clock.now());
    clock.advance(5000ms);
    faults.update(a, 1ms, true, true, clock.now());
    clock.advance(9999ms);
    QVERIFY(!faults.isAvailable(a, clock.now()));
    clock.advance(1ms);
    QVERIFY(faults.isAvailable(a, clock.now()));
}

void TestFaultStrategy::reachabilityIsWhatTheLastAttemptSaid()
{
    FaultStrategy faults(true);
    ManualClock clock;
    faults.update(a, 1ms, true, false, clock.now());
    QVERIFY(!faults.isReachable(a));
    faults.update(a, 1ms, false, true, clock.now());
    QVERIFY(faults.isReachable(a));
    faults.update(a, 1ms, true, false, clock.now());
    faults.setReachable(a); // a probe was answered
    QVERIFY(faults.isReachable(a));
}

void TestFaultStrategy::unknownBrokersAreHealthy()
{
    FaultStrategy faults(true);
    ManualClock clock;
    QVERIFY(faults.isAvailable(a, clock.now()));
    QVERIFY(faults.isReachable(a));
    faults.setReachable(a);
    QVERIFY(faults.takeDueForDetection(clock.now()).isEmpty());
}

void TestFaultStrategy::switchedOffItRemembersNothing()
{
    FaultStrategy faults(false);
    ManualClock clock;
    QVERIFY(!faults.isEnabled());
    faults.update(a, 20'000ms, true, false, clock.now());
    QVERIFY(faults.isAvailable(a, clock.now()));
    QVERIFY(faults.isReachable(a));
    QVERIFY(faults.takeDueForDetection(clock.now()).isEmpty());
}

void TestFaultStrategy::eachBrokerIsProbedEveryTwoSeconds()
{
    FaultStrategy faults(true);
    ManualClock clock;
    faults.update(a, 1ms, true, false, clock.now());
    faults.update(b, 1ms, false, true, clock.now());
    QList<BrokerName> due = faults.takeDueForDetection(clock.now());
    std::ranges::sort(due);
    QVERIFY(due == (QList<BrokerName>{a, b}));
    QVERIFY(faults.takeDueForDetection(clock.now()).isEmpty());
    clock.advance(1999ms);
    QVERIFY(faults.takeDueForDetection(clock.now()).isEmpty());
    clock.advance(1ms);
    QCOMPARE(faults.takeDueForDetection(clock.now()).size(), 2);
}

void TestFaultStrategy::forgottenBrokersAreHealthyAndNotProbed()
{
    FaultStrategy faults(true);
    ManualClock clock;
    faults.update(a, 1ms, true, false, clock.now());
    faults.forget(a);
    QVERIFY(faults.isAvailable(a, clock.now()));
    QVERIFY(faults.isReachable(a));
    QVERIFY(faults.takeDueForDetection(clock.now()).isEmpty());
}

QTEST_GUILESS_MAIN(TestFaultStrategy)
#include "tst_faultstrategy.moc"
