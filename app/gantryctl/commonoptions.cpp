// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commonoptions.h"

#include "savedprofiles.h"

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
    options.command = &command;
    const auto group = [](CLI::Option *option) { option->group("Connection"); };
    group(command
              .add_option("--profile", options.profile,
                          "A saved profile, as the window and \"gantryctl profiles\" list them; options that "
                          "are given count more")
              ->check(CLI::Validator(
                  [](const std::string &name) { return name.empty() ? "it is empty" : ""; }, "NAME")));
    group(command
              .add_option("-n,--namesrv", options.nameServers,
                          "NameServers, host:port, separated by ';' (else: environment NAMESRV_ADDR, else a "
                          "sandbox of its own)")
              ->check(notEmpty, "HOST:PORT"));
    group(command
              .add_option("--address-server", options.addressServer,
                          "A web server that tells the NameServers, where -n does not: an http:// URL")
              ->check(notEmpty, "URL"));
    group(command.add_option("-g,--group", options.group, "Producer group")->capture_default_str());
    group(command.add_option("--instance", options.instance, "Instance name (else: a unique one)"));
    group(command.add_option("--unit", options.unit, "Unit name, part of the client id"));
    group(command.add_option("--namespace", options.nameSpace,
                             "A prefix that topics and groups get on the wire and lose in results"));
    group(command.add_option("--namespace-v2", options.namespaceV2, "Name this namespace in every request"));
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
    addSecretOptions(command, options.secrets);
    group(command.add_flag("--tls", options.tls, "Connect by TLS"));
    group(command.add_option("--tls-ca", options.tlsCa, "CA to trust, a PEM file (else: the system's)"));
    auto *certificate = command.add_option("--tls-cert", options.tlsCert, "Own certificate, a PEM file");
    auto *key = command.add_option("--tls-key", options.tlsKey, "Its key, a PEM file without a pass phrase");
    certificate->needs(key);
    key->needs(certificate);
    group(certificate);
    group(key);
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
    group(command.add_flag("--trace", options.trace,
                           "Leave a record of each send in the trace topic, for queryMsgTraceById"));
    group(command.add_option("--trace-topic", options.traceTopic, "That topic (else: RMQ_SYS_TRACE_TOPIC)"));
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

/// Names, limits and formats.
void applySettings(ProducerConfig &config, const CommonOptions &options)
{
    if (options.counts("--group"))
        config.group = GroupName(text(options.group));
    if (!options.instance.empty())
        config.instanceName = text(options.instance);
    if (options.counts("--unit"))
        config.unitName = text(options.unit);
    if (options.counts("--timeout"))
        config.sendTimeout = milliseconds(options.timeoutMs);
    if (options.counts("--attempt-timeout"))
        config.attemptTimeout = milliseconds(options.attemptTimeoutMs);
    if (options.counts("--retries"))
        config.retriesWhenSendFailed = config.retriesWhenSendAsyncFailed = options.retries;
    if (options.counts("--header"))
        config.headerFormat = options.header == "binary" ? HeaderFormat::RocketMq : HeaderFormat::Json;
    if (options.counts("--vip"))
        config.vipChannel = options.vip;
    if (options.counts("--namespace"))
        config.namespaceName = text(options.nameSpace);
    if (options.counts("--namespace-v2"))
        config.namespaceV2 = text(options.namespaceV2);
    if (options.counts("--trace"))
        config.enableTrace = options.trace;
    if (options.counts("--trace-topic"))
        config.traceTopic = text(options.traceTopic);
}

/// Whoever names a certificate means TLS: plain text would be a fall-back that nobody asked for.
void applyTls(ProducerConfig &config, const CommonOptions &options)
{
    if (options.tls || options.tlsInsecure || !options.tlsCa.empty() || !options.tlsCert.empty()) {
        TlsConfig tls = config.tls.value_or(TlsConfig());
        if (!options.tlsCa.empty())
            tls.caFile = text(options.tlsCa);
        if (!options.tlsCert.empty()) {
            tls.certificateFile = text(options.tlsCert);
            tls.keyFile = text(options.tlsKey);
        }
        tls.insecure = tls.insecure || options.tlsInsecure;
        config.tls = tls;
    }
    if (config.tls && config.tls->insecure)
        std::fprintf(stderr,
                     "WARNING: %s takes ANY certificate: whoever is on the way can read and change "
                     "everything, secrets too.\n",
                     options.tlsInsecure ? "--tls-insecure" : "the profile");
}

/// `-n`, else the profile, else NAMESRV_ADDR. A profile of the sandbox means the sandbox.
void applyNameServers(ProducerConfig &config, const CommonOptions &options)
{
    if (!options.nameServers.empty())
        config.nameServers = text(options.nameServers);
    else if (options.profile.empty())
        config.nameServers = qEnvironmentVariable("NAMESRV_ADDR");
    if (options.counts("--address-server")) {
        config.addressServer = text(options.addressServer);
        if (!options.profile.empty() && options.nameServers.empty())
            config.nameServers.clear(); // the profile's would count more
    }
}

Result<ProducerConfig> toConfig(const CommonOptions &options)
{
    ProducerConfig config;
    if (!options.profile.empty()) {
        Result<ProducerConfig> saved =
            configOfProfile(text(options.profile), !options.secrets.accessKey.empty());
        if (!saved)
            return saved;
        config = std::move(*saved);
    }
    if (config.group.text().isEmpty())
        config.group = GroupName(text(options.group));
    applySettings(config, options);
    applyNameServers(config, options);
    Result<std::optional<AclCredentials>> credentials = credentialsOf(options.secrets);
    if (!credentials)
        return credentials.error();
    config.credentials = std::move(credentials).value();
    applyTls(config, options);
    const auto map = addressMap(options.addressMap);
    if (!map)
        return map.error();
    config.addressMap.insert(*map);
    if (options.verbose)
        QLoggingCategory::setFilterRules(u"gantry.*=true"_s);
    return config;
}

/// A command without a cluster has one of its own, which speaks TLS and checks signatures where the command
/// has them. Errors: Config, for an authority that cannot be the sandbox's; Usage, for keys that are too
/// short.
Result<std::shared_ptr<Sandbox>> startSandbox(const ProducerConfig &config)
{
    const std::optional<TlsConfig> &tls = config.tls;
    if (tls && !tls->caFile.isEmpty())
        return Error{ErrorKind::Config,
                     u"--tls-ca %1 is not the sandbox's, and no NameServer was given"_s.arg(tls->caFile),
                     u"give -n HOST:PORT; or leave --tls-ca out: the sandbox's own certificate is known"_s,
                     std::nullopt};
    SandboxConfig own{.tls = tls ? SandboxTls::Enforcing : SandboxTls::Disabled};
    if (config.credentials)
        own.account = SandboxAccount{config.credentials->accessKey, config.credentials->secretKey.reveal()};
    auto sandbox = std::make_shared<Sandbox>(own);
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

bool CommonOptions::counts(const char *option) const
{
    return profile.empty() || command->count(option) > 0;
}

Result<Connection> toConnection(const CommonOptions &options)
{
    Result<ProducerConfig> config = toConfig(options);
    if (!config)
        return config.error();
    Connection connection{std::move(*config), nullptr};
    if (!connection.config.nameServers.trimmed().isEmpty() || !connection.config.addressServer.isEmpty())
        return connection;
    Result<std::shared_ptr<Sandbox>> sandbox = startSandbox(connection.config);
    if (!sandbox)
        return sandbox.error();
    connection.sandbox = std::move(*sandbox);
    connection.config.nameServers = connection.sandbox->nameServer();
    if (connection.config.tls)
        connection.config.tls->caFile = connection.sandbox->certificateFile();
    return connection;
}

} // namespace gantry::ctl
