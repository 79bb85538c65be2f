// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/broker.h"
#include "sandbox/fault.h"
#include "sandbox/nameserver.h"
#include "sandbox/requestlog.h"
#include "sandbox/scenario.h"

#include <QStringList>

#include <functional>

namespace gantry::sandbox {

/// The NameServer, the brokers, and what happens to them. Thread: sandbox.
class Cluster final : public FrameServer::Gate
{
public:
    Cluster(const SandboxConfig &config, ServerTls tls);
    ~Cluster() override;

    /// Errors: Connect.
    [[nodiscard]] Result<void> start();

    [[nodiscard]] const NameServer &nameServer() const { return m_nameServer; }
    [[nodiscard]] QList<SandboxBroker> brokers() const;
    [[nodiscard]] QString certificateFile() const { return m_tls.certificateFile(); }
    [[nodiscard]] const RequestLog &log() const { return m_log; }
    [[nodiscard]] QStringList faults() const;
    /// See Sandbox::control().
    [[nodiscard]] Result<void> control(const QString &line);

    /// See Sandbox::play().
    [[nodiscard]] Result<void> play(const QString &scenario, ScenarioPlayer::Say say);

    [[nodiscard]] Passage arrived(const QString &server, const Address &peer,
                                  const wire::RemotingCommand &request) override;
    void closed(const QString &server, const Address &peer, const QString &reason) override;

private:
    /// The topic's name; one for all requests in turn that name the same.
    [[nodiscard]] const QString &topicName(const QByteArray &topic);
    /// What a line of control() does, once it is carried out.
    using Action = std::function<Result<void>()>;

    /// Errors: Usage.
    [[nodiscard]] Result<Action> understand(const QString &line);
    [[nodiscard]] Result<Action> understandFault(const QString &line);
    [[nodiscard]] Result<Action> understandServer(const QStringList &words);
    [[nodiscard]] Result<Action> understandNameServer(const QString &verb);
    [[nodiscard]] Broker *broker(const QString &name) const;

    const ServerTls m_tls;
    FaultPlan m_faults;
    QByteArray m_lastTopic;
    QString m_lastTopicName;
    RequestLog m_log;
    NameServer::Brokers m_brokers;
    NameServer m_nameServer;
    ScenarioPlayer m_player;
};

} // namespace gantry::sandbox
