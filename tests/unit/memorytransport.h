// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "remoting/remotingclient.h"
#include "remoting/transport.h"
#include "support/manualclock.h"
#include "wire/command.h"
#include "wire/frame.h"

#include <QByteArray>
#include <QPointer>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace gantry::testing {

/// A byte pipe whose other end is the test.
class MemoryTransport final : public remoting::Transport
{
public:
    void open() override { m_isOpening = true; }
    [[nodiscard]] qint64 read(char *data, qint64 maxSize) override
    {
        const qsizetype size = std::min(qsizetype(maxSize), m_incoming.size());
        std::copy_n(m_incoming.cbegin(), size, data);
        m_incoming.remove(0, size);
        return size;
    }
    void write(const QByteArray &block) override { m_written += block; }
    [[nodiscard]] qint64 bytesToWrite() const override { return m_heldBack; }
    void close() override { m_isClosed = true; }

    [[nodiscard]] bool isOpening() const { return m_isOpening; }
    [[nodiscard]] bool isClosed() const { return m_isClosed; }
    [[nodiscard]] const QByteArray &written() const { return m_written; }
    /// The requests that were written, whole ones only.
    [[nodiscard]] QList<wire::RemotingCommand> requests() const
    {
        wire::FrameSplitter splitter;
        std::copy(m_written.begin(), m_written.end(), splitter.prepare(m_written.size()));
        splitter.commit(m_written.size());
        QList<wire::RemotingCommand> commands;
        for (;;) {
            const auto frame = splitter.next();
            if (!frame || !frame->has_value())
                return commands;
            commands.append(*wire::decode(**frame));
        }
    }

    void finishOpening() { Q_EMIT opened(); }
    void receive(const QByteArray &bytes)
    {
        m_incoming += bytes;
        Q_EMIT readable();
    }
    void receive(const wire::RemotingCommand &command) { receive(encoded(command)); }
    void lose(const Error &error) { Q_EMIT closed(error); }
    /// The kernel has not taken this many bytes yet.
    void holdBack(qint64 bytes)
    {
        m_heldBack = bytes;
        Q_EMIT Transport::written();
    }
    void startHoldingBack(qint64 bytes) { m_heldBack = bytes; }

    [[nodiscard]] static QByteArray encoded(const wire::RemotingCommand &command)
    {
        QByteArray bytes;
        if (!wire::encode(command, wire::HeaderType::Json, bytes))
            qFatal("cannot encode");
        return bytes;
    }

private:
    QByteArray m_incoming;
    QByteArray m_written;
    qint64 m_heldBack = 0;
    bool m_isOpening = false;
    bool m_isClosed = false;
};

/// A RemotingClient whose connections end in the test, and whose time stands still.
struct MemoryRemoting {
    explicit MemoryRemoting(remoting::RemotingConfig config = {})
        : client(std::move(config), clock)
    {
        client.setTransportFactory([this](const Address &) {
            auto transport = std::make_unique<MemoryTransport>();
            transports.push_back(transport.get());
            return transport;
        });
    }

    /// The transport of the connection that was made last.
    [[nodiscard]] MemoryTransport &last() { return *transports.back(); }
    /// Time goes on, and what is overdue fails.
    void advance(remoting::Channel &channel, std::chrono::milliseconds by)
    {
        clock.advance(by);
        const remoting::RemotingClient::Cork cork(client);
        channel.sweep(clock.now());
    }

    ManualClock clock;
    std::vector<QPointer<MemoryTransport>> transports;
    remoting::RemotingClient client;
};

/// Remembers what became of requests.
class RecordingHandler final : public remoting::ResponseHandler
{
public:
    void onResponse(quintptr token, const wire::CommandView &response) override
    {
        responses.emplace_back(token, response.toCommand());
    }
    void onFailure(quintptr token, const Error &error) override { failures.emplace_back(token, error); }
    void onWritten(quintptr token) override { written.push_back(token); }

    std::vector<std::pair<quintptr, wire::RemotingCommand>> responses;
    std::vector<std::pair<quintptr, Error>> failures;
    std::vector<quintptr> written;
};

} // namespace gantry::testing
