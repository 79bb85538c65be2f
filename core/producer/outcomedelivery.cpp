// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/outcomedelivery.h"

#include "producer/batch.h"

namespace gantry::producer {

bool OutcomeDelivery::settle()
{
    SendGate::Load load{.queuedBytes = std::exchange(m_writtenBytes, 0)};
    if (m_done.empty() && load.queuedBytes == 0)
        return false;
    for (SendTask *task : m_done)
        hand(task, load);
    m_done.clear();
    m_exchange.pool.giveBack(m_spent);
    m_exchange.gate.leave(load);
    // Whoever waited may look at once what is under way, and is gone afterwards.
    m_exchange.waitingRoom.release(m_released);
    return std::exchange(m_wakeProducer, false);
}

/// A batch's outcome is that of its members.
void OutcomeDelivery::hand(SendTask *task, SendGate::Load &load)
{
    if (task->isBatch()) {
        shareOutcome(*task);
        for (std::unique_ptr<SendTask> &member : task->special->members)
            hand(member.release(), load);
    }
    load.messages += task->gateMessages;
    load.bytes += task->gateBytes;
    load.queuedBytes += task->isQueued ? task->gateBytes : 0;
    deliver(*task);
    m_spent.emplace_back(task);
}

void OutcomeDelivery::deliver(SendTask &task)
{
    if (task.waiter) {
        task.waiter->outcome = std::move(task.outcome);
        m_released.push_back(&task.waiter->seat);
    } else if (task.hasContext) {
        m_wakeProducer |= m_exchange.deliveries.push(
            {std::move(task.context), std::move(task.handler), std::move(task.outcome)});
    } else if (task.handler) {
        task.handler(task.outcome);
    }
}

} // namespace gantry::producer
