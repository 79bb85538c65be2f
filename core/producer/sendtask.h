// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include <gantry/message.h>
#include <gantry/producer.h>
#include <gantry/sendoutcome.h>

#include <QByteArray>
#include <QPointer>
#include <QSemaphore>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace gantry::remoting {
class Connection;
}

namespace gantry::producer {

/// A thread that waits for an outcome.
struct OutcomeWaiter {
    SendOutcome outcome;
    QSemaphore done;
};

/// One accepted message on its way from acceptance to outcome: what the caller's thread prepared, and where
/// it stands. Recycled, with the memory that it holds.
struct SendTask {
    // Set by the sending thread.
    Message message;       ///< its body is what the user gave
    QByteArray wireBody;   ///< what goes into frames: the same, or compressed
    QByteArray properties; ///< the property string
    qint32 sysFlag = 0;
    quint32 lane = 0; ///< which rotation it follows
    Clock::TimePoint acceptedAt;
    Clock::TimePoint deadline;
    std::chrono::milliseconds timeout{};
    std::chrono::milliseconds attemptTimeout{};
    int maxAttempts = 1;
    std::optional<MessageQueue> queue;
    OutcomeHandler handler;
    QPointer<QObject> context; ///< looked into on the producer's thread only
    bool hasContext = false;
    OutcomeWaiter *waiter = nullptr;

    // Owned by the network thread.
    SendOutcome outcome;
    remoting::Connection *connection = nullptr; ///< that awaits this attempt's answer
    std::optional<SendResult> stored;           ///< by an earlier attempt, with a status worth another try
    bool isQueued = true;                       ///< counts for the gate's queued bytes
    bool wentAway = false;                      ///< this attempt was answered by GO_AWAY once
    SendTask *previous = nullptr;               ///< in the engine's list of tasks
    SendTask *next = nullptr;

    /// Ready for another message; keeps the memory of its buffers.
    void recycle();
};

/// Tasks to use again. Thread: any; give back in batches.
class SendTaskPool
{
public:
    [[nodiscard]] std::unique_ptr<SendTask> take();
    /// Takes the tasks back and empties `tasks`.
    void giveBack(std::vector<std::unique_ptr<SendTask>> &tasks);

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<SendTask>> m_free;
};

} // namespace gantry::producer
