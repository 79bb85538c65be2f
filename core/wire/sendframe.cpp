// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/commandforms.h"
#include "wire/headers.h"
#include "wire/jsontext.h"

using namespace Qt::StringLiterals;

// The hot path of every send: one reservation of the most that may come, then stores without checks.
namespace gantry::wire {

namespace {

constexpr qsizetype fieldsFrameBytes = 512; // names, numbers and punctuation of all fields, in either form

[[nodiscard]] qsizetype jsonAtMost(const SendMessageHeader &header)
{
    return jsonHeaderFrameBytes + fieldsFrameBytes + jsonEscapedAtMost(header.producerGroup)
           + jsonEscapedAtMost(header.topic) + jsonEscapedAtMost(header.defaultTopic)
           + jsonEscapedAtMost(header.properties) + jsonEscapedAtMost(header.brokerName);
}

[[nodiscard]] qsizetype binaryAtMost(const SendMessageHeader &header)
{
    return binaryHeaderFrameBytes + fieldsFrameBytes + header.producerGroup.size() + header.topic.size()
           + header.defaultTopic.size() + header.properties.size() + header.brokerName.size();
}

[[nodiscard]] char *storeJsonFields(char *at, const SendMessageHeader &header)
{
    at = storeLiteral(at, ",\"extFields\":{\"a\":\"");
    at = storeJsonEscaped(at, header.producerGroup);
    at = storeLiteral(at, "\",\"b\":\"");
    at = storeJsonEscaped(at, header.topic);
    at = storeLiteral(at, "\",\"c\":\"");
    at = storeJsonEscaped(at, header.defaultTopic);
    at = storeLiteral(at, "\",\"d\":\"");
    at = storeDecimal(at, header.defaultTopicQueueNums);
    at = storeLiteral(at, "\",\"e\":\"");
    at = storeDecimal(at, header.queueId);
    at = storeLiteral(at, "\",\"f\":\"");
    at = storeDecimal(at, header.sysFlag);
    at = storeLiteral(at, "\",\"g\":\"");
    at = storeDecimal(at, header.bornTimestamp);
    at = storeLiteral(at, "\",\"h\":\"");
    at = storeDecimal(at, header.flag);
    at = storeLiteral(at, "\",\"i\":\"");
    at = storeJsonEscaped(at, header.properties);
    at = storeLiteral(at, "\",\"j\":\"");
    at = storeDecimal(at, header.reconsumeTimes);
    at = header.unitMode ? storeLiteral(at, "\",\"k\":\"true") : storeLiteral(at, "\",\"k\":\"false");
    if (header.maxReconsumeTimes) {
        at = storeLiteral(at, "\",\"l\":\"");
        at = storeDecimal(at, *header.maxReconsumeTimes);
    }
    at = header.batch ? storeLiteral(at, "\",\"m\":\"true") : storeLiteral(at, "\",\"m\":\"false");
    if (!header.brokerName.isEmpty()) {
        at = storeLiteral(at, "\",\"n\":\"");
        at = storeJsonEscaped(at, header.brokerName);
    }
    return storeLiteral(at, "\"}");
}

[[nodiscard]] char *storeJson(char *at, int code, qint32 opaque, qint32 flag, const SendMessageHeader &header)
{
    at = storeLiteral(at, "{\"code\":");
    at = storeDecimal(at, code);
    at = storeJsonFields(at, header);
    at = storeLiteral(at, ",\"flag\":");
    at = storeDecimal(at, flag);
    at = storeLiteral(at, ",\"language\":\"CPP\",\"opaque\":");
    at = storeDecimal(at, opaque);
    static_assert(announcedVersion == 493);
    return storeLiteral(at, ",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":493}");
}

/// `0 1 name`, the begin of every field: all names have one letter.
[[nodiscard]] char *storeFieldName(char *at, char name)
{
    at = storeBigEndian<qint16>(at, 1);
    *at = name;
    return at + 1;
}

[[nodiscard]] char *storeField(char *at, char name, QByteArrayView value)
{
    at = storeFieldName(at, name);
    at = storeBigEndian(at, qint32(value.size()));
    return storeShort(at, value);
}

[[nodiscard]] char *storeField(char *at, char name, qint64 value)
{
    at = storeFieldName(at, name);
    char *const begin = at + sizeof(qint32);
    char *const end = storeDecimal(begin, value);
    qToBigEndian(qint32(end - begin), at);
    return end;
}

[[nodiscard]] char *storeField(char *at, char name, bool value)
{
    at = storeFieldName(at, name);
    at = storeBigEndian<qint32>(at, value ? 4 : 5);
    return value ? storeLiteral(at, "true") : storeLiteral(at, "false");
}

[[nodiscard]] char *storeBinary(char *at, int code, qint32 opaque, qint32 flag,
                                const SendMessageHeader &header)
{
    at = storeBigEndian(at, qint16(code));
    at = storeBigEndian(at, quint8(Language::Cpp));
    at = storeBigEndian(at, qint16(announcedVersion));
    at = storeBigEndian(at, opaque);
    at = storeBigEndian(at, flag);
    at = storeBigEndian<qint32>(at, 0);
    char *const lengthAt = at;
    at += sizeof(qint32);
    at = storeField(at, 'a', header.producerGroup);
    at = storeField(at, 'b', header.topic);
    at = storeField(at, 'c', header.defaultTopic);
    at = storeField(at, 'd', qint64(header.defaultTopicQueueNums));
    at = storeField(at, 'e', qint64(header.queueId));
    at = storeField(at, 'f', qint64(header.sysFlag));
    at = storeField(at, 'g', header.bornTimestamp);
    at = storeField(at, 'h', qint64(header.flag));
    at = storeField(at, 'i', header.properties);
    at = storeField(at, 'j', qint64(header.reconsumeTimes));
    at = storeField(at, 'k', header.unitMode);
    if (header.maxReconsumeTimes)
        at = storeField(at, 'l', qint64(*header.maxReconsumeTimes));
    at = storeField(at, 'm', header.batch);
    if (!header.brokerName.isEmpty())
        at = storeField(at, 'n', header.brokerName);
    qToBigEndian(qint32(at - lengthAt - qsizetype(sizeof(qint32))), lengthAt);
    return at;
}

} // namespace

Result<void> appendSendFrame(QByteArray &out, HeaderType type, int code, qint32 opaque, qint32 flag,
                             const SendMessageHeader &header, QByteArrayView body)
{
    Q_ASSERT(fitsBinaryCode(code));
    if (type == HeaderType::Json)
        return appendFrame(out, type, jsonAtMost(header), body,
                           [&](char *at) { return storeJson(at, code, opaque, flag, header); });
    return appendFrame(out, type, binaryAtMost(header), body,
                       [&](char *at) { return storeBinary(at, code, opaque, flag, header); });
}

} // namespace gantry::wire
