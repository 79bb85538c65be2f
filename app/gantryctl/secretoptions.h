// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/aclcredentials.h>
#include <gantry/result.h>

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace gantry::ctl {

/// Who the command is to servers with access control. Secrets come from files or the environment, never from
/// arguments, which every user of the machine can read.
struct SecretOptions {
    std::string accessKey;
    std::string secretKeyFile;
    std::string securityTokenFile;
};

void addSecretOptions(CLI::App &command, SecretOptions &options);

/// What they say; nothing without an access key. The secret key is that of the file, else of the environment
/// variable GANTRY_SECRET_KEY. Standard error warns of a file that others can read. Errors: Config, when
/// there is no secret, or a file cannot be read.
[[nodiscard]] Result<std::optional<AclCredentials>> credentialsOf(const SecretOptions &options);

} // namespace gantry::ctl
