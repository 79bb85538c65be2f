// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gantry::ctl {

/// Whether standard input comes from another program, whose end is to end this one. A terminal, a file and
/// the null device, which a shell gives to what it starts in the background, end without meaning that.
[[nodiscard]] bool isInputPiped();

} // namespace gantry::ctl
