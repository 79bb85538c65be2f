// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/damage.h"

#include "sandbox/storedmessages.h"

#include <algorithm>

namespace gantry::sandbox {

namespace {

QByteArray propertyToDrop(const wire::StoredMessage &message)
{
    const auto isUsers = [](const auto &entry) {
        return !wire::isReservedProperty(QString::fromUtf8(entry.first));
    };
    const auto users = std::ranges::find_if(message.properties, isUsers);
    if (users != message.properties.cend())
        return users->first;
    for (const char *name : {wire::propertyname::keys, wire::propertyname::tags}) {
        if (!property(message, name).isEmpty())
            return name;
    }
    return wire::propertyname::uniqueKey;
}

} // namespace

bool isDamage(FaultKind kind)
{
    return kind == FaultKind::FlipBodyBit || kind == FaultKind::DropProperty
           || kind == FaultKind::TruncateBody;
}

void damage(wire::StoredMessage &message, const FaultAction &fault)
{
    if (fault.kind == FaultKind::DropProperty) {
        const QByteArray name = fault.property.isEmpty() ? propertyToDrop(message) : fault.property.toUtf8();
        removeProperty(message, name);
    } else if (fault.kind == FaultKind::TruncateBody) {
        message.body.truncate(message.body.size() / 2);
    } else if (fault.kind == FaultKind::FlipBodyBit && !message.body.isEmpty()) {
        char &middle = message.body[message.body.size() / 2];
        middle = char(middle ^ 1);
    }
}

QByteArray damaged(const QByteArray &messages, const FaultAction &fault)
{
    const Result<QList<wire::StoredMessage>> read = wire::readStoredMessages(messages);
    if (!read)
        return messages;
    QByteArray bytes;
    for (wire::StoredMessage message : *read) {
        damage(message, fault);
        bytes += wire::writeStoredMessage(message);
    }
    return bytes;
}

} // namespace gantry::sandbox
