// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionhealth.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

using Role = ServerConnection::Role;
using State = ServerConnection::State;

/// An idle connection that was closed is no trouble: the next request opens it. Its error has no code.
bool isInTrouble(const ServerConnection &connection)
{
    if (connection.answers() || connection.state == State::Unused)
        return false;
    return connection.isSilent || connection.state == State::Waiting
           || (connection.lastError && connection.lastError->code);
}

QString describe(const ServerConnection &connection)
{
    const QString who = connection.role == Role::NameServer
                            ? ConnectionHealth::tr("NameServer %1").arg(connection.address.text())
                            : connection.broker.text();
    if (connection.state != State::Open && connection.lastError)
        return ConnectionHealth::tr("%1: %2").arg(who, connection.lastError->detail);
    return ConnectionHealth::tr("%1 does not answer.").arg(who);
}

QList<ServerConnection> used(const QList<ServerConnection> &connections, Role role)
{
    QList<ServerConnection> servers;
    for (const ServerConnection &connection : connections) {
        if (connection.role == role && connection.state != State::Unused)
            servers.append(connection);
    }
    return servers;
}

bool areLost(const QList<ServerConnection> &servers)
{
    return std::ranges::none_of(servers, &ServerConnection::answers)
           && std::ranges::any_of(servers, isInTrouble);
}

} // namespace

ConnectionHealth ConnectionHealth::of(const QList<ServerConnection> &connections)
{
    const QList<ServerConnection> brokers = used(connections, Role::Broker);
    const QList<ServerConnection> nameServers = used(connections, Role::NameServer);
    ConnectionHealth health;
    health.isNameServerLost = areLost(nameServers);
    health.isLost = brokers.isEmpty() ? health.isNameServerLost : areLost(brokers);
    for (const ServerConnection &connection : brokers + nameServers) {
        if (isInTrouble(connection))
            health.troubles.append(describe(connection));
    }
    if (health.isNameServerLost) {
        const auto worst = std::ranges::find_if(nameServers, isInTrouble);
        health.nameServerTrouble = describe(*worst);
    }
    return health;
}

} // namespace gantry::ui
