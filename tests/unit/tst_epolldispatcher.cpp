// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/epolldispatcher_linux.h"
#include "base/workerthread.h"

#include <QSocketNotifier>
#include <QTest>
#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace std::chrono_literals;

namespace {

/// Two ends of a connection.
struct Pair {
    std::array<int, 2> ends{-1, -1};

    Pair()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
            qFatal("socketpair failed");
    }
    ~Pair()
    {
        for (const int end : ends)
            ::close(end);
    }
    Q_DISABLE_COPY_MOVE(Pair)

    void write() const { QCOMPARE(::write(ends[1], "x", 1), ssize_t(1)); }
    void read() const
    {
        char byte = 0;
        [[maybe_unused]] const ssize_t size = ::read(ends[0], &byte, 1);
    }
};

std::unique_ptr<QSocketNotifier> readNotifier(const Pair &pair)
{
    return std::make_unique<QSocketNotifier>(pair.ends[0], QSocketNotifier::Read);
}

} // namespace

class TestEpollDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsWhatOtherThreadsPost();
    void tellsOfASocketThatCanBeRead();
    void watchesBothSidesOfASocket();
    void aSocketThatIsNoLongerWatchedIsSilent();
    void whoeverIsToldMayEndTheOthers();
    void aDescriptorMayBeUsedAgain();
    void timersRingInTheirOrder();
    void aTimerRingsAgainAndAgain();
    void aTimerWithoutIntervalHoldsUpNoSocket();
    void aStoppedTimerIsSilent();
    void knowsTheTimersOfAnObject();

private:
    /// On the dispatcher's thread.
    void run(const std::function<void()> &job) { m_thread.run(job); }

    WorkerThread m_thread{u"epoll"_s};
};

void TestEpollDispatcher::runsWhatOtherThreadsPost()
{
    std::atomic<int> count = 0;
    for (int i = 0; i < 10'000; ++i)
        m_thread.post([&count] { ++count; });
    run([] {});
    QCOMPARE(count.load(), 10'000);
}

void TestEpollDispatcher::tellsOfASocketThatCanBeRead()
{
    const Pair pair;
    std::unique_ptr<QSocketNotifier> notifier;
    std::atomic<int> told = 0;
    run([&] {
        notifier = readNotifier(pair);
        connect(notifier.get(), &QSocketNotifier::activated, notifier.get(), [&] {
            pair.read();
            ++told;
        });
    });
    for (int i = 1; i <= 3; ++i) {
        pair.write();
        QTRY_COMPARE(told.load(), i);
    }
    run([&] { notifier.reset(); });
}

void TestEpollDispatcher::watchesBothSidesOfASocket()
{
    const Pair pair;
    std::unique_ptr<QSocketNotifier> canRead;
    std::unique_ptr<QSocketNotifier> canWrite;
    std::atomic<int> reads = 0;
    std::atomic<int> writes = 0;
    run([&] {
        canRead = readNotifier(pair);
        connect(canRead.get(), &QSocketNotifier::activated, canRead.get(), [&] {
            pair.read();
            ++reads;
        });
        canWrite = std::make_unique<QSocketNotifier>(pair.ends[0], QSocketNotifier::Write);
        connect(canWrite.get(), &QSocketNotifier::activated, canWrite.get(), [&] {
            canWrite->setEnabled(false);
            ++writes;
        });
    });
    QTRY_COMPARE(writes.load(), 1);
    pair.write();
    QTRY_COMPARE(reads.load(), 1);
    run([&] { canWrite->setEnabled(true); });
    QTRY_COMPARE(writes.load(), 2);
    run([&] {
        canRead.reset();
        canWrite.reset();
    });
}

void TestEpollDispatcher::aSocketThatIsNoLongerWatchedIsSilent()
{
    const Pair quiet;
    const Pair other;
    std::unique_ptr<QSocketNotifier> notifier;
    std::unique_ptr<QSocketNotifier> otherNotifier;
    std::atomic<bool> wasTold = false;
    std::atomic<bool> otherWasTold = false;
    run([&] {
        notifier = readNotifier(quiet);
        connect(notifier.get(), &QSocketNotifier::activated, notifier.get(), [&] { wasTold = true; });
        notifier->setEnabled(false);
        otherNotifier = readNotifier(other);
        connect(otherNotifier.get(), &QSocketNotifier::activated, otherNotifier.get(), [&] {
            other.read();
            otherWasTold = true;
        });
    });
    quiet.write();
    other.write(); // what came after it
    QTRY_VERIFY(otherWasTold.load());
    QVERIFY(!wasTold.load());
    run([&] { notifier->setEnabled(true); });
    QTRY_VERIFY(wasTold.load());
    run([&] {
        notifier.reset();
        otherNotifier.reset();
    });
}

void TestEpollDispatcher::whoeverIsToldMayEndTheOthers()
{
    const std::array<Pair, 2> pairs;
    std::array<std::unique_ptr<QSocketNotifier>, 2> notifiers;
    std::atomic<int> told = 0;
    run([&] {
        for (size_t i = 0; i < 2; ++i) {
            pairs[i].write(); // both, before the kernel is asked
            notifiers[i] = readNotifier(pairs[i]);
            connect(
                notifiers[i].get(), &QSocketNotifier::activated, this,
                [&, i] {
                    ++told;
                    pairs[i].read();
                    notifiers[1 - i].reset();
                },
                Qt::DirectConnection);
        }
    });
    QTRY_COMPARE(told.load(), 1);
    run([] {}); // one more turn
    QCOMPARE(told.load(), 1);
    run([&] { notifiers = {}; });
}

void TestEpollDispatcher::aDescriptorMayBeUsedAgain()
{
    for (int round = 0; round < 3; ++round) {
        const Pair pair; // the same numbers each time
        std::unique_ptr<QSocketNotifier> notifier;
        std::atomic<bool> wasTold = false;
        run([&] {
            notifier = readNotifier(pair);
            connect(notifier.get(), &QSocketNotifier::activated, notifier.get(), [&] {
                pair.read();
                wasTold = true;
            });
        });
        pair.write();
        QTRY_VERIFY(wasTold.load());
        run([&] { notifier.reset(); });
    }
}

void TestEpollDispatcher::timersRingInTheirOrder()
{
    QObject *context = nullptr;
    QList<int> rung;
    std::atomic<int> count = 0;
    run([&] {
        context = new QObject;
        for (const int time : {30, 10, 20})
            QTimer::singleShot(std::chrono::milliseconds(time), context, [&, time] {
                rung.append(time);
                ++count;
            });
    });
    QTRY_COMPARE(count.load(), 3);
    run([&] { delete context; });
    QCOMPARE(rung, (QList<int>{10, 20, 30}));
}

void TestEpollDispatcher::aTimerRingsAgainAndAgain()
{
    std::unique_ptr<QTimer> timer;
    std::atomic<int> count = 0;
    run([&] {
        timer = std::make_unique<QTimer>();
        connect(timer.get(), &QTimer::timeout, timer.get(), [&count] { ++count; });
        timer->start(2ms);
        QVERIFY(timer->remainingTime() <= 2);
    });
    QTRY_VERIFY(count.load() >= 5);
    run([&] { timer.reset(); });
}

void TestEpollDispatcher::aTimerWithoutIntervalHoldsUpNoSocket()
{
    const Pair pair;
    std::unique_ptr<QTimer> timer;
    std::unique_ptr<QSocketNotifier> notifier;
    std::atomic<bool> wasTold = false;
    run([&] {
        timer = std::make_unique<QTimer>();
        timer->start(0ms);
        notifier = readNotifier(pair);
        connect(notifier.get(), &QSocketNotifier::activated, notifier.get(), [&] {
            pair.read();
            wasTold = true;
        });
    });
    pair.write();
    QTRY_VERIFY(wasTold.load());
    run([&] {
        timer.reset();
        notifier.reset();
    });
}

void TestEpollDispatcher::aStoppedTimerIsSilent()
{
    std::unique_ptr<QTimer> stopped;
    std::unique_ptr<QTimer> later;
    std::atomic<bool> stoppedRang = false;
    std::atomic<bool> laterRang = false;
    run([&] {
        stopped = std::make_unique<QTimer>();
        connect(stopped.get(), &QTimer::timeout, stopped.get(), [&] { stoppedRang = true; });
        stopped->start(5ms);
        stopped->stop();
        later = std::make_unique<QTimer>();
        connect(later.get(), &QTimer::timeout, later.get(), [&] { laterRang = true; });
        later->start(20ms);
    });
    QTRY_VERIFY(laterRang.load());
    QVERIFY(!stoppedRang.load());
    run([&] {
        stopped.reset();
        later.reset();
    });
}

void TestEpollDispatcher::knowsTheTimersOfAnObject()
{
    run([] {
        QObject object;
        const int first = object.startTimer(1h);
        const int second = object.startTimer(2h);
        const auto *dispatcher = QAbstractEventDispatcher::instance();
        const QList<QAbstractEventDispatcher::TimerInfo> timers = dispatcher->registeredTimers(&object);
        QCOMPARE(timers.size(), 2);
        object.killTimer(first);
        QCOMPARE(dispatcher->registeredTimers(&object).size(), 1);
        QCOMPARE(dispatcher->registeredTimers(&object).first().timerId, second);
        QCOMPARE(dispatcher->registeredTimers(&object).first().interval, 2 * 3600 * 1000);
        object.killTimer(second);
        QVERIFY(dispatcher->registeredTimers(&object).isEmpty());
    });
}

QTEST_GUILESS_MAIN(TestEpollDispatcher)
#include "tst_epolldispatcher.moc"
