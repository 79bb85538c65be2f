// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/broker.h"
#include "sandbox/processor.h"

namespace gantry::sandbox {

/// Heartbeats, who consumes with whom, how far, and queue locks. Thread: sandbox.
///
/// Java: ClientManageProcessor, ConsumerManageProcessor
class ClientProcessor final : public Processor
{
public:
    explicit ClientProcessor(Broker &broker)
        : m_broker(broker)
    {
    }

    [[nodiscard]] bool process(const ExchangePtr &exchange) override;

private:
    void heartbeat(const ExchangePtr &exchange);
    void unregister(const ExchangePtr &exchange);
    void consumerList(const ExchangePtr &exchange);
    void queryOffset(const ExchangePtr &exchange);
    void updateOffset(const ExchangePtr &exchange);
    void lock(const ExchangePtr &exchange, bool isLock);

    Broker &m_broker;
};

} // namespace gantry::sandbox
