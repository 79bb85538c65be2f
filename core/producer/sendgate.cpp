// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendgate.h"

using namespace std::chrono_literals;

namespace gantry::producer {

namespace {
constexpr auto lookAgain = 2ms;
}

bool SendGate::isFull() const
{
    return m_messages.load(std::memory_order_relaxed) >= m_limits.messages
           || m_bytes.load(std::memory_order_relaxed) >= m_limits.bytes
           || m_queuedBytes.load(std::memory_order_relaxed) >= m_limits.queuedBytes;
}

/// Enough to make waking somebody worth it: a sender that is woken for every single message costs more than
/// the message.
bool SendGate::hasRoom() const
{
    const auto below = [](const std::atomic<qint64> &level, qint64 limit) {
        return level.load(std::memory_order_relaxed) <= limit - qMax<qint64>(1, limit / 4);
    };
    return below(m_messages, m_limits.messages) && below(m_bytes, m_limits.bytes)
           && below(m_queuedBytes, m_limits.queuedBytes);
}

bool SendGate::tryEnter(qint64 bytes, qint64 messages)
{
    // Threads that look at once may pass together: limits are soft by one message a thread.
    if (isFull())
        return false;
    m_messages.fetch_add(messages, std::memory_order_relaxed);
    m_bytes.fetch_add(bytes, std::memory_order_relaxed);
    m_queuedBytes.fetch_add(bytes, std::memory_order_relaxed);
    return true;
}

bool SendGate::enter(qint64 bytes, std::chrono::steady_clock::time_point deadline, qint64 messages)
{
    if (tryEnter(bytes, messages))
        return true;
    std::unique_lock lock(m_mutex);
    m_waiting.fetch_add(1);
    bool entered = false;
    while (!m_closed && !entered && std::chrono::steady_clock::now() < deadline) {
        // Where the rest is stuck, nobody may ever be below hasRoom(): so look again now and then.
        m_room.wait_for(lock, lookAgain);
        entered = !m_closed && tryEnter(bytes, messages);
    }
    m_waiting.fetch_sub(1);
    return entered;
}

void SendGate::leave(const Load &load)
{
    const bool isEmpty = m_messages.fetch_sub(load.messages) == load.messages;
    m_bytes.fetch_sub(load.bytes);
    m_queuedBytes.fetch_sub(load.queuedBytes);
    if (isEmpty && m_emptyAwaited.load()) {
        const std::lock_guard lock(m_mutex);
        m_empty.notify_all();
    }
    if (m_waiting.load() == 0 || !hasRoom())
        return;
    const std::lock_guard lock(m_mutex);
    m_room.notify_all();
}

bool SendGate::waitEmpty(std::chrono::steady_clock::time_point deadline)
{
    std::unique_lock lock(m_mutex);
    m_emptyAwaited = true;
    return m_empty.wait_until(lock, deadline, [this] { return m_messages.load() == 0; });
}

void SendGate::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_room.notify_all();
}

} // namespace gantry::producer
