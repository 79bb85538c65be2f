// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/names.h>

#include <QString>

#include <optional>

namespace gantry::remoting {

/// An address taken apart: the port is what follows the last colon; an IPv6 host may stand in brackets.
struct Endpoint {
    QString host;
    quint16 port = 0;

    /// Nothing, when there is no host or no port between 1 and 65535.
    [[nodiscard]] static std::optional<Endpoint> parse(const Address &address);
    [[nodiscard]] Address toAddress() const;
};

/// The VIP channel of a broker: its port less two. Java: MixAll#brokerVIPChannel
[[nodiscard]] Address vipAddress(const Address &address);

} // namespace gantry::remoting
