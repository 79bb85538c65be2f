// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gantry::ctl {

/// From now on Ctrl+C (and SIGTERM) asks to stop instead of ending the process; a second one ends it at once.
/// A closed pipe makes writes fail instead.
void watchSignals();

/// Somebody asked to stop. Thread: any.
[[nodiscard]] bool stopRequested();

/// As Ctrl+C does. Thread: any.
void requestStop();

} // namespace gantry::ctl
