// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commandline.h"

#include <utility>

namespace gantry::ctl {

CommandLine::CommandLine()
{
    app.set_version_flag("--version", "gantryctl " GANTRY_VERSION);
    app.require_subcommand(1);
    commands = {addSendCommand(app),    addRouteCommand(app), addSelectCommand(app), addTopicsCommand(app),
                addClusterCommand(app), addBenchCommand(app), addDoctorCommand(app), addRecallCommand(app),
                addViewCommand(app),    addQueryCommand(app), addReadCommand(app),   addSandboxCommand(app),
                addProfilesCommand(app)};
    for (Command &command : addTopicCommand(app))
        commands.push_back(std::move(command));
}

} // namespace gantry::ctl
