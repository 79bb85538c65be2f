// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QtEndian>

#include <charconv>
#include <cstring>

// Stores without checks, for the encoders of the send path: each function returns the place behind what it
// stored. The place is a local variable of the encoder and so stays in a register; a member such as
// ByteWriter's is written to memory and read back around every store of a char, which costs three times the
// encoding.
namespace gantry::wire {

template<size_t Size>
[[nodiscard]] inline char *storeLiteral(char *at, const char (&literal)[Size])
{
    std::memcpy(at, literal, Size - 1);
    return at + (Size - 1);
}

template<typename T>
[[nodiscard]] inline char *storeBigEndian(char *at, T value)
{
    qToBigEndian(value, at);
    return at + sizeof(T);
}

[[nodiscard]] inline char *storeBytes(char *at, QByteArrayView bytes)
{
    if (!bytes.isEmpty())
        std::memcpy(at, bytes.data(), size_t(bytes.size()));
    return at + bytes.size();
}

/// For names and numbers: up to 16 bytes without a call, as two pieces that may overlap.
[[nodiscard]] inline char *storeShort(char *at, QByteArrayView bytes)
{
    const auto size = size_t(bytes.size());
    const char *const from = bytes.data();
    if (size > 16)
        return storeBytes(at, bytes);
    if (size >= 8) {
        std::memcpy(at, from, 8);
        std::memcpy(at + size - 8, from + size - 8, 8);
    } else if (size >= 4) {
        std::memcpy(at, from, 4);
        std::memcpy(at + size - 4, from + size - 4, 4);
    } else {
        for (size_t i = 0; i < size; ++i)
            at[i] = from[i];
    }
    return at + size;
}

[[nodiscard]] inline char *storeDecimal(char *at, qint64 value)
{
    constexpr qsizetype longest = 20; // of a qint64, with its sign
    if (value >= 0 && value <= 9) {
        *at = char('0' + value);
        return at + 1;
    }
    return std::to_chars(at, at + longest, value).ptr;
}

} // namespace gantry::wire
