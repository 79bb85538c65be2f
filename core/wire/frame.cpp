// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/frame.h"

#include <QtEndian>

#include <cstring>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {
constexpr qsizetype lengthBytes = 4;
constexpr qsizetype prefixBytes = 8;
constexpr quint32 headerLengthMask = 0x00FFFFFF;
/// A buffer beyond this is given back once its bytes are read.
constexpr qsizetype keptBufferBytes = qsizetype(1024) * 1024;
} // namespace

char *FrameSplitter::prepare(qsizetype size)
{
    const qsizetype pending = pendingBytes();
    if (pending == 0) {
        m_begin = 0;
        m_end = 0;
        if (m_buffer.size() > keptBufferBytes && size <= keptBufferBytes)
            m_buffer = QByteArray();
    } else if (m_buffer.size() - m_end < size && m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.constData() + m_begin, size_t(pending));
        m_begin = 0;
        m_end = pending;
    }
    if (m_buffer.size() - m_end < size)
        m_buffer.resize(m_end + size);
    return m_buffer.data() + m_end;
}

void FrameSplitter::commit(qsizetype size)
{
    Q_ASSERT(size >= 0 && size <= m_buffer.size() - m_end);
    m_end += size;
}

Result<std::optional<Frame>> FrameSplitter::next()
{
    if (m_error)
        return *m_error;
    const qsizetype pending = pendingBytes();
    if (pending < lengthBytes)
        return std::optional<Frame>();
    const char *const at = m_buffer.constData() + m_begin;
    const qsizetype totalLength = qFromBigEndian<qint32>(at);
    // Judged by its first four bytes: of a frame that is too long, no more than that is ever kept.
    if (totalLength < lengthBytes || totalLength > maxFrameBytes - lengthBytes)
        return broken(u"The peer announced a frame of %1 bytes; 4 to %2 are possible"_s.arg(totalLength)
                          .arg(maxFrameBytes - lengthBytes));
    if (pending < prefixBytes)
        return std::optional<Frame>();
    const auto headerWord = qFromBigEndian<quint32>(at + lengthBytes);
    const qsizetype headerLength = headerWord & headerLengthMask;
    const quint32 headerType = headerWord >> 24;
    if (headerType > quint32(HeaderType::RocketMq))
        return broken(u"The peer sent a frame whose header type %1 is unknown"_s.arg(headerType));
    if (headerLength > totalLength - lengthBytes)
        return broken(
            u"The peer sent a frame of %1 bytes with a header of %2"_s.arg(totalLength).arg(headerLength));
    if (pending < lengthBytes + totalLength)
        return std::optional<Frame>();
    m_begin += lengthBytes + totalLength;
    return std::optional<Frame>(Frame{
        .headerType = HeaderType(headerType),
        .header = QByteArrayView(at + prefixBytes, headerLength),
        .body = QByteArrayView(at + prefixBytes + headerLength, totalLength - lengthBytes - headerLength),
        .whole = QByteArrayView(at, lengthBytes + totalLength)});
}

Error FrameSplitter::broken(QString detail)
{
    m_error =
        Error{.kind = ErrorKind::Internal,
              .detail = std::move(detail),
              .hint = u"Is this the address of a NameServer or broker? TLS may be expected there, too"_s,
              .code = std::nullopt};
    m_begin = m_end;
    return *m_error;
}

} // namespace gantry::wire
