// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>

namespace gantry::ctl {

/// What a command ends with: a contract that scripts rely on.
enum ExitStatus : int {
    AllAccepted = 0,
    SomeFailed = 1,
    WrongUsage = 2,
    CouldNotStart = 3 ///< configuration, duplicate instance, no NameServer
};

/// Of a command that is one call: what failed, the call or the way to the cluster.
[[nodiscard]] inline ExitStatus statusFor(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Usage:
        return WrongUsage;
    case ErrorKind::Config:
    case ErrorKind::DuplicateInstance:
    case ErrorKind::NameServer:
        return CouldNotStart;
    case ErrorKind::Route:
    case ErrorKind::Connect:
    case ErrorKind::Tls:
    case ErrorKind::Acl:
    case ErrorKind::Permission:
    case ErrorKind::Topic:
    case ErrorKind::Timeout:
    case ErrorKind::FlowControl:
    case ErrorKind::Broker:
    case ErrorKind::MessageTooLarge:
    case ErrorKind::IllegalMessage:
    case ErrorKind::Shutdown:
    case ErrorKind::Internal:
        break;
    }
    return SomeFailed;
}

/// Of a command that has nothing to connect with.
[[nodiscard]] inline ExitStatus startStatusFor(const Error &error)
{
    return error.kind == ErrorKind::Usage ? WrongUsage : CouldNotStart;
}

} // namespace gantry::ctl
