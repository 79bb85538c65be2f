// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/servertls.h"
#include <gantry/names.h>

#include <QByteArray>
#include <QObject>

#include <memory>

namespace gantry::sandbox {

/// The bytes of a connection that a client opened. Thread: sandbox.
class Stream : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual Address peer() const = 0;
    /// Up to `maxSize` bytes; fewer, when no more have come.
    [[nodiscard]] virtual qint64 read(char *data, qint64 maxSize) = 0;
    /// Hands the bytes to the kernel as far as it takes them now, and the rest later.
    virtual void write(const QByteArray &bytes) = 0;
    /// Bytes of write() that the kernel has not taken yet.
    [[nodiscard]] virtual qint64 bytesToWrite() const = 0;
    /// Ends it once all is written.
    virtual void close() = 0;
    /// Ends it now.
    virtual void abort() = 0;

Q_SIGNALS:
    void readable();
    /// Of itself, by the peer, or by close() or abort(), then perhaps within the call.
    void ended(const QString &reason);
};

/// Takes over a connected socket, which speaks TLS, or can, as `tls` says.
[[nodiscard]] std::unique_ptr<Stream> makeStream(qintptr descriptor, const ServerTls &tls);

} // namespace gantry::sandbox
