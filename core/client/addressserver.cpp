// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/addressserver.h"

#include "base/logging.h"
#include "client/nameservers.h"

#include <QNetworkProxy>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::client {

namespace {

constexpr auto fetchTimeout = 3s; // as in Java
constexpr qsizetype mostBytes = qsizetype(64) * 1024;
constexpr int domainPort = 8080;
constexpr QByteArrayView headEnd = "\r\n\r\n";

/// The value of a header line, whose name is in lower case; empty when there is none.
QByteArray headerValue(const QByteArray &head, QByteArrayView name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).trimmed().toLower() == name)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

} // namespace

Result<QUrl> AddressServer::url(const QString &text, const QString &unitName)
{
    QUrl url(text.contains("://"_L1) ? text.trimmed() : QString("http://"_L1 + text.trimmed()),
             QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != "http"_L1 || url.host().isEmpty())
        return Error{ErrorKind::Config, u"\"%1\" is no address server"_s.arg(text),
                     u"give http://HOST:PORT/PATH; TLS is not possible here"_s, std::nullopt};
    if (url.path().isEmpty() || url.path() == "/"_L1) {
        if (url.port() < 0)
            url.setPort(domainPort);
        url.setPath(u"/rocketmq/nsaddr"_s);
    }
    if (!unitName.trimmed().isEmpty()) {
        url.setPath(url.path() + u'-' + unitName);
        url.setQuery(u"nofix=1"_s);
    }
    return url;
}

AddressServer::AddressServer(QUrl url, std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
    , m_url(std::move(url))
{
    m_interval.setInterval(interval);
    m_timeout.setSingleShot(true);
    m_timeout.setInterval(fetchTimeout);
    m_socket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_interval, &QTimer::timeout, this, &AddressServer::fetch);
    connect(&m_timeout, &QTimer::timeout, this, [this] { finish(trouble(u"no answer within 3 s"_s)); });
    connect(&m_socket, &QTcpSocket::connected, this, &AddressServer::onConnected);
    connect(&m_socket, &QTcpSocket::readyRead, this, &AddressServer::onReadable);
    connect(
        &m_socket, &QTcpSocket::errorOccurred, this,
        [this](QAbstractSocket::SocketError error) {
            if (error == QAbstractSocket::RemoteHostClosedError) {
                m_answer += m_socket.readAll();
                finish(readAnswer());
            } else {
                finish(trouble(m_socket.errorString()));
            }
        },
        Qt::QueuedConnection);
}

AddressServer::~AddressServer()
{
    disconnect(&m_socket, nullptr, this, nullptr);
}

void AddressServer::start()
{
    m_interval.start();
    fetch();
}

void AddressServer::fetch()
{
    if (std::exchange(m_isAsking, true))
        return;
    m_answer.clear();
    m_timeout.start();
    m_socket.connectToHost(m_url.host(), quint16(m_url.port(80)));
}

/// HTTP 1.0: the answer ends with the connection, and comes in one piece.
void AddressServer::onConnected()
{
    const QByteArray host = m_url.authority(QUrl::FullyEncoded).toLatin1();
    const QByteArray path =
        m_url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    m_socket.write("GET " + path + " HTTP/1.0\r\nHost: " + host
                   + "\r\nUser-Agent: gantry\r\nAccept: text/plain, */*\r\nConnection: close\r\n\r\n");
}

void AddressServer::onReadable()
{
    m_answer += m_socket.read(mostBytes);
    if (m_answer.size() > mostBytes)
        finish(trouble(u"the answer is far too long for a list of addresses"_s));
    else if (isComplete())
        finish(readAnswer());
}

/// Some servers keep the connection open all the same.
bool AddressServer::isComplete() const
{
    const qsizetype end = m_answer.indexOf(headEnd);
    if (end < 0)
        return false;
    bool isNumber = false;
    const qint64 length = headerValue(m_answer.first(end), "content-length").toLongLong(&isNumber);
    return isNumber && m_answer.size() - end - headEnd.size() >= length;
}

Result<QList<Address>> AddressServer::readAnswer() const
{
    const QList<QByteArray> status = m_answer.left(m_answer.indexOf("\r\n")).split(' ');
    const qsizetype end = m_answer.indexOf(headEnd);
    if (end < 0 || status.size() < 2 || !status[0].startsWith("HTTP/"))
        return trouble(u"the answer is no HTTP"_s);
    if (status[1] != "200")
        return trouble(u"HTTP status %1"_s.arg(QString::fromLatin1(status[1])));
    const QString body = QString::fromUtf8(m_answer.sliced(end + headEnd.size())).trimmed();
    const QString line = body.section(u'\n', 0, 0).trimmed();
    if (line.isEmpty())
        return trouble(u"the answer is empty"_s);
    Result<QList<Address>> addresses = parseNameServers(line);
    return addresses ? addresses : Result<QList<Address>>(trouble(addresses.error().detail));
}

Error AddressServer::trouble(const QString &why) const
{
    return {
        ErrorKind::NameServer, u"the address server %1 told no NameServers: %2"_s.arg(m_url.toString(), why),
        u"check the URL, and what it answers in a browser: one line, host:port, several separated by ';'"_s,
        clienterror::noNameServer};
}

void AddressServer::finish(const Result<QList<Address>> &answer)
{
    if (!std::exchange(m_isAsking, false))
        return;
    m_timeout.stop();
    m_socket.abort();
    if (answer) {
        Q_EMIT fetched(*answer);
    } else {
        qCWarning(logging::client) << answer.error().detail;
        Q_EMIT failed(answer.error());
    }
}

} // namespace gantry::client
