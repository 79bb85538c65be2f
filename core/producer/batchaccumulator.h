// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "producer/sendtask.h"
#include <gantry/producerconfig.h>

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace gantry::producer {

/// Gathers small messages into batches: of one topic, tag, mode and queue, until they have batchMaxBytes or
/// the first of them is batchMaxDelay old.
///
/// Java:   ProduceAccumulator; there messages over the compression limit are gathered, too, here they go on
///         their own, since batches are never compressed
/// Thread: network
class BatchAccumulator final : public QObject
{
    Q_OBJECT

public:
    /// Takes a batch, or the one message that nothing was gathered with.
    using Emit = std::function<void(std::unique_ptr<SendTask> task)>;

    BatchAccumulator(const ProducerConfig &config, SendTaskPool &pool, Emit emit);

    void add(std::unique_ptr<SendTask> task);
    /// Emits all that is gathered.
    void flush();

private:
    struct Group {
        std::vector<std::unique_ptr<SendTask>> tasks;
        qsizetype bytes = 0;
        Clock::TimePoint due;
    };

    void flushDue();
    void emitGroup(Group group);
    void schedule();

    const ProducerConfig &m_config;
    SendTaskPool &m_pool;
    const Emit m_emit;
    std::map<QString, Group> m_groups;
    QTimer m_timer;
};

} // namespace gantry::producer
