// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/stream.h"

#include <QSslSocket>

namespace gantry::sandbox {

/// A socket that speaks TLS, or plain text where that is allowed: the first byte tells.
class TlsStream final : public Stream
{
    Q_OBJECT

public:
    /// Owns `descriptor`.
    TlsStream(qintptr descriptor, const ServerTls &tls);
    ~TlsStream() override { disconnect(&m_socket, nullptr, this, nullptr); }

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
    bool m_isIdentified = false;
    QString m_reason;
};

} // namespace gantry::sandbox
