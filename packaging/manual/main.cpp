// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
// Writes the manual pages and the shell completions: gantry_manual FOLDER VERSION DATE
#include "commandline.h"
#include "completions.h"
#include "manpages.h"

#include <cstdio>
#include <fstream>

namespace {

bool store(const std::string &path, const std::string &text)
{
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file)
        std::fprintf(stderr, "gantry_manual: %s cannot be written\n", path.c_str());
    return bool(file);
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace gantry::manual;
    if (argc != 4) {
        std::fputs("usage: gantry_manual FOLDER VERSION DATE\n", stderr);
        return 2;
    }
    const std::string folder = std::string(argv[1]) + "/";
    const Edition edition{argv[2], argv[3]};
    const gantry::ctl::CommandLine line;
    const std::vector<CommandText> commands = describeCommands(line.app);
    const bool isStored = store(folder + "gantryctl.1", commandsPage(commands, edition))
                          && store(folder + "gantry.1", windowPage(edition))
                          && store(folder + "gantry-settings.7", settingsPage(edition))
                          && store(folder + "gantryctl.bash", bashCompletion(commands))
                          && store(folder + "_gantryctl", zshCompletion(commands))
                          && store(folder + "gantryctl.fish", fishCompletion(commands));
    return isStored ? 0 : 1;
}
