// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace gantry {

/// What time it is: replaced in tests, so that none of them waits.
class Clock
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    virtual ~Clock() = default;
    /// For durations and deadlines.
    [[nodiscard]] virtual TimePoint now() const = 0;
    /// For born times.
    [[nodiscard]] virtual std::chrono::milliseconds sinceEpoch() const = 0;

protected:
    Clock() = default;
    Clock(const Clock &) = default;
    Clock &operator=(const Clock &) = default;
};

/// The machine's clocks.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] TimePoint now() const override { return std::chrono::steady_clock::now(); }
    [[nodiscard]] std::chrono::milliseconds sinceEpoch() const override
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now().time_since_epoch());
    }
};

} // namespace gantry
