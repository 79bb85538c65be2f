// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/frame.h"
#include <gantry/result.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QVarLengthArray>

#include <optional>
#include <utility>

namespace gantry::wire {

/// Bits of RemotingCommand::flag.
namespace commandflag {
inline constexpr qint32 response = 1;
inline constexpr qint32 oneway = 2;
} // namespace commandflag

/// Java: LanguageCode. Only shown in connection lists.
enum class Language : quint8 {
    Java = 0,
    Cpp = 1,
    Dotnet,
    Python,
    Delphi,
    Erlang,
    Ruby,
    Other,
    Http,
    Go,
    Php,
    Oms,
    Rust,
    NodeJs
};

/// MQVersion ordinal that we announce: 5.4.0. From 401 on routes are strict JSON, over 475 servers say
/// GO_AWAY.
inline constexpr int announcedVersion = 493;
/// Ordinals of servers from which something is known. Java: MQVersion
namespace serverversion {
inline constexpr int v5_0_0 = 413;
inline constexpr int v5_4_0 = 493;
inline constexpr int v5_5_0 = 513;
} // namespace serverversion

/// Custom header fields in wire order; a name may come twice (signed binary sends of the Java client).
using Fields = QList<std::pair<QByteArray, QByteArray>>;

/// The value of the first field `name`, or nothing.
[[nodiscard]] std::optional<QByteArray> field(const Fields &fields, QByteArrayView name);

/// A request or a response that owns its bytes.
///
/// Java: org.apache.rocketmq.remoting.protocol.RemotingCommand
struct RemotingCommand {
    int code = 0;
    QByteArray language = QByteArrayLiteral("CPP"); ///< its name; empty when the peer gave none
    int version = announcedVersion;
    qint32 opaque = 0;
    qint32 flag = 0;
    std::optional<QString> remark = {};
    std::optional<Fields> fields = {}; ///< nothing: the member is left out
    QByteArray body = {};

    [[nodiscard]] bool isResponse() const { return (flag & commandflag::response) != 0; }
    [[nodiscard]] bool isOneway() const { return (flag & commandflag::oneway) != 0; }
    [[nodiscard]] std::optional<QByteArray> field(QByteArrayView name) const;
};

/// One custom field, in place. A JSON value with escapes is still escaped: read it by CommandView::field().
struct FieldView {
    QByteArrayView name;
    QByteArrayView value;
    bool escaped = false;
};

/// A request or a response read in place: valid as long as the frame is. Parsing allocates nothing for up to
/// 24 fields; it is what the send path uses for responses.
struct CommandView {
    int code = 0;
    int version = 0;
    qint32 opaque = 0;
    qint32 flag = 0;
    FieldView language;
    FieldView remark;
    bool hasRemark = false;
    bool hasFields = false;
    QVarLengthArray<FieldView, 24> fields;
    QByteArrayView body;

    [[nodiscard]] bool isResponse() const { return (flag & commandflag::response) != 0; }
    [[nodiscard]] bool isOneway() const { return (flag & commandflag::oneway) != 0; }
    /// The raw value of the field, or nothing. Right for values that hold no JSON escapes (numbers, ids).
    [[nodiscard]] std::optional<QByteArrayView> raw(QByteArrayView name) const;
    /// The value of the field with escapes resolved, or nothing.
    [[nodiscard]] std::optional<QByteArray> field(QByteArrayView name) const;
    [[nodiscard]] QString remarkText() const;
    [[nodiscard]] RemotingCommand toCommand() const;
};

/// Reads a frame's header by its own type byte. JSON members may come in any order; unknown ones are passed
/// over; field values that are numbers, booleans or null are taken as their text, as Java does (null: left
/// out). Errors: Internal, when it is neither well-formed JSON nor a well-formed ROCKETMQ header.
[[nodiscard]] Result<CommandView> parse(const Frame &frame);

/// parse() and a copy.
[[nodiscard]] Result<RemotingCommand> decode(const Frame &frame);

/// Appends the whole frame to `out`.
///
/// JSON: strict, members in Java's (sorted) order. ROCKETMQ: `code:2 language:1 version:2 opaque:4 flag:4
/// remarkLength:4 remark fieldsLength:4 (nameLength:2 name valueLength:4 value)…`; the code must fit 16 bits.
/// Errors: MessageTooLarge over maxFrameBytes; Internal for a code or a name that the binary header cannot
/// hold. `out` is unchanged then.
[[nodiscard]] Result<void> encode(const RemotingCommand &command, HeaderType type, QByteArray &out);

/// Appends `text` (UTF-8) as the inside of a JSON string: quotes, backslashes and control characters escaped.
void appendJsonEscaped(QByteArray &out, QByteArrayView text);

} // namespace gantry::wire
