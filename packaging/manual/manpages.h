// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commandtext.h"

#include <string>
#include <vector>

namespace gantry::manual {

/// When and what is documented: the foot of a page.
struct Edition {
    std::string version; ///< "0.1.0"
    std::string date;    ///< "2026-11-23"
};

/// gantryctl(1), in man's macros.
[[nodiscard]] std::string commandsPage(const std::vector<CommandText> &commands, const Edition &edition);
/// gantry-settings(7): the settings of a producer.
[[nodiscard]] std::string settingsPage(const Edition &edition);
/// gantry(1): the window.
[[nodiscard]] std::string windowPage(const Edition &edition);

} // namespace gantry::manual
