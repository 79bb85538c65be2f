// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/socketstream.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {
constexpr char handshakeByte = 0x16; ///< what a TLS connection begins with, and no frame does
} // namespace

SocketStream::SocketStream(qintptr descriptor, const ServerTls &tls)
    : m_isEnforced(tls.mode == SandboxTls::Enforcing)
    , m_isIdentified(!tls.configuration)
{
    m_socket.setSocketDescriptor(descriptor);
    if (tls.configuration)
        m_socket.setSslConfiguration(*tls.configuration);
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(&m_socket, &QSslSocket::readyRead, this, &SocketStream::onReadyRead);
    connect(&m_socket, &QSslSocket::disconnected, this, &SocketStream::onDisconnected);
}

Address SocketStream::peer() const
{
    return Address(u"%1:%2"_s.arg(m_socket.peerAddress().toString()).arg(m_socket.peerPort()));
}

qint64 SocketStream::read(char *data, qint64 maxSize)
{
    return qMax<qint64>(0, m_socket.read(data, maxSize));
}

qint64 SocketStream::bytesToWrite() const
{
    return m_socket.bytesToWrite() + m_socket.encryptedBytesToWrite();
}

void SocketStream::onReadyRead()
{
    if (m_isIdentified)
        Q_EMIT readable();
    else
        identify();
}

/// Java: NettyRemotingServer's HandshakeHandler
void SocketStream::identify()
{
    char first = 0;
    if (m_socket.peek(&first, 1) != 1)
        return;
    m_isIdentified = true;
    if (first == handshakeByte) {
        m_socket.startServerEncryption(); // what was encrypted is told of once more
    } else if (m_isEnforced) {
        m_reason = u"the peer does not speak TLS, which is enforced"_s;
        m_socket.abort();
    } else {
        Q_EMIT readable();
    }
}

void SocketStream::onDisconnected()
{
    if (m_reason.isEmpty())
        m_reason = m_socket.error() == QAbstractSocket::SslHandshakeFailedError
                       ? u"the TLS handshake failed: "_s + m_socket.errorString()
                       : u"the peer closed the connection"_s;
    Q_EMIT ended(m_reason);
}

} // namespace gantry::sandbox
