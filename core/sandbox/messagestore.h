// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/message.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QVarLengthArray>

#include <deque>
#include <vector>

namespace gantry::sandbox {

/// A message as it lies in a queue.
struct StoreEntry {
    QByteArray bytes; ///< as pulls give it out
    qint64 physicalOffset = 0;
    qint64 storeTimestamp = 0;
    qint32 tagsCode = 0; ///< Java's hash of the tag; 0 without one
    QList<QByteArray> keys;
};

/// What append() gave a message.
struct StoredAt {
    qint64 queueOffset = 0;
    qint64 physicalOffset = 0;
};

/// The messages of one broker, in memory: queues by topic, each a run of offsets whose oldest end moves on
/// when a topic grows beyond its limit. Thread: sandbox.
///
/// Java: DefaultMessageStore
class MessageStore
{
public:
    /// `retentionBytes`: of one topic, in memory; over that its oldest messages go.
    explicit MessageStore(qint64 retentionBytes)
        : m_retentionBytes(retentionBytes)
    {
    }

    /// Sets the message's offsets and store time, and stores it.
    StoredAt append(wire::StoredMessage message);

    [[nodiscard]] qint64 minOffset(const QString &topic, int queueId) const;
    /// One behind the last.
    [[nodiscard]] qint64 maxOffset(const QString &topic, int queueId) const;
    /// Null outside of [minOffset, maxOffset).
    [[nodiscard]] const StoreEntry *at(const QString &topic, int queueId, qint64 offset) const;
    /// The first message stored at `timestamp` or later; maxOffset() when there is none.
    [[nodiscard]] qint64 offsetByTime(const QString &topic, int queueId, qint64 timestamp) const;
    [[nodiscard]] qint64 lastStoreTime(const QString &topic, int queueId) const;

    [[nodiscard]] const StoreEntry *byPhysicalOffset(qint64 physicalOffset) const;
    /// The newest first, at most `most`. `key`: of KEYS or UNIQ_KEY.
    [[nodiscard]] QList<const StoreEntry *> byKey(const QString &topic, const QByteArray &key,
                                                  int most) const;

    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    void removeTopic(const QString &name);

private:
    struct Queue {
        qint64 minOffset = 0;
        std::deque<StoreEntry> entries;
    };
    using Offsets = QVarLengthArray<qint64, 1>; ///< most keys are one message's
    struct Topic {
        std::vector<Queue> queues;
        QHash<QByteArray, Offsets> keys; ///< of KEYS and UNIQ_KEY → physical offsets, oldest first
        qint64 bytes = 0;
    };
    struct Place {
        QString topic;
        int queueId = 0;
        qint64 queueOffset = 0;
    };

    [[nodiscard]] const Queue *queue(const QString &topic, int queueId) const;
    [[nodiscard]] const StoreEntry *at(const Place &place) const;
    void dropOldest(Topic &topic);
    void forget(Topic &topic, const StoreEntry &entry);

    const qint64 m_retentionBytes;
    QHash<QString, Topic> m_topics;
    QHash<qint64, Place> m_places; ///< by physical offset
    qint64 m_nextPhysicalOffset = 0;
    qint64 m_bytes = 0;
};

} // namespace gantry::sandbox
