// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/wireproxy.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QtEndian>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::testing {

namespace {

constexpr qsizetype lengthWordBytes = 4;
constexpr qsizetype prefixBytes = 8;

std::pair<QHostAddress, quint16> parseAddress(const QString &address)
{
    const qsizetype colon = address.lastIndexOf(u':');
    return {QHostAddress(address.first(colon)), address.mid(colon + 1).toUShort()};
}

/// Reads big-endian numbers and counted texts; past the end it gives zeros and remembers that.
class Reader
{
public:
    explicit Reader(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }

    template<typename Number>
    Number number()
    {
        const QByteArray taken = take(qsizetype(sizeof(Number)));
        return isBroken() ? Number(0) : qFromBigEndian<Number>(taken.constData());
    }
    QString text(qsizetype bytes) { return QString::fromUtf8(take(bytes)); }
    [[nodiscard]] bool isBroken() const { return m_isBroken; }
    [[nodiscard]] qsizetype position() const { return m_position; }
    [[nodiscard]] bool atEnd() const { return m_isBroken || m_position == m_bytes.size(); }

private:
    QByteArray take(qsizetype bytes)
    {
        if (bytes < 0 || bytes > m_bytes.size() - m_position)
            m_isBroken = true;
        if (m_isBroken)
            return {};
        m_position += bytes;
        return m_bytes.mid(m_position - bytes, bytes);
    }

    QByteArray m_bytes;
    qsizetype m_position = 0;
    bool m_isBroken = false;
};

QString languageName(int code)
{
    static constexpr std::array names{"JAVA"_L1,   "CPP"_L1,  "DOTNET"_L1, "PYTHON"_L1, "DELPHI"_L1,
                                      "ERLANG"_L1, "RUBY"_L1, "OTHER"_L1,  "HTTP"_L1,   "GO"_L1,
                                      "PHP"_L1,    "OMS"_L1,  "RUST"_L1,   "NODE_JS"_L1};
    return code >= 0 && code < int(names.size()) ? QString(names[size_t(code)]) : QString::number(code);
}

/// `code:2 | language:1 | version:2 | opaque:4 | flag:4 | remark:4+n | fields:4+n (each: name:2+n |
/// value:4+n)`
void decodeBinaryHeader(WireFrame &frame)
{
    Reader reader(frame.header);
    frame.code = reader.number<qint16>();
    frame.language = languageName(reader.number<qint8>());
    frame.version = reader.number<qint16>();
    frame.opaque = reader.number<qint32>();
    frame.flag = reader.number<qint32>();
    frame.remark = reader.text(reader.number<qint32>());
    const qsizetype fieldBytes = reader.number<qint32>();
    const qsizetype end = reader.position() + fieldBytes;
    while (!reader.isBroken() && reader.position() < end) {
        const QString name = reader.text(reader.number<qint16>());
        frame.fields.insert(name, reader.text(reader.number<qint32>()));
    }
    if (reader.isBroken() || !reader.atEnd() || reader.position() != end)
        frame.trouble = u"the binary header's lengths do not fit"_s;
}

void decodeJsonHeader(WireFrame &frame)
{
    QJsonParseError error{};
    const QJsonObject header = QJsonDocument::fromJson(frame.header, &error).object();
    if (error.error != QJsonParseError::NoError) {
        frame.trouble = u"the header is not strict JSON: "_s + error.errorString();
        return;
    }
    frame.code = header["code"_L1].toInt();
    frame.language = header["language"_L1].toString();
    frame.version = header["version"_L1].toInt();
    frame.opaque = header["opaque"_L1].toInt();
    frame.flag = header["flag"_L1].toInt();
    frame.remark = header["remark"_L1].toString();
    const QJsonObject fields = header["extFields"_L1].toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (!it.value().isString())
            frame.trouble = u"extFields.%1 is no string"_s.arg(it.key());
        frame.fields.insert(it.key(), it.value().toString());
    }
}

} // namespace

QMap<QString, QString> WireFrame::properties(const QString &name) const
{
    QMap<QString, QString> found;
    const QStringList parts = fields.value(name).split(QChar(2), Qt::SkipEmptyParts);
    for (const QString &part : parts)
        found.insert(part.section(QChar(1), 0, 0), part.section(QChar(1), 1));
    return found;
}

WireFrame decodeFrame(const QByteArray &bytes)
{
    WireFrame frame;
    const auto headerWord = bytes.size() < prefixBytes ? 0 : qFromBigEndian<quint32>(bytes.constData() + 4);
    const auto headerBytes = qsizetype(headerWord & 0xffffffU);
    const quint32 type = headerWord >> 24U;
    if (bytes.size() < prefixBytes + headerBytes || type > 1) {
        frame.trouble = u"header length or type are wrong: 0x%1"_s.arg(headerWord, 8, 16, QChar(u'0'));
        return frame;
    }
    frame.header = bytes.mid(prefixBytes, headerBytes);
    frame.body = bytes.mid(prefixBytes + headerBytes);
    frame.isBinaryHeader = type == 1;
    if (frame.isBinaryHeader)
        decodeBinaryHeader(frame);
    else
        decodeJsonHeader(frame);
    return frame;
}

QList<QByteArray> FrameCutter::feed(const QByteArray &bytes)
{
    QList<QByteArray> frames;
    m_rest += bytes;
    while (m_rest.size() >= lengthWordBytes) {
        const qsizetype whole = lengthWordBytes + qsizetype(qFromBigEndian<quint32>(m_rest.constData()));
        if (m_rest.size() < whole)
            break;
        frames.append(m_rest.first(whole));
        m_rest.remove(0, whole);
    }
    return frames;
}

struct WireProxy::Link {
    QString server;
    int number = 0;
    QTcpSocket *client = nullptr; ///< owned by the proxy, as is `upstream`
    QTcpSocket *upstream = nullptr;
    FrameCutter fromClient;
    FrameCutter fromServer;
};

WireProxy::WireProxy(QObject *parent)
    : QObject(parent)
{
}

WireProxy::~WireProxy()
{
    for (const auto &link : m_links) {
        link->client->disconnect(this);
        link->upstream->disconnect(this);
    }
}

bool WireProxy::forward(const QString &from, const QString &to)
{
    const auto [host, port] = parseAddress(from);
    auto server = std::make_unique<QTcpServer>();
    if (!server->listen(host, port)) {
        qWarning("WireProxy: %s: %s", qUtf8Printable(from), qUtf8Printable(server->errorString()));
        return false;
    }
    const QString known = host.toString() + u':' + QString::number(server->serverPort());
    connect(server.get(), &QTcpServer::newConnection, this,
            [this, known, to, listening = server.get()] { onConnection(listening, known, to); });
    m_servers.push_back(std::move(server));
    return true;
}

QString WireProxy::address() const
{
    const QTcpServer &server = *m_servers.front();
    return server.serverAddress().toString() + u':' + QString::number(server.serverPort());
}

QList<WireFrame> WireProxy::requests(const QList<int> &codes) const
{
    QList<WireFrame> found;
    for (const WireFrame &frame : m_frames) {
        if (frame.isToServer && !frame.isResponse() && codes.contains(frame.code))
            found.append(frame);
    }
    return found;
}

void WireProxy::onConnection(QTcpServer *server, const QString &from, const QString &to)
{
    while (QTcpSocket *client = server->nextPendingConnection()) {
        auto owned = std::make_unique<Link>();
        Link *link = owned.get();
        m_links.push_back(std::move(owned));
        link->server = from;
        link->number = int(m_links.size());
        link->client = client;
        link->upstream = new QTcpSocket(this);
        client->setParent(this);
        for (const bool isToServer : {true, false}) {
            QTcpSocket *source = isToServer ? link->client : link->upstream;
            source->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            connect(source, &QTcpSocket::readyRead, this,
                    [this, link, isToServer] { onBytes(link, isToServer); });
            connect(source, &QTcpSocket::disconnected, this,
                    [this, link, isToServer] { onDisconnected(link, isToServer); });
        }
        connect(link->upstream, &QTcpSocket::errorOccurred, this, [link](QAbstractSocket::SocketError error) {
            if (error != QAbstractSocket::RemoteHostClosedError) // of that, `disconnected` tells
                link->client->abort();
        });
        const auto [host, port] = parseAddress(to);
        link->upstream->connectToHost(host, port);
    }
}

void WireProxy::onBytes(Link *link, bool isToServer)
{
    const QByteArray bytes = (isToServer ? link->client : link->upstream)->readAll();
    (isToServer ? link->upstream : link->client)->write(bytes);
    const QList<QByteArray> whole = (isToServer ? link->fromClient : link->fromServer).feed(bytes);
    for (const QByteArray &one : whole) {
        WireFrame frame = decodeFrame(one);
        frame.server = link->server;
        frame.connection = link->number;
        frame.isToServer = isToServer;
        m_frames.append(frame);
        Q_EMIT frameSeen(frame);
    }
}

void WireProxy::onDisconnected(Link *link, bool isToServer)
{
    if ((isToServer ? link->client : link->upstream)->bytesAvailable() > 0)
        onBytes(link, isToServer);
    (isToServer ? link->upstream : link->client)->disconnectFromHost();
}

} // namespace gantry::testing
