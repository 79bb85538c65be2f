// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gantry::producer {

/// Threads for what a user's listener does, which may block: made as they are needed, at most some.
///
/// Thread: any
class ListenerPool
{
public:
    using Job = std::function<void()>;

    ListenerPool() = default;
    /// As finish().
    ~ListenerPool();
    ListenerPool(const ListenerPool &) = delete;
    ListenerPool &operator=(const ListenerPool &) = delete;

    /// Runs `job` as soon as a thread is free.
    void start(Job job);
    /// Takes no more, and waits until everything has run.
    void finish();

private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Job> m_jobs;
    std::vector<std::thread> m_threads;
    size_t m_idle = 0;
    bool m_isFinishing = false;
};

} // namespace gantry::producer
