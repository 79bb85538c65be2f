// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <chrono>

namespace gantry::ctl {

/// CPU time of this process so far, user and system. Zero where the system does not tell.
[[nodiscard]] std::chrono::microseconds processCpuTime();

/// The most memory this process ever had, in KiB. Zero where the system does not tell.
[[nodiscard]] qint64 peakRssKiB();

} // namespace gantry::ctl
