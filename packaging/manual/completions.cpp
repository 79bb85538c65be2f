// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "completions.h"

#include <map>
#include <string_view>

namespace gantry::manual {

namespace {

/// The first word of a command's name, and those of the commands within it.
using Tree = std::map<std::string, std::vector<std::string>>;

std::pair<std::string, std::string> halves(const std::string &name)
{
    const size_t space = name.find(' ');
    return space == std::string::npos ? std::pair(name, std::string())
                                      : std::pair(name.substr(0, space), name.substr(space + 1));
}

/// Commands that hold others, with their names.
Tree holders(const std::vector<CommandText> &commands)
{
    Tree tree;
    for (const CommandText &command : commands) {
        if (const auto [first, second] = halves(command.name); !second.empty())
            tree[first].push_back(second);
    }
    return tree;
}

std::string joined(const std::vector<std::string> &words, std::string_view separator)
{
    std::string out;
    for (const std::string &word : words)
        out += (out.empty() ? std::string() : std::string(separator)) + word;
    return out;
}

std::vector<std::string> firstWords(const std::vector<CommandText> &commands)
{
    std::vector<std::string> words;
    for (const CommandText &command : commands) {
        const std::string first = halves(command.name).first;
        if (words.empty() || words.back() != first)
            words.push_back(first);
    }
    return words;
}

std::string escaped(std::string_view text, std::string_view special)
{
    std::string out;
    for (const char c : text) {
        if (c == '\'')
            out += "'\\''";
        else if (special.find(c) != std::string_view::npos)
            out += std::string("\\") + c;
        else
            out += c;
    }
    return out;
}

/// What bash offers behind the options of `command` that take a value.
std::string bashValues(const CommandText &command)
{
    std::string out;
    for (const OptionText &option : command.options) {
        if (option.value.empty() || option.isPositional)
            continue;
        std::vector<std::string> patterns;
        for (const std::string &name : option.names)
            patterns.push_back("'" + command.name + ":" + name + "'");
        out += "    " + joined(patterns, "|") + ") ";
        if (option.isFile)
            out += "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n";
        else
            out += "COMPREPLY=($(compgen -W '" + joined(option.choices, " ")
                   + "' -- \"$current\")); return ;;\n";
    }
    return out;
}

std::string bashOptions(const CommandText &command)
{
    std::vector<std::string> names;
    for (const OptionText &option : command.options) {
        if (!option.isPositional)
            names.insert(names.end(), option.names.begin(), option.names.end());
    }
    return "    '" + command.name + "') words='" + joined(names, " ") + "' ;;\n";
}

std::string zshOption(const OptionText &option)
{
    const std::string what = "[" + escaped(option.description, "[]:\\") + "]";
    std::string value;
    if (!option.value.empty())
        value = ":" + escaped(option.value, ":\\") + ":"
                + (option.isFile            ? std::string("_files")
                   : option.choices.empty() ? std::string()
                                            : "(" + joined(option.choices, " ") + ")");
    if (option.names.size() == 1)
        return " '" + option.names.front() + what + value + "'";
    return " '(" + joined(option.names, " ") + ")'{" + joined(option.names, ",") + "}'" + what + value + "'";
}

std::string zshArguments(const CommandText &command)
{
    std::string out = "_arguments -S";
    for (const OptionText &option : command.options) {
        if (!option.isPositional)
            out += " \\\n           " + zshOption(option);
    }
    return out + " \\\n            '*: :'";
}

std::string fishCondition(const CommandText &command)
{
    const auto [first, second] = halves(command.name);
    const std::string within = "__fish_seen_subcommand_from " + first;
    return second.empty() ? within : within + "; and __fish_seen_subcommand_from " + second;
}

std::string fishOptions(const CommandText &command)
{
    std::string out;
    for (const OptionText &option : command.options) {
        if (option.isPositional)
            continue;
        out += "complete -c gantryctl -n '" + fishCondition(command) + "'";
        for (const std::string &name : option.names)
            out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
        if (!option.value.empty())
            out += option.isFile ? " -r -F" : " -x";
        if (!option.choices.empty())
            out += " -a '" + joined(option.choices, " ") + "'";
        out += " -d '" + escaped(option.description, "") + "'\n";
    }
    return out;
}

} // namespace

std::string bashCompletion(const std::vector<CommandText> &commands)
{
    std::string out = "# bash completion for gantryctl\n_gantryctl()\n{\n"
                      "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
                      "    local command=${COMP_WORDS[1]-} words=\n    COMPREPLY=()\n"
                      "    if ((COMP_CWORD == 1)); then\n        COMPREPLY=($(compgen -W '--help --version "
                      + joined(firstWords(commands), " ") + "' -- \"$current\"))\n        return\n    fi\n";
    for (const auto &[first, seconds] : holders(commands))
        out += "    if [[ $command == " + first + " ]]; then\n        if ((COMP_CWORD == 2)); then\n"
               + "            COMPREPLY=($(compgen -W '--help " + joined(seconds, " ")
               + "' -- \"$current\"))\n            return\n        fi\n        command=\"" + first
               + " ${COMP_WORDS[2]-}\"\n    fi\n";
    out += "    case $command:$previous in\n";
    for (const CommandText &command : commands)
        out += bashValues(command);
    out += "    esac\n    case $command in\n";
    for (const CommandText &command : commands)
        out += bashOptions(command);
    return out
           + "    esac\n    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\n"
             "complete -F _gantryctl gantryctl\n";
}

std::string zshCompletion(const std::vector<CommandText> &commands)
{
    std::string out = "#compdef gantryctl\n# zsh completion for gantryctl\n_gantryctl() {\n"
                      "    if (( CURRENT == 2 )); then\n        local -a commands=(\n";
    const Tree tree = holders(commands);
    for (const CommandText &command : commands) {
        const auto [first, second] = halves(command.name);
        if (second.empty())
            out += "            '" + first + ":" + escaped(command.description, ":\\") + "'\n";
    }
    for (const auto &[first, seconds] : tree)
        out += "            '" + first + ":" + joined(seconds, ", ") + "'\n";
    out += "        )\n        _describe command commands\n        return\n    fi\n";
    for (const auto &[first, seconds] : tree)
        out += "    if [[ $words[2] == " + first + " ]] && (( CURRENT == 3 )); then\n        compadd "
               + joined(seconds, " ") + "\n        return\n    fi\n";
    out += "    case \"$words[2] $words[3]\" in\n";
    // Those of two words first: the others take any third.
    for (const bool isInner : {true, false}) {
        for (const CommandText &command : commands) {
            const auto [first, second] = halves(command.name);
            if (second.empty() == isInner)
                continue;
            const std::string pattern = isInner ? "'" + command.name + "'" : first + "\\ *";
            out += "        " + pattern + ")\n            " + zshArguments(command) + " ;;\n";
        }
    }
    return out + "    esac\n}\n_gantryctl \"$@\"\n";
}

std::string fishCompletion(const std::vector<CommandText> &commands)
{
    std::string out = "# fish completion for gantryctl\ncomplete -c gantryctl -f\n";
    const Tree tree = holders(commands);
    for (const CommandText &command : commands) {
        const auto [first, second] = halves(command.name);
        if (second.empty())
            out += "complete -c gantryctl -n __fish_use_subcommand -a " + first + " -d '"
                   + escaped(command.description, "") + "'\n";
        else
            out += "complete -c gantryctl -n '__fish_seen_subcommand_from " + first
                   + "; and not __fish_seen_subcommand_from " + joined(tree.at(first), " ") + "' -a " + second
                   + " -d '" + escaped(command.description, "") + "'\n";
    }
    for (const auto &[first, seconds] : tree)
        out += "complete -c gantryctl -n __fish_use_subcommand -a " + first + " -d '" + joined(seconds, ", ")
               + "'\n";
    for (const CommandText &command : commands)
        out += fishOptions(command);
    return out;
}

} // namespace gantry::manual
