// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commonoptions.h"
#include "exitstatus.h"
#include "outcomeprinter.h"

namespace gantry::ctl {

/// Starts a Producer or an Admin. False, and the reason reported, when it does not start.
template<typename Client>
[[nodiscard]] bool isStarted(Client &client, OutputFormat format)
{
    const Result<void> started = client.start();
    if (!started)
        report(started.error(), format);
    return started.has_value();
}

/// Gives `act(connection)` what the options connect with, and returns its exit status; startStatusFor(), and
/// the reason reported, when they are wrong.
template<typename Act>
[[nodiscard]] int withConnection(const CommonOptions &options, const Act &act)
{
    const Result<Connection> connection = toConnection(options);
    if (connection)
        return act(*connection);
    report(connection.error(), options.format());
    return startStatusFor(connection.error());
}

/// As withConnection(), with a started Client: `act(client, connection)`.
template<typename Client, typename Act>
[[nodiscard]] int withClient(const CommonOptions &options, const Act &act)
{
    return withConnection(options, [&](const Connection &connection) -> int {
        Client client(connection.config);
        return isStarted(client, options.format()) ? act(client, connection) : CouldNotStart;
    });
}

/// The exit status of a call that failed, which is reported.
[[nodiscard]] inline int failed(const Error &error, OutputFormat format)
{
    report(error, format);
    return statusFor(error);
}

} // namespace gantry::ctl
