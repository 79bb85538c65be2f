// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "commonoptions.h"
#include "exitstatus.h"
#include "outcomeprinter.h"
#include "profiles/profilefile.h"
#include "savedprofiles.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

struct ProfilesOptions {
    std::vector<std::string> names;
    std::string file;
    bool replace = false;
    std::string output = "text";

    [[nodiscard]] OutputFormat format() const
    {
        return output == "json" ? OutputFormat::Json : OutputFormat::Text;
    }
};

int fail(const Error &error, const ProfilesOptions &options)
{
    report(error, options.format());
    return startStatusFor(error);
}

/// "Orders   cluster  production  10.0.0.1:9876"
QString lineOf(const Profile &profile)
{
    const QJsonObject json = profile.toJson();
    const bool isSandbox = profile.kind == Profile::Kind::Sandbox;
    return u"%1  %2  %3  %4"_s.arg(profile.name, -20)
        .arg(json.value("kind"_L1).toString(), -7)
        .arg(json.value("environment"_L1).toString(), -11)
        .arg(isSandbox ? u"built in"_s : profile.config.nameServers);
}

int list(const ProfilesOptions &options)
{
    const ProfileStore store = savedProfiles();
    for (int i = 0; i < store.size(); ++i) {
        if (options.format() == OutputFormat::Json)
            printJson(store.profile(i).toJson());
        else
            printLine(lineOf(store.profile(i)));
    }
    return AllAccepted;
}

/// Those that the options name.
Result<QList<Profile>> chosen(const ProfileStore &store, const ProfilesOptions &options)
{
    QList<Profile> profiles;
    for (const std::string &name : options.names) {
        const Result<int> index = profileNamed(store, QString::fromStdString(name));
        if (!index)
            return index.error();
        profiles.append(store.profile(*index));
    }
    return profiles;
}

int show(const ProfilesOptions &options)
{
    const ProfileStore store = savedProfiles();
    const Result<QList<Profile>> profiles = chosen(store, options);
    if (!profiles)
        return fail(profiles.error(), options);
    for (const Profile &profile : *profiles) {
        if (options.format() == OutputFormat::Json)
            printJson(profile.toJson());
        else
            printLine(QString::fromUtf8(QJsonDocument(profile.toJson()).toJson()).trimmed());
    }
    return AllAccepted;
}

/// A file, so that it is JSON however results are printed.
int exportThem(const ProfilesOptions &options)
{
    const ProfileStore store = savedProfiles();
    Result<QList<Profile>> profiles = chosen(store, options);
    if (!profiles)
        return fail(profiles.error(), options);
    for (int i = 1; options.names.empty() && i < store.size(); ++i) // every program has the sandbox's
        profiles->append(store.profile(i));
    printLine(QString::fromUtf8(exportedProfiles(*profiles)).trimmed());
    return AllAccepted;
}

Result<QList<Profile>> readProfiles(const QString &path)
{
    QFile file(path);
    const bool isOpen =
        path == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return Error{ErrorKind::Config, u"%1 cannot be read: %2"_s.arg(path, file.errorString()), {}, {}};
    return importedProfiles(file.readAll());
}

int import(const ProfilesOptions &options)
{
    Result<QList<Profile>> profiles = readProfiles(QString::fromStdString(options.file));
    if (!profiles)
        return fail(profiles.error(), options);
    ProfileStore store = savedProfiles();
    for (Profile &profile : *profiles) {
        const std::optional<int> same = store.find(profile.name);
        const bool replaces = same && options.replace;
        if (!replaces)
            profile.name = store.freeName(profile.name);
        const int index = replaces ? *same : store.add(profile);
        store.change(index, profile);
        if (const Result<void> saved = store.save(index); !saved)
            return fail(saved.error(), options);
        if (options.format() == OutputFormat::Json)
            printJson({{u"imported"_s, profile.name}, {u"replaced"_s, replaces}});
        else
            printLine(u"%1: %2"_s.arg(replaces ? u"replaced"_s : u"imported"_s, profile.name));
    }
    return AllAccepted;
}

void addOutput(CLI::App &command, ProfilesOptions &options)
{
    command.add_option("-o,--output", options.output, "How results are printed")
        ->capture_default_str()
        ->check(CLI::IsMember({"text", "json"}));
}

} // namespace

Command addProfilesCommand(CLI::App &app)
{
    using Action = int (*)(const ProfilesOptions &);
    auto options = std::make_shared<ProfilesOptions>();
    CLI::App *command = app.add_subcommand(
        "profiles", "List, show, import and export the saved profiles; they hold no secrets");
    command->require_subcommand(0, 1);
    CLI::App *showing = command->add_subcommand("show", "Print profiles");
    showing->add_option("name", options->names, "Profile")->required();
    CLI::App *exporting = command->add_subcommand(
        "export", "Print profiles as a file for \"profiles import\"; all without names");
    exporting->add_option("name", options->names, "Profile");
    CLI::App *importing = command->add_subcommand("import", "Save the profiles that a file has");
    importing->add_option("file", options->file, "File; -: standard input")->required();
    importing->add_flag("--replace", options->replace,
                        "Put them in place of those of the same name (else they get another name)");
    const std::vector<std::pair<CLI::App *, Action>> actions{
        {command->add_subcommand("list", "List them; so does \"profiles\" alone"), list},
        {showing, show},
        {exporting, exportThem},
        {importing, import}};
    addOutput(*command, *options);
    for (const auto &[parser, action] : actions)
        addOutput(*parser, *options);
    return {command, [options, actions] {
                for (const auto &[parser, action] : actions) {
                    if (parser->parsed())
                        return action(*options);
                }
                return list(*options);
            }};
}

} // namespace gantry::ctl
