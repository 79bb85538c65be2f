// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/broker.h"
#include "sandbox/processor.h"

namespace gantry::sandbox {

/// Finding messages again: by key, by id, by time. Thread: sandbox.
///
/// Java: QueryMessageProcessor, AdminBrokerProcessor
class QueryProcessor final : public Processor
{
public:
    explicit QueryProcessor(Broker &broker)
        : m_broker(broker)
    {
    }

    [[nodiscard]] bool process(const ExchangePtr &exchange) override;

private:
    void query(const ExchangePtr &exchange);
    void view(const ExchangePtr &exchange);
    void answerOffset(const ExchangePtr &exchange, qint64 offset);

    Broker &m_broker;
};

} // namespace gantry::sandbox
