// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "producer/sendexchange.h"

#include <memory>
#include <utility>
#include <vector>

namespace gantry::producer {

/// Gives out the outcomes of a batch together: to the thread that waits for one, to the producer's thread, or
/// to a handler; and the tasks back to the pool.
///
/// Thread: network
class OutcomeDelivery
{
public:
    explicit OutcomeDelivery(SendExchange &exchange)
        : m_exchange(exchange)
    {
    }

    /// The task holds its outcome, and is given out when the batch is over.
    void add(SendTask *task) { m_done.push_back(task); }
    /// The task's bytes no longer count as queued.
    void noteWritten(SendTask &task)
    {
        if (std::exchange(task.isQueued, false))
            m_writtenBytes += task.gateBytes;
    }
    /// A batch is over: gives out what it completed. True: there are deliveries for the producer's thread,
    /// which has to be woken.
    [[nodiscard]] bool settle();

private:
    void hand(SendTask *task, SendGate::Load &load);
    void deliver(SendTask &task);

    SendExchange &m_exchange;
    std::vector<SendTask *> m_done;                 ///< completed in this batch
    std::vector<std::unique_ptr<SendTask>> m_spent; ///< delivered; on their way back to the pool
    std::vector<WaitingRoom::Seat *> m_released;    ///< threads whose outcome is there
    bool m_wakeProducer = false;
    qint64 m_writtenBytes = 0; ///< that no longer count as queued
};

} // namespace gantry::producer
