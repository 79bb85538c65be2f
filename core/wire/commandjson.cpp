// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/commandforms.h"
#include "wire/jsontext.h"

#include <cstring>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

constexpr int deepestNesting = 64;
constexpr qsizetype mostDigits = 11;     // one more than any 32-bit number has
constexpr qsizetype fieldFrameBytes = 6; // "name":"value",

/// Reads a header in place. Every function stands at the first byte of what it reads and returns the place
/// behind it, or null when it is malformed; the place is no member, for the reason that store.h gives.
class HeaderReader
{
public:
    HeaderReader(const char *end, CommandView &view)
        : m_end(end)
        , m_view(view)
    {
    }

    [[nodiscard]] bool read(const char *at) const
    {
        at = skipSpace(at);
        if (!isNext(at, '{'))
            return false;
        at = readObject(at, [this](const char *member) { return readMember(member); });
        return at && skipSpace(at) == m_end;
    }

private:
    template<typename MemberReader>
    [[nodiscard]] const char *readObject(const char *at, MemberReader readMember) const;
    [[nodiscard]] const char *readMember(const char *at) const;
    [[nodiscard]] const char *readKnownMember(const char *at, QByteArrayView name) const;
    [[nodiscard]] const char *readFields(const char *at) const;
    [[nodiscard]] const char *readName(const char *at, FieldView &field) const;
    [[nodiscard]] const char *readText(const char *at, FieldView &field, bool &isNull) const;
    [[nodiscard]] const char *readString(const char *at, QByteArrayView &text, bool &escaped) const;
    [[nodiscard]] const char *readInteger(const char *at, qint32 &value) const;
    [[nodiscard]] const char *skipValue(const char *at, int depth) const;
    [[nodiscard]] const char *skipArray(const char *at, int depth) const;
    [[nodiscard]] const char *skipNumber(const char *at) const;

    template<size_t Size>
    [[nodiscard]] const char *skipLiteral(const char *at, const char (&literal)[Size]) const
    {
        constexpr qsizetype length = Size - 1;
        return m_end - at >= length && std::memcmp(at, literal, length) == 0 ? at + length : nullptr;
    }
    [[nodiscard]] bool isNext(const char *at, char c) const { return at != m_end && *at == c; }
    [[nodiscard]] const char *skipSpace(const char *at) const
    {
        while (at != m_end && isJsonSpace(*at))
            [[unlikely]]++ at;
        return at;
    }

    const char *const m_end;
    CommandView &m_view;
};

/// `readMember(at)` stands at the quote before the member's name.
template<typename MemberReader>
inline const char *HeaderReader::readObject(const char *at, MemberReader readMember) const
{
    at = skipSpace(at + 1);
    if (isNext(at, '}'))
        return at + 1;
    for (;;) {
        if (!isNext(at, '"'))
            return nullptr;
        at = readMember(at);
        if (!at)
            return nullptr;
        at = skipSpace(at);
        if (isNext(at, '}'))
            return at + 1;
        if (!isNext(at, ','))
            return nullptr;
        at = skipSpace(at + 1);
    }
}

/// The name and the colon: what comes next is the value.
inline const char *HeaderReader::readName(const char *at, FieldView &field) const
{
    at = readString(at, field.name, field.escaped);
    if (!at)
        return nullptr;
    at = skipSpace(at);
    return isNext(at, ':') ? skipSpace(at + 1) : nullptr;
}

inline const char *HeaderReader::readMember(const char *at) const
{
    // The form in which all servers write. To compare a whole name is cheaper than to search for its end: the
    // next step need not wait for where that is.
    if (const char *value = skipLiteral(at, "\"flag\":"))
        return readInteger(value, m_view.flag);
    if (const char *value = skipLiteral(at, "\"language\":\""))
        return readString(value - 1, m_view.language.value, m_view.language.escaped);
    if (const char *value = skipLiteral(at, "\"opaque\":"))
        return readInteger(value, m_view.opaque);
    if (const char *end = skipLiteral(at, "\"serializeTypeCurrentRPC\":\"JSON\""))
        return end;
    if (const char *value = skipLiteral(at, "\"version\":"))
        return readInteger(value, m_view.version);
    if (const char *value = skipLiteral(at, "\"code\":"))
        return readInteger(value, m_view.code);

    FieldView member;
    at = readName(at, member);
    if (!at)
        return nullptr;
    if (member.escaped) [[unlikely]]
        return readKnownMember(at, jsonUnescaped(member.name));
    return readKnownMember(at, member.name);
}

const char *HeaderReader::readKnownMember(const char *at, QByteArrayView name) const
{
    bool isNull = false;
    if (isText(name, "code"))
        return readInteger(at, m_view.code);
    if (isText(name, "flag"))
        return readInteger(at, m_view.flag);
    if (isText(name, "opaque"))
        return readInteger(at, m_view.opaque);
    if (isText(name, "version"))
        return readInteger(at, m_view.version);
    if (isText(name, "language"))
        return readText(at, m_view.language, isNull);
    if (isText(name, "extFields"))
        return isNext(at, '{') ? readFields(at) : skipValue(at, 1);
    if (isText(name, "remark")) {
        at = readText(at, m_view.remark, isNull);
        m_view.hasRemark = !isNull;
        return at;
    }
    return skipValue(at, 1);
}

const char *HeaderReader::readFields(const char *at) const
{
    m_view.hasFields = true;
    return readObject(at, [this](const char *member) {
        // Filled where it stays: copying what was just stored piece by piece stalls for longer than reading
        // it takes.
        FieldView &field = m_view.fields.emplace_back();
        bool isNull = false;
        member = readName(member, field);
        if (member)
            member = readText(member, field, isNull);
        if (isNull)
            m_view.fields.removeLast();
        return member;
    });
}

/// A string, or the text of any other value; of `null` nothing.
inline const char *HeaderReader::readText(const char *at, FieldView &field, bool &isNull) const
{
    if (isNext(at, '"')) [[likely]]
        return readString(at, field.value, field.escaped);
    const char *const end = skipValue(at, 1);
    isNull = isNext(at, 'n');
    if (end && !isNull)
        field.value = QByteArrayView(at, end);
    return end;
}

inline const char *HeaderReader::readString(const char *at, QByteArrayView &text, bool &escaped) const
{
    const char *const stringEnd = jsonStringEnd(at + 1, m_end, escaped);
    if (!stringEnd) [[unlikely]]
        return nullptr;
    text = QByteArrayView(at + 1, stringEnd);
    return stringEnd + 1;
}

inline const char *HeaderReader::readInteger(const char *at, qint32 &value) const
{
    at = skipSpace(at);
    if (isNext(at, 'n')) [[unlikely]]
        return skipLiteral(at, "null");
    const bool isNegative = isNext(at, '-');
    const char *const digits = isNegative ? at + 1 : at;
    qint64 number = 0;
    for (at = digits; at != m_end && *at >= '0' && *at <= '9' && at - digits < mostDigits; ++at)
        number = number * 10 + (*at - '0');
    if (isNegative)
        number = -number;
    value = qint32(number);
    return at != digits && value == number ? at : nullptr;
}

const char *HeaderReader::skipValue(const char *at, int depth) const
{
    if (at == m_end || depth > deepestNesting)
        return nullptr;
    switch (*at) {
    case '"': {
        FieldView text;
        return readString(at, text.value, text.escaped);
    }
    case '{':
        return readObject(at, [this, depth](const char *member) {
            FieldView field;
            member = readName(member, field);
            return member ? skipValue(member, depth + 1) : nullptr;
        });
    case '[':
        return skipArray(at, depth);
    case 't':
        return skipLiteral(at, "true");
    case 'f':
        return skipLiteral(at, "false");
    case 'n':
        return skipLiteral(at, "null");
    default:
        return skipNumber(at);
    }
}

const char *HeaderReader::skipArray(const char *at, int depth) const
{
    at = skipSpace(at + 1);
    if (isNext(at, ']'))
        return at + 1;
    for (;;) {
        at = skipValue(at, depth + 1);
        if (!at)
            return nullptr;
        at = skipSpace(at);
        if (isNext(at, ']'))
            return at + 1;
        if (!isNext(at, ','))
            return nullptr;
        at = skipSpace(at + 1);
    }
}

const char *HeaderReader::skipNumber(const char *at) const
{
    bool hasDigit = false;
    for (; at != m_end; ++at) {
        const bool isDigit = *at >= '0' && *at <= '9';
        hasDigit = hasDigit || isDigit;
        if (!isDigit && *at != '-' && *at != '+' && *at != '.' && *at != 'e' && *at != 'E')
            break;
    }
    return hasDigit ? at : nullptr;
}

} // namespace

Result<void> parseJsonHeader(QByteArrayView header, CommandView &view)
{
    if (HeaderReader(header.end(), view).read(header.begin())) [[likely]]
        return {};
    return Error{.kind = ErrorKind::Internal,
                 .detail = u"A JSON header of %1 bytes is malformed"_s.arg(header.size()),
                 .hint = {},
                 .code = std::nullopt};
}

qsizetype jsonHeaderAtMost(const RemotingCommand &command)
{
    qsizetype atMost = jsonHeaderFrameBytes + jsonEscapedAtMost(command.language);
    if (command.remark)
        atMost += command.remark->size() * 6;
    if (command.fields) {
        for (const auto &[name, value] : *command.fields)
            atMost += fieldFrameBytes + jsonEscapedAtMost(name) + jsonEscapedAtMost(value);
    }
    return atMost;
}

char *storeJsonHeader(char *at, const RemotingCommand &command)
{
    at = storeLiteral(at, "{\"code\":");
    at = storeDecimal(at, command.code);
    if (command.fields) {
        at = storeLiteral(at, ",\"extFields\":{");
        bool isFirst = true;
        for (const auto &[name, value] : *command.fields) {
            at = isFirst ? storeLiteral(at, "\"") : storeLiteral(at, ",\"");
            at = storeJsonEscaped(at, name);
            at = storeLiteral(at, "\":\"");
            at = storeJsonEscaped(at, value);
            at = storeLiteral(at, "\"");
            isFirst = false;
        }
        at = storeLiteral(at, "}");
    }
    at = storeLiteral(at, ",\"flag\":");
    at = storeDecimal(at, command.flag);
    if (!command.language.isEmpty()) {
        at = storeLiteral(at, ",\"language\":\"");
        at = storeJsonEscaped(at, command.language);
        at = storeLiteral(at, "\"");
    }
    at = storeLiteral(at, ",\"opaque\":");
    at = storeDecimal(at, command.opaque);
    if (command.remark) {
        at = storeLiteral(at, ",\"remark\":\"");
        at = storeJsonEscaped(at, command.remark->toUtf8());
        at = storeLiteral(at, "\"");
    }
    at = storeLiteral(at, ",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":");
    at = storeDecimal(at, command.version);
    return storeLiteral(at, "}");
}

} // namespace gantry::wire
