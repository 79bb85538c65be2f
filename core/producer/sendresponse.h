// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/command.h"
#include "wire/headers.h"
#include <gantry/error.h>
#include <gantry/result.h>
#include <gantry/sendoutcome.h>

namespace gantry::producer {

/// The status of a response that says the message was stored; nothing for any other code.
/// Java: MQClientAPIImpl#processSendResponse
[[nodiscard]] std::optional<SendStatus> sendStatus(int responseCode);

/// What a broker's answer to a send means. `topic` and `broker`: where it was sent.
/// Errors: by the code, see brokerError(); Broker, when a success lacks its fields.
[[nodiscard]] Result<SendResult> sendResult(const wire::CommandView &response, const TopicName &topic,
                                            const BrokerName &broker);

/// A broker's refusal: its kind by code and, where one code means many things, by remark; a hint for people.
[[nodiscard]] Error brokerError(int code, const QString &remark, const Address &address,
                                const TopicName &topic);

} // namespace gantry::producer
