// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <mutex>

namespace gantry::ctl {

/// Spreads sends evenly over time. Thread: any.
class RateLimiter
{
public:
    /// `perSecond`: 0 for no limit.
    explicit RateLimiter(double perSecond);

    /// Waits for the next turn. False when it was asked to stop meanwhile.
    [[nodiscard]] bool wait();

private:
    std::chrono::nanoseconds m_interval;
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_next = std::chrono::steady_clock::now();
};

} // namespace gantry::ctl
