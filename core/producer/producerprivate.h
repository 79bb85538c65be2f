// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/waker.h"
#include "client/clientconfig.h"
#include "client/clientinstance.h"
#include "producer/packerpool.h"
#include "producer/sendengine.h"
#include "producer/tracedispatcher.h"
#include <gantry/producer.h>

#include <QObject>
#include <QThread>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace gantry {

/// What a producer is behind its facade: the only class that knows there are two threads.
class Producer::Private : public QObject
{
public:
    using TaskPtr = std::unique_ptr<producer::SendTask>;

    explicit Private(ProducerConfig producerConfig)
        : config(std::move(producerConfig))
        , nameSpace(client::namespaceOf(config))
        , exchange({.messages = config.maxInFlight,
                    .bytes = config.maxInFlightBytes,
                    .queuedBytes = config.maxQueuedBytes})
    {
    }

    // producer.cpp: from start to shutdown
    [[nodiscard]] Result<void> checkState() const;
    [[nodiscard]] bool isNetworkThread() const { return networkThread == QThread::currentThread(); }
    [[nodiscard]] std::shared_ptr<client::ClientInstance> sharedInstance() const;
    void startTrace();
    void startEngine();
    void stopEngine(std::chrono::milliseconds grace);
    void deliver();

    // producersends.cpp: from a message to the network thread
    [[nodiscard]] TaskPtr makeTask(SendMode mode, Message &&message, const SendOptions &options);
    [[nodiscard]] Result<SendId> accept(TaskPtr task);
    /// Whether the topic may have this name with the namespace in front of it. Errors: IllegalMessage.
    [[nodiscard]] Result<void> checkWrapped(const TopicName &topic) const;
    void stamp(producer::SendTask &task) const;
    [[nodiscard]] Result<void> passGate(const producer::SendTask &task);
    [[nodiscard]] bool packsElsewhere(const producer::SendTask &task) const;
    [[nodiscard]] bool mayGather(const producer::SendTask &task, const SendOptions &options) const;
    void submit(TaskPtr task);
    [[nodiscard]] producer::PackerPool &packers();
    [[nodiscard]] SendId nextId() { return {lastId.fetch_add(1, std::memory_order_relaxed) + 1}; }
    /// Why this thread must not wait for an outcome.
    [[nodiscard]] std::optional<Error> blockedHere() const;
    /// Accepts the task and waits for its outcome; where that cannot be, `refused` says why.
    [[nodiscard]] SendOutcome await(SendOutcome refused, TaskPtr task);

    // producerbatches.cpp
    [[nodiscard]] Result<std::vector<TaskPtr>> packBatch(SendMode mode, const QList<Message> &messages,
                                                         const SendOptions &options);
    void submitBatches(std::vector<TaskPtr> members);
    void submitBatch(std::vector<TaskPtr> members);

    // producertransactions.cpp
    [[nodiscard]] Result<TaskPtr> makeHalf(Message &&message, const SendOptions &options);
    [[nodiscard]] TaskPtr makeRequest(Message &&message, const SendOptions &options);

    // producerlookups.cpp
    [[nodiscard]] Result<void> lookUp(const TopicName &topic, std::chrono::milliseconds timeout);
    template<typename Choose>
    [[nodiscard]] Result<void> onRoute(const TopicName &topic, Choose choose);
    /// Starts `call(core, completion)` on the network thread, and waits until it has completed. Errors: those
    /// of the call; Shutdown, when the thread ends without an answer.
    template<typename T, typename Call>
    [[nodiscard]] Result<T> awaitAnswer(Call call) const;
    /// Runs `job(core)` on the network thread and waits for it; does nothing unless there is one.
    template<typename Job>
    void onNetwork(Job job) const
    {
        if (const auto shared = sharedInstance())
            shared->network().run([&] { job(shared->core()); });
    }

    ProducerConfig config;
    const wire::Namespace nameSpace;
    producer::SendExchange exchange;
    mutable std::mutex instanceMutex; ///< other threads may ask while this one shuts down
    std::shared_ptr<client::ClientInstance> instance;
    QString clientId;
    std::atomic<QThread *> networkThread = nullptr; ///< read by sending threads, which leave `instance` alone
    producer::SendEngine *engine = nullptr;         ///< lives on the network thread
    std::atomic<State> state = State::CreateJust;
    std::atomic<quint64> lastId = 0;
    Waker submitted;
    std::shared_ptr<producer::TraceDispatcher> trace; ///< null unless sends are traced
    std::once_flag packersMade;
    std::unique_ptr<producer::PackerPool>
        packerPool; ///< made when there is something to pack; the first to go
};

/// The error of a call in a state that does not allow it.
[[nodiscard]] Error notRunning(Producer::State state);
/// The outcome of a message that was never accepted; its error is still to be set.
[[nodiscard]] SendOutcome refusedOutcome(SendMode mode, const Message &message);

} // namespace gantry
