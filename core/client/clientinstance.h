// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/workerthread.h"
#include "client/clientcore.h"
#include <gantry/result.h>

#include <QHash>
#include <QSet>
#include <QString>

#include <functional>
#include <memory>
#include <mutex>

namespace gantry::client {

/// One client instance: what producers with the same client id share. Owns the network thread.
///
/// Java:   MQClientInstance
/// Thread: any, unless a function says otherwise
class ClientInstance final
{
public:
    explicit ClientInstance(const ClientConfig &config);
    /// Closes all connections and ends the thread.
    ~ClientInstance();
    Q_DISABLE_COPY_MOVE(ClientInstance)

    [[nodiscard]] const QString &clientId() const { return m_clientId; }
    [[nodiscard]] WorkerThread &network() { return m_network; }
    /// Thread: network only.
    [[nodiscard]] ClientCore &core() { return *m_core; }

    /// Waits until the NameServers are known. Errors: NameServer, when the address server does not tell them.
    [[nodiscard]] Result<void> awaitNameServers();

    /// Makes the group this instance's. Errors: DuplicateInstance, when it is already.
    [[nodiscard]] Result<void> registerGroup(const GroupName &group);
    void unregisterGroup(const GroupName &group);

private:
    QString m_clientId;
    std::mutex m_mutex;
    QSet<GroupName> m_groups;
    WorkerThread m_network;
    std::unique_ptr<ClientCore> m_core;
};

/// The client instances of this process, by client id. The one thing that is process-wide, since a second
/// start of one group and instance must be refused process-wide.
///
/// Java:   MQClientManager
/// Thread: any
class InstanceTable final
{
public:
    /// The table that producers use unless they are given another.
    [[nodiscard]] static InstanceTable &process();

    /// The running instance of `config.clientId`, or a new one.
    [[nodiscard]] std::shared_ptr<ClientInstance> join(const ClientConfig &config);

private:
    std::mutex m_mutex;
    QHash<QString, std::weak_ptr<ClientInstance>> m_instances;
};

/// `clientIP@instanceName[@unitName]`. Java: ClientConfig#buildMQClientId
[[nodiscard]] QString buildClientId(const QString &instanceName, const QString &unitName);

/// `<pid>#<nanoseconds>`: what becomes of the instance name DEFAULT at start, different at every call.
/// Java: ClientConfig#changeInstanceNameToPID
[[nodiscard]] QString uniqueInstanceName();

} // namespace gantry::client
