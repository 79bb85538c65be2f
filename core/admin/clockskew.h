// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/admin.h>

#include <chrono>
#include <optional>

namespace gantry::admin {

/// What a broker tells of its time is good to a second or two.
inline constexpr std::chrono::seconds mostSkew{10};

/// How far a broker's clock is ahead of ours, from its start time and how long it says it has run; nothing
/// when it does not say. `now`: ours. Java: BrokerStats, BrokerController#prepareRuntimeInfo
[[nodiscard]] std::optional<std::chrono::seconds>
clockSkew(const BrokerView &broker,
          std::chrono::system_clock::time_point now = std::chrono::system_clock::now());

} // namespace gantry::admin
