// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/accesscheck.h"
#include "sandbox/clienttable.h"
#include "sandbox/consumeprogress.h"
#include "sandbox/exchange.h"
#include "sandbox/frameserver.h"
#include "sandbox/messagestore.h"
#include "sandbox/topictable.h"
#include <gantry/sandbox.h>

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace gantry::sandbox {

class Processor;

/// One broker: its tables, and the processors that carry out requests on them. Thread: sandbox.
///
/// Java: BrokerController
class Broker final : public QObject
{
    Q_OBJECT

public:
    Broker(QString name, const SandboxConfig &config, FrameServer::Gate &gate, const ServerTls &tls);
    ~Broker() override;

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] static QString cluster() { return QStringLiteral("SandboxCluster"); }
    /// The same, as every message has it.
    [[nodiscard]] static QByteArray clusterProperty() { return QByteArrayLiteral("SandboxCluster"); }

    /// Listens on its port and, as RocketMQ's VIP channel does, on that less two. Errors: Connect, when a
    /// port is taken.
    [[nodiscard]] Result<void> start();
    /// Closes all connections; what is stored stays.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_server.isListening(); }
    /// Where it listens; the same after stop() and start().
    [[nodiscard]] const Address &address() const { return m_server.address(); }
    [[nodiscard]] quint16 port() const { return m_server.port(); }

    // What can be wrong with a broker while it runs.
    [[nodiscard]] Address advertised() const { return m_advertised.isEmpty() ? address() : m_advertised; }
    void setAdvertised(const Address &address) { m_advertised = address; }
    /// How far its clock is ahead of the machine's, as it tells; and since when it runs, by that clock.
    void setClockSkew(std::chrono::seconds skew) { m_clockSkew = skew; }
    [[nodiscard]] std::chrono::system_clock::time_point bootTime() const { return m_bootTime + m_clockSkew; }
    [[nodiscard]] std::chrono::system_clock::time_point now() const
    {
        return std::chrono::system_clock::now() + m_clockSkew;
    }
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }
    [[nodiscard]] bool isInRoute() const { return m_inRoute && isRunning(); }
    void setInRoute(bool inRoute) { m_inRoute = inRoute; }

    [[nodiscard]] const SandboxConfig &config() const { return m_config; }
    [[nodiscard]] TopicTable &topics() { return m_topics; }
    [[nodiscard]] MessageStore &store() { return m_store; }
    [[nodiscard]] ClientTable &clients() { return m_clients; }
    [[nodiscard]] ConsumerOffsets &offsets() { return m_offsets; }
    [[nodiscard]] QueueLocks &locks() { return m_locks; }

    /// Stores the message in its topic and queue, and tells whoever waits for it.
    StoredAt append(wire::StoredMessage message);
    void notifyConsumers(const QStringList &groups);

Q_SIGNALS:
    void arrived(const QString &topic, int queueId);

private:
    void process(const ExchangePtr &exchange);
    void onClosed(Session &session);

    const QString m_name;
    const SandboxConfig m_config;
    const AccessCheck m_accessCheck;
    FrameServer m_server;
    FrameServer m_vipServer; ///< answers the same
    Address m_advertised;
    std::chrono::seconds m_clockSkew{};
    const std::chrono::system_clock::time_point m_bootTime = std::chrono::system_clock::now();
    bool m_readOnly = false;
    bool m_inRoute = true;
    TopicTable m_topics;
    MessageStore m_store;
    ClientTable m_clients;
    ConsumerOffsets m_offsets;
    QueueLocks m_locks;
    std::vector<std::unique_ptr<Processor>> m_processors;
};

} // namespace gantry::sandbox
