// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

namespace CLI {
class App;
}

namespace gantry::ctl {

/// Does a command that was chosen and parsed; gives the exit status.
using CommandAction = std::function<int()>;

/// Each adds one command with its options to `app`, and returns what runs it. The state lives in the action.
struct Command {
    CLI::App *parser = nullptr;
    CommandAction run;
};

[[nodiscard]] Command addSendCommand(CLI::App &app);
[[nodiscard]] Command addBenchCommand(CLI::App &app);
[[nodiscard]] Command addDoctorCommand(CLI::App &app);
[[nodiscard]] Command addRecallCommand(CLI::App &app);
[[nodiscard]] Command addViewCommand(CLI::App &app);
[[nodiscard]] Command addQueryCommand(CLI::App &app);
[[nodiscard]] Command addReadCommand(CLI::App &app);
[[nodiscard]] Command addRouteCommand(CLI::App &app);
[[nodiscard]] Command addSelectCommand(CLI::App &app);
[[nodiscard]] Command addTopicsCommand(CLI::App &app);
[[nodiscard]] std::vector<Command> addTopicCommand(CLI::App &app);
[[nodiscard]] Command addClusterCommand(CLI::App &app);
[[nodiscard]] Command addSandboxCommand(CLI::App &app);
[[nodiscard]] Command addProfilesCommand(CLI::App &app);

} // namespace gantry::ctl
