// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/exchange.h"
#include "sandbox/servertls.h"
#include "sandbox/session.h"
#include <gantry/names.h>
#include <gantry/result.h>

#include <QObject>
#include <QTcpServer>
#include <QTimer>

#include <chrono>
#include <functional>

namespace gantry::sandbox {

/// Hands over the connections that it takes. Thread: sandbox.
class Listener final : public QTcpServer
{
    Q_OBJECT

Q_SIGNALS:
    /// Whoever is told has to close it.
    void accepted(qintptr descriptor);

protected:
    void incomingConnection(qintptr descriptor) override { Q_EMIT accepted(descriptor); }
};

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

    struct Settings {
        int mostConnections = 0;             ///< over that the one that is of the least use goes
        std::chrono::milliseconds maxIdle{}; ///< after which a silent connection is closed
        ServerTls tls;
    };

    /// `name`: a broker's, or "namesrv". `port` 0: any that is free.
    FrameServer(QString name, quint16 port, Gate &gate, Settings settings);
    ~FrameServer() override;

    /// Listens on loopback; does nothing while it does. Errors: Connect.
    [[nodiscard]] Result<void> open();
    /// Ends all connections; open() takes the same port again.
    void close();
    [[nodiscard]] bool isListening() const { return m_server.isListening(); }
    /// Where it listens, or the next open() will; 0 before it was opened for the first time, if any will do.
    [[nodiscard]] quint16 port() const { return m_port; }
    /// For the next open(); 0: any that is free.
    void setPort(quint16 port);
    [[nodiscard]] const Address &address() const { return m_address; }

Q_SIGNALS:
    void requested(const gantry::sandbox::ExchangePtr &exchange);
    void sessionClosed(gantry::sandbox::Session &session);

private:
    void onAccepted(qintptr descriptor);
    void onRequest(Session &session, const wire::RemotingCommand &request, wire::HeaderType headerType);
    void onClosed(Session *session, const QString &reason);
    void makeRoom();
    void closeIdle();

    const QString m_name;
    quint16 m_port = 0;
    Address m_address;
    Gate &m_gate;
    const Settings m_settings;
    Listener m_server;
    QTimer m_sweep;
    QList<Session *> m_sessions;
};

} // namespace gantry::sandbox
