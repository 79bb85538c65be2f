// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/result.h>

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace gantry::wire {

/// How a header is written. The byte stands on top of the header's length word. Java: SerializeType
enum class HeaderType : quint8 { Json = 0, RocketMq = 1 };

/// The largest frame that is sent or taken, its length word included: 16 MiB. Java:
/// NettyDecoder.FRAME_MAX_LENGTH
inline constexpr qsizetype maxFrameBytes = 16'777'216;

/// One frame, in place: `totalLength:4 | headerType:1 headerLength:3 | header | body`.
struct Frame {
    HeaderType headerType = HeaderType::Json;
    QByteArrayView header;
    QByteArrayView body;
    QByteArrayView whole; ///< with its length words
};

/// Cuts a byte stream into frames.
///
/// Bytes are written straight into its buffer: prepare() a place, fill it, commit() what came; then next()
/// until there is none. What next() gives is valid until the following prepare().
class FrameSplitter
{
public:
    /// A place for `size` more bytes.
    [[nodiscard]] char *prepare(qsizetype size);
    /// `size` bytes were written to what prepare() gave.
    void commit(qsizetype size);

    /// The next whole frame; nothing when more bytes are needed; an error (Internal) when the stream is no
    /// RocketMQ: then the connection has to be closed, the splitter gives the same error ever after.
    [[nodiscard]] Result<std::optional<Frame>> next();

    /// Bytes that wait for the rest of their frame.
    [[nodiscard]] qsizetype pendingBytes() const { return m_end - m_begin; }

private:
    [[nodiscard]] Error broken(QString detail);

    QByteArray m_buffer;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
    std::optional<Error> m_error;
};

} // namespace gantry::wire
