// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace gantry::manual {

/// One option, as manual and completions show it.
struct OptionText {
    std::vector<std::string> names;   ///< "-n", "--namesrv"; of a positional: its name alone
    std::string value;                ///< "HOST:PORT"; empty for a flag
    std::vector<std::string> choices; ///< where the value is one of few words
    std::string range;                ///< "1 to 1024"
    std::string standard;             ///< what holds unless it is given; may be empty
    std::string description;
    std::string group; ///< the heading it stands under
    bool isPositional = false;
    bool isFile = false;
};

struct CommandText {
    std::string name; ///< "send", "topic create"
    std::string description;
    std::vector<OptionText> options; ///< in the order of --help
};

/// All commands of a program, those within others too, in the order of --help. A command that only holds
/// others is left out.
[[nodiscard]] std::vector<CommandText> describeCommands(const CLI::App &app);

} // namespace gantry::manual
