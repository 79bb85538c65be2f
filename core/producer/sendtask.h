// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/waitingroom.h"
#include "wire/message.h"
#include <gantry/message.h>
#include <gantry/messagequeueselector.h>
#include <gantry/producer.h>
#include <gantry/sendoutcome.h>

#include <QByteArray>
#include <QPointer>

#include <chrono>
#include <functional>
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
    WaitingRoom::Seat seat;
};

struct SendTask;

/// What only some sends have: with a selector, of a batch, in a transaction, with a reply to come, or
/// recorded. The others pay for none of it but one null pointer.
struct SpecialSend {
    std::shared_ptr<SendFlight> flight; ///< null unless it is to be recorded
    MessageQueueSelector selector;
    wire::PropertyList properties; ///< RocketMQ's own, beside those that every message has
    bool isHalf = false;
    /// Decides about the half message; empty: the listener does. Java: LocalTransactionExecuter
    std::function<std::optional<TransactionState>(const Message &, const SendOutcome &)> localTransaction;
    QByteArray correlationId;                       ///< of a request; empty for all others
    bool isReplyAwaited = false;                    ///< the request is stored
    std::vector<std::unique_ptr<SendTask>> members; ///< of the batch that this task carries
};

/// One accepted message on its way from acceptance to outcome: what the caller's thread prepared, and where
/// it stands. Recycled, with the memory that it holds.
struct SendTask {
    // Where it stands comes first: whoever touches a task touches this, and each cache line that has to come
    // from the other core costs as much as a hundred instructions. Below, what the sending thread sets.
    Clock::TimePoint acceptedAt;
    Clock::TimePoint deadline;
    std::chrono::milliseconds timeout{};
    std::chrono::milliseconds attemptTimeout{};
    OutcomeWaiter *waiter = nullptr;
    qint64 gateMessages = 0; ///< what the gate counts for it
    qint64 gateBytes = 0;
    std::unique_ptr<SpecialSend> special; ///< null for most; made by the sender
    quint32 lane = 0;                     ///< which rotation it follows
    qint32 sysFlag = 0;
    int maxAttempts = 1;
    bool hasContext = false;
    bool mayGather = false; ///< into a batch with others

    // Owned by the network thread.
    bool isQueued = true;                       ///< counts for the gate's queued bytes
    bool wentAway = false;                      ///< this attempt was answered by GO_AWAY once
    remoting::Connection *connection = nullptr; ///< that awaits this attempt's answer
    SendTask *previous = nullptr;               ///< in the engine's list of tasks
    SendTask *next = nullptr;
    std::unique_ptr<SendResult> stored; ///< by an earlier attempt, with a status worth another try

    // Set by the sending thread.
    Message message;       ///< its body is what the user gave
    QByteArray packedBody; ///< the same, compressed; empty where it goes out as it is
    QByteArray properties; ///< the property string
    OutcomeHandler handler;
    QPointer<QObject> context; ///< looked into on the producer's thread only
    std::optional<MessageQueue> queue;

    SendOutcome outcome; ///< its names and sizes by the sender, the rest by the network thread

    /// So many of its bytes are written by sending threads.
    static constexpr size_t sharedBytes = 640;
    /// A message's own id, tag and keys, and what RocketMQ adds.
    static constexpr size_t usualPropertyBytes = 256;

    /// What goes into frames.
    [[nodiscard]] const QByteArray &wireBody() const
    {
        return outcome.compressed ? packedBody : message.body;
    }
    [[nodiscard]] bool isBatch() const { return special && !special->members.empty(); }
    /// Nothing is special about it, but perhaps that it is recorded.
    [[nodiscard]] bool isOrdinary() const
    {
        return !special || (!special->selector && !isHalf() && !isRequest() && !isBatch());
    }
    [[nodiscard]] bool isHalf() const { return special && special->isHalf; }
    [[nodiscard]] bool isRequest() const { return special && !special->correlationId.isEmpty(); }
    [[nodiscard]] SendFlight *flight() const { return special ? special->flight.get() : nullptr; }
    /// The special part, made when there is none.
    [[nodiscard]] SpecialSend &makeSpecial();
    /// Lets go of what the user must get back with the outcome, and of what is large. Thread: network.
    void release();
    /// Ready for another message; keeps the memory of its buffers. What the sending thread counted up it
    /// counts down here, too: a counter that wanders between cores costs more than all else in a task.
    /// Thread: of the next sender.
    void reset();

private:
    void releaseSpecial();
};

/// Tasks to use again; they may still hold messages of up to 4 KiB. Thread: any; give back in batches.
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
