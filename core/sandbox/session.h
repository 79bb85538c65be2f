// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/stream.h"
#include "wire/command.h"
#include "wire/frame.h"
#include <gantry/names.h>

#include <QHash>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace gantry::sandbox {

/// One peer's connection to a server of the sandbox. Thread: sandbox.
class Session final : public QObject
{
    Q_OBJECT

public:
    /// What came back; nothing when the peer went away or did not answer in time.
    using Reply = std::function<void(const std::optional<wire::RemotingCommand> &)>;

    Session(std::unique_ptr<Stream> stream, QObject *parent);

    [[nodiscard]] const Address &peer() const { return m_peer; }
    [[nodiscard]] qint64 bytesToWrite() const { return m_stream->bytesToWrite(); }
    [[nodiscard]] std::chrono::steady_clock::time_point lastActive() const { return m_lastActive; }
    /// A whole request came once.
    [[nodiscard]] bool everReceived() const { return m_everReceived; }

    /// Writes bytes as they are.
    void write(const QByteArray &bytes);
    /// Writes them one by one, `pause` apart.
    void writeSlowly(const QByteArray &bytes, std::chrono::milliseconds pause);
    /// A request of ours, whose opaque is set here. `reply` may be empty: a one-way request then.
    void request(wire::RemotingCommand command, const Reply &reply, std::chrono::milliseconds timeout);
    /// Ends the connection once all is written.
    void close(const QString &reason);
    /// Ends it now.
    void abort(const QString &reason);

Q_SIGNALS:
    void received(const gantry::wire::RemotingCommand &request, gantry::wire::HeaderType headerType);
    void closed(const QString &reason);

private:
    void writeOneByte(std::chrono::milliseconds pause);
    void onReadable();
    void take(const wire::Frame &frame);
    void complete(const wire::RemotingCommand &response);
    void onEnded(const QString &reason);

    const std::unique_ptr<Stream> m_stream;
    const Address m_peer;
    wire::FrameSplitter m_splitter;
    QHash<qint32, Reply> m_replies;
    qint32 m_opaque = 0;
    QString m_reason;
    QByteArray m_slow; ///< goes out byte by byte; what else is written waits for it
    bool m_everReceived = false;
    bool m_closing = false; ///< nothing more is written
    bool m_closed = false;
    std::chrono::steady_clock::time_point m_lastActive = std::chrono::steady_clock::now();
};

} // namespace gantry::sandbox
