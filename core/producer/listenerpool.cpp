// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/listenerpool.h"

#include <utility>

namespace gantry::producer {

namespace {
constexpr size_t mostThreads = 8;
}

ListenerPool::~ListenerPool()
{
    finish();
}

void ListenerPool::start(Job job)
{
    const std::lock_guard lock(m_mutex);
    if (m_isFinishing)
        return;
    m_jobs.push_back(std::move(job));
    if (m_jobs.size() > m_idle && m_threads.size() < mostThreads)
        m_threads.emplace_back([this] { work(); });
    m_changed.notify_one();
}

void ListenerPool::finish()
{
    std::vector<std::thread> threads;
    {
        const std::lock_guard lock(m_mutex);
        m_isFinishing = true;
        threads = std::exchange(m_threads, {});
    }
    m_changed.notify_all();
    for (std::thread &thread : threads)
        thread.join();
}

void ListenerPool::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        m_changed.wait(lock, [this] { return m_isFinishing || !m_jobs.empty(); });
        --m_idle;
        if (m_jobs.empty())
            return;
        const Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

} // namespace gantry::producer
