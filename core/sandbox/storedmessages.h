// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/message.h"

#include <QByteArray>
#include <QString>

namespace gantry::sandbox {

/// Properties that brokers set. Java: MessageConst
namespace brokerproperty {
inline constexpr char cluster[] = "CLUSTER";
inline constexpr char realTopic[] = "REAL_TOPIC";
inline constexpr char realQueueId[] = "REAL_QID";
inline constexpr char retryTopic[] = "RETRY_TOPIC";
inline constexpr char originMessageId[] = "ORIGIN_MESSAGE_ID";
inline constexpr char region[] = "MSG_REGION";
inline constexpr char traceOn[] = "TRACE_ON";
inline constexpr char timerDelaySec[] = "TIMER_DELAY_SEC";
} // namespace brokerproperty

/// The value of a property; empty when there is none.
[[nodiscard]] QByteArray property(const wire::StoredMessage &message, QByteArrayView name);
/// Sets or replaces it. `name` is a constant, of which no copy is made.
void setProperty(wire::StoredMessage &message, QByteArrayView name, const QByteArray &value);
void removeProperty(wire::StoredMessage &message, QByteArrayView name);

/// The message as it lies in an internal topic until its time has come: that knows where it belongs.
[[nodiscard]] wire::StoredMessage parked(const wire::StoredMessage &message, const QString &topic,
                                         int queueId);

} // namespace gantry::sandbox
