// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/stream.h"

#include <QSslSocket>

namespace gantry::sandbox {

/// A socket of Qt's that speaks TLS, or plain text where that is allowed: the first byte tells.
class SocketStream final : public Stream
{
    Q_OBJECT

public:
    /// Owns `descriptor`.
    SocketStream(qintptr descriptor, const ServerTls &tls);
    ~SocketStream() override { disconnect(&m_socket, nullptr, this, nullptr); }

    [[nodiscard]] Address peer() const override;
    [[nodiscard]] qint64 read(char *data, qint64 maxSize) override;
    void write(const QByteArray &bytes) override { m_socket.write(bytes); }
    [[nodiscard]] qint64 bytesToWrite() const override;
    void close() override { m_socket.disconnectFromHost(); }
    void abort() override { m_socket.abort(); }

private:
    void onReadyRead();
    void identify();
    void onDisconnected();

    QSslSocket m_socket;
    const bool m_isEnforced;
    bool m_isIdentified; ///< TLS or not
    QString m_reason;
};

} // namespace gantry::sandbox
