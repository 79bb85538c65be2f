// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/storedmessages.h"

#include <algorithm>

namespace gantry::sandbox {

namespace {

auto find(const wire::StoredMessage &message, QByteArrayView name)
{
    return std::ranges::find_if(message.properties,
                                [name](const auto &entry) { return entry.first == name; });
}

} // namespace

QByteArray property(const wire::StoredMessage &message, QByteArrayView name)
{
    const auto found = find(message, name);
    return found == message.properties.cend() ? QByteArray() : found->second;
}

void setProperty(wire::StoredMessage &message, QByteArrayView name, const QByteArray &value)
{
    removeProperty(message, name);
    message.properties.emplaceBack(QByteArray::fromRawData(name.data(), name.size()), value);
}

void removeProperty(wire::StoredMessage &message, QByteArrayView name)
{
    message.propertiesText.clear(); // written anew
    message.properties.removeIf([name](const auto &entry) { return entry.first == name; });
}

wire::StoredMessage parked(const wire::StoredMessage &message, const QString &topic, int queueId)
{
    wire::StoredMessage parked = message;
    setProperty(parked, brokerproperty::realTopic, message.topic.toUtf8());
    setProperty(parked, brokerproperty::realQueueId, QByteArray::number(message.queueId));
    parked.topic = topic;
    parked.queueId = queueId;
    return parked;
}

} // namespace gantry::sandbox
