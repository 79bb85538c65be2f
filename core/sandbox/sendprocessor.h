// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/broker.h"
#include "sandbox/incoming.h"
#include "sandbox/processor.h"
#include "sandbox/transactionprocessor.h"

#include <QObject>

namespace gantry::sandbox {

/// Messages, batches, delayed ones, replies, and what consumers give back. Thread: sandbox.
///
/// Java: SendMessageProcessor, ReplyMessageProcessor, ScheduleMessageService, TimerMessageStore
class SendProcessor final : public Processor
{
public:
    SendProcessor(Broker &broker, TransactionProcessor &transactions)
        : m_broker(broker)
        , m_transactions(transactions)
    {
    }

    [[nodiscard]] bool process(const ExchangePtr &exchange) override;

private:
    void send(const ExchangePtr &exchange, const Incoming &incoming);
    void sendBatch(const ExchangePtr &exchange, const Incoming &incoming);
    void sendReply(const ExchangePtr &exchange, const Incoming &incoming);
    void sendBack(const ExchangePtr &exchange);
    void recall(const ExchangePtr &exchange);
    /// Stores it under a schedule's topic and, when its time has come, under its own.
    StoredAt delay(wire::StoredMessage message, qint64 deliverAt, const QString &topic, int queueId);
    void deliver(qint64 physicalOffset);

    Broker &m_broker;
    TransactionProcessor &m_transactions;         ///< half messages are its
    QHash<qint64, wire::StoredMessage> m_waiting; ///< for their time, by physical offset
    QObject m_timers;                             ///< owns them
};

} // namespace gantry::sandbox
