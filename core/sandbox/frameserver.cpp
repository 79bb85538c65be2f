// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/frameserver.h"

#include "base/logging.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::sandbox {

namespace {
constexpr auto sweepInterval = 10s;                          ///< at most
constexpr qint64 mostUnsentBytes = qint64(64) * 1024 * 1024; ///< a peer that does not read is let go
constexpr int backlog = 1024;
} // namespace

FrameServer::FrameServer(QString name, quint16 port, Gate &gate, Settings settings)
    : m_name(std::move(name))
    , m_gate(gate)
    , m_settings(std::move(settings))
{
    setPort(port);
    m_server.setListenBacklogSize(backlog);
    connect(&m_server, &Listener::accepted, this, &FrameServer::onAccepted);
    connect(&m_sweep, &QTimer::timeout, this, &FrameServer::closeIdle);
    m_sweep.start(std::min<std::chrono::milliseconds>(sweepInterval, m_settings.maxIdle / 2));
}

FrameServer::~FrameServer()
{
    for (Session *session : std::as_const(m_sessions)) // whom they would tell is about to go, too
        disconnect(session, nullptr, this, nullptr);
}

void FrameServer::setPort(quint16 port)
{
    m_port = port;
    m_address = Address(u"127.0.0.1:%1"_s.arg(port));
}

Result<void> FrameServer::open()
{
    if (m_server.isListening())
        return {};
    if (m_server.listen(QHostAddress::LocalHost, m_port)) {
        setPort(m_server.serverPort());
        return {};
    }
    return Error{ErrorKind::Connect,
                 u"the sandbox cannot listen on %1: %2"_s.arg(address().text(), m_server.errorString()),
                 u"choose another port with --port, or 0 for any that is free"_s, std::nullopt};
}

void FrameServer::close()
{
    m_server.close();
    for (Session *session : QList<Session *>(m_sessions))
        session->close(u"the server stops"_s);
}

void FrameServer::onAccepted(qintptr descriptor)
{
    if (m_sessions.size() >= m_settings.mostConnections)
        makeRoom();
    auto *session = new Session(makeStream(descriptor, m_settings.tls), this);
    m_sessions.append(session);
    connect(session, &Session::received, this,
            [this, session](const wire::RemotingCommand &request, wire::HeaderType headerType) {
                onRequest(*session, request, headerType);
            });
    connect(session, &Session::closed, this,
            [this, session](const QString &reason) { onClosed(session, reason); });
}

/// Whoever connects is let in: of those who never asked anything, or of all, the longest silent one goes.
void FrameServer::makeRoom()
{
    const auto use = [](const Session *session) {
        return std::pair(session->everReceived(), session->lastActive());
    };
    (*std::ranges::min_element(m_sessions, {}, use))->abort(u"too many connections"_s);
}

void FrameServer::onRequest(Session &session, const wire::RemotingCommand &request,
                            wire::HeaderType headerType)
{
    if (session.bytesToWrite() > mostUnsentBytes) {
        session.close(u"the peer does not read its answers"_s);
        return;
    }
    Gate::Passage passage = m_gate.arrived(m_name, session.peer(), request);
    const FaultAction fault = passage.fault.value_or(FaultAction());
    const auto exchange = std::make_shared<Exchange>(session, request, headerType, std::move(passage.fault),
                                                     std::move(passage.answered));
    if (fault.kind == FaultKind::CloseBefore)
        session.close(u"fault: closed before the response"_s);
    else if (fault.kind == FaultKind::Refuse)
        exchange->answer(fault.code, fault.remark);
    else if (fault.kind != FaultKind::DropRequest)
        Q_EMIT requested(exchange);
}

void FrameServer::onClosed(Session *session, const QString &reason)
{
    if (!m_sessions.removeOne(session))
        return;
    m_gate.closed(m_name, session->peer(), reason);
    Q_EMIT sessionClosed(*session);
    session->deleteLater();
}

void FrameServer::closeIdle()
{
    const auto now = std::chrono::steady_clock::now();
    for (Session *session : QList<Session *>(m_sessions)) {
        if (now - session->lastActive() >= m_settings.maxIdle)
            session->close(u"idle"_s);
    }
}

} // namespace gantry::sandbox
