// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secretoptions.h"
#include <gantry/producerconfig.h>
#include <gantry/result.h>
#include <gantry/sandbox.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace gantry::ctl {

enum class OutputFormat { Text, Json };

/// The options that every command has which connects.
struct CommonOptions {
    const CLI::App *command = nullptr; ///< which knows what was given
    std::string profile;
    std::string nameServers;
    std::string group = "gantryctl";
    std::string instance;
    std::string addressServer;
    std::string unit;
    std::string nameSpace;
    std::string namespaceV2;
    int timeoutMs = 3000;
    int attemptTimeoutMs = 0;
    int retries = 2;
    bool tls = false;
    std::string tlsCa;
    std::string tlsCert;
    std::string tlsKey;
    bool tlsInsecure = false;
    std::vector<std::string> addressMap;
    std::string header = "json";
    bool vip = false;
    bool trace = false;
    std::string traceTopic;
    SecretOptions secrets;
    std::string output = "text";
    bool verbose = false;

    /// Without a profile every option counts, be it by its default.
    [[nodiscard]] bool counts(const char *option) const;
    [[nodiscard]] OutputFormat format() const
    {
        return output == "json" ? OutputFormat::Json : OutputFormat::Text;
    }
};

/// Adds them to a command.
void addCommonOptions(CLI::App &command, CommonOptions &options);

/// What a command connects with.
struct Connection {
    ProducerConfig config;
    std::shared_ptr<Sandbox> sandbox; ///< that was started for want of a NameServer; keep it for as long
};

/// What they say; of a profile that they name, what they leave open. Where neither `-n`, nor a profile of a
/// cluster, nor the environment variable NAMESRV_ADDR names a NameServer, and no address server is given, a
/// sandbox is started, which speaks TLS and checks signatures where the options do, and standard error says
/// so. Errors: Usage, for a profile that there is not; Config, when an address map has no '=', for --tls-ca
/// without a cluster, and for secrets that cannot be read; Connect, when the sandbox cannot listen.
[[nodiscard]] Result<Connection> toConnection(const CommonOptions &options);

} // namespace gantry::ctl
