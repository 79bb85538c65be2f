// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/command.h"
#include <gantry/result.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

namespace gantry::wire {

/// What a SEND_MESSAGE request says of its message; the spelling is RocketMQ's. Text is UTF-8.
///
/// Java: SendMessageRequestHeader (long names), SendMessageRequestHeaderV2 (one letter each)
struct SendMessageHeader {
    QByteArrayView producerGroup;            ///< a
    QByteArrayView topic;                    ///< b
    QByteArrayView defaultTopic = "TBW102";  ///< c
    qint32 defaultTopicQueueNums = 4;        ///< d
    qint32 queueId = 0;                      ///< e; negative: the broker picks one
    qint32 sysFlag = 0;                      ///< f
    qint64 bornTimestamp = 0;                ///< g; milliseconds since 1970
    qint32 flag = 0;                         ///< h
    QByteArrayView properties;               ///< i; the property string, not escaped
    qint32 reconsumeTimes = 0;               ///< j
    bool unitMode = false;                   ///< k
    std::optional<qint32> maxReconsumeTimes; ///< l; only for %RETRY% topics
    bool batch = false;                      ///< m
    QByteArrayView brokerName;               ///< n (long form: bname); empty: left out

    friend bool operator==(const SendMessageHeader &a, const SendMessageHeader &b);
};

/// The header as fields: one-letter names (V2, code 310/320/325) or long ones (V1, code 10/324).
[[nodiscard]] Fields toFields(const SendMessageHeader &header, bool shortNames);
/// Reads either form; the views point into `fields`. Errors: IllegalMessage when a required field is missing
/// or is no number, naming it.
[[nodiscard]] Result<SendMessageHeader> sendMessageHeader(const Fields &fields, bool shortNames);

/// Appends a whole SEND_MESSAGE_V2-like frame (code 310, 320 or 325) to `out`, without any allocation but
/// `out`'s growth: the hot path. Same bytes as encode() of the command with toFields(header, true) would
/// give. Errors: MessageTooLarge over maxFrameBytes; `out` is unchanged then.
[[nodiscard]] Result<void> appendSendFrame(QByteArray &out, HeaderType type, int code, qint32 opaque,
                                           qint32 flag, const SendMessageHeader &header, QByteArrayView body);

/// What a broker says of a stored message; the views point into the frame.
///
/// Java: SendMessageResponseHeader, with the two fields that brokers add outside of it.
struct SendMessageResponse {
    QByteArrayView msgId; ///< the offset id, or a comma list of them
    qint32 queueId = -1;
    qint64 queueOffset = -1;
    QByteArrayView transactionId;
    QByteArrayView batchUniqId;
    QByteArrayView recallHandle;
    QByteArrayView regionId; ///< MSG_REGION
    bool traceOn = true;     ///< TRACE_ON is not "false"
};

/// Errors: Broker, when queueId, queueOffset or msgId is missing or is no number.
[[nodiscard]] Result<SendMessageResponse> sendMessageResponse(const CommandView &response);

/// UNREGISTER_CLIENT. Java: UnregisterClientRequestHeader
[[nodiscard]] Fields unregisterClientFields(const QString &clientId, const QString &producerGroup);

/// HEART_BEAT's body for a client without consumers: strict JSON. Java: HeartbeatData
[[nodiscard]] QByteArray heartbeatBody(const QString &clientId, const QList<QString> &producerGroups);

/// UPDATE_AND_CREATE_TOPIC. Java: CreateTopicRequestHeader
struct CreateTopicHeader {
    QString topic;
    QString defaultTopic = QStringLiteral("TBW102");
    int readQueueNums = 8;
    int writeQueueNums = 8;
    int perm = 6;
    bool order = false;
    QString attributes; ///< "+message.type=FIFO"; 5.x only, empty: left out
};
[[nodiscard]] Fields toFields(const CreateTopicHeader &header);

} // namespace gantry::wire
