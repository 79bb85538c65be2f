// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/compression.h>
#include <gantry/error.h>
#include <gantry/message.h>
#include <gantry/messageid.h>
#include <gantry/names.h>
#include <gantry/sendoutcome.h>
#include <gantry/topicroute.h>

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace gantry {

/// What a stored message is to a transaction: bits 2 and 3 of sysFlag. Java: MessageSysFlag
enum class StoredTransaction { None, Prepared, Commit, Rollback };

/// "none", "prepared", "commit" or "rollback".
[[nodiscard]] QLatin1String name(StoredTransaction transaction);

/// A message as a broker keeps it, read back from there. A value; copies share the body.
///
/// Java: org.apache.rocketmq.common.message.MessageExt
struct StoredMessage {
    MessageQueue queue; ///< with the topic it lies in: a delayed message waits in SCHEDULE_TOPIC_XXXX
    qint64 queueOffset = 0;
    qint64 physicalOffset = 0;
    IdText offsetMsgId;
    IdText msgId; ///< the unique id (UNIQ_KEY); empty when it has none

    QString tag;
    QString keys;
    QList<Property> properties;    ///< the user's; those of clients and brokers left out
    QList<Property> allProperties; ///< every one, in the order of storing

    qint32 flag = 0;
    qint32 sysFlag = 0;                         ///< RocketMQ's bits; what they mean follows
    std::optional<CompressionType> compression; ///< how the body is stored; nothing: as it was sent
    StoredTransaction transaction = StoredTransaction::None;

    QByteArray body;                ///< as it was sent; as it is stored when there is a bodyError
    std::optional<Error> bodyError; ///< why the body cannot be decompressed
    qint64 storedBodyBytes = 0;     ///< compressed, where it is
    qint32 bodyCrc = 0;             ///< what the broker computed of the stored body
    bool isBodyCrcRight = true;     ///< what came has this checksum

    std::chrono::sys_time<std::chrono::milliseconds> bornAt; ///< by the producer's clock
    std::chrono::sys_time<std::chrono::milliseconds> storedAt;
    Address bornHost;  ///< the producer's, as the broker saw it
    Address storeHost; ///< the broker's, as it knows itself
    int reconsumeTimes = 0;
    qint64 preparedTransactionOffset = 0; ///< where its half message lies; 0 without one

    /// The value of one of allProperties; nothing when it is not there.
    [[nodiscard]] std::optional<QString> property(QStringView name) const;
};

/// One way in which a stored message is not what was sent.
struct StoredDifference {
    enum class Part {
        Body,
        Checksum,
        Tag,
        Keys,
        Property,
        Flag,
        WaitStoreOk,
        Topic,
        UniqueId,
        Compression,
        Place
    };

    Part part = Part::Body;
    QString text;     ///< a sentence for people, with what was sent and what is stored
    QString sent;     ///< the same for a table; empty where none was sent
    QString stored;   ///< empty where none is stored
    QString property; ///< which one, of Part::Property

    friend bool operator==(const StoredDifference &, const StoredDifference &) = default;
};

/// Every difference between what was sent under the unique id `msgId` and what is stored; none when the
/// broker did as it should. What clients and brokers set by themselves is none (ids, cluster, region, trace,
/// timers, transactions, namespaces), nor is a delayed or half message that still lies in an internal topic.
///
/// Brokers before 5.4 keep the unique id of a batch in each of its messages: for these give the outcome.
/// Pure.
[[nodiscard]] QList<StoredDifference> compareStored(const Message &sent, const IdText &msgId,
                                                    const StoredMessage &stored);

/// As above, and whether it is stored where and how the outcome of its sending says: broker, queue, offset,
/// compression. For ONEWAY, whose outcomes do not say, only what they do.
[[nodiscard]] QList<StoredDifference> compareStored(const Message &sent, const SendOutcome &outcome,
                                                    const StoredMessage &stored);

} // namespace gantry
