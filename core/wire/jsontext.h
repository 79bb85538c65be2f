// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/byteblock.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstring>

// What the JSON readers and writers of this folder share.
namespace gantry::wire {

/// Whether `text` is `literal`; cheaper than the operator, which calls into Qt.
template<size_t Size>
[[nodiscard]] inline bool isText(QByteArrayView text, const char (&literal)[Size])
{
    return text.size() == qsizetype(Size - 1) && std::memcmp(text.data(), literal, Size - 1) == 0;
}

[[nodiscard]] inline bool isJsonSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

template<typename SomeBlock>
[[nodiscard]] inline auto findQuoteOrBackslash(SomeBlock block)
{
    return block.equal('"') | block.equal('\\');
}

[[nodiscard]] const char *slowJsonStringEnd(const char *at, const char *end, bool &escaped);

/// Where the string that began before `at` ends: its closing quote, or null. `escaped` becomes true when
/// there is an escape in it; a wrong escape gives null, too.
[[nodiscard]] inline const char *jsonStringEnd(const char *at, const char *end, bool &escaped)
{
    // Strings of a header have no escape, but for remarks and properties: they take no call.
    for (; end - at >= Block::size; at += Block::size) {
        const auto found = findQuoteOrBackslash(Block::load(at));
        if (found == 0)
            continue;
        const char *const first = at + Block::firstIndex(found);
        if (*first == '"') [[likely]]
            return first;
        break;
    }
    return slowJsonStringEnd(at, end, escaped);
}

/// The text that the inside of a JSON string stands for. Surrogates without a partner become U+FFFD.
[[nodiscard]] QByteArray jsonUnescaped(QByteArrayView text);

/// How much room storeJsonEscaped() needs.
[[nodiscard]] qsizetype jsonEscapedAtMost(QByteArrayView text);

/// Stores `text` as the inside of a JSON string and returns the place behind it. Up to seven bytes behind
/// that may be overwritten, too.
[[nodiscard]] char *storeJsonEscaped(char *at, QByteArrayView text);

} // namespace gantry::wire
