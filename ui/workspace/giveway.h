// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace gantry::ui {

/// From now on this thread, and those that it starts, leave the processor to the window where both want it: a
/// burst keeps several threads busy, and on two cores the window would wait its turn among them.
///
/// Linux; elsewhere it does nothing.
void giveWayToWindow();

} // namespace gantry::ui
