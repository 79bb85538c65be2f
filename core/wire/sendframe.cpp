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

[[nodiscard]] constexpr QByteArrayView boolText(bool value)
{
    return value ? QByteArrayView("true") : QByteArrayView("false");
}

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

void writeJsonFields(ByteWriter &writer, const SendMessageHeader &header)
{
    writer.put(",\"extFields\":{\"a\":\"");
    writer.putJsonEscaped(header.producerGroup);
    writer.put("\",\"b\":\"");
    writer.putJsonEscaped(header.topic);
    writer.put("\",\"c\":\"");
    writer.putJsonEscaped(header.defaultTopic);
    writer.put("\",\"d\":\"");
    writer.putDecimal(header.defaultTopicQueueNums);
    writer.put("\",\"e\":\"");
    writer.putDecimal(header.queueId);
    writer.put("\",\"f\":\"");
    writer.putDecimal(header.sysFlag);
    writer.put("\",\"g\":\"");
    writer.putDecimal(header.bornTimestamp);
    writer.put("\",\"h\":\"");
    writer.putDecimal(header.flag);
    writer.put("\",\"i\":\"");
    writer.putJsonEscaped(header.properties);
    writer.put("\",\"j\":\"");
    writer.putDecimal(header.reconsumeTimes);
    writer.put(header.unitMode ? QByteArrayView("\",\"k\":\"true") : QByteArrayView("\",\"k\":\"false"));
    if (header.maxReconsumeTimes) {
        writer.put("\",\"l\":\"");
        writer.putDecimal(*header.maxReconsumeTimes);
    }
    writer.put(header.batch ? QByteArrayView("\",\"m\":\"true") : QByteArrayView("\",\"m\":\"false"));
    if (!header.brokerName.isEmpty()) {
        writer.put("\",\"n\":\"");
        writer.putJsonEscaped(header.brokerName);
    }
    writer.put("\"}");
}

void writeJson(ByteWriter &writer, int code, qint32 opaque, qint32 flag, const SendMessageHeader &header)
{
    writer.put("{\"code\":");
    writer.putDecimal(code);
    writeJsonFields(writer, header);
    writer.put(",\"flag\":");
    writer.putDecimal(flag);
    writer.put(",\"language\":\"CPP\",\"opaque\":");
    writer.putDecimal(opaque);
    static_assert(announcedVersion == 493);
    writer.put(",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":493}");
}

void putField(ByteWriter &writer, char name, QByteArrayView value)
{
    writer.put('\0');
    writer.put('\1');
    writer.put(name);
    writer.putBigEndian(qint32(value.size()));
    writer.put(value);
}

void putField(ByteWriter &writer, char name, qint64 value)
{
    putField(writer, name, QByteArrayView());
    const qsizetype begin = writer.position();
    writer.putDecimal(value);
    writer.patch(begin - 4, qint32(writer.position() - begin));
}

void writeBinary(ByteWriter &writer, int code, qint32 opaque, qint32 flag, const SendMessageHeader &header)
{
    writer.putBigEndian(qint16(code));
    writer.putBigEndian(quint8(Language::Cpp));
    writer.putBigEndian(qint16(announcedVersion));
    writer.putBigEndian(opaque);
    writer.putBigEndian(flag);
    writer.putBigEndian<qint32>(0);
    const qsizetype lengthAt = writer.position();
    writer.putBigEndian<qint32>(0);
    putField(writer, 'a', header.producerGroup);
    putField(writer, 'b', header.topic);
    putField(writer, 'c', header.defaultTopic);
    putField(writer, 'd', header.defaultTopicQueueNums);
    putField(writer, 'e', header.queueId);
    putField(writer, 'f', header.sysFlag);
    putField(writer, 'g', header.bornTimestamp);
    putField(writer, 'h', header.flag);
    putField(writer, 'i', header.properties);
    putField(writer, 'j', header.reconsumeTimes);
    putField(writer, 'k', boolText(header.unitMode));
    if (header.maxReconsumeTimes)
        putField(writer, 'l', *header.maxReconsumeTimes);
    putField(writer, 'm', boolText(header.batch));
    if (!header.brokerName.isEmpty())
        putField(writer, 'n', header.brokerName);
    writer.patch(lengthAt, qint32(writer.position() - lengthAt - 4));
}

} // namespace

Result<void> appendSendFrame(QByteArray &out, HeaderType type, int code, qint32 opaque, qint32 flag,
                             const SendMessageHeader &header, QByteArrayView body)
{
    Q_ASSERT(fitsBinaryCode(code));
    const bool isJson = type == HeaderType::Json;
    const qsizetype headerAtMost = isJson ? jsonAtMost(header) : binaryAtMost(header);
    if (body.size() > maxFrameBytes) [[unlikely]]
        return frameTooLarge(body.size());
    const qsizetype begin = out.size();
    bool isWritten = false;
    {
        ByteWriter writer(out, framePrefixBytes + headerAtMost + body.size());
        writer.putBigEndian<qint64>(0);
        if (isJson)
            writeJson(writer, code, opaque, flag, header);
        else
            writeBinary(writer, code, opaque, flag, header);
        isWritten = finishFrame(writer, begin, type, body);
    }
    if (isWritten) [[likely]]
        return {};
    out.truncate(begin);
    return frameTooLarge(body.size());
}

} // namespace gantry::wire
