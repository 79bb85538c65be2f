// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/readstored.h"

#include "wire/compression.h"
#include "wire/propertyowner.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry {

QLatin1String name(StoredTransaction transaction)
{
    switch (transaction) {
    case StoredTransaction::None:
        return "none"_L1;
    case StoredTransaction::Prepared:
        return "prepared"_L1;
    case StoredTransaction::Commit:
        return "commit"_L1;
    case StoredTransaction::Rollback:
        return "rollback"_L1;
    }
    return {};
}

std::optional<QString> StoredMessage::property(QStringView name) const
{
    const auto found = std::ranges::find_if(
        allProperties, [name](const Property &property) { return property.name == name; });
    return found == allProperties.cend() ? std::nullopt : std::optional(found->value);
}

} // namespace gantry

namespace gantry::admin {

namespace {

StoredTransaction transactionOf(qint32 sysFlag)
{
    switch (sysFlag & wire::sysflag::transactionRollback) {
    case wire::sysflag::transactionPrepared:
        return StoredTransaction::Prepared;
    case wire::sysflag::transactionCommit:
        return StoredTransaction::Commit;
    case wire::sysflag::transactionRollback:
        return StoredTransaction::Rollback;
    default:
        return StoredTransaction::None;
    }
}

void readBody(StoredMessage &stored, const wire::StoredMessage &message)
{
    stored.body = message.body;
    stored.storedBodyBytes = message.body.size();
    stored.bodyCrc = message.bodyCrc;
    stored.isBodyCrcRight = wire::crcOf(message.body) == message.bodyCrc;
    if ((message.sysFlag & wire::sysflag::compressed) == 0)
        return;
    if (const Result<CompressionType> type = wire::compressionType(message.sysFlag))
        stored.compression = *type;
    if (Result<QByteArray> body = wire::inflatedBody(message.sysFlag, message.body))
        stored.body = std::move(body).value();
    else
        stored.bodyError = body.error();
}

void readProperties(StoredMessage &stored, const wire::PropertyList &properties)
{
    for (const auto &[key, value] : properties) {
        const Property property{QString::fromUtf8(key), QString::fromUtf8(value)};
        if (key == wire::propertyname::tags)
            stored.tag = property.value;
        else if (key == wire::propertyname::keys)
            stored.keys = property.value;
        else if (key == wire::propertyname::uniqueKey)
            stored.msgId = IdText(value);
        else if (wire::propertyOwner(property.name) == wire::PropertyOwner::User)
            stored.properties.append(property);
        stored.allProperties.append(property);
    }
}

} // namespace

StoredMessage toStoredMessage(const BrokerName &broker, const wire::StoredMessage &message)
{
    StoredMessage stored;
    stored.queue = {TopicName(message.topic), broker, message.queueId};
    stored.queueOffset = message.queueOffset;
    stored.physicalOffset = message.physicalOffset;
    stored.offsetMsgId = IdText(message.offsetMsgId);
    stored.flag = message.flag;
    stored.sysFlag = message.sysFlag;
    stored.transaction = transactionOf(message.sysFlag);
    stored.bornAt = std::chrono::sys_time<milliseconds>(milliseconds(message.bornTimestamp));
    stored.storedAt = std::chrono::sys_time<milliseconds>(milliseconds(message.storeTimestamp));
    stored.bornHost = Address(message.bornHost);
    stored.storeHost = Address(message.storeHost);
    stored.reconsumeTimes = message.reconsumeTimes;
    stored.preparedTransactionOffset = message.preparedTransactionOffset;
    readBody(stored, message);
    readProperties(stored, message.properties);
    return stored;
}

Result<QList<StoredMessage>> storedMessages(const BrokerName &broker, QByteArrayView body)
{
    const Result<QList<wire::StoredMessage>> read = wire::readStoredMessages(body);
    if (!read)
        return read.error();
    QList<StoredMessage> messages;
    messages.reserve(read->size());
    for (const wire::StoredMessage &message : *read)
        messages.append(toStoredMessage(broker, message));
    return messages;
}

} // namespace gantry::admin
