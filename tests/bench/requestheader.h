// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace gantry::bench {

/// Bytes that must be readable, whatever they hold, after the end of a JSON header.
inline constexpr std::size_t headerPadding = 64;

inline constexpr int flagResponse = 1;
inline constexpr int flagOneway = 2;

/// What the null server wants of a request's header. The views point into the frame.
struct RequestHeader {
    /// Which required fields of a send were there: bit 0 is `a`, bit 7 is `h`.
    static constexpr unsigned allSendFields = 0xff;

    int code = -1;
    int opaque = 0;
    int flag = 0;
    int queueId = 0;
    int sysFlag = 0;
    bool batch = false;
    bool hasCode = false;
    bool hasOpaque = false;
    unsigned sendFields = 0;
    std::string_view topic;
    std::string_view properties; // as it is on the wire: in JSON its separators may be escapes
};

inline std::uint32_t readBig32(const char *at)
{
    std::uint32_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return std::endian::native == std::endian::little ? __builtin_bswap32(value) : value;
}

inline std::uint16_t readBig16(const char *at)
{
    std::uint16_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return std::endian::native == std::endian::little ? __builtin_bswap16(value) : value;
}

/// Decimal digits at `at`, perhaps after a minus, at most eighteen: where they end, or null.
inline const char *readDecimal(const char *at, const char *end, std::int64_t *value)
{
    const bool negative = at < end && *at == '-';
    const char *const digits = at + negative;
    const char *const last = end - digits > 18 ? digits + 18 : end;
    std::int64_t sum = 0;
    for (at = digits; at < last && static_cast<unsigned char>(*at - '0') < 10; ++at)
        sum = sum * 10 + (*at - '0');
    *value = negative ? -sum : sum;
    return at == digits ? nullptr : at;
}

/// The same, for what has to fit an int.
inline const char *readDecimal(const char *at, const char *end, int *value)
{
    std::int64_t wide = 0;
    at = readDecimal(at, end, &wide);
    *value = static_cast<int>(wide);
    return *value == wide ? at : nullptr;
}

/// Decimal text to a number; false when it is anything else or does not fit.
template<typename Number>
bool parseNumber(std::string_view text, Number *value)
{
    const char *const end = text.data() + text.size();
    return readDecimal(text.data(), end, value) == end && !text.empty();
}

/// Takes one extFields entry; V2's one-letter names and the long ones. False: its value is no number.
inline bool takeField(RequestHeader &header, std::string_view name, std::string_view value)
{
    if (name.size() == 1) {
        const char letter = name[0];
        if (letter >= 'a' && letter <= 'h')
            header.sendFields |= 1U << (letter - 'a');
        switch (letter) {
        case 'b':
            header.topic = value;
            return !value.empty();
        case 'e':
            return parseNumber(value, &header.queueId);
        case 'f':
            return parseNumber(value, &header.sysFlag);
        case 'g': {
            std::int64_t born = 0;
            return parseNumber(value, &born);
        }
        case 'i':
            header.properties = value;
            return true;
        case 'm':
            header.batch = value == "true";
            return true;
        default:
            return true;
        }
    }
    static constexpr std::string_view longNames[] = {"producerGroup",         "topic",   "defaultTopic",
                                                     "defaultTopicQueueNums", "queueId", "sysFlag",
                                                     "bornTimestamp",         "flag"};
    for (unsigned i = 0; i < std::size(longNames); ++i) {
        if (name == longNames[i])
            return takeField(header, std::string_view(&"abcdefgh"[i], 1), value);
    }
    if (name == "properties")
        header.properties = value;
    else if (name == "batch")
        header.batch = value == "true";
    return true;
}

/// Reads one ROCKETMQ (binary) header:
/// `code:2 | language:1 | version:2 | opaque:4 | flag:4 | remark:4+n | extFields:4+n (name:2+n | value:4+n)…`
inline bool parseBinaryHeader(std::string_view text, RequestHeader &header)
{
    constexpr std::size_t fixed = 21;
    if (text.size() < fixed)
        return false;
    const char *at = text.data();
    const char *end = at + text.size();
    header.code = readBig16(at);
    header.opaque = static_cast<int>(readBig32(at + 5));
    header.flag = static_cast<int>(readBig32(at + 9));
    header.hasCode = header.hasOpaque = true;
    const std::size_t remark = readBig32(at + 13);
    if (remark > text.size() - fixed)
        return false;
    at += 17 + remark;
    const std::size_t extLength = readBig32(at);
    at += 4;
    if (extLength != static_cast<std::size_t>(end - at))
        return false;
    while (at != end) {
        if (end - at < 2)
            return false;
        const std::size_t nameLength = readBig16(at);
        at += 2;
        if (static_cast<std::size_t>(end - at) < nameLength + 4)
            return false;
        const std::string_view name(at, nameLength);
        const std::size_t valueLength = readBig32(at + nameLength);
        at += nameLength + 4;
        if (static_cast<std::size_t>(end - at) < valueLength)
            return false;
        if (!takeField(header, name, std::string_view(at, valueLength)))
            return false;
        at += valueLength;
    }
    return true;
}

/// A strict reader of one JSON header, in place. Strings are looked through eight bytes at a time.
class JsonHeaderReader final
{
public:
    explicit JsonHeaderReader(std::string_view text)
        : m_at(text.data())
        , m_end(text.data() + text.size())
    {
    }

    bool read(RequestHeader &header)
    {
        if (!readObject([&](std::string_view name) { return readMember(header, name); }))
            return false;
        skipBlanks();
        return m_at == m_end;
    }

private:
    void skipBlanks()
    {
        while (m_at < m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
    }

    bool take(char wanted)
    {
        if (m_at < m_end && *m_at == wanted) {
            ++m_at;
            return true;
        }
        return takeAfterBlanks(wanted);
    }

    bool takeAfterBlanks(char wanted)
    {
        if (m_at >= m_end || static_cast<unsigned char>(*m_at) > ' ')
            return false;
        skipBlanks();
        if (m_at >= m_end || *m_at != wanted)
            return false;
        ++m_at;
        return true;
    }

    /// Moves to the next quote or backslash; false when the header ends first.
    bool seekQuoteOrBackslash()
    {
        if constexpr (std::endian::native == std::endian::little) {
            constexpr std::uint64_t ones = 0x0101010101010101U;
            for (; m_at < m_end; m_at += 8) {
                std::uint64_t word = 0;
                std::memcpy(&word, m_at, sizeof word);
                const std::uint64_t quote = word ^ (ones * '"');
                const std::uint64_t backslash = word ^ (ones * '\\');
                const std::uint64_t hits =
                    (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & (ones * 0x80);
                if (hits) {
                    m_at += std::countr_zero(hits) / 8;
                    return m_at < m_end;
                }
            }
        } else {
            for (; m_at < m_end; ++m_at) {
                if (*m_at == '"' || *m_at == '\\')
                    return true;
            }
        }
        return false;
    }

    bool readString(std::string_view *value)
    {
        if (!take('"'))
            return false;
        const char *begin = m_at;
        while (seekQuoteOrBackslash()) {
            if (*m_at == '"') {
                *value = std::string_view(begin, static_cast<std::size_t>(m_at - begin));
                ++m_at;
                return true;
            }
            m_at += 2;
        }
        return false;
    }

    bool readInt(int *value)
    {
        skipBlanks();
        const char *const end = readDecimal(m_at, m_end, value);
        if (end)
            m_at = end;
        return end != nullptr;
    }

    template<typename Member>
    bool readObject(Member member)
    {
        if (!take('{'))
            return false;
        if (take('}'))
            return true;
        do {
            std::string_view name;
            if (!readString(&name) || !take(':') || !member(name))
                return false;
        } while (take(','));
        return take('}');
    }

    bool readMember(RequestHeader &header, std::string_view name)
    {
        if (name == "code")
            return header.hasCode = readInt(&header.code);
        if (name == "opaque")
            return header.hasOpaque = readInt(&header.opaque);
        if (name == "flag")
            return readInt(&header.flag);
        if (name == "extFields") {
            return takeNull() || readObject([&](std::string_view key) {
                       std::string_view value;
                       return readString(&value) && takeField(header, key, value);
                   });
        }
        return skipValue();
    }

    bool takeNull()
    {
        skipBlanks();
        if (m_end - m_at < 4 || std::memcmp(m_at, "null", 4) != 0)
            return false;
        m_at += 4;
        return true;
    }

    /// A string, number or word: no header has arrays or more objects.
    bool skipValue()
    {
        skipBlanks();
        std::string_view ignored;
        if (m_at < m_end && *m_at == '"')
            return readString(&ignored);
        const char *begin = m_at;
        while (m_at < m_end && *m_at != ',' && *m_at != '}' && *m_at != '{' && *m_at != '[' && *m_at != '"')
            ++m_at;
        return m_at != begin && m_at < m_end && (*m_at == ',' || *m_at == '}');
    }

    const char *m_at;
    const char *m_end;
};

/// Reads one JSON header. headerPadding bytes after it must be readable.
inline bool parseJsonHeader(std::string_view text, RequestHeader &header)
{
    return JsonHeaderReader(text).read(header);
}

/// The message's unique id from its property string, or nothing.
/// Its separators are the bytes 1 and 2 or, in JSON, their escapes.
inline std::string_view uniqueKey(std::string_view properties)
{
    constexpr std::string_view name = "UNIQ_KEY";
    const std::size_t at = properties.starts_with(name) ? 0 : properties.find(name);
    if (at == std::string_view::npos)
        return {};
    std::string_view rest = properties.substr(at + name.size());
    if (rest.starts_with('\1'))
        rest.remove_prefix(1);
    else if (rest.starts_with("\\u0001"))
        rest.remove_prefix(6);
    else
        return {};
    std::size_t length = 0;
    while (length < rest.size() && rest[length] != '\2' && rest[length] != '\\')
        ++length;
    return rest.substr(0, length);
}

} // namespace gantry::bench
