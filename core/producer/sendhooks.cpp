// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendhooks.h"

#include <QList>

#include <memory>

namespace gantry::producer {

namespace {

/// Java: DefaultMQProducerImpl#sendKernelImpl
MessageType messageType(const SendTask &task)
{
    if (task.message.delivery.index() != 0)
        return MessageType::Delay;
    return task.isHalf() ? MessageType::Half : MessageType::Normal;
}

QList<IdText> memberIds(const SendTask &task)
{
    QList<IdText> ids;
    if (task.isBatch()) {
        for (const std::unique_ptr<SendTask> &member : task.special->members)
            ids.append(member->outcome.msgId);
    }
    return ids;
}

} // namespace

Result<void> SendHooks::check(const SendTask &task) const
{
    for (const std::shared_ptr<CheckForbiddenHook> &hook : m_config.checkForbiddenHooks) {
        if (Result<void> allowed = hook->check(context(task)); !allowed)
            return allowed;
    }
    return {};
}

void SendHooks::before(const SendTask &task) const
{
    for (const std::shared_ptr<SendMessageHook> &hook : m_config.sendMessageHooks)
        hook->before(context(task));
}

void SendHooks::after(const SendTask &task, const SendResult *result) const
{
    for (const std::shared_ptr<SendMessageHook> &hook : m_config.sendMessageHooks)
        hook->after(context(task), task.outcome.attempts.back(), result);
}

SendMessageContext SendHooks::context(const SendTask &task) const
{
    const Attempt &attempt = task.outcome.attempts.back();
    return {.group = m_config.group,
            .mode = task.outcome.mode,
            .message = task.message,
            .msgId = task.outcome.msgId,
            .queue = {task.message.topic, attempt.broker, attempt.queueId},
            .brokerAddress = attempt.address,
            .attempt = int(task.outcome.attempts.size()),
            .type = messageType(task),
            .wireBodyBytes = task.wireBody().size(),
            .memberIds = memberIds(task)};
}

} // namespace gantry::producer
