// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/queuescan.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

namespace gantry::admin {

namespace {

using Direction = QueueScan::Direction;
using Time = decltype(StoredMessage::storedAt);

/// A queue so far ahead of the slowest one waits.
constexpr int farAhead = 32;

/// Up to where all queues are read that are not done: nothing stored before it (backwards: after it) can
/// come any more. Nothing while some queue has not even begun.
struct Frontier {
    bool isOpen = true; ///< no queue is left to read: everything counts
    std::optional<Time> time;
};

Frontier frontierOf(const std::vector<QueueScan> &scans, Direction direction)
{
    Frontier frontier;
    for (const QueueScan &scan : scans) {
        if (scan.isDone())
            continue;
        if (scan.messages().isEmpty())
            return {.isOpen = false, .time = std::nullopt};
        const Time last = scan.messages().last().storedAt;
        const bool isSlower =
            !frontier.time
            || (direction == Direction::Forwards ? last < *frontier.time : last > *frontier.time);
        if (isSlower)
            frontier.time = last;
        frontier.isOpen = false;
    }
    return frontier;
}

/// How many of the scan's messages lie behind the frontier: others may still come before them.
qsizetype aheadOf(const Frontier &frontier, const QueueScan &scan, Direction direction)
{
    if (frontier.isOpen)
        return 0;
    if (!frontier.time)
        return scan.messages().size();
    return std::ranges::count_if(scan.messages(), [&](const StoredMessage &message) {
        return direction == Direction::Forwards ? message.storedAt > *frontier.time
                                                : message.storedAt < *frontier.time;
    });
}

} // namespace

QueueScan::QueueScan(qint64 begin, qint64 end, Direction direction, int blockSize)
    : m_begin(begin)
    , m_end(std::max(begin, end))
    , m_direction(direction)
    , m_blockSize(blockSize)
{
    openBlock();
}

void QueueScan::openBlock()
{
    const bool isForwards = m_direction == Direction::Forwards;
    m_cursor = isForwards ? m_begin : std::max(m_begin, m_end - m_blockSize);
    m_blockEnd = isForwards ? std::min(m_end, m_begin + m_blockSize) : m_end;
}

void QueueScan::closeBlock()
{
    const bool isForwards = m_direction == Direction::Forwards;
    if (!isForwards)
        std::ranges::reverse(m_block);
    m_messages += std::exchange(m_block, {});
    if (isForwards)
        m_begin = std::max(m_blockEnd, m_cursor);
    else
        m_end = std::max(m_begin, m_blockEnd - m_blockSize);
    openBlock();
}

PullPlan QueueScan::next() const
{
    return {m_cursor, int(m_blockEnd - m_cursor)};
}

void QueueScan::take(const Pulled &pulled)
{
    for (const StoredMessage &message : pulled.messages) {
        if (message.queueOffset >= m_cursor && message.queueOffset < m_blockEnd)
            m_block.append(message);
    }
    // Deleted while we read: what is left begins there, for reading backwards, too.
    if (pulled.hasMoved && pulled.nextOffset > m_cursor)
        m_begin = std::max(m_begin, pulled.nextOffset);
    // A broker that does not move on would be asked for ever.
    const bool isStuck = pulled.isAtEnd || pulled.nextOffset <= m_cursor;
    m_cursor = isStuck ? m_blockEnd : pulled.nextOffset;
    if (isStuck && m_direction == Direction::Forwards)
        m_end = m_blockEnd;
    if (m_cursor >= m_blockEnd)
        closeBlock();
}

void QueueScan::stop()
{
    if (m_direction == Direction::Forwards) // backwards there would be a gap behind them
        m_messages += std::exchange(m_block, {});
    m_end = m_begin;
}

std::vector<size_t> scansToRead(const std::vector<QueueScan> &scans, Direction direction, int max)
{
    const Frontier frontier = frontierOf(scans, direction);
    qsizetype known = 0;
    std::vector<size_t> wanted;
    for (size_t i = 0; i < scans.size(); ++i) {
        const qsizetype ahead = aheadOf(frontier, scans[i], direction);
        known += scans[i].messages().size() - ahead;
        if (!scans[i].isDone() && ahead < farAhead)
            wanted.push_back(i);
    }
    if (known >= max)
        wanted.clear();
    return wanted;
}

QList<StoredMessage> merged(const std::vector<QueueScan> &scans, Direction direction, int max)
{
    QList<StoredMessage> all;
    for (const QueueScan &scan : scans)
        all += scan.messages();
    std::ranges::sort(all, [](const StoredMessage &a, const StoredMessage &b) {
        return std::tie(a.storedAt, a.queue.broker, a.queue.queueId, a.queueOffset)
               < std::tie(b.storedAt, b.queue.broker, b.queue.queueId, b.queueOffset);
    });
    if (all.size() > max && direction == Direction::Forwards)
        all.resize(max);
    else if (all.size() > max)
        all.remove(0, all.size() - max);
    return all;
}

} // namespace gantry::admin
