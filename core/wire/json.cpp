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

/// Reads one text front to back. Every function stands at the first byte of what it reads, moves behind it, and
/// gives nothing when it is malformed.
class JsonReader
{
public:
    explicit JsonReader(QByteArrayView text)
        : m_begin(text.data())
        , m_at(text.data())
        , m_end(text.data() + text.size())
    {
    }

    [[nodiscard]] std::optional<JsonValue> readDocument()
    {
        skipSpace();
        std::optional<JsonValue> value = readValue(1);
        skipSpace();
        return m_at == m_end ? std::move(value) : std::nullopt;
    }
    [[nodiscard]] qsizetype position() const { return m_at - m_begin; }

private:
    static constexpr int deepestNesting = 64;

    template<typename T>
    [[nodiscard]] static JsonValue valueOf(T inside)
    {
        JsonValue value;
        value.m_value = std::move(inside);
        return value;
    }
    [[nodiscard]] std::optional<JsonValue> readValue(int depth);
    [[nodiscard]] std::optional<JsonValue> readObject(int depth);
    [[nodiscard]] std::optional<JsonValue> readArray(int depth);
    [[nodiscard]] std::optional<JsonValue> readNumber();
    [[nodiscard]] std::optional<JsonValue> readWord();
    [[nodiscard]] std::optional<QString> readString();
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
    void skipSpace()
    {
        while (m_at != m_end && isJsonSpace(*m_at))
            ++m_at;
    }

    const char *m_begin;
    const char *m_at;
    const char *m_end;
};

std::optional<JsonValue> JsonReader::readValue(int depth)
{
    skipSpace();
    if (m_at == m_end || depth > deepestNesting)
        return std::nullopt;
    switch (*m_at) {
    case '{':
        return readObject(depth);
    case '[':
        return readArray(depth);
    case '"': {
        std::optional<QString> text = readString();
        return text ? std::optional(valueOf(*std::move(text))) : std::nullopt;
    }
    case 't':
    case 'f':
    case 'n':
        return readWord();
    default:
        return readNumber();
    }
}

std::optional<JsonValue> JsonReader::readObject(int depth)
{
    ++m_at;
    JsonValue::Object members;
    if (take('}'))
        return valueOf(std::make_shared<const JsonValue::Object>());
    for (;;) {
        JsonValue::Member member;
        if (!readKey(member, depth) || !take(':'))
            return std::nullopt;
        std::optional<JsonValue> value = readValue(depth + 1);
        if (!value)
            return std::nullopt;
        member.value = *std::move(value);
        members.append(std::move(member));
        if (take('}'))
            return valueOf(std::make_shared<const JsonValue::Object>(std::move(members)));
        if (!take(','))
            return std::nullopt;
    }
}

/// A string, a run of digits, or a whole object: what Java's maps have for keys.
bool JsonReader::readKey(JsonValue::Member &member, int depth)
{
    skipSpace();
    if (isNext('"')) {
        std::optional<QString> key = readString();
        if (!key)
            return false;
        member.key = *std::move(key);
        return true;
    }
    if (isNext('{')) {
        std::optional<JsonValue> key = readValue(depth + 1);
        if (!key)
            return false;
        member.objectKey = std::make_shared<const JsonValue>(*std::move(key));
        return true;
    }
    const char *const begin = m_at;
    while (m_at != m_end && ((*m_at >= '0' && *m_at <= '9') || *m_at == '-'))
        ++m_at;
    member.key = QString::fromLatin1(QByteArrayView(begin, m_at));
    return m_at != begin;
}

std::optional<JsonValue> JsonReader::readArray(int depth)
{
    ++m_at;
    JsonValue::Array elements;
    if (take(']'))
        return valueOf(std::make_shared<const JsonValue::Array>());
    for (;;) {
        std::optional<JsonValue> element = readValue(depth + 1);
        if (!element)
            return std::nullopt;
        elements.append(*std::move(element));
        if (take(']'))
            return valueOf(std::make_shared<const JsonValue::Array>(std::move(elements)));
        if (!take(','))
            return std::nullopt;
    }
}

std::optional<JsonValue> JsonReader::readNumber()
{
    qint64 integer = 0;
    const auto [integerEnd, integerError] = std::from_chars(m_at, m_end, integer);
    double number = 0;
    const auto [numberEnd, numberError] = std::from_chars(m_at, m_end, number);
    const bool startsLikeOne = *m_at == '-' || (*m_at >= '0' && *m_at <= '9'); // neither "inf" nor "nan"
    if (!startsLikeOne || numberError == std::errc::invalid_argument)
        return std::nullopt;
    m_at = numberEnd;
    if (integerError == std::errc() && integerEnd == numberEnd)
        return valueOf(integer);
    return valueOf(number);
}

std::optional<JsonValue> JsonReader::readWord()
{
    const QByteArrayView rest(m_at, m_end);
    if (rest.startsWith("true")) {
        m_at += 4;
        return valueOf(true);
    }
    if (rest.startsWith("false")) {
        m_at += 5;
        return valueOf(false);
    }
    if (rest.startsWith("null")) {
        m_at += 4;
        return JsonValue();
    }
    return std::nullopt;
}

std::optional<QString> JsonReader::readString()
{
    bool escaped = false;
    const char *const begin = m_at + 1;
    const char *const stringEnd = jsonStringEnd(begin, m_end, escaped);
    if (!stringEnd)
        return std::nullopt;
    m_at = stringEnd + 1;
    const QByteArrayView text(begin, stringEnd);
    return escaped ? QString::fromUtf8(jsonUnescaped(text)) : QString::fromUtf8(text);
}

Result<JsonValue> readJson(QByteArrayView text)
{
    JsonReader reader(text);
    std::optional<JsonValue> value = reader.readDocument();
    if (value)
        return *std::move(value);
    return Error{.kind = ErrorKind::Internal,
                 .detail = u"A JSON text of %1 bytes is malformed at byte %2"_s.arg(text.size()).arg(reader.position()),
                 .hint = {},
                 .code = std::nullopt};
}

} // namespace gantry::wire
