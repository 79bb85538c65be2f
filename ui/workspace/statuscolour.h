// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/profile.h"

#include <QColor>
#include <QPalette>

namespace gantry::ui {

/// What a colour says; never the only thing that says it.
enum class Status { Neutral, Good, Warning, Bad };

/// Readable as text on the palette's window and base colours, light or dark.
[[nodiscard]] QColor statusColour(Status status, const QPalette &palette);
/// Of profiles that lead there; production is red.
[[nodiscard]] QColor environmentColour(Environment environment, const QPalette &palette);

} // namespace gantry::ui
