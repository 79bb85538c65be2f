// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "producer/sendtask.h"

#include <QThreadPool>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace gantry::producer {

/// Packs messages whose compression takes long on as many threads as there are cores, so that one sending
/// thread can fill them all. They are taken in batches while there is a backlog: their packing makes no
/// wake-up of the network thread for each. Their order is not kept, as it is not in Java.
///
/// Java: DefaultMQProducerImpl.asyncSenderExecutor
class PackerPool
{
public:
    using Pack = std::function<void(SendTask &)>;
    using Submit = std::function<void(std::vector<std::unique_ptr<SendTask>> &)>;

    /// `pack` and `submit` run on the pool's threads; `submit` empties its list.
    PackerPool(Pack pack, Submit submit);
    /// Waits until everything was submitted.
    ~PackerPool();

    /// Thread: any.
    void add(std::unique_ptr<SendTask> task);

private:
    void work();
    [[nodiscard]] bool takeBatch(std::vector<std::unique_ptr<SendTask>> &batch);

    const Pack m_pack;
    const Submit m_submit;
    std::mutex m_mutex;
    std::deque<std::unique_ptr<SendTask>> m_waiting;
    int m_workers = 0;
    QThreadPool m_threads; ///< last: it waits for the workers, which use the others
};

} // namespace gantry::producer
