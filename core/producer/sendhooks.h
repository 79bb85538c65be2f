// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "producer/sendtask.h"
#include <gantry/hooks.h>
#include <gantry/producerconfig.h>
#include <gantry/result.h>

namespace gantry::producer {

/// A producer's hooks around each attempt. They cost nothing where there are none.
///
/// Java:   DefaultMQProducerImpl#executeCheckForbiddenHook, #executeSendMessageHookBefore,
/// #executeSendMessageHookAfter Thread: network
class SendHooks
{
public:
    explicit SendHooks(const ProducerConfig &config)
        : m_config(config)
    {
    }

    /// Errors: those of the first hook that forbids the task's latest attempt.
    [[nodiscard]] Result<void> check(const SendTask &task) const;
    void before(const SendTask &task) const;
    /// `result`: null when the attempt failed.
    void after(const SendTask &task, const SendResult *result) const;

private:
    [[nodiscard]] SendMessageContext context(const SendTask &task) const;

    const ProducerConfig &m_config;
};

} // namespace gantry::producer
