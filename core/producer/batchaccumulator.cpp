// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/batchaccumulator.h"

#include "base/logging.h"
#include "producer/batch.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace gantry::producer {

namespace {

/// What members of one batch have in common.
QString groupKey(const SendTask &task)
{
    const QString queue =
        task.queue ? u"%1:%2"_s.arg(task.queue->broker.text()).arg(task.queue->queueId) : QString();
    return u"%1\1%2\1%3\1%4\1%5\1%6"_s.arg(task.message.topic.text(), task.message.tag, queue)
        .arg(int(task.outcome.mode))
        .arg(int(task.message.waitStoreOk))
        .arg(task.timeout.count());
}

} // namespace

BatchAccumulator::BatchAccumulator(const ProducerConfig &config, SendTaskPool &pool, Emit emit)
    : m_config(config)
    , m_pool(pool)
    , m_emit(std::move(emit))
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &BatchAccumulator::flushDue);
}

void BatchAccumulator::add(std::unique_ptr<SendTask> task)
{
    const qsizetype bytes = batchedBytes(*task);
    const auto [entry, isNew] = m_groups.try_emplace(groupKey(*task));
    Group &group = entry->second;
    if (isNew)
        group.due = task->acceptedAt + m_config.batchMaxDelay;
    if (!group.tasks.empty() && group.bytes + bytes > m_config.maxMessageBytes) {
        Group full = std::exchange(group, {});
        group.due = task->acceptedAt + m_config.batchMaxDelay;
        emitGroup(std::move(full));
    }
    group.bytes += bytes;
    group.tasks.push_back(std::move(task));
    if (group.bytes >= m_config.batchMaxBytes) {
        Group full = std::move(group);
        m_groups.erase(entry);
        emitGroup(std::move(full));
    }
    schedule();
}

void BatchAccumulator::flush()
{
    std::map<QString, Group> groups = std::exchange(m_groups, {});
    for (auto &[key, group] : groups)
        emitGroup(std::move(group));
    m_timer.stop();
}

void BatchAccumulator::flushDue()
{
    const Clock::TimePoint now = Clock::TimePoint::clock::now();
    std::vector<Group> due;
    for (auto entry = m_groups.begin(); entry != m_groups.end();) {
        if (entry->second.due > now) {
            ++entry;
            continue;
        }
        due.push_back(std::move(entry->second));
        entry = m_groups.erase(entry);
    }
    for (Group &group : due)
        emitGroup(std::move(group));
    schedule();
}

void BatchAccumulator::emitGroup(Group group)
{
    if (group.tasks.size() == 1) {
        m_emit(std::move(group.tasks.front()));
        return;
    }
    std::unique_ptr<SendTask> batch = m_pool.take();
    if (const Result<void> made = makeBatch(*batch, group.tasks); made) {
        m_emit(std::move(batch));
        return;
    }
    // Properties that are too long for a batch: the broker says what it thinks of them.
    for (std::unique_ptr<SendTask> &task : group.tasks)
        m_emit(std::move(task));
}

void BatchAccumulator::schedule()
{
    if (m_groups.empty()) {
        m_timer.stop();
        return;
    }
    const auto first =
        std::ranges::min_element(m_groups, {}, [](const auto &entry) { return entry.second.due; });
    const auto wait = std::chrono::ceil<milliseconds>(first->second.due - Clock::TimePoint::clock::now());
    if (!m_timer.isActive() || wait < milliseconds(m_timer.remainingTime()))
        m_timer.start(std::max(0ms, wait));
}

} // namespace gantry::producer
