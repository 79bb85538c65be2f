// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/exchange.h"
#include "sandbox/session.h"
#include <gantry/names.h>
#include <gantry/result.h>

#include <QObject>
#include <QTcpServer>
#include <QTimer>

#include <chrono>
#include <functional>

namespace gantry::sandbox {

/// A listening port of the sandbox: takes connections, makes an exchange of each request, lets the fault
/// plan have its say, and logs it. Thread: sandbox.
class FrameServer final : public QObject
{
    Q_OBJECT

public:
    /// What all servers of a sandbox share: faults and the request log.
    class Gate
    {
    public:
        virtual ~Gate() = default;
        /// A request came. Gives what shall happen to it, and what to tell the response code.
        struct Passage {
            std::optional<FaultAction> fault;
            std::function<void(int)> answered;
        };
        [[nodiscard]] virtual Passage arrived(const QString &server, const Address &peer,
                                              const wire::RemotingCommand &request) = 0;
        virtual void closed(const QString &server, const Address &peer, const QString &reason) = 0;
    };

    struct Limits {
        int connections = 0;              ///< over that the one that is of the least use goes
        std::chrono::milliseconds idle{}; ///< after which a silent connection is closed
    };

    /// `name`: a broker's, or "namesrv".
    FrameServer(QString name, Gate &gate, const Limits &limits);
    ~FrameServer() override;

    /// On loopback; `port` 0: any that is free. Errors: Connect.
    [[nodiscard]] Result<void> listen(quint16 port);
    void close();
    [[nodiscard]] bool isListening() const { return m_server.isListening(); }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

Q_SIGNALS:
    void requested(const gantry::sandbox::ExchangePtr &exchange);
    void sessionClosed(gantry::sandbox::Session &session);

private:
    void onConnection();
    void onRequest(Session &session, const wire::RemotingCommand &request, wire::HeaderType headerType);
    void onClosed(Session *session, const QString &reason);
    void makeRoom();
    void closeIdle();

    const QString m_name;
    Gate &m_gate;
    const Limits m_limits;
    QTcpServer m_server;
    QTimer m_sweep;
    QList<Session *> m_sessions;
};

} // namespace gantry::sandbox
