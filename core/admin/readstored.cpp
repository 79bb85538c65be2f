// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/readstored.h"

#include "wire/compression.h"

#include <zlib.h>

#include <algorithm>
#include <array>
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

/// A body that inflates to more than this is an attack, not a message: no broker takes one of such a size.
constexpr qsizetype mostInflated = qsizetype(256) * 1024 * 1024;

/// What producers set: each is checked, or known to be dropped or changed by brokers.
constexpr std::array clientNames = {"BUYER_ID"_L1,
                                    "CORRELATION_ID"_L1,
                                    "DELAY"_L1,
                                    "INSTANCE_ID"_L1,
                                    "KEYS"_L1,
                                    "MSG_TYPE"_L1,
                                    "PGROUP"_L1,
                                    "REPLY_TO_CLIENT"_L1,
                                    "TAGS"_L1,
                                    "TIMER_DELAY_MS"_L1,
                                    "TIMER_DELAY_SEC"_L1,
                                    "TIMER_DELIVER_MS"_L1,
                                    "TRAN_MSG"_L1,
                                    "TTL"_L1,
                                    "UNIQ_KEY"_L1,
                                    "WAIT"_L1,
                                    "__transactionId__"_L1};

/// What brokers set beside the reserved names.
constexpr std::array moreBrokerNames = {"INNER_BASE"_L1, "INNER_NUM"_L1, "TIMER_ROLL_LABEL"_L1,
                                        "TRANSACTION_CHECK_TIMES"_L1, "TRANS_OFFSET"_L1};

/// As it was sent. Errors: IllegalMessage.
Result<QByteArray> inflated(const wire::StoredMessage &message)
{
    const Result<CompressionType> type = wire::compressionType(message.sysFlag);
    if (!type)
        return type.error();
    return wire::decompress(*type, message.body, mostInflated);
}

/// CRC-32 without its top bit. Java: UtilAll#crc32
qint32 crcOf(const QByteArray &bytes)
{
    const auto *data = reinterpret_cast<const Bytef *>(bytes.constData());
    return qint32(crc32(0, data, uInt(bytes.size())) & 0x7FFF'FFFFU);
}

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
    stored.isBodyCrcRight = crcOf(message.body) == message.bodyCrc;
    if ((message.sysFlag & wire::sysflag::compressed) == 0)
        return;
    if (const Result<CompressionType> type = wire::compressionType(message.sysFlag))
        stored.compression = *type;
    if (Result<QByteArray> body = inflated(message))
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
        else if (propertyOwner(property.name) == PropertyOwner::User)
            stored.properties.append(property);
        stored.allProperties.append(property);
    }
}

} // namespace

PropertyOwner propertyOwner(QStringView name)
{
    if (std::find(clientNames.begin(), clientNames.end(), name) != clientNames.end())
        return PropertyOwner::Client;
    const bool isBrokers =
        wire::isReservedProperty(name)
        || std::find(moreBrokerNames.begin(), moreBrokerNames.end(), name) != moreBrokerNames.end();
    return isBrokers ? PropertyOwner::Broker : PropertyOwner::User;
}

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
