// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/storedmessage.h>

#include <QList>

#include <vector>

namespace gantry::admin {

/// What a broker answered to one pull.
struct Pulled {
    QList<StoredMessage> messages;
    qint64 nextOffset = 0; ///< where it says to go on
    bool hasMoved = false; ///< there is nothing at the offset any more: it was deleted
    bool isAtEnd = false;  ///< there is nothing there yet
};

/// One pull to be made.
struct PullPlan {
    qint64 offset = 0;
    int count = 0;
};

/// Reading one queue in [begin, end), block by block: forwards, or backwards for the newest. Pulls go
/// forwards only, so that a block may take several. Pure.
class QueueScan
{
public:
    enum class Direction { Forwards, Backwards };

    QueueScan(qint64 begin, qint64 end, Direction direction, int blockSize = 32);

    [[nodiscard]] bool isDone() const { return m_begin >= m_end; }
    /// The next pull; only while it is not done.
    [[nodiscard]] PullPlan next() const;
    void take(const Pulled &pulled);
    /// What was read is all there will be.
    void stop();

    /// In the order of reading: backwards the newest first.
    [[nodiscard]] const QList<StoredMessage> &messages() const { return m_messages; }

private:
    void openBlock();
    void closeBlock();

    qint64 m_begin; ///< of what is not read yet; the open block is part of it
    qint64 m_end;
    Direction m_direction;
    int m_blockSize;
    qint64 m_cursor = 0; ///< in the open block
    qint64 m_blockEnd = 0;
    QList<StoredMessage> m_block;
    QList<StoredMessage> m_messages;
};

/// Which of `scans` must read on until the first `max` messages of all, by time of storing, are known; none
/// when they are. A queue that is well ahead of the others waits for them.
[[nodiscard]] std::vector<size_t> scansToRead(const std::vector<QueueScan> &scans,
                                              QueueScan::Direction direction, int max);

/// The first `max` messages (backwards: the last) of all, the oldest first.
[[nodiscard]] QList<StoredMessage> merged(const std::vector<QueueScan> &scans, QueueScan::Direction direction,
                                          int max);

} // namespace gantry::admin
