// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/command.h"
#include <gantry/sandbox.h>

#include <QString>

#include <optional>

namespace gantry::sandbox {

/// Lets requests through that the sandbox's one account signed; all of them when there is none. The account
/// may do everything.
///
/// Java: PlainAccessValidator, PlainPermissionManager (4.9). Thread: sandbox.
class AccessCheck
{
public:
    explicit AccessCheck(std::optional<SandboxAccount> account)
        : m_account(std::move(account))
    {
    }

    /// Why the request is refused, in a real broker's words; nothing when it is let through.
    [[nodiscard]] std::optional<QString> refusal(const wire::RemotingCommand &request) const;

private:
    const std::optional<SandboxAccount> m_account;
};

} // namespace gantry::sandbox
