// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gantry {

/// Waiting on a GUI's thread would freeze the window; core must not link Gui to ask properly.
[[nodiscard]] bool isGuiThread();

} // namespace gantry
