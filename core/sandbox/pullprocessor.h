// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/broker.h"
#include "sandbox/processor.h"

#include <QObject>

namespace gantry::sandbox {

/// Pulls, also those that wait for a message to come. Thread: sandbox.
///
/// Java: PullMessageProcessor, PullRequestHoldService
class PullProcessor final : public Processor
{
public:
    explicit PullProcessor(Broker &broker);

    [[nodiscard]] bool process(const ExchangePtr &exchange) override;

private:
    using QueueName = std::pair<QString, int>;

    /// False when there is nothing new, and the pull may wait.
    bool pull(const ExchangePtr &exchange, bool mayWait);
    void wait(const ExchangePtr &exchange);
    void onArrived(const QString &topic, int queueId);
    [[nodiscard]] std::optional<Subscription> subscription(const ExchangePtr &exchange) const;

    Broker &m_broker;
    QHash<QueueName, QList<ExchangePtr>> m_waiting;
    QObject m_timers; ///< owns them, and receives what the broker tells
};

} // namespace gantry::sandbox
