// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace gantry::ctl {

/// From now on Ctrl+C (and SIGTERM) asks to stop instead of ending the process; a second one ends it at once.
/// A closed pipe makes writes fail instead.
void watchSignals();

/// Somebody asked to stop. Thread: any.
[[nodiscard]] bool stopRequested();

/// Waits until `time`; false as soon as somebody asked to stop. Thread: any.
[[nodiscard]] bool waitUntil(std::chrono::steady_clock::time_point time);

/// As Ctrl+C does. Thread: any.
void requestStop();

} // namespace gantry::ctl
