// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/broker.h"
#include "sandbox/exchange.h"
#include "wire/message.h"

namespace gantry::sandbox {

/// A message that a client sends, checked and with a queue. Java: AbstractSendMessageProcessor#msgCheck
struct Incoming {
    wire::StoredMessage message;
    QString group;
    bool batch = false;
};

[[nodiscard]] bool isSend(int code);

/// Reads a send in either spelling. Nothing when it was refused, which is answered then.
[[nodiscard]] std::optional<Incoming> readSend(Broker &broker, const ExchangePtr &exchange);

/// Answers a send that was stored; `msgId` is the offset id, or a comma list of them.
void answerSend(Exchange &exchange, const wire::StoredMessage &message, const QByteArray &msgId,
                qint64 queueOffset, const wire::Fields &more = {});
void answerSend(Exchange &exchange, const Broker &broker, const wire::StoredMessage &message, StoredAt at,
                const wire::Fields &more = {});

/// The id that answers call msgId.
[[nodiscard]] QByteArray offsetId(const Broker &broker, qint64 physicalOffset);

} // namespace gantry::sandbox
