// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/commandforms.h"
#include "wire/jsontext.h"

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

constexpr int deepestNesting = 64;
constexpr qsizetype fieldFrameBytes = 6; // "name":"value",

/// Reads a header off its bytes, front to back, leaving texts where they are.
class HeaderReader
{
public:
    HeaderReader(QByteArrayView text, CommandView &view)
        : m_begin(text.data())
        , m_at(text.data())
        , m_end(text.data() + text.size())
        , m_view(view)
    {
    }

    [[nodiscard]] bool read()
    {
        skipSpace();
        const bool isRead = readObject([this](const FieldView &name) { return readMember(name); });
        skipSpace();
        return isRead && m_at == m_end;
    }
    [[nodiscard]] qsizetype position() const { return m_at - m_begin; }

private:
    template<typename MemberReader>
    [[nodiscard]] bool readObject(MemberReader readMember);
    [[nodiscard]] bool readMember(const FieldView &member);
    [[nodiscard]] bool readKnownMember(QByteArrayView name);
    [[nodiscard]] bool readFields();
    [[nodiscard]] bool readText(FieldView &field, bool &isNull);
    [[nodiscard]] bool readString(QByteArrayView &text, bool &escaped);
    [[nodiscard]] bool readInteger(qint32 &value);
    [[nodiscard]] bool skipValue(int depth);
    [[nodiscard]] bool skipArray(int depth);
    [[nodiscard]] bool skipNumber();
    template<size_t Size>
    [[nodiscard]] bool skipWord(const char (&word)[Size]);

    [[nodiscard]] bool isNext(char c) const { return m_at != m_end && *m_at == c; }
    [[nodiscard]] bool take(char c)
    {
        if (!isNext(c))
            return false;
        ++m_at;
        return true;
    }
    void skipSpace()
    {
        while (m_at != m_end && isJsonSpace(*m_at))
            ++m_at;
    }

    const char *m_begin;
    const char *m_at;
    const char *m_end;
    CommandView &m_view;
};

/// `readMember(name)` stands before the member's value and moves behind it.
template<typename MemberReader>
bool HeaderReader::readObject(MemberReader readMember)
{
    if (!take('{'))
        return false;
    skipSpace();
    if (take('}'))
        return true;
    for (;;) {
        FieldView member;
        if (!readString(member.name, member.escaped))
            return false;
        skipSpace();
        if (!take(':'))
            return false;
        skipSpace();
        if (!readMember(member))
            return false;
        skipSpace();
        if (take('}'))
            return true;
        if (!take(','))
            return false;
        skipSpace();
    }
}

bool HeaderReader::readMember(const FieldView &member)
{
    if (member.escaped) [[unlikely]]
        return readKnownMember(jsonUnescaped(member.name));
    return readKnownMember(member.name);
}

bool HeaderReader::readKnownMember(QByteArrayView name)
{
    if (isText(name, "extFields"))
        return isNext('{') ? readFields() : skipValue(1);
    if (isText(name, "language")) {
        bool isNull = false;
        return readText(m_view.language, isNull);
    }
    if (isText(name, "remark")) {
        bool isNull = false;
        const bool isRead = readText(m_view.remark, isNull);
        m_view.hasRemark = !isNull;
        return isRead;
    }
    if (isText(name, "code"))
        return readInteger(m_view.code);
    if (isText(name, "flag"))
        return readInteger(m_view.flag);
    if (isText(name, "opaque"))
        return readInteger(m_view.opaque);
    if (isText(name, "version"))
        return readInteger(m_view.version);
    return skipValue(1);
}

bool HeaderReader::readFields()
{
    m_view.hasFields = true;
    return readObject([this](FieldView field) {
        bool isNull = false;
        if (!readText(field, isNull))
            return false;
        if (!isNull)
            m_view.fields.append(field);
        return true;
    });
}

/// A string, or the text of any other value; of `null` nothing.
bool HeaderReader::readText(FieldView &field, bool &isNull)
{
    if (isNext('"')) [[likely]]
        return readString(field.value, field.escaped);
    const char *const begin = m_at;
    isNull = isNext('n');
    if (!skipValue(1))
        return false;
    if (!isNull)
        field.value = QByteArrayView(begin, m_at);
    return true;
}

bool HeaderReader::readString(QByteArrayView &text, bool &escaped)
{
    if (!take('"'))
        return false;
    const char *const stringEnd = jsonStringEnd(m_at, m_end, escaped);
    if (!stringEnd)
        return false;
    text = QByteArrayView(m_at, stringEnd);
    m_at = stringEnd + 1;
    return true;
}

bool HeaderReader::readInteger(qint32 &value)
{
    if (isNext('n'))
        return skipWord("null");
    const bool isNegative = take('-');
    const char *const begin = m_at;
    qint64 sum = 0;
    for (; m_at != m_end && *m_at >= '0' && *m_at <= '9'; ++m_at) {
        sum = sum * 10 + (*m_at - '0');
        if (sum > qint64(std::numeric_limits<qint32>::max()) + 1)
            return false;
    }
    const qint64 number = isNegative ? -sum : sum;
    value = qint32(number);
    return m_at != begin && value == number;
}

bool HeaderReader::skipValue(int depth)
{
    if (m_at == m_end || depth > deepestNesting)
        return false;
    switch (*m_at) {
    case '"': {
        FieldView text;
        return readString(text.value, text.escaped);
    }
    case '{':
        return readObject([this, depth](const FieldView &) { return skipValue(depth + 1); });
    case '[':
        return skipArray(depth);
    case 't':
        return skipWord("true");
    case 'f':
        return skipWord("false");
    case 'n':
        return skipWord("null");
    default:
        return skipNumber();
    }
}

bool HeaderReader::skipArray(int depth)
{
    ++m_at;
    skipSpace();
    if (take(']'))
        return true;
    for (;;) {
        if (!skipValue(depth + 1))
            return false;
        skipSpace();
        if (take(']'))
            return true;
        if (!take(','))
            return false;
        skipSpace();
    }
}

bool HeaderReader::skipNumber()
{
    bool hasDigit = false;
    for (; m_at != m_end; ++m_at) {
        const bool isDigit = *m_at >= '0' && *m_at <= '9';
        hasDigit = hasDigit || isDigit;
        if (!isDigit && *m_at != '-' && *m_at != '+' && *m_at != '.' && *m_at != 'e' && *m_at != 'E')
            break;
    }
    return hasDigit;
}

template<size_t Size>
bool HeaderReader::skipWord(const char (&word)[Size])
{
    constexpr qsizetype length = Size - 1;
    if (m_end - m_at < length || !isText(QByteArrayView(m_at, length), word))
        return false;
    m_at += length;
    return true;
}

} // namespace

Result<void> parseJsonHeader(QByteArrayView header, CommandView &view)
{
    HeaderReader reader(header, view);
    if (reader.read()) [[likely]]
        return {};
    return Error{.kind = ErrorKind::Internal,
                 .detail = u"A JSON header of %1 bytes is malformed at byte %2"_s.arg(header.size()).arg(reader.position()),
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

void writeJsonHeader(ByteWriter &writer, const RemotingCommand &command)
{
    writer.put("{\"code\":");
    writer.putDecimal(command.code);
    if (command.fields) {
        writer.put(",\"extFields\":{");
        bool isFirst = true;
        for (const auto &[name, value] : *command.fields) {
            writer.put(isFirst ? QByteArrayView("\"") : QByteArrayView(",\""));
            writer.putJsonEscaped(name);
            writer.put("\":\"");
            writer.putJsonEscaped(value);
            writer.put('"');
            isFirst = false;
        }
        writer.put('}');
    }
    writer.put(",\"flag\":");
    writer.putDecimal(command.flag);
    if (!command.language.isEmpty()) {
        writer.put(",\"language\":\"");
        writer.putJsonEscaped(command.language);
        writer.put('"');
    }
    writer.put(",\"opaque\":");
    writer.putDecimal(command.opaque);
    if (command.remark) {
        writer.put(",\"remark\":\"");
        writer.putJsonEscaped(command.remark->toUtf8());
        writer.put('"');
    }
    writer.put(",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":");
    writer.putDecimal(command.version);
    writer.put('}');
}

} // namespace gantry::wire
