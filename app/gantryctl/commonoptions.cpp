// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commonoptions.h"

#include <QLoggingCategory>
#include <QtGlobal>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry::ctl {

namespace {

/// A shell variable without a value must not send to a sandbox what was meant for a cluster.
std::string notEmpty(const std::string &value)
{
    return value.find_first_not_of(" \t;,") == std::string::npos
               ? "names no NameServer: give HOST:PORT, or leave the option out for the sandbox"
               : "";
}

} // namespace

void addCommonOptions(CLI::App &command, CommonOptions &options)
{
    const auto group = [](CLI::Option *option) { option->group("Connection"); };
    group(command
              .add_option("-n,--namesrv", options.nameServers,
                          "NameServers, host:port, separated by ';' (else: environment NAMESRV_ADDR, else a "
                          "sandbox of its own)")
              ->check(notEmpty, "HOST:PORT"));
    group(command.add_option("-g,--group", options.group, "Producer group")->capture_default_str());
    group(command.add_option("--instance", options.instance, "Instance name (else: a unique one)"));
    group(command.add_option("--unit", options.unit, "Unit name, part of the client id"));
    group(command.add_option("--timeout", options.timeoutMs, "Time of a whole send or call, in ms")
              ->capture_default_str()
              ->check(CLI::Range(1, 2'147'483'647)));
    group(command
              .add_option(
                  "--attempt-timeout", options.attemptTimeoutMs,
                  "Time of each attempt but the last, in ms, so that a broker that does not answer leaves "
                  "time for another; 0: no limit of its own")
              ->capture_default_str()
              ->check(CLI::Range(0, 2'147'483'647)));
    group(command.add_option("--retries", options.retries, "Attempts after the first one")
              ->capture_default_str()
              ->check(CLI::Range(0, 100)));
    group(command.add_flag("--tls", options.tls, "Connect by TLS"));
    group(command.add_option("--tls-ca", options.tlsCa, "CA to trust, a PEM file (else: the system's)"));
    group(command.add_option("--tls-cert", options.tlsCert, "Own certificate, a PEM file"));
    group(command.add_option("--tls-key", options.tlsKey, "Its key, a PEM file without a pass phrase"));
    group(command.add_flag("--tls-insecure", options.tlsInsecure, "Take any certificate"));
    group(command
              .add_option("--map", options.addressMap,
                          "ADVERTISED=REACHABLE: use another address than the one that a route names")
              ->expected(1)
              ->take_all());
    group(command.add_option("--header", options.header, "How request headers are written")
              ->capture_default_str()
              ->check(CLI::IsMember({"json", "binary"})));
    group(command.add_flag("--vip", options.vip, "Send to each broker's port less two (VIP channel)"));
    command.add_option("-o,--output", options.output, "How results are printed")
        ->capture_default_str()
        ->check(CLI::IsMember({"text", "json"}));
    command.add_flag("-v,--verbose", options.verbose, "Tell on standard error what happens");
}

namespace {

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

Result<QHash<Address, Address>> addressMap(const std::vector<std::string> &entries)
{
    QHash<Address, Address> map;
    for (const std::string &entry : entries) {
        const QStringList sides = text(entry).split(u'=');
        if (sides.size() != 2 || sides[0].isEmpty() || sides[1].isEmpty())
            return Error{ErrorKind::Config, u"--map %1 has no two addresses"_s.arg(text(entry)),
                         u"give ADVERTISED=REACHABLE, for example 172.17.0.2:10911=127.0.0.1:10911"_s,
                         std::nullopt};
        map.insert(Address(sides[0].trimmed()), Address(sides[1].trimmed()));
    }
    return map;
}

Result<ProducerConfig> toConfig(const CommonOptions &options)
{
    ProducerConfig config;
    config.group = GroupName(text(options.group));
    config.nameServers =
        options.nameServers.empty() ? qEnvironmentVariable("NAMESRV_ADDR") : text(options.nameServers);
    if (!options.instance.empty())
        config.instanceName = text(options.instance);
    config.unitName = text(options.unit);
    config.sendTimeout = milliseconds(options.timeoutMs);
    config.attemptTimeout = milliseconds(options.attemptTimeoutMs);
    config.retriesWhenSendFailed = config.retriesWhenSendAsyncFailed = options.retries;
    config.headerFormat = options.header == "binary" ? HeaderFormat::RocketMq : HeaderFormat::Json;
    config.vipChannel = options.vip;
    if (options.tls || options.tlsInsecure || !options.tlsCa.empty())
        config.tls =
            TlsConfig{text(options.tlsCa), text(options.tlsCert), text(options.tlsKey), options.tlsInsecure};
    if (options.tlsInsecure)
        std::fputs("WARNING: --tls-insecure takes ANY certificate: whoever is on the way can read and change "
                   "everything, secrets too.\n",
                   stderr);
    const auto map = addressMap(options.addressMap);
    if (!map)
        return map.error();
    config.addressMap = *map;
    if (options.verbose)
        QLoggingCategory::setFilterRules(u"gantry.*=true"_s);
    return config;
}

/// A command without a cluster has one of its own, which speaks TLS where the command does. Errors: Config,
/// for an authority that cannot be the sandbox's.
Result<std::shared_ptr<Sandbox>> startSandbox(const std::optional<TlsConfig> &tls)
{
    if (tls && !tls->caFile.isEmpty())
        return Error{ErrorKind::Config,
                     u"--tls-ca %1 is not the sandbox's, and no NameServer was given"_s.arg(tls->caFile),
                     u"give -n HOST:PORT; or leave --tls-ca out: the sandbox's own certificate is known"_s,
                     std::nullopt};
    auto sandbox =
        std::make_shared<Sandbox>(SandboxConfig{.tls = tls ? SandboxTls::Enforcing : SandboxTls::Disabled});
    if (const Result<void> started = sandbox->start(); !started)
        return started.error();
    const QByteArray address = sandbox->nameServer().toUtf8();
    std::fprintf(
        stderr,
        "No NameServer was given: this runs on Gantry's built-in sandbox at %s, which ends with this "
        "command. For a cluster of yours: -n HOST:PORT, or NAMESRV_ADDR.\n",
        address.constData());
    return sandbox;
}

} // namespace

Result<Connection> toConnection(const CommonOptions &options)
{
    Result<ProducerConfig> config = toConfig(options);
    if (!config)
        return config.error();
    Connection connection{std::move(*config), nullptr};
    if (!connection.config.nameServers.trimmed().isEmpty())
        return connection;
    Result<std::shared_ptr<Sandbox>> sandbox = startSandbox(connection.config.tls);
    if (!sandbox)
        return sandbox.error();
    connection.sandbox = std::move(*sandbox);
    connection.config.nameServers = connection.sandbox->nameServer();
    if (connection.config.tls)
        connection.config.tls->caFile = connection.sandbox->certificateFile();
    return connection;
}

} // namespace gantry::ctl
