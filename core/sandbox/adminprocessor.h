// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/broker.h"
#include "sandbox/processor.h"

namespace gantry::sandbox {

/// Topics, statistics, connections, configuration. Thread: sandbox. Java: AdminBrokerProcessor
class AdminProcessor final : public Processor
{
public:
    explicit AdminProcessor(Broker &broker)
        : m_broker(broker)
    {
    }

    [[nodiscard]] bool process(const ExchangePtr &exchange) override;

private:
    [[nodiscard]] bool processTopic(const ExchangePtr &exchange);
    [[nodiscard]] bool processGroup(const ExchangePtr &exchange);
    void createTopic(const ExchangePtr &exchange);
    void topicConfig(const ExchangePtr &exchange);
    void topicStats(const ExchangePtr &exchange);
    void producers(const ExchangePtr &exchange);
    void consumers(const ExchangePtr &exchange);
    void consumeStats(const ExchangePtr &exchange);
    void groupsOf(const ExchangePtr &exchange);
    void runtimeInfo(const ExchangePtr &exchange);

    Broker &m_broker;
};

} // namespace gantry::sandbox
