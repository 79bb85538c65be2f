// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "client/nameservers.h"
#include "client/routetable.h"
#include "client/serverrequests.h"
#include "remoting/remotingclient.h"
#include <gantry/names.h>

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace gantry::client {

class AddressServer;

/// What a client instance is made with; of producers that share one, the first one's counts.
struct ClientConfig {
    QString clientId;
    QList<Address> nameServers;
    QUrl addressServer; ///< asked for the NameServers, when there are none
    std::chrono::milliseconds addressServerInterval{120'000};
    wire::Namespace nameSpace;
    remoting::RemotingConfig remoting;
    RouteTable::Config routes;
    std::chrono::milliseconds pollNameServerInterval{30'000};
    std::chrono::milliseconds heartbeatBrokerInterval{30'000};
};

/// The part of a client instance that lives on its network thread: connections, routes, and the tasks that
/// run for as long as it does.
///
/// Java:   MQClientInstance#startScheduledTask
/// Thread: network
class ClientCore final : public QObject
{
    Q_OBJECT

public:
    explicit ClientCore(ClientConfig config);
    ~ClientCore() override;

    [[nodiscard]] remoting::RemotingClient &remoting() { return m_remoting; }
    [[nodiscard]] const remoting::RemotingClient &remoting() const { return m_remoting; }
    [[nodiscard]] NameServers &nameServers() { return m_nameServers; }
    [[nodiscard]] const NameServers &nameServers() const { return m_nameServers; }
    [[nodiscard]] RouteTable &routes() { return m_routes; }
    [[nodiscard]] const RouteTable &routes() const { return m_routes; }
    [[nodiscard]] ServerRequests &serverRequests() { return m_serverRequests; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] const wire::Namespace &nameSpace() const { return m_config.nameSpace; }
    [[nodiscard]] const ClientConfig &config() const { return m_config; }

    /// Starts the tasks: route refresh and heartbeats.
    void start();

    /// Completes when the NameServers are known, or the address server did not tell them.
    void awaitNameServers(Completion<void> completion);

    /// From now on heartbeats name the group.
    void addGroup(const GroupName &group);
    /// Tells the brokers that the group is gone. `done` runs when they have answered, or after `timeout`.
    void removeGroup(const GroupName &group, std::chrono::milliseconds timeout, std::function<void()> done);

    void sendHeartbeats();
    /// Names the client to every broker of all known routes. `done` runs when each has answered, or has had
    /// its time.
    void introduce(std::function<void()> done);

private:
    void heartbeat(const Address &address, std::function<void()> done = {});
    void onOpened(const Address &address);
    void probe();
    void onNameServers(const QList<Address> &addresses);
    void noteNameServers(const Result<void> &known);

    ClientConfig m_config;
    SystemClock m_clock;
    remoting::RemotingClient m_remoting;
    NameServers m_nameServers;
    RouteTable m_routes;
    ServerRequests m_serverRequests;
    std::unique_ptr<AddressServer> m_addressServer; ///< null when the NameServers were given
    std::vector<Completion<void>> m_awaitingNameServers;
    QList<QString> m_groups;
    QSet<Address> m_heartbeatsUnderWay;
    QTimer m_refresh;
    QTimer m_heartbeat;
    QTimer m_probe;
};

} // namespace gantry::client
