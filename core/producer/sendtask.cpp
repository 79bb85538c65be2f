// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendtask.h"

#include <utility>

namespace gantry::producer {

namespace {
/// More than a window of this size is rare; what is beyond goes back to the heap.
constexpr size_t mostFree = 8192;
/// A large property string or body must not stay for good.
constexpr qsizetype mostKept = 4096;
} // namespace

void SendTask::recycle()
{
    message.topic = {};
    message.body = QByteArray();
    message.tag.clear();
    message.keys.clear();
    message.properties = {};
    wireBody = QByteArray();
    if (properties.capacity() <= mostKept)
        properties.resize(0);
    else
        properties = {};
    sysFlag = 0;
    queue.reset();
    handler = {};
    if (std::exchange(hasContext, false))
        context.clear();
    waiter = nullptr;
    outcome.attempts.clear();
    outcome.wireBytes = 0;
    outcome.compressed = false;
    connection = nullptr;
    stored.reset();
    isQueued = true;
    wentAway = false;
}

std::unique_ptr<SendTask> SendTaskPool::take()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_free.empty()) {
            std::unique_ptr<SendTask> task = std::move(m_free.back());
            m_free.pop_back();
            return task;
        }
    }
    return std::make_unique<SendTask>();
}

void SendTaskPool::giveBack(std::vector<std::unique_ptr<SendTask>> &tasks)
{
    for (const std::unique_ptr<SendTask> &task : tasks)
        task->recycle();
    {
        const std::lock_guard lock(m_mutex);
        while (!tasks.empty() && m_free.size() < mostFree) {
            m_free.push_back(std::move(tasks.back()));
            tasks.pop_back();
        }
    }
    tasks.clear();
}

} // namespace gantry::producer
