// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/guithread.h"
#include "client/threadindex.h"
#include "producer/messagepacker.h"
#include "producer/producerprivate.h"
#include "wire/message.h"
#include "wire/topicname.h"
#include <gantry/messagecheck.h>

#include <QPromise>

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace gantry {

using namespace producer;

namespace {

/// What Java can say in its int of milliseconds: 24 days.
constexpr milliseconds longestTimeout{std::numeric_limits<qint32>::max()};

} // namespace

std::unique_ptr<SendTask> Producer::Private::makeTask(SendMode mode, Message &&message,
                                                      const SendOptions &options)
{
    std::unique_ptr<SendTask> task = exchange.pool.take();
    task->message = std::move(message);
    task->outcome.mode = mode;
    task->timeout = std::clamp(options.timeout.value_or(config.sendTimeout), 0ms, longestTimeout);
    task->attemptTimeout =
        std::clamp(options.attemptTimeout.value_or(config.attemptTimeout), 0ms, longestTimeout);
    const int retries =
        mode == SendMode::Sync ? config.retriesWhenSendFailed : config.retriesWhenSendAsyncFailed;
    task->maxAttempts = mode == SendMode::Oneway ? 1 : 1 + qMax(0, options.retries.value_or(retries));
    if (mode == SendMode::Sync && (options.queue || options.selector))
        task->maxAttempts = 1;
    task->queue = options.queue;
    if (options.selector && !options.queue)
        task->makeSpecial().selector = options.selector;
    if (options.recordFlight)
        task->makeSpecial().flight = std::make_shared<SendFlight>();
    if (!nameSpace.isEmpty())
        task->makeSpecial().properties = {{wire::propertyname::instanceId, nameSpace.name().toUtf8()}};
    task->mayGather = config.autoBatch && mayGather(*task, options);
    return task;
}

Result<void> Producer::Private::passGate(const SendTask &task)
{
    const qint64 bytes = task.gateBytes;
    const qint64 messages = task.gateMessages;
    // The network thread must never wait for itself to make room.
    const bool mayWait = config.whenFull == WhenFull::Wait && !isNetworkThread() && !isGuiThread();
    if (mayWait ? exchange.gate.enter(bytes, task.deadline, messages)
                : exchange.gate.tryEnter(bytes, messages)) {
        if (state == State::Running)
            return {};
        exchange.gate.leave({.messages = messages, .bytes = bytes, .queuedBytes = bytes});
    }
    if (state != State::Running)
        return notRunning(state);
    return Error{
        ErrorKind::FlowControl,
        u"too much is under way: %1 messages without an outcome; limits are %2 messages, %3 bytes, of these "
        "%4 not written yet"_s.arg(exchange.gate.messages())
            .arg(config.maxInFlight)
            .arg(config.maxInFlightBytes)
            .arg(config.maxQueuedBytes),
        u"send more slowly, or raise maxInFlight, maxInFlightBytes or maxQueuedBytes"_s, std::nullopt};
}

Result<SendId> Producer::Private::accept(std::unique_ptr<SendTask> task)
{
    if (Result<void> running = checkState(); !running)
        return running.error();
    if (std::optional<MessageFault> fault = findMessageFault(task->message, config.maxMessageBytes))
        return std::move(fault->error);
    if (Result<void> named = checkWrapped(task->message.topic); !named)
        return named.error();
    stamp(*task);
    const bool isPackedElsewhere = packsElsewhere(*task);
    if (!isPackedElsewhere)
        packMessage(*task, config);
    if (Result<void> passed = passGate(*task); !passed)
        return passed.error();
    const SendId id = nextId();
    task->outcome.id = id;
    if (isPackedElsewhere)
        packers().add(std::move(task));
    else
        submit(std::move(task));
    return id;
}

Result<void> Producer::Private::checkWrapped(const TopicName &topic) const
{
    return nameSpace.isEmpty() ? Result<void>() : wire::checkTopicName(nameSpace.wrap(topic));
}

/// From here on its time runs.
void Producer::Private::stamp(SendTask &task) const
{
    task.acceptedAt = Clock::TimePoint::clock::now();
    task.deadline = task.acceptedAt + task.timeout;
    task.lane = client::currentThreadLane();
    task.gateMessages = 1;
    task.gateBytes = task.message.body.size();
}

void Producer::Private::submit(std::unique_ptr<SendTask> task)
{
    const bool isOneway = task->outcome.mode == SendMode::Oneway;
    const bool isFirst = exchange.submissions.push(std::move(task));
    if (isFirst || (!isOneway && exchange.isGathering.load(std::memory_order_relaxed)))
        submitted.ring();
}

/// Whoever named a time-out of its own or an order wants no delay and no company.
bool Producer::Private::mayGather(const SendTask &task, const SendOptions &options) const
{
    return !options.timeout && task.isOrdinary() && task.message.delivery.index() == 0
           && task.message.body.size() < config.compressBodyOverBytes
           && !task.message.topic.text().startsWith("%RETRY%"_L1);
}

/// To compress an asynchronous message here would keep its sender to one core. Whoever waits for the outcome
/// or named a queue has an order in mind.
bool Producer::Private::packsElsewhere(const SendTask &task) const
{
    return task.outcome.mode == SendMode::Async && !task.queue && task.isOrdinary()
           && task.message.body.size() >= config.compressBodyOverBytes;
}

PackerPool &Producer::Private::packers()
{
    std::call_once(packersMade, [this] {
        packerPool = std::make_unique<PackerPool>([this](SendTask &task) { packMessage(task, config); },
                                                  [this](std::vector<std::unique_ptr<SendTask>> &tasks) {
                                                      if (exchange.submissions.pushAll(tasks))
                                                          submitted.ring();
                                                  });
    });
    return *packerPool;
}

std::optional<Error> Producer::Private::blockedHere() const
{
    if (!isNetworkThread() && !isGuiThread())
        return std::nullopt;
    return Error{ErrorKind::Usage, u"send() would block this thread"_s,
                 u"use sendAsync(), or send() on a thread of its own"_s, std::nullopt};
}

SendOutcome Producer::Private::await(SendOutcome refused, std::unique_ptr<SendTask> task)
{
    if (std::optional<Error> blocked = blockedHere()) {
        refused.result = std::move(*blocked);
        return refused;
    }
    OutcomeWaiter waiter;
    task->waiter = &waiter;
    if (const Result<SendId> id = accept(std::move(task)); !id) {
        refused.result = id.error();
        return refused;
    }
    exchange.waitingRoom.wait(waiter.seat);
    return std::move(waiter.outcome);
}

SendOutcome refusedOutcome(SendMode mode, const Message &message)
{
    SendOutcome refused;
    refused.mode = mode;
    refused.topic = message.topic;
    refused.bodyBytes = message.body.size();
    return refused;
}

SendOutcome Producer::send(Message message, const SendOptions &options)
{
    SendOutcome refused = refusedOutcome(SendMode::Sync, message);
    return d->await(std::move(refused), d->makeTask(SendMode::Sync, std::move(message), options));
}

Result<SendId> Producer::submit(SendMode mode, Message message, const SendOptions &options,
                                OutcomeHandler handler)
{
    std::unique_ptr<SendTask> task = d->makeTask(mode, std::move(message), options);
    task->handler = std::move(handler);
    return d->accept(std::move(task));
}

Result<SendId> Producer::sendAsync(Message message, const SendOptions &options, OutcomeHandler handler)
{
    return submit(SendMode::Async, std::move(message), options, std::move(handler));
}

Result<SendId> Producer::sendAsync(Message message, const SendOptions &options, QObject *context,
                                   OutcomeHandler handler)
{
    Q_ASSERT(context && context->thread() == d->thread());
    std::unique_ptr<SendTask> task = d->makeTask(SendMode::Async, std::move(message), options);
    task->handler = std::move(handler);
    task->context = context;
    task->hasContext = true;
    return d->accept(std::move(task));
}

Result<SendId> Producer::sendOneway(Message message, const SendOptions &options, OutcomeHandler handler)
{
    return submit(SendMode::Oneway, std::move(message), options, std::move(handler));
}

QFuture<SendOutcome> Producer::sendFuture(Message message, const SendOptions &options)
{
    auto promise = std::make_shared<QPromise<SendOutcome>>();
    QFuture<SendOutcome> future = promise->future();
    promise->start();
    SendOutcome refused = refusedOutcome(SendMode::Async, message);
    const Result<SendId> id = sendAsync(std::move(message), options, [promise](const SendOutcome &outcome) {
        promise->addResult(outcome);
        promise->finish();
    });
    if (!id) {
        refused.result = id.error();
        promise->addResult(std::move(refused));
        promise->finish();
    }
    return future;
}

} // namespace gantry
