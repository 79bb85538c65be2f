// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commandtext.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

namespace gantry::manual {

namespace {

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find(separator, begin), text.size());
        parts.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool endsWithAny(std::string_view text, std::initializer_list<std::string_view> ends)
{
    return std::ranges::any_of(ends, [text](std::string_view end) { return text.ends_with(end); });
}

/// CLI11 says all of a value in one text: "TEXT:{sync,async}", "INT:INT in [1 - 1024]", "TEXT:HOST:PORT".
void readType(std::string_view type, OptionText &option)
{
    const size_t colon = type.find(':');
    const std::string_view kind = type.substr(0, colon);
    const std::string_view rule = colon == std::string_view::npos ? "" : type.substr(colon + 1);
    option.value = kind == "TEXT" ? "TEXT" : "N";
    if (rule.starts_with('{') && rule.ends_with('}')) {
        option.choices = split(rule.substr(1, rule.size() - 2), ',');
    } else if (const size_t range = rule.find(" in ["); range != std::string_view::npos) {
        std::string limits(rule.substr(range + 5, rule.size() - range - 6));
        if (const size_t dash = limits.find(" - "); dash != std::string::npos)
            limits.replace(dash, 3, " to ");
        option.range = limits;
    } else if (kind == "TEXT" && !rule.empty()) {
        option.value = rule;
    }
}

OptionText describe(const CLI::Option &option)
{
    OptionText text;
    text.isPositional = option.get_positional() && !option.nonpositional();
    if (text.isPositional)
        text.names = {option.get_name(true)};
    for (const std::string &name : option.get_snames())
        text.names.push_back("-" + name);
    for (const std::string &name : option.get_lnames())
        text.names.push_back("--" + name);
    if (option.get_items_expected_max() > 0)
        readType(option.get_type_name(), text);
    text.standard = option.get_default_str();
    text.description = option.get_description();
    text.group = option.get_group();
    text.isFile =
        endsWithAny(text.names.back(), {"-file", "--tls-ca", "--tls-cert", "--tls-key", "--scenario"});
    return text;
}

void describe(const CLI::App &app, const std::string &prefix, std::vector<CommandText> &commands)
{
    for (const CLI::App *command : app.get_subcommands([](const CLI::App *) { return true; })) {
        const std::string name = prefix + command->get_name();
        const std::vector<const CLI::App *> inner =
            command->get_subcommands([](const CLI::App *) { return true; });
        if (!inner.empty()) {
            describe(*command, name + " ", commands);
            continue;
        }
        CommandText &text = commands.emplace_back(CommandText{name, command->get_description(), {}});
        for (const CLI::Option *option : command->get_options()) {
            if (!option->get_group().empty()) // else it is hidden: there only to say what to use instead
                text.options.push_back(describe(*option));
        }
    }
}

} // namespace

std::vector<CommandText> describeCommands(const CLI::App &app)
{
    std::vector<CommandText> commands;
    describe(app, {}, commands);
    return commands;
}

} // namespace gantry::manual
