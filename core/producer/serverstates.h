// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/clientcore.h"
#include "producer/faultstrategy.h"
#include <gantry/serverconnection.h>

#include <QList>

namespace gantry::producer {

/// The NameServers, then the brokers' masters by name; also a VIP channel that is in use. Thread: network
[[nodiscard]] QList<ServerConnection> serverConnections(const client::ClientCore &core);

/// The brokers that a send would pass over now, by name. `avoidsSuspects`: as the producer is configured.
/// Thread: network
[[nodiscard]] QList<BrokerPenalty> brokerPenalties(const client::ClientCore &core,
                                                   const FaultStrategy &faults, bool avoidsSuspects);

} // namespace gantry::producer
