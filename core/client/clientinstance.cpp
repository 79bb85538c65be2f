// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/clientinstance.h"

#include "base/handover.h"
#include "base/localaddress.h"

#include <QCoreApplication>

#include <atomic>
#include <chrono>

using namespace Qt::StringLiterals;

namespace gantry::client {

ClientInstance::ClientInstance(const ClientConfig &config)
    : m_clientId(config.clientId)
    , m_network(u"gantry-net"_s)
{
    // Made where it lives: its timers belong to that thread.
    m_network.run([this, &config] {
        m_core = std::make_unique<ClientCore>(config);
        m_core->start();
    });
}

ClientInstance::~ClientInstance()
{
    m_network.run([this] { m_core.reset(); });
}

Result<void> ClientInstance::awaitNameServers()
{
    Result<void> known;
    Handover done;
    m_network.post([&] {
        m_core->awaitNameServers([&](const Result<void> &result) {
            known = result;
            done.release();
        });
    });
    done.acquire();
    return known;
}

Result<void> ClientInstance::registerGroup(const GroupName &group)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_groups.contains(group))
            return Error{ErrorKind::DuplicateInstance,
                         u"The producer group[%1] has been created before, specify another name please. "
                         "(instance %2)"_s.arg(group.text(), m_clientId),
                         u"shut the other producer down, or use another group or instance name"_s,
                         std::nullopt};
        m_groups.insert(group);
    }
    m_network.post([this, group] { m_core->addGroup(group); });
    return {};
}

void ClientInstance::unregisterGroup(const GroupName &group)
{
    const std::lock_guard lock(m_mutex);
    m_groups.remove(group);
}

InstanceTable &InstanceTable::process()
{
    static InstanceTable table;
    return table;
}

std::shared_ptr<ClientInstance> InstanceTable::join(const ClientConfig &config)
{
    const std::lock_guard lock(m_mutex);
    std::weak_ptr<ClientInstance> &entry = m_instances[config.clientId];
    if (std::shared_ptr<ClientInstance> running = entry.lock())
        return running;
    auto instance = std::make_shared<ClientInstance>(config);
    entry = instance;
    m_instances.removeIf([](auto it) { return it.value().expired(); });
    return instance;
}

QString buildClientId(const QString &instanceName, const QString &unitName)
{
    const QString id = localAddress().toString() + u'@' + instanceName;
    return unitName.trimmed().isEmpty() ? id : QString(id + u'@' + unitName);
}

QString uniqueInstanceName()
{
    static std::atomic<quint32> counter = 0;
    const auto nanos = std::chrono::steady_clock::now().time_since_epoch().count() + qint64(counter++);
    return u"%1#%2"_s.arg(QCoreApplication::applicationPid()).arg(nanos);
}

} // namespace gantry::client
