// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/bytes.h"
#include "wire/commandforms.h"

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

constexpr qsizetype fieldFrameBytes = 6; // nameLength:2 valueLength:4

[[nodiscard]] Error noHeader(const char16_t *what)
{
    return Error{.kind = ErrorKind::Internal,
                 .detail = u"A ROCKETMQ header is malformed: %1"_s.arg(QStringView(what)),
                 .hint = {},
                 .code = std::nullopt};
}

/// Reads the field at `at` and returns the place behind it; null when it does not fit. By hand, not by
/// ByteReader: its optionals are stored piece by piece and copied at once, and that stall is most of the time
/// of a response.
[[nodiscard]] const char *readField(const char *at, const char *end, FieldView &field)
{
    if (end - at < 2)
        return nullptr;
    const qsizetype nameLength = qFromBigEndian<qint16>(at);
    at += 2;
    if (nameLength < 0 || end - at < nameLength + 4)
        return nullptr;
    field.name = QByteArrayView(at, nameLength);
    at += nameLength;
    const qsizetype valueLength = qFromBigEndian<qint32>(at);
    at += 4;
    if (valueLength < 0 || end - at < valueLength)
        return nullptr;
    field.value = QByteArrayView(at, valueLength);
    return at + valueLength;
}

[[nodiscard]] bool readFields(QByteArrayView block, CommandView &view)
{
    const char *at = block.begin();
    while (at && at != block.end())
        at = readField(at, block.end(), view.fields.emplace_back());
    return at != nullptr;
}

} // namespace

Result<void> parseBinaryHeader(QByteArrayView header, CommandView &view)
{
    if (header.size() < binaryHeaderFrameBytes)
        return noHeader(u"it has less than 21 bytes");
    ByteReader reader(header);
    view.code = *reader.read<qint16>();
    view.language.value = languageName(*reader.read<quint8>());
    view.version = *reader.read<qint16>();
    view.opaque = *reader.read<qint32>();
    view.flag = *reader.read<qint32>();
    const auto remark = reader.take(*reader.read<qint32>());
    const auto fieldsLength = reader.read<qint32>();
    const auto fields = reader.take(fieldsLength.value_or(-1));
    if (!remark || !fields)
        return noHeader(u"the remark or the fields end behind it");
    view.remark.value = *remark;
    view.hasRemark = !remark->isEmpty();
    view.hasFields = !fields->isEmpty();
    // What a later version may append behind the fields is passed over, as Java does.
    if (!readFields(*fields, view))
        return noHeader(u"a field ends behind the others");
    return {};
}

qsizetype binaryHeaderAtMost(const RemotingCommand &command)
{
    qsizetype atMost = binaryHeaderFrameBytes;
    if (command.remark)
        atMost += command.remark->size() * 3;
    if (command.fields) {
        for (const auto &[name, value] : *command.fields)
            atMost += fieldFrameBytes + name.size() + value.size();
    }
    return atMost;
}

Result<void> fitsBinaryHeader(const RemotingCommand &command)
{
    if (!fitsBinaryCode(command.code))
        return noHeader(u"the code does not fit 16 bits");
    if (command.fields) {
        for (const auto &[name, value] : *command.fields) {
            if (name.size() > std::numeric_limits<qint16>::max())
                return noHeader(u"a field's name does not fit");
            if (value.size() > maxFrameBytes)
                return frameTooLarge(command.body.size());
        }
    }
    return {};
}

char *storeBinaryHeader(char *at, const RemotingCommand &command)
{
    const QByteArray remark = command.remark ? command.remark->toUtf8() : QByteArray();
    at = storeBigEndian(at, qint16(command.code));
    at = storeBigEndian(at, quint8(languageOf(command.language)));
    at = storeBigEndian(at, qint16(command.version));
    at = storeBigEndian(at, command.opaque);
    at = storeBigEndian(at, command.flag);
    at = storeBigEndian(at, qint32(remark.size()));
    at = storeBytes(at, remark);
    char *const lengthAt = at;
    at = storeBigEndian<qint32>(at, 0);
    if (!command.fields)
        return at;
    for (const auto &[name, value] : *command.fields) {
        at = storeBigEndian(at, qint16(name.size()));
        at = storeBytes(at, name);
        at = storeBigEndian(at, qint32(value.size()));
        at = storeBytes(at, value);
    }
    qToBigEndian(qint32(at - lengthAt - 4), lengthAt);
    return at;
}

} // namespace gantry::wire
