// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "manpages.h"

#include <gantry/error.h>
#include <gantry/producerconfig.h>
#include <gantry/producersettings.h>

#include <algorithm>
#include <string_view>

namespace gantry::manual {

namespace {

/// What man would take for its own is said so that it is printed.
std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
    }
    if (out.starts_with('.') || out.starts_with('\''))
        out.insert(0, "\\&");
    return out;
}

/// A paragraph in lines as short as man's own, none of which begins like a request.
std::string wrapped(std::string_view text)
{
    constexpr size_t longest = 76;
    const std::string all = escaped(text);
    std::string out;
    std::string line;
    const auto close = [&out, &line] {
        const bool isLikeRequest = line.starts_with('.') || line.starts_with('\'');
        out += (isLikeRequest ? "\\&" : "") + line + "\n";
        line.clear();
    };
    for (size_t begin = 0; begin < all.size();) {
        const size_t end = std::min(all.find(' ', begin), all.size());
        if (!line.empty() && line.size() + 1 + end - begin > longest)
            close();
        line += (line.empty() ? "" : " ") + all.substr(begin, end - begin);
        begin = end + 1;
    }
    close();
    return out;
}

std::string title(std::string_view name, int section, const Edition &edition, std::string_view heading)
{
    return ".\\\" Made from the program's own descriptions.\n.TH " + std::string(name) + " "
           + std::to_string(section) + " " + edition.date + " \"Gantry " + edition.version + "\" \""
           + std::string(heading) + "\"\n";
}

/// ".B name" of each, and the value behind them.
std::string tag(const OptionText &option)
{
    std::string out;
    for (const std::string &name : option.names)
        out += (out.empty() ? "" : ", ") + ("\\fB" + escaped(name) + "\\fR");
    if (option.value.empty() || option.isPositional)
        return out;
    std::string value = option.value;
    if (!option.choices.empty()) {
        value.clear();
        for (const std::string &choice : option.choices)
            value += (value.empty() ? "" : "|") + choice;
    }
    return out + " \\fI" + escaped(value) + "\\fR";
}

std::string meaning(const OptionText &option)
{
    std::string out = option.description;
    if (!option.range.empty())
        out += "; " + option.range;
    if (!option.standard.empty() && option.standard != "false")
        out += "; " + option.standard + " unless given";
    return wrapped(out + ".");
}

std::string optionList(const CommandText &command)
{
    std::string out;
    std::string group = "Options";
    for (const OptionText &option : command.options) {
        if (option.group != group && !option.group.empty() && !option.isPositional) {
            group = option.group;
            out += ".PP\n" + escaped(group) + ":\n";
        }
        out += ".TP\n" + tag(option) + "\n" + meaning(option);
    }
    return out;
}

std::string synopsis(const CommandText &command)
{
    std::string out = ".B gantryctl " + escaped(command.name) + "\n";
    for (const OptionText &option : command.options) {
        if (option.isPositional)
            out += ".I " + escaped(option.names.front()) + "\n";
    }
    return out + ".RI [ options ]\n";
}

constexpr std::string_view aboutConnecting =
    "Results go to standard output, everything else to standard error.\n.PP\n"
    "Without\n.BR \\-\\-namesrv ,\nthe environment variable\n.B NAMESRV_ADDR\nor\n.B \\-\\-address\\-server\n"
    "a command runs on a sandbox of its own, in memory, and says so.\n";

constexpr std::string_view exitStatus =
    ".SH EXIT STATUS\n.TP\n.B 0\nAll was accepted.\n.TP\n.B 1\nAt least one message or call failed.\n"
    ".TP\n.B 2\nThe command line is wrong.\n.TP\n.B 3\nIt could not start: configuration, NameServer.\n";

constexpr std::string_view environment =
    ".SH ENVIRONMENT\n.TP\n.B NAMESRV_ADDR\nThe NameServers, where\n.B \\-\\-namesrv\nis not given.\n"
    ".TP\n.B GANTRY_SECRET_KEY\nThe secret of\n.BR \\-\\-access\\-key ,\n"
    "where no file is named. It is never an argument.\n";

std::string facts(const ProducerSetting &setting, const std::string &standard)
{
    const auto orNone = [](std::string_view text) { return std::string(text.empty() ? "none" : text); };
    std::string out = "Range: " + orNone(setting.range);
    if (*setting.unit)
        out += std::string(" (") + setting.unit + ")";
    return out + ". Default: " + orNone(standard) + ". In Java: " + orNone(setting.javaName) + ".";
}

constexpr std::string_view aboutWindow = R"(.SH NAME
gantry \- a producer console for Apache RocketMQ
.SH SYNOPSIS
.B gantry
.RB [ \-\-help ]
.RB [ \-\-version ]
.SH DESCRIPTION
Opens a window in which to compose a message, pick how it is sent, send it,
and see what happened: which queue was chosen and why, each attempt with its
times, and what to do when it failed.
.PP
It opens with an example message and a sandbox, a cluster inside the program:
Ctrl+Enter sends.
.SH OPTIONS
.TP
\fB\-h\fR, \fB\-\-help\fR
Say what the options are.
.TP
\fB\-v\fR, \fB\-\-version\fR
Say the version.
.SH FILES
.TP
.I ~/.config/gantry
Profiles and the layout of the window.
.TP
.I ~/.local/share/gantry
Drafts and the history of what was sent.
.TP
.I ~/.local/state/gantry/gantry.log
What the program said of itself; older parts beside it.
.PP
Secrets are in none of them.
.SH SEE ALSO
.BR gantryctl (1),
.BR gantry\-settings (7)
)";

} // namespace

std::string commandsPage(const std::vector<CommandText> &commands, const Edition &edition)
{
    std::string out = title("GANTRYCTL", 1, edition, "User Commands");
    out += ".SH NAME\ngantryctl \\- send messages to Apache RocketMQ and see what became of each\n.SH "
           "SYNOPSIS\n";
    for (const CommandText &command : commands)
        out += (&command == &commands.front() ? "" : ".br\n") + synopsis(command);
    out += ".SH DESCRIPTION\n" + std::string(aboutConnecting) + ".SH COMMANDS\n";
    for (const CommandText &command : commands)
        out +=
            ".SS " + escaped(command.name) + "\n" + wrapped(command.description + ".") + optionList(command);
    out += std::string(exitStatus) + std::string(environment);
    return out + ".SH SEE ALSO\n.BR gantry (1),\n.BR gantry\\-settings (7)\n";
}

std::string settingsPage(const Edition &edition)
{
    std::string out = title("GANTRY\\-SETTINGS", 7, edition, "Miscellaneous");
    out += ".SH NAME\ngantry\\-settings \\- the settings of a producer\n.SH DESCRIPTION\n"
           "The window shows them under Advanced; programs set them in\n.BR gantry::ProducerConfig .\n"
           "Defaults are those of the Java client where it has the setting.\n.SH SETTINGS\n";
    const ProducerConfig defaults;
    for (const ProducerSetting &setting : producerSettings()) {
        out += ".TP\n.B " + escaped(setting.name) + "\n" + wrapped(setting.summary) + ".br\n"
               + wrapped(facts(setting, setting.read(defaults).toStdString()));
    }
    return out + ".SH SEE ALSO\n.BR gantry (1),\n.BR gantryctl (1)\n";
}

std::string windowPage(const Edition &edition)
{
    return title("GANTRY", 1, edition, "User Commands") + std::string(aboutWindow);
}

} // namespace gantry::manual
