// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/command.h"

#include "wire/commandforms.h"
#include "wire/jsontext.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

/// By the language's byte.
constexpr std::array<QByteArrayView, 14> languageNames = {"JAVA",   "CPP",  "DOTNET", "PYTHON", "DELPHI",
                                                          "ERLANG", "RUBY", "OTHER",  "HTTP",   "GO",
                                                          "PHP",    "OMS",  "RUST",   "NODE_JS"};

constexpr size_t asciiCharacters = 128;

/// Each character, and a 0 behind it.
constexpr auto singleCharacters = [] {
    std::array<char, 2 * asciiCharacters> texts{};
    for (size_t c = 0; c < asciiCharacters; ++c)
        texts[2 * c] = char(c);
    return texts;
}();

/// A text that takes no memory, as most in the header of a send: names of one letter, "0", "false"; or null.
[[nodiscard]] QByteArray withoutMemory(QByteArrayView text)
{
    if (text.size() == 1 && quint8(text.front()) < asciiCharacters)
        return QByteArray::fromRawData(&singleCharacters[size_t(text.front()) * 2], 1);
    if (isText(text, "false"))
        return QByteArrayLiteral("false");
    if (isText(text, "true"))
        return QByteArrayLiteral("true");
    return {};
}

[[nodiscard]] QByteArray resolved(QByteArrayView text, bool escaped)
{
    if (escaped)
        return jsonUnescaped(text);
    const QByteArray constant = withoutMemory(text);
    return constant.isNull() ? text.toByteArray() : constant;
}

/// As text() of what Java reads: the name, too, may be escaped.
[[nodiscard]] bool isNamed(const FieldView &field, QByteArrayView name)
{
    if (field.name == name)
        return true;
    return field.escaped && field.name.contains('\\') && jsonUnescaped(field.name) == name;
}

[[nodiscard]] const FieldView *find(const CommandView &view, QByteArrayView name)
{
    const auto *found = std::find_if(view.fields.begin(), view.fields.end(),
                                     [name](const FieldView &field) { return isNamed(field, name); });
    return found == view.fields.end() ? nullptr : found;
}

/// To be copied: making one means to clear the room for 24 fields (CommandView{}), or small stores that stall
/// the copy into a Result. Either takes longer than reading a binary header.
[[nodiscard]] const CommandView &emptyView()
{
    static const CommandView view;
    return view;
}

} // namespace

Language languageOf(QByteArrayView name)
{
    const auto *found = std::find(languageNames.begin(), languageNames.end(), name);
    return found == languageNames.end() ? Language::Other : Language(found - languageNames.begin());
}

QByteArrayView languageName(quint8 language)
{
    return language < languageNames.size() ? languageNames[language] : QByteArrayView();
}

std::optional<QByteArray> field(const Fields &fields, QByteArrayView name)
{
    for (const auto &[fieldName, value] : fields) {
        if (fieldName == name)
            return value;
    }
    return std::nullopt;
}

std::optional<QByteArray> RemotingCommand::field(QByteArrayView name) const
{
    return fields ? wire::field(*fields, name) : std::nullopt;
}

std::optional<QByteArrayView> CommandView::raw(QByteArrayView name) const
{
    const FieldView *found = find(*this, name);
    return found ? std::optional(found->value) : std::nullopt;
}

std::optional<QByteArray> CommandView::field(QByteArrayView name) const
{
    const FieldView *found = find(*this, name);
    return found ? std::optional(resolved(found->value, found->escaped)) : std::nullopt;
}

QString CommandView::remarkText() const
{
    return remark.escaped ? QString::fromUtf8(jsonUnescaped(remark.value)) : QString::fromUtf8(remark.value);
}

RemotingCommand CommandView::toCommand() const
{
    RemotingCommand command;
    command.code = code;
    command.language = resolved(language.value, language.escaped);
    command.version = version;
    command.opaque = opaque;
    command.flag = flag;
    if (hasRemark)
        command.remark = remarkText();
    if (hasFields) {
        Fields &copies = command.fields.emplace();
        copies.reserve(fields.size());
        for (const FieldView &field : fields)
            copies.emplaceBack(resolved(field.name, field.escaped), resolved(field.value, field.escaped));
    }
    command.body = body.toByteArray();
    return command;
}

Result<CommandView> parse(const Frame &frame)
{
    Result<CommandView> result = emptyView();
    const Result<void> done = frame.headerType == HeaderType::Json ? parseJsonHeader(frame.header, *result)
                                                                   : parseBinaryHeader(frame.header, *result);
    if (done)
        result->body = frame.body;
    else
        result = done.error();
    return result;
}

Result<RemotingCommand> decode(const Frame &frame)
{
    const Result<CommandView> view = parse(frame);
    if (!view)
        return view.error();
    return view->toCommand();
}

Error frameTooLarge(qsizetype bodyBytes)
{
    return Error{.kind = ErrorKind::MessageTooLarge,
                 .detail =
                     u"A request with a body of %1 bytes is over the frame limit of %2"_s.arg(bodyBytes).arg(
                         maxFrameBytes),
                 .hint = {},
                 .code = std::nullopt};
}

Result<void> encode(const RemotingCommand &command, HeaderType type, QByteArray &out)
{
    if (type == HeaderType::Json)
        return appendFrame(out, type, jsonHeaderAtMost(command), command.body,
                           [&command](char *at) { return storeJsonHeader(at, command); });
    if (Result<void> fits = fitsBinaryHeader(command); !fits)
        return fits;
    return appendFrame(out, type, binaryHeaderAtMost(command), command.body,
                       [&command](char *at) { return storeBinaryHeader(at, command); });
}

void appendJsonEscaped(QByteArray &out, QByteArrayView text)
{
    const qsizetype oldSize = out.size();
    out.resize(oldSize + jsonEscapedAtMost(text));
    const char *const end = storeJsonEscaped(out.data() + oldSize, text);
    out.truncate(end - out.constData());
}

} // namespace gantry::wire
