// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcometotals.h"

#include <QString>

namespace gantry::ui {

/// "Sent 100 · accepted 98 · failed 1 · unknown 1 · 12/s · p50 1.20 ms · p99 8.90 ms".
[[nodiscard]] QString totalsText(const OutcomeTotals &totals, double perSecond);

} // namespace gantry::ui
