// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/jsontext.h"

#include "wire/byteblock.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace gantry::wire {

namespace {

constexpr qsizetype longestEscape = 6; // \u001F
constexpr qsizetype shortText = 2048;

template<typename SomeBlock>
[[nodiscard]] auto findToBeEscaped(SomeBlock block)
{
    return block.below(0x20) | block.equal('"') | block.equal('\\');
}

[[nodiscard]] constexpr bool isToBeEscaped(char c)
{
    return quint8(c) < 0x20 || c == '"' || c == '\\';
}

/// What stands for one character, so that it is one copy.
struct Escape {
    std::array<char, 7> text{};
    quint8 length = 0;
};

[[nodiscard]] constexpr char shortEscape(char c)
{
    switch (c) {
    case '"':
    case '\\':
        return c;
    case '\b':
        return 'b';
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\f':
        return 'f';
    case '\r':
        return 'r';
    default:
        return 0;
    }
}

/// By character; those that need no escape are left empty.
constexpr auto escapes = [] {
    std::array<Escape, '\\' + 1> table{};
    for (size_t i = 0; i < table.size(); ++i) {
        const char c = char(i);
        if (!isToBeEscaped(c))
            continue;
        if (const char letter = shortEscape(c); letter != 0)
            table[i] = Escape{{'\\', letter}, 2};
        else
            table[i] = Escape{{'\\', 'u', '0', '0', c < 0x10 ? '0' : '1', "0123456789abcdef"[c & 0xF]}, 6};
    }
    return table;
}();

[[nodiscard]] char *storeEscape(char *at, char c)
{
    static_assert(sizeof(Escape) == Block8::size);
    const Escape &escape = escapes[size_t(quint8(c))];
    std::memcpy(at, &escape, sizeof escape);
    return at + escape.length;
}

[[nodiscard]] int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The UTF-16 unit of four hex digits, or -1.
[[nodiscard]] int hexUnit(const char *at)
{
    int unit = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = hexValue(at[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/// The length of the escape that begins at a backslash, or 0 when it is none.
[[nodiscard]] qsizetype escapeLength(const char *at, const char *end)
{
    if (end - at < 2)
        return 0;
    switch (at[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        return 2;
    case 'u':
        return end - at >= longestEscape && hexUnit(at + 2) >= 0 ? longestEscape : 0;
    default:
        return 0;
    }
}

[[nodiscard]] char unescapedLetter(char letter)
{
    switch (letter) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return letter;
    }
}

void appendUtf8(QByteArray &out, char32_t c)
{
    if (c < 0x80) {
        out.append(char(c));
        return;
    }
    const auto continuation = [](char32_t bits) { return char(0x80 | (bits & 0x3F)); };
    if (c < 0x800) {
        out.append(char(0xC0 | (c >> 6)));
    } else if (c < 0x10000) {
        out.append(char(0xE0 | (c >> 12)));
        out.append(continuation(c >> 6));
    } else {
        out.append(char(0xF0 | (c >> 18)));
        out.append(continuation(c >> 12));
        out.append(continuation(c >> 6));
    }
    out.append(continuation(c));
}

/// The character of the `\uXXXX` at `at`, or of two that make a pair; moves behind it.
[[nodiscard]] char32_t takeUnicodeEscape(const char *&at, const char *end)
{
    const auto unit = char32_t(hexUnit(at + 2));
    at += longestEscape;
    if (!QChar::isSurrogate(unit))
        return unit;
    if (QChar::isHighSurrogate(unit) && end - at >= longestEscape && at[0] == '\\' && at[1] == 'u') {
        const auto low = char32_t(hexUnit(at + 2));
        if (QChar::isLowSurrogate(low)) {
            at += longestEscape;
            return QChar::surrogateToUcs4(char16_t(unit), char16_t(low));
        }
    }
    return QChar::ReplacementCharacter;
}

} // namespace

const char *slowJsonStringEnd(const char *at, const char *end, bool &escaped)
{
    while (at != end) {
        if (end - at >= Block::size) [[likely]] {
            const auto found = findQuoteOrBackslash(Block::load(at));
            if (found == 0) {
                at += Block::size;
                continue;
            }
            at += Block::firstIndex(found);
        }
        if (*at == '"')
            return at;
        qsizetype length = 1;
        if (*at == '\\') {
            escaped = true;
            length = escapeLength(at, end);
            if (length == 0)
                return nullptr;
        }
        at += length;
    }
    return nullptr;
}

QByteArray jsonUnescaped(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at != end) {
        if (*at != '\\' || escapeLength(at, end) == 0) {
            out.append(*at++);
        } else if (at[1] == 'u') {
            appendUtf8(out, takeUnicodeEscape(at, end));
        } else {
            out.append(unescapedLetter(at[1]));
            at += 2;
        }
    }
    return out;
}

qsizetype jsonEscapedAtMost(QByteArrayView text)
{
    qsizetype atMost = text.size() + Block8::size;
    if (text.size() <= shortText)
        return atMost + text.size() * (longestEscape - 1);
    // Long texts are counted: six times as much of a big block would be asked for otherwise.
    for (const char c : text) {
        if (isToBeEscaped(c))
            atMost += longestEscape - 1;
    }
    return atMost;
}

char *storeJsonEscaped(char *at, QByteArrayView text)
{
    const char *from = text.data();
    const char *const end = from + text.size();
    while (end - from >= Block::size) {
        std::memcpy(at, from, Block::size); // there is room: at least as many are still to come
        const auto found = findToBeEscaped(Block::load(from));
        if (found == 0) {
            from += Block::size;
            at += Block::size;
            continue;
        }
        const qsizetype plain = Block::firstIndex(found);
        at = storeEscape(at + plain, from[plain]);
        from += plain + 1;
    }
    while (from != end) {
        const size_t count = std::min<size_t>(size_t(end - from), Block8::size);
        const Block8 block = count == Block8::size ? Block8::load(from) : Block8::loadFirst(from, count);
        qToLittleEndian(block.bytes, at);
        // Behind a text of fewer than eight bytes there are zeros, which are no characters of it.
        quint64 found = findToBeEscaped(block);
        if (count < Block8::size)
            found &= Block8::marksOfFirst(count);
        const size_t plain = found == 0 ? count : size_t(Block8::firstIndex(found));
        from += plain;
        at += plain;
        if (found != 0)
            at = storeEscape(at, *from++);
    }
    return at;
}

} // namespace gantry::wire
