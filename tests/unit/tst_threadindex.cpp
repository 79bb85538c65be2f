// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/threadindex.h"

#include <QSet>
#include <QTest>

#include <mutex>
#include <thread>
#include <vector>

using namespace gantry::client;

class TestThreadIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itCountsOn();
    void itIsNeverNegative_data();
    void itIsNeverNegative();
    void itBeginsAnywhere();
    void resetGoesOnAnywhere();
    void aThreadKeepsItsLane();
    void threadsHaveLanesOfTheirOwn();
};

void TestThreadIndex::itCountsOn()
{
    ThreadIndex index(41);
    QCOMPARE(index.next(), 42U);
    QCOMPARE(index.next(), 43U);
}

void TestThreadIndex::itIsNeverNegative_data()
{
    QTest::addColumn<quint32>("start");
    QTest::addColumn<quint32>("first");
    QTest::addColumn<quint32>("second");
    QTest::newRow("at the largest int") << 0x7FFF'FFFEU << 0x7FFF'FFFFU << 0U;
    QTest::newRow("where Java's int is negative") << 0x8000'0000U << 1U << 2U;
    QTest::newRow("over the end") << 0xFFFF'FFFEU << 0x7FFF'FFFFU << 0U;
    QTest::newRow("at the end") << 0xFFFF'FFFFU << 0U << 1U;
}

void TestThreadIndex::itIsNeverNegative()
{
    QFETCH(quint32, start);
    ThreadIndex index(start);
    QTEST(index.next(), "first");
    QTEST(index.next(), "second");
}

void TestThreadIndex::itBeginsAnywhere()
{
    QSet<quint32> firsts;
    for (int i = 0; i < 20; ++i)
        firsts.insert(ThreadIndex().next());
    QVERIFY(firsts.size() > 10);
}

void TestThreadIndex::resetGoesOnAnywhere()
{
    QSet<quint32> firsts;
    ThreadIndex index(0);
    for (int i = 0; i < 20; ++i) {
        index.reset();
        const quint32 next = index.next();
        QVERIFY(next <= 0x7FFF'FFFFU);
        firsts.insert(next);
    }
    QVERIFY(firsts.size() > 10);
}

void TestThreadIndex::aThreadKeepsItsLane()
{
    const quint32 lane = currentThreadLane();
    QVERIFY(lane < rotationLanes);
    QCOMPARE(currentThreadLane(), lane);
}

void TestThreadIndex::threadsHaveLanesOfTheirOwn()
{
    std::mutex mutex;
    QSet<quint32> lanes{currentThreadLane()};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&] {
            const quint32 lane = currentThreadLane();
            const std::lock_guard lock(mutex);
            lanes.insert(lane);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(lanes.size(), 17);
    for (const quint32 lane : lanes)
        QVERIFY(lane < rotationLanes);
}

QTEST_GUILESS_MAIN(TestThreadIndex)
#include "tst_threadindex.moc"
