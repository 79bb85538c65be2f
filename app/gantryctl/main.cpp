// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commandline.h"
#include "exitstatus.h"
#include "stopsignal.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdlib>

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

    CommandLine line;
    try {
        line.app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return line.app.exit(error) == 0 ? AllAccepted : WrongUsage;
    }
    const auto chosen =
        std::ranges::find_if(line.commands, [](const Command &command) { return command.parser->parsed(); });
    return chosen->run();
}
