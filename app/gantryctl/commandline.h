// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands.h"

#include <CLI/CLI.hpp>
#include <vector>

namespace gantry::ctl {

/// All commands with their options: what main() parses, and what the manual and the completions are made of.
struct CommandLine {
    CommandLine();

    CLI::App app{"Gantry: a producer for Apache RocketMQ", "gantryctl"};
    std::vector<Command> commands;
};

} // namespace gantry::ctl
