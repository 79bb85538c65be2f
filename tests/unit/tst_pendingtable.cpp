// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "remoting/pendingtable.h"

#include <QRandomGenerator>
#include <QTest>

#include <limits>
#include <map>

using namespace gantry;
using namespace gantry::remoting;
using namespace std::chrono_literals;

namespace {

/// Only its address counts: free slots have no handler.
class NoHandler final : public ResponseHandler
{
public:
    void onResponse(quintptr, const wire::CommandView &) override {}
    void onFailure(quintptr, const Error &) override {}
    void onWritten(quintptr) override {}
};

const Clock::TimePoint begin{1h};

PendingRequest request(qint32 opaque, std::chrono::milliseconds sentAfter = 0ms,
                       std::chrono::milliseconds dueAfter = 3000ms)
{
    static NoHandler handler;
    return {.opaque = opaque,
            .handler = &handler,
            .token = quintptr(quint32(opaque)) + 1,
            .sentAt = begin + sentAfter,
            .deadline = begin + dueAfter};
}

QList<qint32> opaques(const std::vector<PendingRequest> &requests)
{
    QList<qint32> list;
    for (const PendingRequest &request : requests)
        list.append(request.opaque);
    return list;
}

} // namespace

class TestPendingTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestIsTakenOnce();
    void whatWasNeverInsertedIsNotThere();
    void randomInsertsAndTakesAgreeWithAMap_data();
    void randomInsertsAndTakesAgreeWithAMap();
    void entriesThatStayAreFoundWhileOthersComeAndGo();
    void itGrows();
    void expiredRequestsComeInTheOrderOfSending();
    void requestsOfOneBatchKeepTheirOrder();
    void aDeadlineIsOverWhenItIsReached();
    void theNextDeadlineIsKnownAfterAnExpiry();
    void takenRequestsDoNotExpire();
    void takeAllEmptiesTheTableInTheOrderOfSending();
};

void TestPendingTable::aRequestIsTakenOnce()
{
    PendingTable table;
    table.insert(request(7, 1ms, 2ms));
    QCOMPARE(table.size(), 1);
    QVERIFY(table.find(7));
    QCOMPARE(table.find(7)->token, quintptr(8));
    const std::optional<PendingRequest> taken = table.take(7);
    QVERIFY(taken);
    QCOMPARE(taken->opaque, 7);
    QVERIFY(taken->sentAt == begin + 1ms && taken->deadline == begin + 2ms);
    QVERIFY(!table.take(7));
    QVERIFY(!table.find(7));
    QVERIFY(table.isEmpty());
}

void TestPendingTable::whatWasNeverInsertedIsNotThere()
{
    PendingTable table;
    QVERIFY(!table.take(0));
    QVERIFY(!table.find(-1));
    table.insert(request(64));
    QVERIFY(!table.take(0)); // the same slot in a table of 64
    QVERIFY(!table.take(128));
    QCOMPARE(table.size(), 1);
}

void TestPendingTable::randomInsertsAndTakesAgreeWithAMap_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<qint32>("first");
    QTest::addColumn<qint32>("step");
    QTest::newRow("one after the other") << 1U << 0 << 1;
    QTest::newRow("all in one slot of a small table") << 2U << 0 << 4096;
    QTest::newRow("every other") << 3U << 5 << 2;
    QTest::newRow("negative") << 4U << -100'000 << 1;
    QTest::newRow("over the end of the numbers") << 5U << std::numeric_limits<qint32>::max() - 1000 << 1;
    QTest::newRow("far apart") << 6U << 17 << 0x0100'0193;
}

void TestPendingTable::randomInsertsAndTakesAgreeWithAMap()
{
    QFETCH(quint32, seed);
    QFETCH(qint32, first);
    QFETCH(qint32, step);
    QRandomGenerator random(seed);
    PendingTable table;
    std::map<qint32, quintptr> expected;
    quint32 next = 0;
    const auto opaqueOf = [first, step](quint32 index) {
        return qint32(quint32(first) + index * quint32(step));
    };
    for (int i = 0; i < 40'000; ++i) {
        // Now filling up, now emptying.
        const bool inserts = random.bounded(100) < ((i / 5000) % 2 == 0 ? 60 : 40);
        if (inserts || expected.empty()) {
            const qint32 opaque = opaqueOf(next++);
            table.insert(request(opaque));
            expected.emplace(opaque, request(opaque).token);
        } else {
            const qint32 opaque = opaqueOf(random.bounded(next));
            const std::optional<PendingRequest> taken = table.take(opaque);
            const auto known = expected.find(opaque);
            QCOMPARE(taken.has_value(), known != expected.end());
            if (taken) {
                QCOMPARE(taken->opaque, opaque);
                QCOMPARE(taken->token, known->second);
                expected.erase(known);
            }
        }
        QCOMPARE(table.size(), qsizetype(expected.size()));
    }
    for (const auto &[opaque, token] : expected) {
        QVERIFY(table.find(opaque));
        QCOMPARE(table.take(opaque)->token, token);
    }
    QVERIFY(table.isEmpty());
}

void TestPendingTable::entriesThatStayAreFoundWhileOthersComeAndGo()
{
    PendingTable table;
    const QList<qint32> stuck{0, 1, 63, 64, 65, 1000};
    for (const qint32 opaque : stuck)
        table.insert(request(opaque));
    for (qint32 opaque = 2000; opaque < 202'000; ++opaque) {
        table.insert(request(opaque));
        QCOMPARE(table.take(opaque)->opaque, opaque);
    }
    QCOMPARE(table.size(), stuck.size());
    for (const qint32 opaque : stuck)
        QVERIFY(table.take(opaque));
}

void TestPendingTable::itGrows()
{
    PendingTable table;
    constexpr qint32 count = 100'000;
    for (qint32 opaque = 0; opaque < count; ++opaque)
        table.insert(request(opaque));
    QCOMPARE(table.size(), count);
    for (qint32 opaque = 0; opaque < count; ++opaque)
        QVERIFY(table.take(opaque));
    QVERIFY(table.isEmpty());
}

void TestPendingTable::expiredRequestsComeInTheOrderOfSending()
{
    PendingTable table;
    table.insert(request(1, 30ms, 100ms));
    table.insert(request(2, 10ms, 300ms));
    table.insert(request(3, 20ms, 90ms));
    table.insert(request(4, 5ms, 95ms));
    QCOMPARE(opaques(table.takeExpired(begin + 89ms)), QList<qint32>());
    QCOMPARE(opaques(table.takeExpired(begin + 200ms)), (QList<qint32>{4, 3, 1}));
    QCOMPARE(opaques(table.takeExpired(begin + 299ms)), QList<qint32>());
    QCOMPARE(opaques(table.takeExpired(begin + 300ms)), QList<qint32>{2});
    QVERIFY(table.isEmpty());
}

/// The requests of a batch have one time; what fails together must be tried again in the order it was sent.
void TestPendingTable::requestsOfOneBatchKeepTheirOrder()
{
    PendingTable table;
    QList<qint32> order;
    for (qint32 opaque = 1; opaque <= 200; ++opaque) {
        table.insert(request(opaque));
        order.append(opaque);
    }
    QCOMPARE(opaques(table.takeExpired(begin + 3000ms)), order);
    for (const qint32 opaque : order)
        table.insert(request(opaque));
    QCOMPARE(opaques(table.takeAll()), order);
}

void TestPendingTable::aDeadlineIsOverWhenItIsReached()
{
    PendingTable table;
    table.insert(request(1, 0ms, 100ms));
    QVERIFY(table.takeExpired(begin + 100ms - 1ns).empty());
    QCOMPARE(opaques(table.takeExpired(begin + 100ms)), QList<qint32>{1});
}

void TestPendingTable::theNextDeadlineIsKnownAfterAnExpiry()
{
    PendingTable table;
    for (qint32 opaque = 0; opaque < 1000; ++opaque)
        table.insert(
            request(opaque, std::chrono::milliseconds(opaque), std::chrono::milliseconds(1000 - opaque)));
    qsizetype expired = 0;
    for (int ms = 0; ms <= 1000; ++ms) {
        for (const PendingRequest &request : table.takeExpired(begin + std::chrono::milliseconds(ms))) {
            QVERIFY(request.deadline == begin + std::chrono::milliseconds(ms));
            ++expired;
        }
    }
    QCOMPARE(expired, 1000);
    // And one that comes late with an early deadline.
    table.insert(request(1, 0ms, 5000ms));
    table.insert(request(2, 0ms, 10ms));
    QCOMPARE(opaques(table.takeExpired(begin + 10ms)), QList<qint32>{2});
}

void TestPendingTable::takenRequestsDoNotExpire()
{
    PendingTable table;
    table.insert(request(1, 0ms, 10ms));
    table.insert(request(2, 0ms, 20ms));
    QVERIFY(table.take(1));
    QVERIFY(table.takeExpired(begin + 15ms).empty());
    QCOMPARE(opaques(table.takeExpired(begin + 25ms)), QList<qint32>{2});
}

void TestPendingTable::takeAllEmptiesTheTableInTheOrderOfSending()
{
    PendingTable table;
    for (qint32 opaque = 0; opaque < 500; ++opaque)
        table.insert(request(opaque, std::chrono::milliseconds((opaque * 7919) % 500)));
    const std::vector<PendingRequest> all = table.takeAll();
    QCOMPARE(all.size(), size_t(500));
    QVERIFY(std::ranges::is_sorted(all, {}, &PendingRequest::sentAt));
    QVERIFY(table.isEmpty());
    QVERIFY(!table.take(3));
    QVERIFY(table.takeExpired(begin + 1h).empty());
    table.insert(request(3, 0ms, 10ms)); // of use again
    QCOMPARE(opaques(table.takeExpired(begin + 10ms)), QList<qint32>{3});
}

QTEST_GUILESS_MAIN(TestPendingTable)
#include "tst_pendingtable.moc"
