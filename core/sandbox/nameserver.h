// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/frameserver.h"

#include <QMap>
#include <QObject>

#include <memory>
#include <vector>

namespace gantry::sandbox {

class Broker;

/// Tells where topics are: what the brokers have at the moment, without their registering. Thread: sandbox.
///
/// Java: DefaultRequestProcessor, RouteInfoManager of the NameServer
class NameServer final : public QObject
{
    Q_OBJECT

public:
    using Brokers = std::vector<std::unique_ptr<Broker>>;

    /// `brokers` must outlive it.
    NameServer(const Brokers &brokers, quint16 port, FrameServer::Gate &gate, FrameServer::Settings settings);

    /// Errors: Connect.
    [[nodiscard]] Result<void> start() { return m_server.open(); }
    void stop() { m_server.close(); }
    [[nodiscard]] bool isRunning() const { return m_server.isListening(); }
    [[nodiscard]] Address address() const { return m_server.address(); }

private:
    void process(const ExchangePtr &exchange);
    void answerRoute(const ExchangePtr &exchange) const;
    void answerCluster(const ExchangePtr &exchange) const;
    void answerTopics(const ExchangePtr &exchange, bool onlySystem) const;
    [[nodiscard]] bool processKeyValue(const ExchangePtr &exchange);

    const Brokers &m_brokers;
    FrameServer m_server;
    QMap<QString, QMap<QString, QString>> m_values; ///< by namespace and key
};

} // namespace gantry::sandbox
