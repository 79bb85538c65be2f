// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QSet>
#include <QString>

#include <chrono>
#include <optional>
#include <tuple>

namespace gantry::sandbox {

/// A queue of this broker, as a consumer group sees it.
struct GroupQueue {
    QString group;
    QString topic;
    int queueId = 0;

    friend bool operator==(const GroupQueue &, const GroupQueue &) = default;
    friend size_t qHash(const GroupQueue &queue, size_t seed = 0)
    {
        return qHashMulti(seed, queue.group, queue.topic, queue.queueId);
    }
};

/// How far the consumer groups are. Thread: sandbox. Java: ConsumerOffsetManager
class ConsumerOffsets
{
public:
    void set(const GroupQueue &queue, qint64 offset) { m_offsets.insert(queue, offset); }
    [[nodiscard]] std::optional<qint64> find(const GroupQueue &queue) const
    {
        const auto found = m_offsets.constFind(queue);
        return found == m_offsets.cend() ? std::nullopt : std::optional(*found);
    }
    /// Of which the group has offsets.
    [[nodiscard]] QSet<QString> topicsOf(const QString &group) const
    {
        QSet<QString> topics;
        for (auto queue = m_offsets.keyBegin(); queue != m_offsets.keyEnd(); ++queue) {
            if (queue->group == group)
                topics.insert(queue->topic);
        }
        return topics;
    }
    /// Which have offsets of the topic.
    [[nodiscard]] QSet<QString> groupsOf(const QString &topic) const
    {
        QSet<QString> groups;
        for (auto queue = m_offsets.keyBegin(); queue != m_offsets.keyEnd(); ++queue) {
            if (queue->topic == topic)
                groups.insert(queue->group);
        }
        return groups;
    }

private:
    QHash<GroupQueue, qint64> m_offsets;
};

/// Which client of a group consumes a queue in order. Thread: sandbox. Java: RebalanceLockManager
class QueueLocks
{
public:
    /// True when the client has the lock now.
    bool lock(const GroupQueue &queue, const QString &clientId)
    {
        const auto now = std::chrono::steady_clock::now();
        Lock &lock = m_locks[queue];
        if (!lock.clientId.isEmpty() && lock.clientId != clientId && now - lock.at < lifetime)
            return false;
        lock = {clientId, now};
        return true;
    }
    void unlock(const GroupQueue &queue, const QString &clientId)
    {
        if (m_locks.value(queue).clientId == clientId)
            m_locks.remove(queue);
    }

private:
    struct Lock {
        QString clientId;
        std::chrono::steady_clock::time_point at;
    };
    static constexpr std::chrono::seconds lifetime{60};

    QHash<GroupQueue, Lock> m_locks;
};

} // namespace gantry::sandbox
