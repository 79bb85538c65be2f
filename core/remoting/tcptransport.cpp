// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "remoting/tcptransport.h"

#include "base/logging.h"
#include "remoting/endpoint.h"

#include <QFile>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace gantry::remoting {

namespace {

Error tlsFileError(QLatin1StringView what, const QString &path)
{
    return {ErrorKind::Tls, u"the TLS %1 %2 cannot be read or is not PEM"_s.arg(what, path),
            u"give the path of a readable PEM file"_s, std::nullopt};
}

QSslKey readKey(const QString &path)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        if (QSslKey key(&file, algorithm); !key.isNull())
            return key;
    }
    return {};
}

} // namespace

TcpTransport::TcpTransport(Address address, const std::optional<TlsConfig> &tls, QObject *parent)
    : Transport(parent)
    , m_address(std::move(address))
    , m_tls(tls.has_value())
{
    if (tls)
        m_setUpError = setUpTls(*tls);
    else
        setUpPlain();
    // Asking the system for a proxy costs start-up time, and RocketMQ is never behind a web proxy.
    m_socket->setProxy(QNetworkProxy::NoProxy);
    watch();
}

TcpTransport::~TcpTransport()
{
    close();
}

void TcpTransport::setUpPlain()
{
    m_socket = std::make_unique<QTcpSocket>();
    connect(m_socket.get(), &QTcpSocket::connected, this, &TcpTransport::onReady);
}

std::optional<Error> TcpTransport::setUpTls(const TlsConfig &tls)
{
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    connect(socket.get(), &QSslSocket::encrypted, this, &TcpTransport::onReady);
    connect(socket.get(), &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsTrouble += (m_tlsTrouble.isEmpty() ? QString() : u"; "_s) + error.errorString();
    });
    std::optional<Error> trouble;
    if (!tls.caFile.isEmpty()) {
        const QList<QSslCertificate> authorities = QSslCertificate::fromPath(tls.caFile);
        if (authorities.isEmpty())
            trouble = tlsFileError("CA file"_L1, tls.caFile);
        configuration.setCaCertificates(authorities);
    }
    if (!tls.certificateFile.isEmpty()) {
        const QList<QSslCertificate> chain = QSslCertificate::fromPath(tls.certificateFile);
        const QSslKey key = readKey(tls.keyFile);
        if (chain.isEmpty())
            trouble = tlsFileError("certificate"_L1, tls.certificateFile);
        else if (key.isNull())
            trouble = tlsFileError("key"_L1, tls.keyFile);
        configuration.setLocalCertificateChain(chain);
        configuration.setPrivateKey(key);
    }
    configuration.setPeerVerifyMode(tls.insecure ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    socket->setSslConfiguration(configuration);
    m_socket = std::move(socket);
    return trouble;
}

void TcpTransport::watch()
{
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &Transport::readable);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &Transport::written);
    // Queued: a socket that fails inside connectToHost() would otherwise report before open() has returned.
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &TcpTransport::onFailed, Qt::QueuedConnection);
}

void TcpTransport::open()
{
    const std::optional<Endpoint> endpoint = Endpoint::parse(m_address);
    if (!endpoint && !m_setUpError)
        m_setUpError = Error{ErrorKind::Connect,
                             u"%1 is no address: host:port is needed"_s.arg(m_address.text()),
                             {},
                             clienterror::connectBroker};
    if (m_setUpError) {
        QMetaObject::invokeMethod(this, &TcpTransport::onFailed, Qt::QueuedConnection);
        return;
    }
    if (auto *ssl = qobject_cast<QSslSocket *>(m_socket.get()))
        ssl->connectToHostEncrypted(endpoint->host, endpoint->port);
    else // Unbuffered: what is written goes to the kernel at once, what is read comes from it without a copy.
        m_socket->connectToHost(endpoint->host, endpoint->port, QIODevice::ReadWrite | QIODevice::Unbuffered);
}

void TcpTransport::onReady()
{
    m_ready = true;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    Q_EMIT opened();
}

qint64 TcpTransport::read(char *data, qint64 maxSize)
{
    const qint64 size = m_socket->read(data, maxSize);
    if (size < 0)
        noticeLoss();
    m_everRead = m_everRead || size > 0;
    return size;
}

void TcpTransport::write(const QByteArray &block)
{
    if (m_socket->write(block) < 0)
        noticeLoss();
    else if (m_tls)
        m_socket->flush();
}

/// An unbuffered socket that loses its connection in read() or write() tells nobody but the caller.
void TcpTransport::noticeLoss()
{
    QMetaObject::invokeMethod(this, &TcpTransport::onFailed, Qt::QueuedConnection);
}

qint64 TcpTransport::bytesToWrite() const
{
    qint64 bytes = m_socket->bytesToWrite();
    if (const auto *ssl = qobject_cast<const QSslSocket *>(m_socket.get()))
        bytes += ssl->encryptedBytesToWrite();
    return bytes;
}

void TcpTransport::close()
{
    if (!m_socket)
        return;
    disconnect(m_socket.get(), nullptr, this, nullptr);
    m_socket->abort();
}

Error TcpTransport::handshakeError(const QString &why) const
{
    return {
        ErrorKind::Tls, u"the TLS handshake with %1 failed: %2"_s.arg(m_address.text(), why),
        u"check the CA, the name in the server's certificate, and that the server speaks TLS on this port"_s,
        clienterror::connectBroker};
}

/// A server that speaks no TLS may wait for more of what it takes for a frame.
std::optional<Error> TcpTransport::hangsIn() const
{
    if (!m_tls || m_ready || m_socket->state() != QAbstractSocket::ConnectedState)
        return std::nullopt;
    return handshakeError(u"the server took the connection and said nothing: it may not speak TLS"_s);
}

Error TcpTransport::openError() const
{
    if (m_tls && m_socket->error() != QAbstractSocket::ConnectionRefusedError
        && m_socket->error() != QAbstractSocket::HostNotFoundError)
        return handshakeError(m_tlsTrouble.isEmpty() ? m_socket->errorString() : m_tlsTrouble);
    return {ErrorKind::Connect, u"connect to %1 failed: %2"_s.arg(m_address.text(), m_socket->errorString()),
            u"check that the server runs, and that this address is reachable from here"_s,
            clienterror::connectBroker};
}

/// With TLS 1.3 a server says after the handshake only that it wants another certificate, or one at all.
Error TcpTransport::lossError() const
{
    Error error{ErrorKind::Connect,
                u"the connection to %1 was lost: %2"_s.arg(m_address.text(), m_socket->errorString()),
                u"the server ended it or went away; see the server's log"_s, clienterror::connectBroker};
    if (m_everRead)
        return error;
    if (!m_tls) {
        error.hint =
            u"the server ended it before it said anything: it may take TLS only (tls, --tls), speak another "
            "protocol, or be stopping"_s;
    } else if (m_socket->error() != QAbstractSocket::RemoteHostClosedError) {
        error.kind = ErrorKind::Tls;
        error.detail =
            u"the server %1 refused the TLS connection: %2"_s.arg(m_address.text(), m_socket->errorString());
        error.hint =
            u"it may want a client certificate, or another one than it got (--tls-cert, --tls-key)"_s;
    } else {
        error.hint =
            u"the server ended it before it said anything: it may want a client certificate (--tls-cert, "
            "--tls-key); see the server's log"_s;
    }
    return error;
}

void TcpTransport::onFailed()
{
    if (m_ended)
        return;
    m_ended = true;
    const Error error = m_setUpError ? *m_setUpError : m_ready ? lossError() : openError();
    qCDebug(logging::remoting) << error.detail;
    close();
    Q_EMIT closed(error);
}

} // namespace gantry::remoting
