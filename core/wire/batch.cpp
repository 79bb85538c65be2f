// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/batch.h"

#include "wire/bytes.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

constexpr qsizetype memberFrameBytes = 22; // all but body and properties
constexpr qsizetype longestProperties = std::numeric_limits<qint16>::max();

[[nodiscard]] std::optional<BatchMember> readMember(ByteReader &reader)
{
    // The total size, the magic code and the check sum are not looked at: brokers do not, either.
    if (!reader.take(12))
        return std::nullopt;
    const auto flag = reader.read<qint32>();
    const auto bodyLength = reader.read<qint32>();
    const auto body = reader.take(bodyLength.value_or(-1));
    const auto propertiesLength = reader.read<qint16>();
    const auto properties = reader.take(propertiesLength.value_or(-1));
    if (!body || !properties)
        return std::nullopt;
    return BatchMember{*flag, body->toByteArray(), properties->toByteArray()};
}

} // namespace

Result<QByteArray> encodeBatch(const QList<BatchMember> &members)
{
    qsizetype totalBytes = 0;
    for (const BatchMember &member : members) {
        if (member.properties.size() > longestProperties)
            return Error{.kind = ErrorKind::MessageTooLarge,
                         .detail = u"A batch member's properties have %1 bytes; %2 are possible"_s
                                       .arg(member.properties.size())
                                       .arg(longestProperties),
                         .hint = {},
                         .code = std::nullopt};
        totalBytes += memberFrameBytes + member.body.size() + member.properties.size();
    }
    QByteArray bytes;
    ByteWriter writer(bytes, totalBytes);
    for (const BatchMember &member : members) {
        writer.putBigEndian(qint32(memberFrameBytes + member.body.size() + member.properties.size()));
        writer.putBigEndian<qint32>(0);
        writer.putBigEndian<qint32>(0);
        writer.putBigEndian(member.flag);
        writer.putBigEndian(qint32(member.body.size()));
        writer.put(member.body);
        writer.putBigEndian(qint16(member.properties.size()));
        writer.put(member.properties);
    }
    writer.finish();
    return bytes;
}

Result<QList<BatchMember>> decodeBatch(QByteArrayView body)
{
    QList<BatchMember> members;
    ByteReader reader(body);
    while (!reader.atEnd()) {
        const qsizetype position = reader.position();
        std::optional<BatchMember> member = readMember(reader);
        if (!member)
            return Error{
                .kind = ErrorKind::IllegalMessage,
                .detail = u"The batch member at byte %1 of %2 does not fit"_s.arg(position).arg(body.size()),
                .hint = {},
                .code = std::nullopt};
        members.append(*std::move(member));
    }
    return members;
}

} // namespace gantry::wire
