// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/bytes.h"
#include "wire/command.h"

#include <limits>

// The two forms of a command's header, and the frame around them: what command.cpp and sendframe.cpp are made of.
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

/// Upper bounds of what the functions below write.
[[nodiscard]] qsizetype jsonHeaderAtMost(const RemotingCommand &command);
[[nodiscard]] qsizetype binaryHeaderAtMost(const RemotingCommand &command);

void writeJsonHeader(ByteWriter &writer, const RemotingCommand &command);
/// Code and names must fit: fitsBinaryHeader().
void writeBinaryHeader(ByteWriter &writer, const RemotingCommand &command);
[[nodiscard]] Result<void> fitsBinaryHeader(const RemotingCommand &command);

/// Sets the length words of the frame that begins at `begin`, and appends the body: what follows the header.
/// False, when the frame is too large.
[[nodiscard]] bool finishFrame(ByteWriter &writer, qsizetype begin, HeaderType type, QByteArrayView body);
[[nodiscard]] Error frameTooLarge(qsizetype bodyBytes);

} // namespace gantry::wire
