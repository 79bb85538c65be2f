// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/stream.h"

#include <QSocketNotifier>

namespace gantry::sandbox {

/// A socket without TLS, read and written directly.
///
/// A QTcpSocket that was accepted is always buffered: it asks for the size of what came, reads it for an
/// answer to be copied out, and writes when it is told that it can, which makes nine system calls of three.
class PlainStream final : public Stream
{
    Q_OBJECT

public:
    /// Owns `descriptor`.
    explicit PlainStream(int descriptor);
    ~PlainStream() override;

    [[nodiscard]] Address peer() const override;
    [[nodiscard]] qint64 read(char *data, qint64 maxSize) override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 bytesToWrite() const override { return m_unwritten.size(); }
    void close() override;
    void abort() override;

private:
    void onWritable();
    void fail(const QString &reason);
    void end(const QString &reason);

    int m_descriptor; ///< -1 once it has ended
    QSocketNotifier m_canRead;
    QSocketNotifier m_canWrite; ///< enabled while anything is unwritten
    QByteArray m_unwritten;
    bool m_closing = false;
};

} // namespace gantry::sandbox
