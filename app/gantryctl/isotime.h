// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace gantry::ctl {

using IsoTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// The time in an ISO 8601 text; local time where it names no offset. Nothing for any other text.
[[nodiscard]] std::optional<IsoTime> isoTime(const QString &text);
/// With milliseconds and the local offset from UTC.
[[nodiscard]] QString isoText(IsoTime time);
/// What to write instead of what is no time.
[[nodiscard]] QString isoTimeHint();

} // namespace gantry::ctl
