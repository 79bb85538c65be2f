// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMap>
#include <QObject>
#include <QString>
#include <QTcpServer>

#include <memory>
#include <vector>

class QTcpSocket;

namespace gantry::testing {

/// A frame that went through a WireProxy, decoded.
struct WireFrame {
    QString server;     ///< the address it went to or came from, as clients know it
    int connection = 0; ///< counts the proxy's connections from 1
    bool isToServer = false;
    bool isBinaryHeader = false;
    int code = 0;
    QString language; ///< "JAVA", "CPP"; a number if the binary code is unknown
    int version = 0;
    qint32 opaque = 0;
    int flag = 0;
    QString remark;
    QMap<QString, QString> fields; ///< extFields
    QByteArray header;             ///< as it is on the wire
    QByteArray body;
    QString trouble; ///< why it could not be decoded; empty otherwise

    [[nodiscard]] bool isResponse() const { return (flag & 1) != 0; }
    [[nodiscard]] bool isOneway() const { return (flag & 2) != 0; }
    /// The message properties in field `name`.
    [[nodiscard]] QMap<QString, QString> properties(const QString &name = QStringLiteral("i")) const;
};

/// Decodes one whole frame, its length word included. Shares no code with Gantry, so that it finds Gantry's
/// mistakes: JSON headers go through QJsonDocument, binary ones are taken apart by hand.
///
/// Bytes: `length:4 | headerWord:4 (top byte: 0 JSON, 1 binary) | header | body`
[[nodiscard]] WireFrame decodeFrame(const QByteArray &bytes);

/// Cuts a stream of bytes into frames.
class FrameCutter
{
public:
    /// The frames, length words included, that `bytes` complete.
    [[nodiscard]] QList<QByteArray> feed(const QByteArray &bytes);

private:
    QByteArray m_rest;
};

/// Sits between clients and servers on loopback and keeps every frame that goes through.
///
/// With a cluster that listens on one address and advertises another (ClusterOptions::bind, advertise), it
/// listens where the routes point to: clients notice nothing. Lives on the event loop of its thread.
class WireProxy final : public QObject
{
    Q_OBJECT

public:
    explicit WireProxy(QObject *parent = nullptr);
    ~WireProxy() override;

    /// Forwards connections to `from` on to `to`; both are host:port, port 0 of `from` picks one.
    [[nodiscard]] bool forward(const QString &from, const QString &to);
    /// Where the first forward() listens.
    [[nodiscard]] QString address() const;

    [[nodiscard]] const QList<WireFrame> &frames() const { return m_frames; }
    /// Requests with one of these codes that went to servers, in the order of their arrival here.
    [[nodiscard]] QList<WireFrame> requests(const QList<int> &codes) const;
    void clear() { m_frames.clear(); }

Q_SIGNALS:
    void frameSeen(const WireFrame &frame);

private:
    struct Link;
    void onConnection(QTcpServer *server, const QString &from, const QString &to);
    void onBytes(Link *link, bool isToServer);
    void onDisconnected(Link *link, bool isToServer);

    std::vector<std::unique_ptr<QTcpServer>> m_servers;
    std::vector<std::unique_ptr<Link>> m_links;
    QList<WireFrame> m_frames;
};

} // namespace gantry::testing
