// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/codes.h"
#include "wire/command.h"
#include "wire/headers.h"
#include <gantry/error.h>
#include <gantry/result.h>
#include <gantry/sendoutcome.h>

#include <optional>

namespace gantry::producer {

/// The status of a response that says the message was stored; nothing for any other code.
/// Java: MQClientAPIImpl#processSendResponse
[[nodiscard]] constexpr std::optional<SendStatus> sendStatus(int responseCode)
{
    switch (responseCode) {
    case wire::responsecode::success:
        return SendStatus::SendOk;
    case wire::responsecode::flushDiskTimeout:
        return SendStatus::FlushDiskTimeout;
    case wire::responsecode::flushSlaveTimeout:
        return SendStatus::FlushSlaveTimeout;
    case wire::responsecode::slaveNotAvailable:
        return SendStatus::SlaveNotAvailable;
    default:
        return std::nullopt;
    }
}

/// What the answer to a send says of the stored message, made in place: a result is large. `topic` and
/// `broker`: where it was sent. Errors: Broker, when a field is missing.
void readSendResult(const wire::CommandView &response, const TopicName &topic, const BrokerName &broker,
                    Result<SendResult> &into);

/// What is known of a message that nobody answers to.
void setOnewayResult(const TopicName &topic, const BrokerName &broker, int queueId, Result<SendResult> &into);

/// A broker's refusal: its kind by code and, where one code means many things, by remark; a hint for people.
[[nodiscard]] Error brokerError(int code, const QString &remark, const Address &address,
                                const TopicName &topic);

} // namespace gantry::producer
