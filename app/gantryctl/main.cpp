// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "exitstatus.h"
#include "stopsignal.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <vector>

namespace {

/// Qt wants a UTF-8 locale and warns when it has to choose one; our input and output are UTF-8 wherever we
/// run.
void ensureUtf8Locale()
{
    const QByteArray locale = qEnvironmentVariableIsSet("LC_ALL")     ? qgetenv("LC_ALL")
                              : qEnvironmentVariableIsSet("LC_CTYPE") ? qgetenv("LC_CTYPE")
                                                                      : qgetenv("LANG");
    if (!locale.toUpper().contains("UTF-8") && !locale.toUpper().contains("UTF8"))
        qputenv("LC_ALL", "C.UTF-8");
}

} // namespace

// What throws here has nobody to catch it.
int main(int argc, char *argv[]) // NOLINT(bugprone-exception-escape)
{
    using namespace gantry::ctl;
    ensureUtf8Locale();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("gantryctl"));
    watchSignals();

    CLI::App app("Gantry: a producer for Apache RocketMQ", "gantryctl");
    app.set_version_flag("--version", "gantryctl " GANTRY_VERSION);
    app.require_subcommand(1);
    std::vector<Command> commands{addSendCommand(app),   addRouteCommand(app),   addSelectCommand(app),
                                  addTopicsCommand(app), addClusterCommand(app), addBenchCommand(app),
                                  addDoctorCommand(app), addRecallCommand(app),  addViewCommand(app),
                                  addQueryCommand(app),  addReadCommand(app),    addSandboxCommand(app)};
    for (Command &command : addTopicCommand(app))
        commands.push_back(std::move(command));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? AllAccepted : WrongUsage;
    }
    const auto chosen =
        std::ranges::find_if(commands, [](const Command &command) { return command.parser->parsed(); });
    return chosen->run();
}
