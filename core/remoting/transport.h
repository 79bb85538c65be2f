// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>
#include <gantry/names.h>

#include <QByteArray>
#include <QObject>

#include <optional>

namespace gantry::remoting {

/// A byte pipe to one address: what a Connection is written against, and what tests replace.
///
/// Thread: network. A transport is opened once; after closed() or close() it is of no more use.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Starts opening. Ends in opened() or closed().
    virtual void open() = 0;
    /// Up to `maxSize` bytes that have come; 0 when there are none.
    [[nodiscard]] virtual qint64 read(char *data, qint64 maxSize) = 0;
    /// Hands the block to the kernel as far as it takes it now, and the rest later.
    virtual void write(const QByteArray &block) = 0;
    /// Bytes of write() that the kernel has not taken yet.
    [[nodiscard]] virtual qint64 bytesToWrite() const = 0;
    /// What it hangs in while it does not open, when that is more than the connect itself.
    [[nodiscard]] virtual std::optional<Error> hangsIn() const { return std::nullopt; }
    /// Ends it at once; no signal follows.
    virtual void close() = 0;

Q_SIGNALS:
    void opened();
    void readable();
    /// The kernel took more of what was written before.
    void written();
    /// It could not be opened, or was closed by the other side or the network.
    void closed(const gantry::Error &error);
};

} // namespace gantry::remoting
