// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "remoting/transport.h"
#include <gantry/tlsconfig.h>

#include <memory>
#include <optional>

class QTcpSocket;

namespace gantry::remoting {

/// A TCP connection, plain or TLS. Errors: Connect and Tls, naming the address and the cause.
class TcpTransport final : public Transport
{
public:
    /// `tls`: nothing for plain text.
    TcpTransport(Address address, const std::optional<TlsConfig> &tls, QObject *parent = nullptr);
    ~TcpTransport() override;

    void open() override;
    [[nodiscard]] qint64 read(char *data, qint64 maxSize) override;
    void write(const QByteArray &block) override;
    [[nodiscard]] qint64 bytesToWrite() const override;
    [[nodiscard]] std::optional<Error> hangsIn() const override;
    void close() override;

private:
    void setUpPlain();
    [[nodiscard]] std::optional<Error> setUpTls(const TlsConfig &tls);
    void watch();
    void onReady();
    void onFailed();
    void noticeLoss();
    [[nodiscard]] Error openError() const;
    [[nodiscard]] Error lossError() const;
    [[nodiscard]] Error handshakeError(const QString &why) const;

    Address m_address;
    std::unique_ptr<QTcpSocket> m_socket;
    std::optional<Error> m_setUpError;
    QString m_tlsTrouble; ///< what the TLS layer complained of, before the socket gave up
    bool m_tls = false;
    bool m_ready = false;
    bool m_everRead = false;
    bool m_ended = false;
};

} // namespace gantry::remoting
