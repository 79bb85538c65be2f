// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/session.h"

#include <QHostAddress>
#include <QPointer>
#include <QSslSocket>
#include <QTimer>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {
constexpr qsizetype readSize = qsizetype(64) * 1024;
constexpr char handshakeByte = 0x16; ///< what a TLS connection begins with, and no frame does
} // namespace

Session::Session(QTcpSocket *socket, SandboxTls tls, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_tls(tls)
    , m_peer(u"%1:%2"_s.arg(socket->peerAddress().toString()).arg(socket->peerPort()))
    , m_isIdentified(tls == SandboxTls::Disabled)
{
    socket->setParent(this);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, &Session::onReadyRead);
    connect(socket, &QTcpSocket::disconnected, this, &Session::onDisconnected);
}

qint64 Session::bytesToWrite() const
{
    const auto *ssl = qobject_cast<const QSslSocket *>(m_socket);
    return m_socket->bytesToWrite() + (ssl ? ssl->encryptedBytesToWrite() : 0);
}

void Session::write(const QByteArray &bytes)
{
    if (m_closing || m_closed)
        return;
    m_lastActive = std::chrono::steady_clock::now();
    if (m_slow.isEmpty())
        m_socket->write(bytes);
    else
        m_slow.append(bytes);
}

void Session::writeSlowly(const QByteArray &bytes, std::chrono::milliseconds pause)
{
    const bool isFirst = m_slow.isEmpty();
    m_slow.append(bytes);
    if (isFirst)
        writeOneByte(pause);
}

void Session::writeOneByte(std::chrono::milliseconds pause)
{
    if (m_closing || m_closed || m_slow.isEmpty())
        return;
    m_socket->write(m_slow.first(1));
    m_slow.remove(0, 1);
    QTimer::singleShot(pause, Qt::PreciseTimer, this, [this, pause] { writeOneByte(pause); });
}

void Session::request(wire::RemotingCommand command, const Reply &reply, std::chrono::milliseconds timeout)
{
    command.opaque = ++m_opaque;
    command.flag = reply ? 0 : wire::commandflag::oneway;
    QByteArray bytes;
    if (m_closed || !wire::encode(command, wire::HeaderType::Json, bytes)) {
        if (reply)
            reply(std::nullopt);
        return;
    }
    write(bytes);
    if (!reply)
        return;
    m_replies.insert(command.opaque, reply);
    QTimer::singleShot(timeout, this, [this, opaque = command.opaque] {
        if (const Reply late = m_replies.take(opaque))
            late(std::nullopt);
    });
}

void Session::close(const QString &reason)
{
    m_reason = reason;
    m_closing = true;
    m_socket->disconnectFromHost();
}

void Session::abort(const QString &reason)
{
    m_reason = reason;
    m_socket->abort();
}

void Session::onReadyRead()
{
    m_lastActive = std::chrono::steady_clock::now();
    const QPointer<Session> self(this);
    if (!m_isIdentified && !identify())
        return;
    while (!m_closing && !m_closed && m_socket->bytesAvailable() > 0) {
        m_splitter.commit(qMax<qint64>(0, m_socket->read(m_splitter.prepare(readSize), readSize)));
        for (;;) {
            const Result<std::optional<wire::Frame>> frame = m_splitter.next();
            if (!frame) {
                abort(frame.error().detail);
                return;
            }
            if (!frame->has_value())
                break;
            take(**frame);
            if (!self || m_closing || m_closed)
                return;
        }
    }
}

/// False when there is nothing to read yet. Java: NettyRemotingServer's HandshakeHandler
bool Session::identify()
{
    char first = 0;
    if (m_socket->peek(&first, 1) != 1)
        return false;
    m_isIdentified = true;
    if (first == handshakeByte) {
        if (auto *ssl = qobject_cast<QSslSocket *>(m_socket))
            ssl->startServerEncryption();
        return false; // what was encrypted is told of once more
    }
    if (m_tls == SandboxTls::Enforcing) {
        abort(u"the peer does not speak TLS, which is enforced"_s);
        return false;
    }
    return true;
}

void Session::take(const wire::Frame &frame)
{
    const Result<wire::RemotingCommand> command = wire::decode(frame);
    if (!command) { // as a real server: no answer
        abort(command.error().detail);
        return;
    }
    m_everReceived = true;
    if (command->isResponse())
        complete(*command);
    else
        Q_EMIT received(*command, frame.headerType);
}

void Session::complete(const wire::RemotingCommand &response)
{
    if (const Reply reply = m_replies.take(response.opaque))
        reply(response);
}

void Session::onDisconnected()
{
    if (std::exchange(m_closed, true))
        return;
    const QHash<qint32, Reply> unanswered = std::exchange(m_replies, {});
    for (const Reply &reply : unanswered)
        reply(std::nullopt);
    if (m_reason.isEmpty())
        m_reason = m_socket->error() == QAbstractSocket::SslHandshakeFailedError
                       ? u"the TLS handshake failed: "_s + m_socket->errorString()
                       : u"the peer closed the connection"_s;
    Q_EMIT closed(m_reason);
}

} // namespace gantry::sandbox
