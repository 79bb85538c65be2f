// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "producer/tracedispatcher.h"
#include <gantry/hooks.h>

#include <memory>

namespace gantry::producer {

/// Makes a trace record of each send that a broker answered, and of each end of a transaction.
///
/// Java:   SendMessageTraceHookImpl, EndTransactionTraceHookImpl
/// Thread: network
class TraceHook final : public SendMessageHook, public EndTransactionHook
{
public:
    explicit TraceHook(std::shared_ptr<TraceDispatcher> dispatcher);

    void before(const SendMessageContext &) override {}
    void after(const SendMessageContext &context, const Attempt &attempt, const SendResult *result) override;
    void ending(const EndTransactionContext &context) override;

private:
    std::shared_ptr<TraceDispatcher> m_dispatcher;
};

} // namespace gantry::producer
