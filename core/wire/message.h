// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/message.h>
#include <gantry/result.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace gantry::wire {

/// Bits of sysFlag. Java: MessageSysFlag
namespace sysflag {
inline constexpr qint32 compressed = 0x1;
inline constexpr qint32 transactionPrepared = 0x4;
inline constexpr qint32 transactionCommit = 0x8;
inline constexpr qint32 transactionRollback = 0xC;
inline constexpr qint32 bornHostV6 = 0x10;
inline constexpr qint32 storeHostV6 = 0x20;
inline constexpr qint32 compressionTypeMask = 0x700;
} // namespace sysflag

/// Names of properties that the client sets. Java: MessageConst
namespace propertyname {
inline constexpr char keys[] = "KEYS";
inline constexpr char tags[] = "TAGS";
inline constexpr char waitStoreOk[] = "WAIT";
inline constexpr char uniqueKey[] = "UNIQ_KEY";
inline constexpr char delayLevel[] = "DELAY";
inline constexpr char transactionPrepared[] = "TRAN_MSG";
inline constexpr char producerGroup[] = "PGROUP";
inline constexpr char messageType[] = "MSG_TYPE";
inline constexpr char instanceId[] = "INSTANCE_ID";
inline constexpr char timerDelayMs[] = "TIMER_DELAY_MS";
inline constexpr char timerDeliverMs[] = "TIMER_DELIVER_MS";
inline constexpr char correlationId[] = "CORRELATION_ID";
inline constexpr char replyToClient[] = "REPLY_TO_CLIENT";
inline constexpr char requestTimeToLive[] = "TTL";
inline constexpr char transactionId[] = "__transactionId__";
inline constexpr char transactionCheckTimes[] = "TRANSACTION_CHECK_TIMES";
} // namespace propertyname

/// The property that says when a message is due; nothing for one that is due at once.
/// Java: Message#setDelayTimeLevel, #setDelayTimeMs, #setDeliverTimeMs
struct DeliveryProperty {
    const char *name;
    qint64 value; ///< a level, or milliseconds
};
[[nodiscard]] std::optional<DeliveryProperty> deliveryProperty(const DeliveryTime &delivery);

/// Whether RocketMQ uses the property itself, so that a user must not set it.
/// Java: MessageConst.STRING_HASH_SET, the union over 4.9 to 5.5
[[nodiscard]] bool isReservedProperty(QStringView name);

/// Appends `name U+0001 value U+0002`. Java: MessageDecoder#messageProperties2String
void appendProperty(QByteArray &out, QByteArrayView name, QByteArrayView value);

using PropertyList = QList<std::pair<QByteArray, QByteArray>>;

/// Reads a property string as Java does: pairs with an empty name or value vanish, later duplicates win; the
/// order is that of the text. Java: MessageDecoder#string2messageProperties
[[nodiscard]] PropertyList readProperties(QByteArrayView text);

/// A message as a broker stores it: the bodies of pull, query, view and transaction check. Java: MessageExt
struct StoredMessage {
    qint32 storeSize = 0;
    qint32 bodyCrc = 0;
    qint32 queueId = 0;
    qint32 flag = 0;
    qint64 queueOffset = 0;
    qint64 physicalOffset = 0;
    qint32 sysFlag = 0;
    qint64 bornTimestamp = 0;
    QString bornHost; ///< "host:port"
    qint64 storeTimestamp = 0;
    QString storeHost;
    qint32 reconsumeTimes = 0;
    qint64 preparedTransactionOffset = 0;
    QByteArray body; ///< as stored: perhaps compressed, see sysFlag
    QString topic;
    PropertyList properties;
    QByteArray propertiesText;
    QByteArray offsetMsgId; ///< of storeHost and physicalOffset
};

/// What StoredMessage::bodyCrc says of these bytes: CRC-32 without its top bit. Java: UtilAll#crc32
[[nodiscard]] qint32 crcOf(QByteArrayView body);

/// The stored messages in `bytes`, one after the other; an incomplete one at the end is left out.
/// Errors: Internal, when a length or the magic code is wrong. Java: MessageDecoder#decodes
[[nodiscard]] Result<QList<StoredMessage>> readStoredMessages(QByteArrayView bytes);

/// `totalSize:4 magic:4 bodyCrc:4 …`, see StoredMessage; version 1, or 2 for a topic over 127 bytes.
[[nodiscard]] QByteArray writeStoredMessage(const StoredMessage &message);

} // namespace gantry::wire
