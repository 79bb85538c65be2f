// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/clientcore.h"

#include "base/logging.h"
#include "client/addressserver.h"
#include "remoting/endpoint.h"
#include "wire/codes.h"
#include "wire/headers.h"

#include <memory>
#include <utility>

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace gantry::client {

namespace {
constexpr milliseconds apiTimeout = 3000ms; // mqClientApiTimeout
constexpr milliseconds firstHeartbeat = 1000ms;
constexpr milliseconds probeInterval = 1000ms;
} // namespace

ClientCore::ClientCore(ClientConfig config)
    : m_config(std::move(config))
    , m_remoting(m_config.remoting, m_clock)
    , m_nameServers(m_remoting, m_config.nameServers)
    , m_routes(m_nameServers, m_remoting, m_clock, m_config.routes)
    , m_serverRequests(m_remoting, m_config.nameSpace)
{
    connect(&m_remoting, &remoting::RemotingClient::opened, this, &ClientCore::onOpened);
    connect(&m_refresh, &QTimer::timeout, &m_routes, &RouteTable::refreshAll);
    connect(&m_heartbeat, &QTimer::timeout, this, [this] {
        m_heartbeat.setInterval(m_config.heartbeatBrokerInterval);
        sendHeartbeats();
    });
    connect(&m_probe, &QTimer::timeout, this, &ClientCore::probe);
    if (m_config.addressServer.isEmpty())
        return;
    m_addressServer = std::make_unique<AddressServer>(m_config.addressServer, m_config.addressServerInterval);
    connect(m_addressServer.get(), &AddressServer::fetched, this, &ClientCore::onNameServers);
    connect(m_addressServer.get(), &AddressServer::failed, this,
            [this](const Error &error) { noteNameServers(error); });
}

ClientCore::~ClientCore()
{
    m_remoting.closeAll({ErrorKind::Shutdown, QStringLiteral("the client was shut down"), {}, std::nullopt});
}

void ClientCore::start()
{
    m_refresh.start(m_config.pollNameServerInterval);
    m_heartbeat.start(firstHeartbeat);
    m_probe.start(probeInterval);
    if (m_addressServer)
        m_addressServer->start();
}

void ClientCore::awaitNameServers(Completion<void> completion)
{
    if (!m_nameServers.addresses().isEmpty() || !m_addressServer)
        return completion({});
    m_awaitingNameServers.push_back(std::move(completion));
    m_addressServer->fetch();
}

void ClientCore::onNameServers(const QList<Address> &addresses)
{
    if (addresses != m_nameServers.addresses()) {
        qCDebug(logging::client) << "the address server told" << addresses.size() << "NameServers";
        m_nameServers.setAddresses(addresses);
    }
    noteNameServers({});
}

/// A failure changes nothing where addresses are known: they stay in use.
void ClientCore::noteNameServers(const Result<void> &known)
{
    for (const Completion<void> &completion : std::exchange(m_awaitingNameServers, {}))
        completion(known);
}

void ClientCore::addGroup(const GroupName &group)
{
    m_groups.append(m_config.nameSpace.wrap(group.text()));
    sendHeartbeats();
}

void ClientCore::sendHeartbeats()
{
    for (const BrokerMaster &master : m_routes.masters())
        heartbeat(master.address);
}

void ClientCore::introduce(std::function<void()> done)
{
    const std::shared_ptr<void> last(nullptr, [done = std::move(done)](void *) { done(); });
    for (const BrokerMaster &master : m_routes.masters())
        heartbeat(master.address, [last] {});
}

/// One at a time to each address, but for those whose end somebody waits for.
void ClientCore::heartbeat(const Address &address, std::function<void()> done)
{
    if (m_groups.isEmpty() || (!done && m_heartbeatsUnderWay.contains(address)))
        return;
    wire::RemotingCommand command;
    command.code = wire::requestcode::heartBeat;
    command.body = wire::heartbeatBody(m_config.clientId, m_groups);
    m_heartbeatsUnderWay.insert(address);
    m_remoting.invoke(address, std::move(command), apiTimeout,
                      [this, address, done = std::move(done)](const Result<wire::RemotingCommand> &response) {
                          m_heartbeatsUnderWay.remove(address);
                          if (!response)
                              qCDebug(logging::client) << "heartbeat:" << response.error().detail;
                          if (done)
                              done();
                      });
}

/// A broker knows a producer by the connection of its heartbeat: a new connection needs one at once. As Java
/// 5; 4.9 waits for the timer.
void ClientCore::onOpened(const Address &address)
{
    for (const BrokerMaster &master : m_routes.masters()) {
        if (master.address == address)
            heartbeat(address);
    }
}

/// A heartbeat to each broker that went silent, was lost or could not be reached shows when it is back, so
/// that no send has to be the one that finds out.
void ClientCore::probe()
{
    for (const BrokerMaster &master : m_routes.masters()) {
        for (const Address &address : {master.address, remoting::vipAddress(master.address)}) {
            const remoting::Channel *channel = m_remoting.existingChannel(address);
            if (channel && channel->wantsProbe())
                heartbeat(address);
        }
    }
}

void ClientCore::removeGroup(const GroupName &group, milliseconds timeout, std::function<void()> done)
{
    const QString wrapped = m_config.nameSpace.wrap(group.text());
    m_groups.removeOne(wrapped);
    wire::RemotingCommand command;
    command.code = wire::requestcode::unregisterClient;
    command.fields = wire::unregisterClientFields(m_config.clientId, wrapped);
    // Runs `done` when the last copy of it goes: after the last answer, or at once when there is none to wait
    // for.
    const std::shared_ptr<void> last(nullptr, [done = std::move(done)](void *) { done(); });
    for (const BrokerMaster &master : m_routes.masters()) {
        // Java also goes to slaves and to brokers that it never spoke with; they do not know the group.
        const remoting::Channel *channel = m_remoting.existingChannel(master.address);
        if (!channel || !channel->isOpen() || channel->isSuspect())
            continue;
        m_remoting.invoke(master.address, command, timeout,
                          [last](const Result<wire::RemotingCommand> &response) {
                              if (!response)
                                  qCDebug(logging::client) << "unregister:" << response.error().detail;
                          });
    }
}

} // namespace gantry::client
