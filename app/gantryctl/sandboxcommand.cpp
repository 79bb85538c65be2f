// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "exitstatus.h"
#include "inputpipe.h"
#include "outcomeprinter.h"
#include "stopsignal.h"
#include <gantry/sandbox.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

struct SandboxOptions {
    SandboxConfig config;
    std::vector<std::string> faults;
    std::string scenario;
    qint64 retentionMib = 256;
};

QJsonObject readyLine(const Sandbox &sandbox)
{
    QJsonArray brokers;
    for (const SandboxBroker &broker : sandbox.brokers())
        brokers.append(QJsonObject{{u"name"_s, broker.name.text()}, {u"addr"_s, broker.address.text()}});
    return {{u"ready"_s, true}, {u"namesrv"_s, sandbox.nameServer()}, {u"brokers"_s, brokers}};
}

/// One of ours by its name, or a file's. Errors: Usage, when there is neither.
Result<QString> scenarioText(const QString &name)
{
    for (const QString &path : {u":/scenarios/%1.scenario"_s.arg(name), name}) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            return QString::fromUtf8(file.readAll());
    }
    QStringList names = QDir(u":/scenarios"_s).entryList();
    names.replaceInStrings(u".scenario"_s, QString());
    return Error{ErrorKind::Usage, u"there is no scenario \"%1\", and no such file"_s.arg(name),
                 u"give a file, or one of %1"_s.arg(names.join(", "_L1)), std::nullopt};
}

/// Sets what the command line says goes wrong. Errors: Usage.
Result<void> setFaults(Sandbox &sandbox, const SandboxOptions &options)
{
    for (const std::string &fault : options.faults) {
        if (Result<void> set = sandbox.control(QString::fromStdString(fault)); !set)
            return set;
    }
    if (options.scenario.empty())
        return {};
    const Result<QString> text = scenarioText(QString::fromStdString(options.scenario));
    if (!text)
        return text.error();
    return sandbox.play(*text,
                        [](const QString &said) { std::fprintf(stderr, "%s\n", said.toUtf8().constData()); });
}

/// Carries out what comes on standard input, a line each; the end of a pipe ends the sandbox. Runs on a
/// thread of its own, since reading cannot be interrupted.
void obey(const std::shared_ptr<Sandbox> &sandbox)
{
    std::string line;
    while (!stopRequested() && std::getline(std::cin, line)) {
        if (const Result<void> done = sandbox->control(QString::fromStdString(line)); !done)
            report(done.error(), OutputFormat::Text);
    }
    if (isInputPiped())
        requestStop();
}

int runSandbox(const SandboxOptions &options)
{
    SandboxConfig config = options.config;
    config.retentionBytes = options.retentionMib * 1024 * 1024;
    const auto sandbox = std::make_shared<Sandbox>(config);
    Result<void> ready = sandbox->start();
    if (ready)
        ready = setFaults(*sandbox, options);
    if (!ready) {
        report(ready.error(), OutputFormat::Text);
        return ready.error().kind == ErrorKind::Usage ? WrongUsage : CouldNotStart;
    }
    printJson(readyLine(*sandbox));
    std::thread(obey, sandbox).detach();
    static_cast<void>(waitUntil(std::chrono::steady_clock::time_point::max()));
    sandbox->stop();
    std::fflush(stdout);
    std::_Exit(AllAccepted); // the thread that reads standard input cannot be waited for
}

} // namespace

Command addSandboxCommand(CLI::App &app)
{
    auto options = std::make_shared<SandboxOptions>();
    CLI::App *command = app.add_subcommand(
        "sandbox", "Run a NameServer and brokers in memory, on loopback: for trying out and for tests");
    command->add_option("--brokers", options->config.brokers, "Brokers")
        ->capture_default_str()
        ->check(CLI::Range(1, 26));
    command->add_option("--queues", options->config.queues, "Queues of every new topic, on each broker")
        ->capture_default_str()
        ->check(CLI::Range(1, 1024));
    command->add_option("--port", options->config.port, "The NameServer's port; 0: any that is free")
        ->capture_default_str();
    command
        ->add_option("--retention", options->retentionMib,
                     "MiB of one topic on one broker; beyond, its oldest messages go")
        ->capture_default_str()
        ->check(CLI::Range(1, 65'536));
    command->add_option("--fault", options->faults, "What goes wrong, as lines on standard input say it")
        ->expected(1)
        ->take_all();
    command->add_option(
        "--scenario", options->scenario,
        "A story of faults: a file, or lost-broker, slow-broker, flapping-nameserver, full-disk, "
        "flow-control, wrong-address");
    return {command, [options] { return runSandbox(*options); }};
}

} // namespace gantry::ctl
