// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/publishinfo.h"
#include "producer/faultstrategy.h"
#include "producer/queueselector.h"
#include "producer/sendtask.h"
#include <gantry/producer.h>
#include <gantry/result.h>

#include <QVarLengthArray>

namespace gantry::producer {

/// Where an attempt goes.
struct ChosenQueue {
    const client::PublishBroker *broker = nullptr;
    int queueId = -1;
};

/// Finds the queue of an attempt: the one that was named, the one a selector picks, or the next in rotation.
///
/// Java:   DefaultMQProducerImpl#selectOneMessageQueue, #sendSelectImpl
/// Thread: network
class QueueChooser
{
public:
    using HealthList = QVarLengthArray<BrokerHealth, 16>;

    /// `avoidsSuspects`: as the producer is configured.
    QueueChooser(const FaultStrategy &faults, bool avoidsSuspects)
        : m_faults(faults)
        , m_avoidsSuspects(avoidsSuspects)
    {
    }

    /// Errors: Route (10003) when the named broker is unknown; Usage when the selector picks nothing.
    [[nodiscard]] Result<ChosenQueue> choose(SendTask &task, client::PublishInfo &info,
                                             Clock::TimePoint now) const;
    /// Of every broker of `info`, by index.
    [[nodiscard]] HealthList health(const client::PublishInfo &info, Clock::TimePoint now) const;
    /// For the task's next attempt; into `rules`, which are as made. In place: to copy at once what was just
    /// stored piece by piece stalls until all stores before it are done, which here are a whole message.
    void setRules(const SendTask &task, const client::PublishInfo &info, SelectionRules &rules) const;

    /// The next `count` queues of the rotation, and why.
    [[nodiscard]] QList<QueueChoice> preview(client::PublishInfo &info, int count, quint32 lane,
                                             Clock::TimePoint now) const;
    /// The queue that the selector picks for a message without a body. Errors: Usage.
    [[nodiscard]] static Result<QueueChoice> preview(client::PublishInfo &info,
                                                     const MessageQueueSelector &selector);

private:
    const FaultStrategy &m_faults;
    const bool m_avoidsSuspects;
};

} // namespace gantry::producer
