// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/command.h"
#include "wire/store.h"

#include <limits>

// The two forms of a command's header, and the frame around them: what command.cpp and sendframe.cpp are made
// of.
namespace gantry::wire {

inline constexpr qsizetype framePrefixBytes = 8;
/// Member names, numbers and punctuation of a JSON header without its texts and fields.
inline constexpr qsizetype jsonHeaderFrameBytes = 256;
/// `code:2 language:1 version:2 opaque:4 flag:4 remarkLength:4 fieldsLength:4`.
inline constexpr qsizetype binaryHeaderFrameBytes = 21;

/// Whether a binary header can hold it.
[[nodiscard]] constexpr bool fitsBinaryCode(int code)
{
    return code >= std::numeric_limits<qint16>::min() && code <= std::numeric_limits<qint16>::max();
}

/// The language's byte; Other for a name that nobody knows.
[[nodiscard]] Language languageOf(QByteArrayView name);
/// Empty for a byte that nobody knows, as Java reads it.
[[nodiscard]] QByteArrayView languageName(quint8 language);

/// Reads a header into `view`, whose body is not touched.
[[nodiscard]] Result<void> parseJsonHeader(QByteArrayView header, CommandView &view);
[[nodiscard]] Result<void> parseBinaryHeader(QByteArrayView header, CommandView &view);

/// Errors: Internal for a code or a name that a binary header cannot hold.
[[nodiscard]] Result<void> fitsBinaryHeader(const RemotingCommand &command);

/// How much room the headers need.
[[nodiscard]] qsizetype jsonHeaderAtMost(const RemotingCommand &command);
[[nodiscard]] qsizetype binaryHeaderAtMost(const RemotingCommand &command);

/// Store a header and return the place behind it.
[[nodiscard]] char *storeJsonHeader(char *at, const RemotingCommand &command);
[[nodiscard]] char *storeBinaryHeader(char *at, const RemotingCommand &command);

[[nodiscard]] Error frameTooLarge(qsizetype bodyBytes);

/// Appends a frame; `storeHeader(at)` stores its header, of `headerAtMost` bytes, and returns the place
/// behind it. Errors: MessageTooLarge; `out` is unchanged then.
template<typename HeaderStore>
[[nodiscard]] Result<void> appendFrame(QByteArray &out, HeaderType type, qsizetype headerAtMost,
                                       QByteArrayView body, HeaderStore storeHeader)
{
    if (body.size() > maxFrameBytes) [[unlikely]]
        return frameTooLarge(body.size());
    const qsizetype oldSize = out.size();
    out.resize(oldSize + framePrefixBytes + headerAtMost + body.size());
    char *const frame = out.data() + oldSize;
    char *const bodyAt = storeHeader(frame + framePrefixBytes);
    const qsizetype headerBytes = bodyAt - frame - framePrefixBytes;
    const qsizetype frameBytes = framePrefixBytes + headerBytes + body.size();
    if (frameBytes > maxFrameBytes) [[unlikely]] {
        out.truncate(oldSize);
        return frameTooLarge(body.size());
    }
    qToBigEndian(qint32(frameBytes - 4), frame);
    qToBigEndian(qint32(headerBytes) | qint32(type) << 24, frame + 4);
    [[maybe_unused]] const char *const end = storeBytes(bodyAt, body);
    out.truncate(oldSize + frameBytes);
    return {};
}

} // namespace gantry::wire
