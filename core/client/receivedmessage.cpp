// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/receivedmessage.h"

#include "wire/compression.h"
#include "wire/propertyowner.h"

namespace gantry::client {

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
    const Result<QByteArray> inflated = wire::inflatedBody(sysFlag, body);
    if (!inflated)
        return inflated.error();
    Message message;
    message.topic = TopicName(topic);
    message.flag = flag;
    message.body = *inflated;
    for (const auto &[key, value] : properties) {
        const QString name = QString::fromUtf8(key);
        if (key == wire::propertyname::tags)
            message.tag = QString::fromUtf8(value);
        else if (key == wire::propertyname::keys)
            message.keys = QString::fromUtf8(value);
        else if (key == wire::propertyname::waitStoreOk)
            message.waitStoreOk = value != "false";
        else if (wire::propertyOwner(name) == wire::PropertyOwner::User)
            message.properties.append({name, QString::fromUtf8(value)});
    }
    return message;
}

} // namespace gantry::client
