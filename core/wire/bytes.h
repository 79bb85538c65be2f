// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtEndian>

#include <cstring>
#include <optional>

namespace gantry::wire {

/// Reads big-endian values off a block it does not own. Every read past the end fails and moves nothing.
class ByteReader
{
public:
    explicit ByteReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    template<typename T>
    [[nodiscard]] std::optional<T> read()
    {
        if (remaining() < qsizetype(sizeof(T)))
            return std::nullopt;
        const T value = qFromBigEndian<T>(m_bytes.data() + m_position);
        m_position += qsizetype(sizeof(T));
        return value;
    }
    /// The next `size` bytes, in place.
    [[nodiscard]] std::optional<QByteArrayView> take(qsizetype size)
    {
        if (size < 0 || remaining() < size)
            return std::nullopt;
        const QByteArrayView taken = m_bytes.sliced(m_position, size);
        m_position += size;
        return taken;
    }

    [[nodiscard]] qsizetype remaining() const { return m_bytes.size() - m_position; }
    [[nodiscard]] qsizetype position() const { return m_position; }
    [[nodiscard]] bool atEnd() const { return remaining() == 0; }

private:
    QByteArrayView m_bytes;
    qsizetype m_position = 0;
};

/// Writes behind the end of a block: reserves once for the most that may come, then stores without checks.
///
/// The block's size is right again after finish() or destruction.
class ByteWriter
{
public:
    /// `atMost`: an upper bound of the bytes that will be written; more is a broken promise.
    ByteWriter(QByteArray &out, qsizetype atMost)
        : m_out(out)
    {
        const qsizetype old = out.size();
        out.resize(old + atMost);
        m_begin = out.data();
        m_at = m_begin + old;
    }
    ~ByteWriter() { finish(); }
    Q_DISABLE_COPY_MOVE(ByteWriter)

    void put(char c) { *m_at++ = c; }
    void put(QByteArrayView bytes)
    {
        if (!bytes.isEmpty())
            std::memcpy(m_at, bytes.data(), size_t(bytes.size()));
        m_at += bytes.size();
    }
    template<typename T>
    void putBigEndian(T value)
    {
        qToBigEndian(value, m_at);
        m_at += sizeof(T);
    }
    void putDecimal(qint64 value);

    /// Where the next byte goes, counted from the block's begin.
    [[nodiscard]] qsizetype position() const { return m_at - m_begin; }
    /// Overwrites a 32-bit value that was written before.
    void patch(qsizetype position, qint32 value) { qToBigEndian(value, m_begin + position); }
    void finish() { m_out.truncate(position()); }

private:
    QByteArray &m_out;
    char *m_begin = nullptr;
    char *m_at = nullptr;
};

} // namespace gantry::wire
