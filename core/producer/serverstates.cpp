// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/serverstates.h"

#include "remoting/channel.h"
#include "remoting/endpoint.h"

#include <algorithm>

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace gantry::producer {

namespace {

ServerConnection snapshotOf(const client::ClientCore &core, const Address &address)
{
    const remoting::Channel *channel = core.remoting().existingChannel(address);
    ServerConnection connection = channel ? channel->snapshot() : ServerConnection();
    connection.address = address;
    return connection;
}

QList<client::BrokerMaster> mastersByName(const client::ClientCore &core)
{
    QList<client::BrokerMaster> masters = core.routes().masters();
    std::ranges::sort(masters, {}, [](const client::BrokerMaster &master) {
        return std::pair(master.broker.text(), master.address.text());
    });
    return masters;
}

} // namespace

QList<ServerConnection> serverConnections(const client::ClientCore &core)
{
    QList<ServerConnection> connections;
    for (const Address &address : core.nameServers().addresses()) {
        connections.append(snapshotOf(core, address));
        connections.back().role = ServerConnection::Role::NameServer;
    }
    for (const client::BrokerMaster &master : mastersByName(core)) {
        const Address vip = remoting::vipAddress(master.address);
        for (const Address &address : {master.address, vip}) {
            if (address == vip && !core.remoting().existingChannel(vip))
                continue;
            connections.append(snapshotOf(core, address));
            connections.back().broker = master.broker;
        }
    }
    return connections;
}

QList<BrokerPenalty> brokerPenalties(const client::ClientCore &core, const FaultStrategy &faults,
                                     bool avoidsSuspects)
{
    QList<BrokerPenalty> penalties;
    const Clock::TimePoint now = core.clock().now();
    for (const client::BrokerMaster &master : mastersByName(core)) {
        const bool isVip = core.config().routes.useVip;
        const Address address = isVip ? remoting::vipAddress(master.address) : master.address;
        const remoting::Channel *channel = core.remoting().existingChannel(address);
        if (avoidsSuspects && channel && channel->isSuspect()) {
            const milliseconds wait = channel->untilNextConnect();
            penalties.append({master.broker, address, BrokerPenalty::Reason::Suspect,
                              wait > 0ms ? std::optional(wait) : std::nullopt,
                              channel->snapshot().lastError});
        } else if (const milliseconds isolated = faults.isolatedFor(master.broker, now); isolated > 0ms) {
            penalties.append(
                {master.broker, address, BrokerPenalty::Reason::Isolated, isolated, std::nullopt});
        }
    }
    return penalties;
}

} // namespace gantry::producer
