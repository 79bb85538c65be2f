// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/receivedmessage.h"

#include "wire/compression.h"

namespace gantry::client {

namespace {

/// A body that inflates to more than this is an attack, not a message: no broker takes one of such a size.
constexpr qsizetype mostInflated = qsizetype(256) * 1024 * 1024;

bool isSystemProperty(const QString &name)
{
    return wire::isReservedProperty(name) || name == QLatin1StringView(wire::propertyname::transactionId)
           || name == QLatin1StringView(wire::propertyname::transactionCheckTimes);
}

} // namespace

QByteArray propertyOf(const wire::PropertyList &properties, QByteArrayView name)
{
    for (const auto &[key, value] : properties) {
        if (key == name)
            return value;
    }
    return {};
}

Result<Message> receivedMessage(const QString &topic, qint32 sysFlag, qint32 flag, const QByteArray &body,
                                const wire::PropertyList &properties)
{
    Message message;
    message.topic = TopicName(topic);
    message.flag = flag;
    message.body = body;
    if ((sysFlag & wire::sysflag::compressed) != 0) {
        const Result<CompressionType> type = wire::compressionType(sysFlag);
        if (!type)
            return type.error();
        const Result<QByteArray> inflated = wire::decompress(*type, body, mostInflated);
        if (!inflated)
            return inflated.error();
        message.body = *inflated;
    }
    for (const auto &[key, value] : properties) {
        const QString name = QString::fromUtf8(key);
        if (key == wire::propertyname::tags)
            message.tag = QString::fromUtf8(value);
        else if (key == wire::propertyname::keys)
            message.keys = QString::fromUtf8(value);
        else if (key == wire::propertyname::waitStoreOk)
            message.waitStoreOk = value != "false";
        else if (!isSystemProperty(name))
            message.properties.append({name, QString::fromUtf8(value)});
    }
    return message;
}

} // namespace gantry::client
