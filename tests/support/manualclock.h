// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

#include <chrono>

namespace gantry::testing {

/// A clock that stands still until it is told to go on. Thread: one.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] TimePoint now() const override { return m_now; }
    [[nodiscard]] std::chrono::milliseconds sinceEpoch() const override { return m_sinceEpoch; }

    void advance(std::chrono::milliseconds by)
    {
        m_now += by;
        m_sinceEpoch += by;
    }

private:
    TimePoint m_now{std::chrono::hours(1)};
    std::chrono::milliseconds m_sinceEpoch{1'700'000'000'000};
};

} // namespace gantry::testing
