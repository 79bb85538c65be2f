// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>
#include <gantry/names.h>
#include <gantry/result.h>

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <chrono>

namespace gantry::client {

/// A web server that tells the NameServers' addresses: one line of plain text, as the setting nameServers has
/// it. Asked at start, and again and again for changes.
///
/// Java:   DefaultTopAddressing, HttpTinyClient, MQClientAPIImpl#fetchNameServerAddr
/// Thread: network
class AddressServer final : public QObject
{
    Q_OBJECT

public:
    /// What an address server is asked for: the URL; of a host alone Java's
    /// `http://HOST:8080/rocketmq/nsaddr`. A unit's name is added as Java does. Errors: Config, for what is
    /// no http:// URL.
    [[nodiscard]] static Result<QUrl> url(const QString &text, const QString &unitName);

    AddressServer(QUrl url, std::chrono::milliseconds interval, QObject *parent = nullptr);
    ~AddressServer() override;

    /// Asks now, and from then on every `interval`.
    void start();
    /// Asks now, unless an answer is awaited.
    void fetch();

Q_SIGNALS:
    void fetched(const QList<gantry::Address> &nameServers);
    /// Errors: NameServer.
    void failed(const gantry::Error &error);

private:
    void onConnected();
    void onReadable();
    void finish(const Result<QList<Address>> &answer);
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] Result<QList<Address>> readAnswer() const;
    [[nodiscard]] Error trouble(const QString &why) const;

    QUrl m_url;
    QTimer m_interval;
    QTimer m_timeout;
    QTcpSocket m_socket;
    QByteArray m_answer;
    bool m_isAsking = false;
};

} // namespace gantry::client
