// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commandtext.h"

#include <string>
#include <vector>

namespace gantry::manual {

/// Scripts by which a shell completes the commands, options and values of gantryctl.
[[nodiscard]] std::string bashCompletion(const std::vector<CommandText> &commands);
[[nodiscard]] std::string zshCompletion(const std::vector<CommandText> &commands);
[[nodiscard]] std::string fishCompletion(const std::vector<CommandText> &commands);

} // namespace gantry::manual
