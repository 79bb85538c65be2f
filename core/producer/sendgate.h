// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/result.h>

#include <QtGlobal>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace gantry::producer {

/// Back-pressure: how much may be under way at a time, in messages, in bytes, and in bytes that the kernel
/// has not taken. A message passes while every level is below its limit, so that one of any size always can.
///
/// Java: enableBackpressureForAsyncMode (ASYNC only, off by default); ONEWAY has none there that holds.
/// Thread: enter and wait on sending threads; leave on the network thread, once a batch.
class SendGate
{
public:
    struct Limits {
        qint64 messages = 0;
        qint64 bytes = 0;
        qint64 queuedBytes = 0;
    };
    struct Load {
        qint64 messages = 0;
        qint64 bytes = 0;
        qint64 queuedBytes = 0;
    };

    explicit SendGate(const Limits &limits)
        : m_limits(limits)
    {
    }

    /// Takes `bytes` of so many messages in, unless a limit is reached.
    [[nodiscard]] bool tryEnter(qint64 bytes, qint64 messages = 1);
    /// tryEnter() as soon as possible, until `deadline`. False when it passed, or the gate was closed.
    [[nodiscard]] bool enter(qint64 bytes, std::chrono::steady_clock::time_point deadline,
                             qint64 messages = 1);
    /// Takes `load` off.
    void leave(const Load &load);
    /// Lets go of all who wait: they do not enter.
    void close();
    /// Waits until no message is in. False when `deadline` passed before.
    [[nodiscard]] bool waitEmpty(std::chrono::steady_clock::time_point deadline);

    [[nodiscard]] qint64 messages() const { return m_messages.load(std::memory_order_relaxed); }

private:
    [[nodiscard]] bool isFull() const;
    [[nodiscard]] bool hasRoom() const;

    const Limits m_limits;
    std::atomic<qint64> m_messages = 0;
    std::atomic<qint64> m_bytes = 0;
    std::atomic<qint64> m_queuedBytes = 0;
    std::atomic<int> m_waiting = 0;
    std::mutex m_mutex;
    std::condition_variable m_room;
    std::condition_variable m_empty;
    std::atomic<bool> m_emptyAwaited = false;
    bool m_closed = false;
};

} // namespace gantry::producer
