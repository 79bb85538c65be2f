// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/json.h"

#include "wire/jsontext.h"

#include <QLocale>

#include <charconv>

using namespace Qt::StringLiterals;

namespace gantry::wire {

QString JsonValue::toString() const
{
    if (const auto *text = std::get_if<QString>(&m_value))
        return *text;
    if (const auto *number = std::get_if<qint64>(&m_value))
        return QString::number(*number);
    if (const auto *number = std::get_if<double>(&m_value))
        return QString::number(*number, 'g', QLocale::FloatingPointShortest);
    if (const auto *boolean = std::get_if<bool>(&m_value))
        return *boolean ? u"true"_s : u"false"_s;
    return {};
}

qint64 JsonValue::toInt(qint64 fallback) const
{
    if (const auto *number = std::get_if<qint64>(&m_value))
        return *number;
    if (const auto *text = std::get_if<QString>(&m_value)) {
        bool isNumber = false;
        const qint64 number = text->toLongLong(&isNumber);
        return isNumber ? number : fallback;
    }
    return fallback;
}

double JsonValue::toDouble(double fallback) const
{
    if (const auto *number = std::get_if<double>(&m_value))
        return *number;
    if (const auto *number = std::get_if<qint64>(&m_value))
        return double(*number);
    if (const auto *text = std::get_if<QString>(&m_value)) {
        bool isNumber = false;
        const double number = text->toDouble(&isNumber);
        return isNumber ? number : fallback;
    }
    return fallback;
}

bool JsonValue::toBool(bool fallback) const
{
    if (const auto *boolean = std::get_if<bool>(&m_value))
        return *boolean;
    if (const auto *text = std::get_if<QString>(&m_value)) {
        if (text->compare("true"_L1, Qt::CaseInsensitive) == 0)
            return true;
        if (text->compare("false"_L1, Qt::CaseInsensitive) == 0)
            return false;
    }
    return fallback;
}

const JsonValue::Array &JsonValue::array() const
{
    static const Array none;
    const auto *elements = std::get_if<std::shared_ptr<const Array>>(&m_value);
    return elements ? **elements : none;
}

const JsonValue::Object &JsonValue::object() const
{
    static const Object none;
    const auto *members = std::get_if<std::shared_ptr<const Object>>(&m_value);
    return members ? **members : none;
}

const JsonValue &JsonValue::operator[](QStringView name) const
{
    static const JsonValue none;
    for (const Member &member : object()) {
        if (!member.objectKey && member.key == name)
            return member.value;
    }
    return none;
}

/// Reads one text front to back. Every function stands at the first byte of what it reads and moves behind
/// it; false when it is malformed.
class JsonReader
{
public:
    explicit JsonReader(QByteArrayView text)
        : m_begin(text.data())
        , m_at(text.data())
        , m_end(text.data() + text.size())
    {
    }

    [[nodiscard]] bool readDocument(JsonValue &value)
    {
        if (!readValue(value, 1))
            return false;
        skipSpace();
        return m_at == m_end;
    }
    [[nodiscard]] qsizetype position() const { return m_at - m_begin; }

private:
    static constexpr int deepestNesting = 64;

    [[nodiscard]] bool readValue(JsonValue &value, int depth);
    [[nodiscard]] bool readObject(JsonValue &value, int depth);
    [[nodiscard]] bool readArray(JsonValue &value, int depth);
    [[nodiscard]] bool readNumber(JsonValue &value);
    [[nodiscard]] bool readWord(JsonValue &value);
    [[nodiscard]] bool readString(QString &text);
    [[nodiscard]] bool readKey(JsonValue::Member &member, int depth);

    [[nodiscard]] bool isNext(char c) const { return m_at != m_end && *m_at == c; }
    [[nodiscard]] bool take(char c)
    {
        skipSpace();
        if (!isNext(c))
            return false;
        ++m_at;
        return true;
    }
    [[nodiscard]] bool takeWord(QByteArrayView word)
    {
        if (!QByteArrayView(m_at, m_end).startsWith(word))
            return false;
        m_at += word.size();
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
};

bool JsonReader::readValue(JsonValue &value, int depth)
{
    skipSpace();
    if (m_at == m_end || depth > deepestNesting)
        return false;
    switch (*m_at) {
    case '{':
        return readObject(value, depth);
    case '[':
        return readArray(value, depth);
    case '"':
        return readString(value.m_value.emplace<QString>());
    case 't':
    case 'f':
    case 'n':
        return readWord(value);
    default:
        return readNumber(value);
    }
}

bool JsonReader::readObject(JsonValue &value, int depth)
{
    ++m_at;
    JsonValue::Object members;
    bool isAtEnd = take('}');
    while (!isAtEnd) {
        JsonValue::Member &member = members.emplaceBack();
        if (!readKey(member, depth) || !take(':') || !readValue(member.value, depth + 1))
            return false;
        isAtEnd = take('}');
        if (!isAtEnd && !take(','))
            return false;
    }
    value.m_value = std::make_shared<const JsonValue::Object>(std::move(members));
    return true;
}

/// A string, a run of digits, or a whole object: what Java's maps have for keys.
bool JsonReader::readKey(JsonValue::Member &member, int depth)
{
    skipSpace();
    if (isNext('"'))
        return readString(member.key);
    if (isNext('{')) {
        JsonValue key;
        if (!readValue(key, depth + 1))
            return false;
        member.objectKey = std::make_shared<const JsonValue>(std::move(key));
        return true;
    }
    const char *const begin = m_at;
    while (m_at != m_end && ((*m_at >= '0' && *m_at <= '9') || *m_at == '-'))
        ++m_at;
    member.key = QString::fromLatin1(QByteArrayView(begin, m_at));
    return m_at != begin;
}

bool JsonReader::readArray(JsonValue &value, int depth)
{
    ++m_at;
    JsonValue::Array elements;
    bool isAtEnd = take(']');
    while (!isAtEnd) {
        if (!readValue(elements.emplaceBack(), depth + 1))
            return false;
        isAtEnd = take(']');
        if (!isAtEnd && !take(','))
            return false;
    }
    value.m_value = std::make_shared<const JsonValue::Array>(std::move(elements));
    return true;
}

bool JsonReader::readNumber(JsonValue &value)
{
    const bool startsLikeOne = *m_at == '-' || (*m_at >= '0' && *m_at <= '9'); // neither "inf" nor "nan"
    double number = 0;
    const auto [numberEnd, numberError] = std::from_chars(m_at, m_end, number);
    if (!startsLikeOne || numberError == std::errc::invalid_argument)
        return false;
    qint64 integer = 0;
    const auto [integerEnd, integerError] = std::from_chars(m_at, m_end, integer);
    if (integerError == std::errc() && integerEnd == numberEnd)
        value.m_value = integer;
    else
        value.m_value = number;
    m_at = numberEnd;
    return true;
}

bool JsonReader::readWord(JsonValue &value)
{
    if (takeWord("true"))
        value.m_value = true;
    else if (takeWord("false"))
        value.m_value = false;
    else
        return takeWord("null");
    return true;
}

bool JsonReader::readString(QString &text)
{
    bool escaped = false;
    const char *const begin = m_at + 1;
    const char *const stringEnd = jsonStringEnd(begin, m_end, escaped);
    if (!stringEnd)
        return false;
    m_at = stringEnd + 1;
    const QByteArrayView inside(begin, stringEnd);
    text = escaped ? QString::fromUtf8(jsonUnescaped(inside)) : QString::fromUtf8(inside);
    return true;
}

Result<JsonValue> readJson(QByteArrayView text)
{
    JsonReader reader(text);
    JsonValue value;
    if (reader.readDocument(value))
        return value;
    return Error{
        .kind = ErrorKind::Internal,
        .detail =
            u"A JSON text of %1 bytes is malformed at byte %2"_s.arg(text.size()).arg(reader.position()),
        .hint = {},
        .code = std::nullopt};
}

} // namespace gantry::wire
