// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/packerpool.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <set>
#include <thread>

using namespace gantry;
using namespace gantry::producer;

namespace {

std::unique_ptr<SendTask> task(quint64 id)
{
    auto task = std::make_unique<SendTask>();
    task->outcome.id = SendId{id};
    return task;
}

/// What a pool submitted; its members are safe to read once the pool is gone.
struct Submitted {
    std::mutex mutex;
    std::multiset<quint64> ids;
    size_t largestBatch = 0;
    int unpacked = 0;

    void take(std::vector<std::unique_ptr<SendTask>> &tasks)
    {
        const std::lock_guard lock(mutex);
        largestBatch = std::max(largestBatch, tasks.size());
        for (const std::unique_ptr<SendTask> &task : tasks) {
            ids.insert(task->outcome.id.value);
            unpacked += task->outcome.compressed ? 0 : 1;
        }
        tasks.clear();
    }
};

} // namespace

class TestPackerPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsPackedAndSubmittedOnce();
    void aBacklogIsSubmittedInBatches();
    void anIdlePoolTakesMore();
};

void TestPackerPool::everythingIsPackedAndSubmittedOnce()
{
    constexpr quint64 each = 2000;
    Submitted submitted;
    {
        PackerPool pool([](SendTask &task) { task.outcome.compressed = true; },
                        [&](auto &tasks) { submitted.take(tasks); });
        std::vector<std::thread> senders;
        for (quint64 sender = 0; sender < 4; ++sender) {
            senders.emplace_back([&pool, sender] {
                for (quint64 i = 0; i < each; ++i)
                    pool.add(task(sender * each + i));
            });
        }
        for (std::thread &sender : senders)
            sender.join();
    }
    QCOMPARE(submitted.ids.size(), size_t(4 * each));
    QCOMPARE(std::set<quint64>(submitted.ids.begin(), submitted.ids.end()).size(), size_t(4 * each));
    QCOMPARE(submitted.unpacked, 0);
}

void TestPackerPool::aBacklogIsSubmittedInBatches()
{
    Submitted submitted;
    QSemaphore entered;
    QSemaphore mayGoOn;
    const int threads = QThread::idealThreadCount();
    {
        PackerPool pool(
            [&](SendTask &task) {
                if (task.outcome.id.value >= quint64(threads))
                    return;
                entered.release(); // every worker is held by one task
                mayGoOn.acquire();
            },
            [&](auto &tasks) { submitted.take(tasks); });
        for (quint64 i = 0; i < quint64(threads); ++i) {
            pool.add(task(i));
            entered.acquire();
        }
        for (quint64 i = 0; i < 1000; ++i)
            pool.add(task(quint64(threads) + i));
        mayGoOn.release(threads);
    }
    QCOMPARE(submitted.ids.size(), size_t(threads + 1000));
    QCOMPARE(submitted.largestBatch, size_t(16));
}

void TestPackerPool::anIdlePoolTakesMore()
{
    QSemaphore done;
    Submitted submitted;
    PackerPool pool([](SendTask &) {},
                    [&](auto &tasks) {
                        submitted.take(tasks);
                        done.release();
                    });
    for (quint64 i = 0; i < 20; ++i) {
        pool.add(task(i));
        done.acquire();
    }
    const std::lock_guard lock(submitted.mutex);
    QCOMPARE(submitted.ids.size(), size_t(20));
}

QTEST_GUILESS_MAIN(TestPackerPool)
#include "tst_packerpool.moc"
