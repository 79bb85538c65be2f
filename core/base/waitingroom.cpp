// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/waitingroom.h"

namespace gantry {

namespace {

constexpr quint32 bells = 32;

/// The calling thread's; threads beyond the 32nd share one, and wake for nothing now and then.
quint32 ownBell()
{
    static std::atomic<quint32> threads = 0;
    thread_local const quint32 bell = 1U << (threads.fetch_add(1, std::memory_order_relaxed) % bells);
    return bell;
}

} // namespace

WaitingRoom::Seat::Seat()
    : m_bell(ownBell())
{
}

void WaitingRoom::wait(Seat &seat)
{
    while (!seat.m_isReleased.load(std::memory_order_acquire)) {
        const quint32 round = m_round.load(std::memory_order_acquire);
        if (!seat.m_isReleased.load(std::memory_order_acquire))
            sleep(round, seat.m_bell);
    }
}

void WaitingRoom::release(std::vector<Seat *> &seats)
{
    if (seats.empty())
        return;
    quint32 toRing = 0;
    for (Seat *seat : seats) {
        toRing |= seat->m_bell;
        seat->m_isReleased.store(true, std::memory_order_release); // it may be gone from here on
    }
    seats.clear();
    m_round.fetch_add(1, std::memory_order_release);
    wake(toRing);
}

} // namespace gantry
