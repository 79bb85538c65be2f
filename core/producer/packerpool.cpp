// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/packerpool.h"

#include <algorithm>
#include <utility>

namespace gantry::producer {

namespace {
constexpr size_t mostAtOnce = 16;
}

PackerPool::PackerPool(Pack pack, Submit submit)
    : m_pack(std::move(pack))
    , m_submit(std::move(submit))
{
}

PackerPool::~PackerPool()
{
    m_threads.waitForDone();
    // What each worker did last was done under it: Qt's own wait is nothing that the thread sanitizer sees.
    const std::lock_guard lock(m_mutex);
}

void PackerPool::add(std::unique_ptr<SendTask> task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(task));
        if (m_workers == m_threads.maxThreadCount())
            return;
        ++m_workers;
    }
    m_threads.start([this] { work(); });
}

void PackerPool::work()
{
    std::vector<std::unique_ptr<SendTask>> batch;
    while (takeBatch(batch)) {
        for (const std::unique_ptr<SendTask> &task : batch)
            m_pack(*task);
        m_submit(batch);
    }
}

/// This worker's share of what waits; false when there is nothing, and the worker ends.
bool PackerPool::takeBatch(std::vector<std::unique_ptr<SendTask>> &batch)
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting.empty()) {
        --m_workers;
        return false;
    }
    const size_t share = m_waiting.size() / size_t(m_workers);
    const auto end = m_waiting.begin() + qsizetype(std::clamp<size_t>(share, 1, mostAtOnce));
    std::move(m_waiting.begin(), end, std::back_inserter(batch));
    m_waiting.erase(m_waiting.begin(), end);
    return true;
}

} // namespace gantry::producer
