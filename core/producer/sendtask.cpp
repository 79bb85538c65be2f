// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendtask.h"

#include "base/prefetch.h"

#include <utility>

namespace gantry::producer {

namespace {
/// More than a window of this size is rare; what is beyond goes back to the heap.
constexpr size_t mostFree = 8192;
/// A large property string or body must not stay for good.
constexpr qsizetype mostKept = 4096;
} // namespace

SpecialSend &SendTask::makeSpecial()
{
    if (!special)
        special = std::make_unique<SpecialSend>();
    return *special;
}

void SendTask::release()
{
    if (message.body.size() > mostKept) {
        message.body = QByteArray();
        packedBody = QByteArray();
    }
    if (properties.capacity() > mostKept) { // else what it was made of is small, too
        properties = QByteArray();
        message.keys.clear();
        message.tag.clear();
        message.properties.clear();
    }
    handler = {};
    if (std::exchange(hasContext, false))
        context.clear();
    waiter = nullptr;
    outcome.attempts.clear();
    connection = nullptr;
    stored.reset();
    queue.reset();
    if (special)
        releaseSpecial();
    gateMessages = 0;
    gateBytes = 0;
    mayGather = false;
    outcome.wireBytes = 0;
    isQueued = true;
    wentAway = false;
}

/// Only special sends have these parts of an outcome.
void SendTask::releaseSpecial()
{
    special.reset();
    outcome.flight.reset();
    outcome.batch.reset();
    outcome.transaction.reset();
    outcome.reply.reset();
}

void SendTask::reset()
{
    packedBody = QByteArray();
    properties.resize(0);
    sysFlag = 0;
    outcome.compressed = false;
}

std::unique_ptr<SendTask> SendTaskPool::take()
{
    std::unique_ptr<SendTask> task;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_free.empty()) {
            task = std::move(m_free.back());
            m_free.pop_back();
        }
        if (!m_free.empty()) // the network thread has just written to it
            prefetchForWrite(m_free.back().get(), SendTask::sharedBytes);
    }
    if (!task)
        return std::make_unique<SendTask>();
    prefetchForWrite(task->properties.constData(), SendTask::usualPropertyBytes);
    task->reset();
    return task;
}

void SendTaskPool::giveBack(std::vector<std::unique_ptr<SendTask>> &tasks)
{
    for (const std::unique_ptr<SendTask> &task : tasks)
        task->release();
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
