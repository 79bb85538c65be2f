// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "remoting/pendingtable.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace gantry::remoting {

namespace {
constexpr size_t firstCapacity = 64;

/// Requests of one batch carry the same time; opaques are consecutive.
void sortByAge(std::vector<PendingRequest> &requests)
{
    std::ranges::sort(requests, [](const PendingRequest &a, const PendingRequest &b) {
        return a.sentAt != b.sentAt ? a.sentAt < b.sentAt : qint32(quint32(a.opaque) - quint32(b.opaque)) < 0;
    });
}
} // namespace

PendingTable::PendingTable()
    : m_slots(firstCapacity)
    , m_shift(32 - std::countr_zero(firstCapacity))
{
}

std::optional<size_t> PendingTable::slotOf(qint32 opaque) const
{
    for (size_t slot = home(opaque); m_slots[slot].handler; slot = (slot + 1) & (m_slots.size() - 1)) {
        if (m_slots[slot].opaque == opaque)
            return slot;
    }
    return std::nullopt;
}

const PendingRequest *PendingTable::find(qint32 opaque) const
{
    const std::optional<size_t> slot = slotOf(opaque);
    return slot ? &m_slots[*slot] : nullptr;
}

std::optional<PendingRequest> PendingTable::take(qint32 opaque)
{
    const std::optional<size_t> slot = slotOf(opaque);
    if (!slot)
        return std::nullopt;
    const PendingRequest request = m_slots[*slot];
    // Answers come mostly in order, and a token is mostly the address of what awaits the answer.
    const PendingRequest &next = m_slots[home(opaque + nextAnswer)];
    if (next.handler)
        prefetchForWrite(reinterpret_cast<const void *>(next.token), tokenBytes);
    erase(*slot);
    return request;
}

/// Closes the gap: moves back every follower that may not stand behind a free slot.
void PendingTable::erase(size_t slot)
{
    const size_t mask = m_slots.size() - 1;
    size_t gap = slot;
    for (size_t next = (gap + 1) & mask; m_slots[next].handler; next = (next + 1) & mask) {
        const size_t distanceToHome = (next - home(m_slots[next].opaque)) & mask;
        const size_t distanceToGap = (next - gap) & mask;
        if (distanceToHome >= distanceToGap) {
            m_slots[gap] = m_slots[next];
            gap = next;
        }
    }
    m_slots[gap].handler = nullptr;
    --m_size;
    if (m_size == 0)
        m_noneExpiresBefore = Clock::TimePoint::max();
}

void PendingTable::grow()
{
    std::vector<PendingRequest> old(m_slots.size() * 2);
    old.swap(m_slots);
    --m_shift;
    m_size = 0;
    for (const PendingRequest &request : old) {
        if (request.handler)
            insert(request);
    }
}

std::vector<PendingRequest> PendingTable::takeExpired(Clock::TimePoint now)
{
    std::vector<PendingRequest> expired;
    if (now < m_noneExpiresBefore)
        return expired;
    Clock::TimePoint earliest = Clock::TimePoint::max();
    for (const PendingRequest &request : m_slots) {
        if (!request.handler)
            continue;
        if (request.deadline <= now)
            expired.push_back(request);
        else
            earliest = std::min(earliest, request.deadline);
    }
    for (const PendingRequest &request : expired)
        erase(*slotOf(request.opaque));
    m_noneExpiresBefore = earliest;
    sortByAge(expired);
    return expired;
}

std::vector<PendingRequest> PendingTable::takeAll()
{
    std::vector<PendingRequest> all;
    all.reserve(size_t(m_size));
    for (PendingRequest &request : m_slots) {
        if (request.handler)
            all.push_back(std::exchange(request, {}));
    }
    m_size = 0;
    m_noneExpiresBefore = Clock::TimePoint::max();
    sortByAge(all);
    return all;
}

} // namespace gantry::remoting
