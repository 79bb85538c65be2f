// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "ratelimiter.h"

#include "stopsignal.h"

#include <QtGlobal>

#include <algorithm>

using namespace std::chrono_literals;

namespace gantry::ctl {

RateLimiter::RateLimiter(double perSecond)
    : m_interval(perSecond > 0 ? qRound64(1e9 / perSecond) : 0)
{
}

bool RateLimiter::wait()
{
    if (m_interval == 0ns)
        return !stopRequested();
    std::chrono::steady_clock::time_point turn;
    {
        const std::lock_guard lock(m_mutex);
        turn = m_next;
        m_next += m_interval;
    }
    return waitUntil(turn);
}

} // namespace gantry::ctl
