// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/fakebroker.h"
#include "wire/frame.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>
#include <utility>

namespace gantry::testing {

/// A whole frame of it.
[[nodiscard]] QByteArray encoded(const wire::RemotingCommand &command);

/// One accepted connection. Thread: the host's.
class FakePeer final : public QObject
{
public:
    FakePeer(FakeServer &server, std::unique_ptr<QTcpSocket> socket, int number)
        : m_server(server)
        , m_socket(std::move(socket))
        , m_number(number)
    {
        connect(m_socket.get(), &QTcpSocket::readyRead, this, &FakePeer::read);
        connect(m_socket.get(), &QTcpSocket::disconnected, this, [this] { leave(); });
        // A TLS handshake that fails ends without disconnected().
        connect(
            m_socket.get(), &QTcpSocket::errorOccurred, this, [this] { leave(); }, Qt::QueuedConnection);
    }
    ~FakePeer() override
    {
        m_socket->disconnect(this);
        m_socket->abort();
    }
    Q_DISABLE_COPY_MOVE(FakePeer)

    void pause(bool paused)
    {
        m_paused = paused;
        m_socket->setReadBufferSize(paused ? 1 : 0);
        read();
    }
    void send(const QByteArray &bytes) { m_socket->write(bytes); }
    [[nodiscard]] bool hasLeft() const { return m_left; }

private:
    void leave()
    {
        if (std::exchange(m_left, true))
            return;
        const std::lock_guard lock(m_server.m_mutex);
        --m_server.m_open;
        deleteLater();
    }
    void read();
    void takeFrame(const wire::Frame &frame);
    void perform(const Reaction &reaction, const wire::RemotingCommand &request);
    [[nodiscard]] wire::RemotingCommand response(const Reaction &reaction,
                                                 const wire::RemotingCommand &request) const;
    void answer(wire::RemotingCommand &response, const wire::RemotingCommand &request) const;
    void drip(const QByteArray &bytes);
    /// Closes once all that was written is out.
    void hangUp() { m_socket->disconnectFromHost(); }

    FakeServer &m_server;
    std::unique_ptr<QTcpSocket> m_socket;
    int m_number;
    wire::FrameSplitter m_splitter;
    bool m_paused = false;
    bool m_left = false;
};

/// Accepts connections. Thread: the host's.
class FakeListener final : public QTcpServer
{
public:
    explicit FakeListener(FakeServer &server)
        : m_server(server)
    {
    }

    void dropConnections()
    {
        for (const QPointer<FakePeer> &peer : std::exchange(m_peers, {})) {
            if (peer && !peer->hasLeft()) {
                const std::lock_guard lock(m_server.m_mutex);
                --m_server.m_open;
            }
            delete peer;
        }
    }
    void pauseReading(bool paused)
    {
        m_paused = paused;
        for (const QPointer<FakePeer> &peer : m_peers) {
            if (peer)
                peer->pause(paused);
        }
    }
    void send(const QByteArray &bytes)
    {
        for (const QPointer<FakePeer> &peer : m_peers) {
            if (peer && !peer->hasLeft())
                peer->send(bytes);
        }
    }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    FakeServer &m_server;
    QList<QPointer<FakePeer>> m_peers;
    bool m_paused = false;
};

} // namespace gantry::testing
