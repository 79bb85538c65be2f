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
#include <QLoggingCategory>
#include <QRandomGenerator>

#include <CLI/CLI.hpp>
#include <array>
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
    std::string tls; ///< empty: none
    bool hasAcl = false;
    bool verbose = false;
    std::string account; ///< ACCESS:SECRET; what is missing is made up
    int checkIntervalMs = 6000;
};

QJsonObject aclMembers(const SandboxAccount &account)
{
    return {{u"accessKey"_s, account.accessKey}, {u"secretKey"_s, account.secretKey}};
}

QJsonObject readyLine(const Sandbox &sandbox, const SandboxConfig &config)
{
    QJsonArray brokers;
    for (const SandboxBroker &broker : sandbox.brokers())
        brokers.append(QJsonObject{{u"name"_s, broker.name.text()}, {u"addr"_s, broker.address.text()}});
    QJsonObject line{{u"ready"_s, true}, {u"namesrv"_s, sandbox.nameServer()}, {u"brokers"_s, brokers}};
    if (config.tls != SandboxTls::Disabled)
        line.insert(u"tlsCa"_s, sandbox.certificateFile());
    if (config.account)
        line.insert(u"acl"_s, aclMembers(*config.account));
    return line;
}

QString madeUpKey()
{
    constexpr int bytes = 12;
    std::array<quint32, bytes / sizeof(quint32)> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(random.data()), bytes).toHex());
}

/// `text`: ACCESS:SECRET, ACCESS, or empty.
SandboxAccount accountOf(const QString &text)
{
    const QString accessKey = text.section(u':', 0, 0);
    const QString secretKey = text.section(u':', 1);
    return {accessKey.isEmpty() ? u"sandbox-key"_s : accessKey,
            secretKey.isEmpty() ? madeUpKey() : secretKey};
}

SandboxConfig toConfig(const SandboxOptions &options)
{
    SandboxConfig config = options.config;
    config.retentionBytes = options.retentionMib * 1024 * 1024;
    config.transactionTimeout = config.transactionCheckInterval =
        std::chrono::milliseconds(options.checkIntervalMs);
    if (!options.tls.empty())
        config.tls = options.tls == "enforcing" ? SandboxTls::Enforcing : SandboxTls::Permissive;
    if (options.hasAcl)
        config.account = accountOf(QString::fromStdString(options.account));
    return config;
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
    if (options.verbose)
        QLoggingCategory::setFilterRules(u"gantry.sandbox=true"_s);
    const SandboxConfig config = toConfig(options);
    const auto sandbox = std::make_shared<Sandbox>(config);
    Result<void> ready = sandbox->start();
    if (ready)
        ready = setFaults(*sandbox, options);
    if (!ready) {
        report(ready.error(), OutputFormat::Text);
        return ready.error().kind == ErrorKind::Usage ? WrongUsage : CouldNotStart;
    }
    printJson(readyLine(*sandbox, config));
    std::thread(obey, sandbox).detach();
    static_cast<void>(waitUntil(std::chrono::steady_clock::time_point::max()));
    sandbox->stop();
    std::fflush(stdout);
    std::_Exit(AllAccepted); // the thread that reads standard input cannot be waited for
}

/// Options that can have a value, and mean something without one, too.
void addSecurityOptions(CLI::App &command, SandboxOptions &options)
{
    command
        .add_option_function<std::string>(
            "--tls", [&options](const std::string &mode) { options.tls = mode; },
            "Speak TLS: permissive, which takes plain connections as well and is meant where no mode is "
            "given, or "
            "enforcing")
        ->expected(0, 1)
        ->default_str("permissive")
        ->option_text("[permissive|enforcing]")
        ->check(CLI::IsMember({"permissive", "enforcing"}));
    command
        .add_option_function<std::string>(
            "--acl",
            [&options](const std::string &account) {
                options.hasAcl = true;
                options.account = account;
            },
            "Refuse what is not signed by this account, ACCESS:SECRET; what is not given is made up, and "
            "printed")
        ->expected(0, 1)
        ->option_text("[ACCESS[:SECRET]]");
    command.add_flag("-v,--verbose", options.verbose, "Tell on standard error why connections end");
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
    addSecurityOptions(*command, *options);
    command
        ->add_option("--check-interval", options->checkIntervalMs,
                     "Half messages of transactions are asked about after so many ms, and again so often")
        ->capture_default_str()
        ->check(CLI::Range(1, 86'400'000));
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
