// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/mailbox.h"
#include "base/waker.h"
#include "base/workerthread.h"
#include "producer/tracerecord.h"
#include <gantry/producerconfig.h>
#include <gantry/result.h>
#include <gantry/sendoutcome.h>
#include <gantry/tracecounts.h>

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <vector>

namespace gantry {
class Producer;
}

namespace gantry::producer {

/// Sends trace records to the trace topic, by a producer and on a thread of its own, so that the sends that
/// they tell of wait for nothing: at 10 records, after 5 s, and at shutdown. When 2048 are waiting, more are
/// dropped and counted.
///
/// Java:   AsyncTraceDispatcher
/// Thread: any; start() and shutdown() by the producer
class TraceDispatcher
{
public:
    /// With the host's servers, TLS and credentials.
    explicit TraceDispatcher(const ProducerConfig &host);
    ~TraceDispatcher();

    /// Errors: as Producer::start().
    [[nodiscard]] Result<void> start();
    /// Sends what is left, waits for a moment, and stops.
    void shutdown();

    /// Its messages are not traced, or there would be no end of it.
    [[nodiscard]] bool isTraceTopic(const TopicName &topic) const;
    void append(TraceRecord record);
    [[nodiscard]] TraceCounts counts() const;

private:
    void flush();
    void sendGroup(const std::vector<const TraceRecord *> &records);
    void sendMessage(Message message, qint64 records);

    static constexpr int queueLimit = 2048;
    static constexpr int flushAt = 10;

    const QString m_topic;
    std::unique_ptr<Producer> m_producer;
    Mailbox<TraceRecord> m_records;
    std::atomic<int> m_waiting = 0; ///< appended, and not given to the producer yet
    std::atomic<qint64> m_recorded = 0;
    std::atomic<qint64> m_stored = 0;
    std::atomic<qint64> m_dropped = 0;
    std::atomic<qint64> m_failed = 0;
    Waker m_waker;
    WorkerThread m_thread;
    std::unique_ptr<QTimer> m_timer; ///< lives on the thread
};

} // namespace gantry::producer
