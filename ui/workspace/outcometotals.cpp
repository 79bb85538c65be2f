// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/outcometotals.h"

#include <algorithm>

namespace gantry::ui {

using std::chrono::milliseconds;

namespace {
constexpr milliseconds slotWidth(100);
}

qint64 RateMeter::indexOf(TimePoint now)
{
    return std::chrono::duration_cast<milliseconds>(now.time_since_epoch()) / slotWidth;
}

void RateMeter::add(quint64 count, TimePoint now)
{
    const qint64 index = indexOf(now);
    if (m_first < 0 || perSecond(now) == 0)
        m_first = index;
    Slot &slot = m_slots.at(size_t(index) % slotCount);
    if (slot.index != index)
        slot = {index, 0};
    slot.count += count;
}

double RateMeter::perSecond(TimePoint now) const
{
    const qint64 index = indexOf(now);
    quint64 sum = 0;
    for (const Slot &slot : m_slots) {
        if (slot.index >= 0 && slot.index <= index && index - slot.index < qint64(slotCount))
            sum += slot.count;
    }
    if (sum == 0)
        return 0;
    // What began a moment ago has not lasted three seconds yet.
    const qint64 lasted = std::clamp<qint64>(index - m_first + 1, 10, qint64(slotCount));
    return double(sum) * 1000.0 / double(lasted * slotWidth.count());
}

void OutcomeTotals::add(const SendOutcome &outcome)
{
    ++sent;
    if (!outcome.isOk()) {
        ++failed;
        if (!outcome.attempts.isEmpty()) {
            const Attempt &last = outcome.attempts.last();
            ++queues[outcome.topic][{last.broker, last.queueId}].failed;
        }
        return;
    }
    const SendResult &result = *outcome.result;
    QueueCount &queue = queues[outcome.topic][{result.queue.broker, result.queue.queueId}];
    if (result.status == SendStatus::Oneway) {
        ++unknown;
        ++queue.unknown;
        return;
    }
    ++accepted;
    ++queue.accepted;
    latencies.record(outcome.elapsed);
}

} // namespace gantry::ui
