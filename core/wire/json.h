// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/result.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace gantry::wire {

/// A value of RocketMQ's not-quite-JSON.
///
/// Brokers write maps with keys that are bare integers (`{0:"…"}`) or whole objects (`{{"topic":…}:{…}}`),
/// which strict parsers refuse. A bare key is kept as its text; an object key as a value of its own. Integers
/// stay exact.
class JsonValue
{
public:
    struct Member;
    using Array = QList<JsonValue>;
    using Object = QList<Member>;

    JsonValue() = default;

    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::monostate>(m_value); }
    [[nodiscard]] bool isObject() const
    {
        return std::holds_alternative<std::shared_ptr<const Object>>(m_value);
    }
    [[nodiscard]] bool isArray() const
    {
        return std::holds_alternative<std::shared_ptr<const Array>>(m_value);
    }

    /// Text of a string; of a number or boolean its text; otherwise empty.
    [[nodiscard]] QString toString() const;
    /// The integer, also out of a string that holds one; otherwise `fallback`.
    [[nodiscard]] qint64 toInt(qint64 fallback = 0) const;
    [[nodiscard]] double toDouble(double fallback = 0) const;
    [[nodiscard]] bool toBool(bool fallback = false) const;
    /// Empty unless it is an array.
    [[nodiscard]] const Array &array() const;
    /// Empty unless it is an object.
    [[nodiscard]] const Object &object() const;
    /// The member `name` of an object; null when there is none.
    [[nodiscard]] const JsonValue &operator[](QStringView name) const;

private:
    friend class JsonReader;
    std::variant<std::monostate, bool, qint64, double, QString, std::shared_ptr<const Array>,
                 std::shared_ptr<const Object>>
        m_value;
};

/// One member of an object: its key is text, or a value when the key was an object.
struct JsonValue::Member {
    QString key;
    std::shared_ptr<const JsonValue> objectKey; ///< set when the key was an object; `key` is empty then
    JsonValue value;
};

/// Reads one JSON text, tolerantly as described above. Nesting is limited to 64 levels.
/// Errors: Internal with the byte position, when it is not even that.
[[nodiscard]] Result<JsonValue> readJson(QByteArrayView text);

} // namespace gantry::wire
