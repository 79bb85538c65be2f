// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendgate.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace gantry::producer;
using namespace std::chrono_literals;
using Time = std::chrono::steady_clock;

namespace {

constexpr qint64 plenty = 1'000'000'000;
/// Whoever waits so long is stuck.
Time::time_point farAway()
{
    return Time::now() + 60s;
}

} // namespace

class TestSendGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLimitClosesIt_data();
    void eachLimitClosesIt();
    void oneMessageOfAnySizePasses();
    void leavingMakesRoom();
    void queuedBytesLeaveOnTheirOwn();
    void whoWaitsEntersOnceThereIsRoom();
    void whoWaitsEntersEvenWhereLittleRoomIsMade();
    void waitingEndsAtTheDeadline();
    void aDeadlineThatHasPassedDoesNotKeepOutOfAnOpenGate();
    void closingLetsGoOfAllWhoWait();
    void waitEmptyWaitsForTheLast();
    void waitEmptyGivesUpAtItsDeadline();
    void manyThreadsKeepTheLimits();
};

void TestSendGate::eachLimitClosesIt_data()
{
    QTest::addColumn<qint64>("messages");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<qint64>("queuedBytes");
    QTest::newRow("messages") << qint64(3) << plenty << plenty;
    QTest::newRow("bytes") << plenty << qint64(30) << plenty;
    QTest::newRow("queued bytes") << plenty << plenty << qint64(30);
}

void TestSendGate::eachLimitClosesIt()
{
    QFETCH(qint64, messages);
    QFETCH(qint64, bytes);
    QFETCH(qint64, queuedBytes);
    SendGate gate({messages, bytes, queuedBytes});
    for (int i = 0; i < 3; ++i)
        QVERIFY(gate.tryEnter(10));
    QVERIFY(!gate.tryEnter(10));
    QCOMPARE(gate.messages(), 3);
    gate.leave({1, 10, 10});
    QVERIFY(gate.tryEnter(10));
    QVERIFY(!gate.tryEnter(0));
}

void TestSendGate::oneMessageOfAnySizePasses()
{
    SendGate gate({10, 100, 100});
    QVERIFY(gate.tryEnter(99));
    QVERIFY(gate.tryEnter(1'000'000)); // below its limits before
    QVERIFY(!gate.tryEnter(1));
    gate.leave({1, 1'000'000, 1'000'000});
    QVERIFY(gate.tryEnter(1));
}

void TestSendGate::leavingMakesRoom()
{
    SendGate gate({1, plenty, plenty});
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(gate.tryEnter(1));
        QVERIFY(!gate.tryEnter(1));
        gate.leave({1, 1, 1});
    }
    QCOMPARE(gate.messages(), 0);
}

void TestSendGate::queuedBytesLeaveOnTheirOwn()
{
    SendGate gate({10, 100, 20});
    QVERIFY(gate.tryEnter(20));
    QVERIFY(!gate.tryEnter(1));
    gate.leave({0, 0, 20}); // the kernel has them, the answer is still to come
    QVERIFY(gate.tryEnter(1));
    QCOMPARE(gate.messages(), 2);
}

void TestSendGate::whoWaitsEntersOnceThereIsRoom()
{
    SendGate gate({4, plenty, plenty});
    for (int i = 0; i < 4; ++i)
        QVERIFY(gate.tryEnter(1));
    std::atomic<bool> hasLeft = false;
    std::atomic<bool> wasTooEarly = false;
    bool entered = false;
    std::thread waiting([&] {
        entered = gate.enter(1, farAway());
        wasTooEarly = !hasLeft;
    });
    hasLeft = true;
    gate.leave({4, 4, 4});
    waiting.join();
    QVERIFY(entered);
    QVERIFY(!wasTooEarly);
    QCOMPARE(gate.messages(), 1);
}

void TestSendGate::whoWaitsEntersEvenWhereLittleRoomIsMade()
{
    // Less than is worth waking anybody for, and nothing ever comes behind it.
    SendGate gate({100, plenty, plenty});
    for (int i = 0; i < 100; ++i)
        QVERIFY(gate.tryEnter(1));
    std::atomic<bool> entered = false;
    std::thread waiting([&] { entered = gate.enter(1, farAway()); });
    gate.leave({1, 1, 1});
    waiting.join();
    QVERIFY(entered);
    QCOMPARE(gate.messages(), 100);
}

void TestSendGate::waitingEndsAtTheDeadline()
{
    SendGate gate({1, plenty, plenty});
    QVERIFY(gate.tryEnter(1));
    const Time::time_point deadline = Time::now() + 30ms;
    QVERIFY(!gate.enter(1, deadline));
    QVERIFY(Time::now() >= deadline);
    QCOMPARE(gate.messages(), 1);
}

void TestSendGate::aDeadlineThatHasPassedDoesNotKeepOutOfAnOpenGate()
{
    SendGate gate({1, plenty, plenty});
    QVERIFY(gate.enter(1, Time::now() - 1s));
    QVERIFY(!gate.enter(1, Time::now() - 1s));
}

void TestSendGate::closingLetsGoOfAllWhoWait()
{
    SendGate gate({1, plenty, plenty});
    QVERIFY(gate.tryEnter(1));
    std::atomic<int> entered = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] { entered += gate.enter(1, farAway()) ? 1 : 0; });
    gate.close();
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(entered.load(), 0);
    QCOMPARE(gate.messages(), 1);
}

void TestSendGate::waitEmptyWaitsForTheLast()
{
    for (int round = 0; round < 200; ++round) {
        SendGate gate({10, plenty, plenty});
        QVERIFY(gate.waitEmpty(Time::now()));
        QVERIFY(gate.tryEnter(1) && gate.tryEnter(1));
        std::atomic<bool> hasLeft = false;
        std::thread leaving([&] {
            gate.leave({1, 1, 1});
            hasLeft = true;
            gate.leave({1, 1, 1});
        });
        const bool isEmpty = gate.waitEmpty(farAway());
        const bool wasInTime = hasLeft;
        leaving.join();
        QVERIFY(isEmpty);
        QVERIFY(wasInTime);
    }
}

void TestSendGate::waitEmptyGivesUpAtItsDeadline()
{
    SendGate gate({10, plenty, plenty});
    QVERIFY(gate.tryEnter(1));
    const Time::time_point deadline = Time::now() + 30ms;
    QVERIFY(!gate.waitEmpty(deadline));
    QVERIFY(Time::now() >= deadline);
    gate.leave({1, 1, 1});
    QVERIFY(gate.waitEmpty(Time::time_point::max()));
}

void TestSendGate::manyThreadsKeepTheLimits()
{
    constexpr int threadCount = 8;
    constexpr int rounds = 5000;
    constexpr qint64 limit = 16;
    SendGate gate({limit, plenty, plenty});
    std::atomic<qint64> inside = 0;
    std::atomic<qint64> mostInside = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < threadCount; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < rounds; ++round) {
                if (!gate.enter(1, farAway())) {
                    ++refused;
                    continue;
                }
                const qint64 now = ++inside;
                for (qint64 most = mostInside; now > most && !mostInside.compare_exchange_weak(most, now);) {
                }
                --inside;
                gate.leave({1, 1, 1});
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(refused.load(), 0);
    QCOMPARE(gate.messages(), 0);
    // Soft by one message a thread.
    QVERIFY(mostInside <= limit + threadCount);
    QVERIFY(gate.waitEmpty(Time::now()));
}

QTEST_GUILESS_MAIN(TestSendGate)
#include "tst_sendgate.moc"
