// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/messageid.h>
#include <gantry/names.h>
#include <gantry/replymessage.h>
#include <gantry/result.h>
#include <gantry/sendflight.h>
#include <gantry/topicroute.h>
#include <gantry/transaction.h>

#include <QString>
#include <QVarLengthArray>

#include <chrono>
#include <memory>
#include <optional>

namespace gantry {

/// How a message is sent: what is retried, and whether an answer is awaited.
///
/// Java: CommunicationMode
enum class SendMode {
    Sync,  ///< every retryable answer and failure is tried again on another broker
    Async, ///< transport failures are tried again; what a broker answers is final
    Oneway ///< no answer: the outcome says that the bytes were handed to the kernel, no more
};

/// "sync", "async" or "oneway".
[[nodiscard]] QLatin1String name(SendMode mode);

/// Java: org.apache.rocketmq.client.producer.SendStatus, and Oneway of our own.
///
/// All but Oneway say that the message was stored.
enum class SendStatus { SendOk, FlushDiskTimeout, FlushSlaveTimeout, SlaveNotAvailable, Oneway };

/// "SEND_OK", "FLUSH_DISK_TIMEOUT", "FLUSH_SLAVE_TIMEOUT", "SLAVE_NOT_AVAILABLE" or "ONEWAY".
[[nodiscard]] QLatin1String name(SendStatus status);

/// Names one accepted message within its producer, in the order of acceptance, from 1.
struct SendId {
    quint64 value = 0;
    friend auto operator<=>(const SendId &, const SendId &) = default;
};

/// One try on one queue; kept even when a later try succeeds.
struct Attempt {
    BrokerName broker;
    int queueId = -1;
    Address address;
    qint32 opaque = 0;                       ///< of the request; 0 when none was written
    std::chrono::nanoseconds startedAfter{}; ///< since the send was accepted
    std::chrono::nanoseconds budget{};       ///< what this attempt might take
    std::chrono::nanoseconds took{};
    std::optional<SendStatus> status; ///< what the broker answered, when it stored the message
    std::optional<Error> error;       ///< why this attempt failed
};

/// What a broker says of a stored message. Java: SendResult
struct SendResult {
    SendStatus status = SendStatus::SendOk;
    IdText offsetMsgId;      ///< empty for ONEWAY
    MessageQueue queue;      ///< the queue that the broker used
    qint64 queueOffset = -1; ///< -1 for ONEWAY
    IdText transactionId;    ///< empty on brokers 4.9
    QString recallHandle;    ///< only of timer messages, brokers 5.4 and later
    QString regionId;        ///< "DefaultRegion" when the broker names none
    bool traceOn = true;
    int brokerVersion = 0; ///< MQVersion ordinal: 413 is 5.0.0; 0 for ONEWAY, or when the broker does not say
};

/// Where a message travelled in a batch of several.
struct BatchPlace {
    IdText batchId; ///< the batch's own unique id: brokers before 5.4 keep it instead of the members' ids
    int index = 0;
    int size = 0;

    friend bool operator==(const BatchPlace &, const BatchPlace &) = default;
};

/// What became of one accepted message: there is exactly one for each.
struct SendOutcome {
    SendId id;
    SendMode mode = SendMode::Sync;
    TopicName topic;
    IdText msgId; ///< the unique id (UNIQ_KEY), the same for all attempts
    qsizetype bodyBytes = 0;
    qsizetype wireBytes = 0; ///< of the last request's frame, of the whole batch; 0 when none was made
    bool compressed = false;
    std::chrono::nanoseconds elapsed{};   ///< from acceptance to outcome
    QVarLengthArray<Attempt, 1> attempts; ///< in order; empty when nothing was tried
    Result<SendResult> result = Error{};
    std::shared_ptr<const SendFlight> flight; ///< null unless SendOptions::recordFlight asked for it
    std::shared_ptr<const BatchPlace> batch;  ///< null unless it travelled in one
    std::shared_ptr<const TransactionOutcome> transaction; ///< null unless it was stored as a half message
    std::shared_ptr<const ReplyMessage> reply;             ///< null unless it was a request that was answered

    /// The message was stored; for ONEWAY: its bytes were handed to the kernel.
    [[nodiscard]] bool isOk() const { return result.has_value(); }
};

} // namespace gantry
