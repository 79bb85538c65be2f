// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/messagestore.h"

#include "sandbox/storedmessages.h"
#include <gantry/messagequeueselector.h>

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace gantry::sandbox {

namespace {

/// The memory that a message takes, its places in the tables included, which weigh as much as a short body.
qint64 costOf(const StoreEntry &entry)
{
    constexpr qint64 tables = 250;
    constexpr qint64 eachKey = 300;
    return entry.bytes.capacity() + tables + eachKey * entry.keys.size();
}

/// What the message is found by.
QList<QByteArray> keysOf(const wire::StoredMessage &message)
{
    QList<QByteArray> keys;
    if (const QByteArray unique = property(message, wire::propertyname::uniqueKey); !unique.isEmpty())
        keys.append(unique);
    for (const QByteArray &key : property(message, wire::propertyname::keys).split(' ')) {
        if (!key.isEmpty())
            keys.append(key);
    }
    return keys;
}

} // namespace

StoredAt MessageStore::append(wire::StoredMessage message)
{
    Topic &topic = m_topics[message.topic];
    if (topic.queues.size() <= size_t(message.queueId))
        topic.queues.resize(size_t(message.queueId) + 1);
    Queue &queue = topic.queues[size_t(message.queueId)];
    message.queueOffset = queue.minOffset + qint64(queue.entries.size());
    message.physicalOffset = m_nextPhysicalOffset;
    message.storeTimestamp = QDateTime::currentMSecsSinceEpoch();
    message.bodyCrc = wire::crcOf(message.body);

    StoreEntry entry;
    entry.bytes = wire::writeStoredMessage(message);
    entry.physicalOffset = message.physicalOffset;
    entry.storeTimestamp = message.storeTimestamp;
    if (const QByteArray tags = property(message, wire::propertyname::tags); !tags.isEmpty())
        entry.tagsCode = javaHash(QString::fromUtf8(tags));
    entry.keys = keysOf(message);

    const qint64 size = costOf(entry);
    m_nextPhysicalOffset += entry.bytes.size();
    m_places.insert(entry.physicalOffset, {message.topic, message.queueId, message.queueOffset});
    for (const QByteArray &key : std::as_const(entry.keys))
        topic.keys[key].append(entry.physicalOffset);
    queue.entries.push_back(std::move(entry));
    topic.bytes += size;
    m_bytes += size;
    while (topic.bytes > m_retentionBytes)
        dropOldest(topic);
    return {message.queueOffset, message.physicalOffset};
}

void MessageStore::dropOldest(Topic &topic)
{
    const auto age = [](const Queue &queue) {
        return queue.entries.empty() ? std::numeric_limits<qint64>::max()
                                     : queue.entries.front().physicalOffset;
    };
    Queue &oldest = *std::ranges::min_element(topic.queues, {}, age);
    const StoreEntry entry = std::move(oldest.entries.front());
    oldest.entries.pop_front();
    ++oldest.minOffset;
    topic.bytes -= costOf(entry);
    forget(topic, entry);
}

void MessageStore::forget(Topic &topic, const StoreEntry &entry)
{
    m_bytes -= costOf(entry);
    m_places.remove(entry.physicalOffset);
    for (const QByteArray &key : entry.keys) {
        const auto found = topic.keys.find(key);
        if (found == topic.keys.end())
            continue;
        found->removeOne(entry.physicalOffset);
        if (found->isEmpty())
            topic.keys.erase(decltype(topic.keys)::const_iterator(found));
    }
}

void MessageStore::removeTopic(const QString &name)
{
    Topic topic = m_topics.take(name);
    for (const Queue &queue : topic.queues) {
        for (const StoreEntry &entry : queue.entries)
            forget(topic, entry);
    }
}

const MessageStore::Queue *MessageStore::queue(const QString &topic, int queueId) const
{
    const auto found = m_topics.constFind(topic);
    if (found == m_topics.cend() || queueId < 0 || size_t(queueId) >= found->queues.size())
        return nullptr;
    return &found->queues[size_t(queueId)];
}

qint64 MessageStore::minOffset(const QString &topic, int queueId) const
{
    const Queue *found = queue(topic, queueId);
    return found ? found->minOffset : 0;
}

qint64 MessageStore::maxOffset(const QString &topic, int queueId) const
{
    const Queue *found = queue(topic, queueId);
    return found ? found->minOffset + qint64(found->entries.size()) : 0;
}

const StoreEntry *MessageStore::at(const QString &topic, int queueId, qint64 offset) const
{
    const Queue *found = queue(topic, queueId);
    const qint64 index = found ? offset - found->minOffset : -1;
    return index >= 0 && index < qint64(found->entries.size()) ? &found->entries[size_t(index)] : nullptr;
}

const StoreEntry *MessageStore::at(const Place &place) const
{
    return at(place.topic, place.queueId, place.queueOffset);
}

qint64 MessageStore::offsetByTime(const QString &topic, int queueId, qint64 timestamp) const
{
    const Queue *found = queue(topic, queueId);
    if (!found)
        return 0;
    const auto first = std::ranges::lower_bound(found->entries, timestamp, {}, &StoreEntry::storeTimestamp);
    return found->minOffset + (first - found->entries.begin());
}

qint64 MessageStore::lastStoreTime(const QString &topic, int queueId) const
{
    const Queue *found = queue(topic, queueId);
    return found && !found->entries.empty() ? found->entries.back().storeTimestamp : 0;
}

const StoreEntry *MessageStore::byPhysicalOffset(qint64 physicalOffset) const
{
    const auto place = m_places.constFind(physicalOffset);
    return place == m_places.cend() ? nullptr : at(*place);
}

QList<const StoreEntry *> MessageStore::byKey(const QString &topic, const QByteArray &key, int most) const
{
    QList<const StoreEntry *> found;
    const auto in = m_topics.constFind(topic);
    const Offsets offsets = in == m_topics.cend() ? Offsets() : in->keys.value(key);
    for (auto offset = offsets.crbegin(); offset != offsets.crend() && found.size() < most; ++offset)
        found.append(byPhysicalOffset(*offset));
    return found;
}

} // namespace gantry::sandbox
