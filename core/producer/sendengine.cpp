// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendengine.h"

#include "base/logging.h"
#include "producer/batch.h"
#include "producer/sendresponse.h"
#include "remoting/channel.h"
#include "wire/codes.h"
#include "wire/headers.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace gantry::producer {

namespace {

constexpr size_t refreshTimeEvery = 64;
/// A batch of so many ONEWAY messages is part of a stream: those to come gather for a moment, so that a write
/// carries many of them. Nobody waits for an answer to them. From so many on a write carries enough.
constexpr size_t leastStreamBatch = 4;
constexpr size_t mostStreamBatch = 64;
constexpr milliseconds gatherTime = 1ms;
constexpr milliseconds replySweep = 10ms;
constexpr milliseconds worthAnotherLookUp = 50ms;

/// Java: RemotingSendRequestException, of the second GO_AWAY in a row.
Error goneAway(const Address &address)
{
    return {ErrorKind::Connect,
            u"%1 said GO_AWAY on a new connection, too: it is shutting down"_s.arg(address.text()),
            u"wait until it has restarted; other brokers take messages meanwhile"_s,
            wire::responsecode::goAway};
}

/// Java: DefaultMQProducerImpl#waitResponse
Error noReply(const TopicName &topic, milliseconds timeout)
{
    return {
        ErrorKind::Timeout,
        u"send request message to <%1> OK, but wait reply message timeout, %2 ms."_s.arg(topic.text())
            .arg(timeout.count()),
        u"check that a consumer of this topic runs and replies, or raise the time-out; the message itself is "
        "stored"_s,
        clienterror::requestTimeout};
}

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

SendEngine::SendEngine(const ProducerConfig &config, client::ClientCore &core, SendExchange &exchange)
    : m_config(config)
    , m_core(core)
    , m_exchange(exchange)
    , m_faults(config.sendLatencyFaultEnable)
    , m_chooser(m_faults, config.avoidSuspectBrokers)
    , m_recorder(core.remoting().clock())
    , m_frames(m_config, core)
    , m_detector(m_config, core, m_faults)
    , m_accumulator(m_config, exchange.pool,
                    [this](std::unique_ptr<SendTask> task) {
                        const remoting::RemotingClient::Cork cork(m_core.remoting());
                        begin(task.release());
                    })
    , m_transactions(m_config, core, exchange.listenerThreads)
    , m_replyPath(core)
{
    connect(&core.remoting(), &remoting::RemotingClient::settled, this, &SendEngine::settle);
    connect(&core.remoting(), &remoting::RemotingClient::ticked, this, &SendEngine::expireLookUps);
    connect(&m_replyDeadlines, &QTimer::timeout, this, &SendEngine::expireReplies);
    m_gathered.setTimerType(Qt::PreciseTimer);
    m_gathered.setSingleShot(true);
    connect(&m_gathered, &QTimer::timeout, this, &SendEngine::takeSubmissions);
}

SendEngine::~SendEngine()
{
    Q_ASSERT(!m_tasks);
}

void SendEngine::onSubmitted()
{
    // While the timer runs only those ring who are in a hurry.
    if (m_isStream && !m_gathered.isActive()) {
        m_exchange.isGathering.store(true, std::memory_order_relaxed);
        m_gathered.start(gatherTime);
        return;
    }
    takeSubmissions();
}

void SendEngine::takeSubmissions()
{
    const remoting::RemotingClient::Cork cork(m_core.remoting());
    if (m_exchange.isGathering.load(std::memory_order_relaxed)) {
        m_gathered.stop();
        m_exchange.isGathering.store(false, std::memory_order_relaxed);
    }
    m_exchange.submissions.takeAll(m_batch);
    m_isStream = m_batch.size() >= leastStreamBatch && m_batch.size() < mostStreamBatch;
    size_t taken = 0;
    for (std::unique_ptr<SendTask> &task : m_batch) {
        if (taken++ % refreshTimeEvery == 0) // at the first: it may have been accepted after the batch began
            m_core.remoting().refreshBatchTime();
        m_isStream &= task->outcome.mode == SendMode::Oneway;
        if (task->mayGather && !m_stopped)
            m_accumulator.add(std::move(task));
        else
            begin(task.release());
    }
}

void SendEngine::begin(SendTask *task)
{
    task->next = m_tasks;
    task->previous = nullptr;
    if (m_tasks)
        m_tasks->previous = task;
    m_tasks = task;
    m_recorder.begun(*task);
    if (m_stopped)
        giveUp(task, *m_stopped);
    else if (task->isRequest())
        prepareRequest(task);
    else
        findRoute(task);
}

void SendEngine::findRoute(SendTask *task)
{
    if (client::PublishInfo *info = m_core.routes().publishable(task->message.topic)) {
        noteRoute(*task, *info, RouteSource::Cache);
        startAttempt(task, *info);
    } else {
        lookUp(task);
    }
}

void SendEngine::lookUp(SendTask *task)
{
    const TopicName topic = task->message.topic;
    std::vector<SendTask *> &waiting = m_lookUps[topic];
    waiting.push_back(task);
    if (waiting.size() > 1)
        return;
    m_lookUpDeadlines.insert(topic, task->deadline);
    const auto remaining = std::max(1ms, duration_cast<milliseconds>(task->deadline - now()));
    m_core.routes().find(topic, remaining,
                         [self = QPointer(this), topic](const Result<client::PublishInfo *> &info) {
                             if (self)
                                 self->onLookedUp(topic, info);
                         });
}

void SendEngine::onLookedUp(const TopicName &topic, const Result<client::PublishInfo *> &info)
{
    const std::vector<SendTask *> waiting = m_lookUps.take(topic);
    if (waiting.empty())
        return; // all were given up meanwhile
    // The look-up had the time of the send that began it: for who has more left it was not the last word.
    const bool ranOutOfTime = !info && now() >= m_lookUpDeadlines.take(topic);
    for (SendTask *task : waiting) {
        if (info) {
            noteRoute(*task, **info, RouteSource::NameServer);
            startAttempt(task, **info);
        } else if (ranOutOfTime && task->deadline > now() + worthAnotherLookUp)
            lookUp(task);
        else
            giveUp(task, info.error());
    }
}

void SendEngine::noteRoute(SendTask &task, const client::PublishInfo &info, RouteSource source) const
{
    if (!task.flight())
        return;
    const std::optional<TopicPublishInfo> snapshot = m_core.routes().snapshot(task.message.topic);
    m_recorder.routed(task, info, source, snapshot && snapshot->borrowed);
}

/// A look-up may take longer than the send that waits for it.
void SendEngine::expireLookUps()
{
    const Clock::TimePoint time = now();
    for (std::vector<SendTask *> &waiting : m_lookUps) {
        std::erase_if(waiting, [this, time](SendTask *task) {
            if (time < task->deadline)
                return false;
            giveUp(task, Error{ErrorKind::NameServer,
                               u"no NameServer told the route of topic %1 within the %2 ms of the send"_s
                                   .arg(task->message.topic.text())
                                   .arg(task->timeout.count()),
                               u"check that the NameServers run and are reachable, or raise the time-out"_s,
                               clienterror::accessBrokerTimeout});
            return true;
        });
    }
}

void SendEngine::startAttempt(SendTask *task, client::PublishInfo &info)
{
    const Clock::TimePoint start = now();
    if (start > task->deadline) {
        giveUp(task, callTimeoutError(task->outcome, task->timeout));
        return;
    }
    const SelectionRules rules = task->flight() ? m_chooser.rules(*task, info) : SelectionRules();
    const Result<ChosenQueue> chosen = m_chooser.choose(*task, info, start);
    if (!chosen) {
        giveUp(task, chosen.error());
        return;
    }
    Attempt &record = task->outcome.attempts.emplace_back();
    record.broker = chosen->broker->name;
    record.queueId = chosen->queueId;
    record.address = chosen->broker->address;
    record.startedAfter = start - task->acceptedAt;
    record.budget = task->deadline - start;
    const bool isLast = task->outcome.attempts.size() >= task->maxAttempts;
    if (task->attemptTimeout > 0ms && !isLast)
        record.budget = std::min<std::chrono::nanoseconds>(record.budget, task->attemptTimeout);
    if (task->flight())
        m_recorder.attemptStarted(*task, info, m_chooser.health(info, start), rules);
    task->wentAway = false;
    if (const Result<void> allowed = forbid(*task); !allowed)
        fail(task, allowed.error(), FailedAt::Veto);
    else
        send(task, *chosen->broker);
}

void SendEngine::send(SendTask *task, const client::PublishBroker &broker)
{
    for (const std::shared_ptr<SendMessageHook> &hook : m_config.sendMessageHooks)
        hook->before(hookContext(*task));
    if (const Result<void> written = write(task, broker); !written)
        fail(task, written.error(), FailedAt::Transport);
}

Result<void> SendEngine::write(SendTask *task, const client::PublishBroker &broker)
{
    // Where a connect failed just now and there is no better broker, it is better to wait for the next one
    // than to spend all attempts within a millisecond; but each further attempt shall have its share of the
    // time.
    const auto attemptsLeft = std::max<qsizetype>(1, task->maxAttempts - task->outcome.attempts.size() + 1);
    Attempt &attempt = task->outcome.attempts.back();
    const Result<remoting::Connection *> connection =
        broker.channel->connection((task->deadline - now()) / attemptsLeft);
    if (!connection)
        return connection.error();
    QByteArray &out = (*connection)->outgoing();
    const qsizetype before = out.size();
    attempt.opaque = m_core.remoting().nextOpaque();
    if (Result<void> appended = m_frames.append(*task, broker, attempt.opaque, out); !appended)
        return appended;
    task->outcome.wireBytes = out.size() - before;
    task->connection = *connection;
    if (task->flight())
        m_recorder.framed(*task, wire::toFields(m_frames.header(*task, broker), false),
                          (*connection)->state() == remoting::Connection::State::Opening);
    const Clock::TimePoint start = task->acceptedAt + attempt.startedAfter;
    (*connection)
        ->frameAppended({.opaque = attempt.opaque,
                         .oneway = task->outcome.mode == SendMode::Oneway,
                         .closeOnTimeout = task->outcome.mode == SendMode::Sync,
                         .handler = this,
                         .token = reinterpret_cast<quintptr>(task),
                         .sentAt = start,
                         .deadline = start + attempt.budget});
    return {};
}

SendMessageContext SendEngine::hookContext(const SendTask &task) const
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

Result<void> SendEngine::forbid(const SendTask &task) const
{
    for (const std::shared_ptr<CheckForbiddenHook> &hook : m_config.checkForbiddenHooks) {
        if (Result<void> allowed = hook->check(hookContext(task)); !allowed)
            return allowed;
    }
    return {};
}

void SendEngine::onWritten(quintptr token)
{
    auto *task = reinterpret_cast<SendTask *>(token);
    if (task->special)
        m_recorder.written(*task);
    if (task->outcome.mode != SendMode::Oneway) {
        if (std::exchange(task->isQueued, false))
            m_writtenBytes += task->gateBytes;
        return;
    }
    const Attempt &attempt = task->outcome.attempts.back();
    setOnewayResult(m_frames.ownName(task->message.topic), attempt.broker, attempt.queueId,
                    task->outcome.result);
    succeed(task);
}

void SendEngine::onResponse(quintptr token, const wire::CommandView &response)
{
    auto *task = reinterpret_cast<SendTask *>(token);
    const Attempt &attempt = task->outcome.attempts.back();
    if (task->special)
        m_recorder.answered(*task, response);
    m_core.remoting().runResponseHooks(attempt.address, requestCode(*task), response);
    if (response.code == wire::responsecode::goAway && !std::exchange(task->wentAway, true)) {
        remoting::Channel &channel = m_core.remoting().channel(attempt.address);
        channel.goAway(task->connection);
        const client::PublishBroker broker{attempt.broker, attempt.broker.text().toUtf8(), attempt.address,
                                           &channel};
        if (const Result<void> written = write(task, broker); !written)
            fail(task, written.error(), FailedAt::Transport);
        return;
    }
    if (response.code == wire::responsecode::goAway) {
        fail(task, goneAway(attempt.address), FailedAt::Transport);
        return;
    }
    if (!sendStatus(response.code)) {
        fail(task, brokerError(response.code, response.remarkText(), attempt.address, task->message.topic),
             FailedAt::Broker);
        return;
    }
    readSendResult(response, m_frames.ownName(task->message.topic), attempt.broker, task->outcome.result);
    if (task->outcome.isOk())
        succeed(task);
    else
        fail(task, Error(task->outcome.result.error()), FailedAt::Broker);
}

void SendEngine::onFailure(quintptr token, const Error &error)
{
    fail(reinterpret_cast<SendTask *>(token), error, FailedAt::Transport);
}

void SendEngine::noteAttempt(SendTask &task, bool isolate, bool reachable)
{
    task.connection = nullptr;
    Attempt &attempt = task.outcome.attempts.back();
    const Clock::TimePoint end = now();
    if (m_faults.isEnabled())
        m_detector.noteTopic(task.message.topic);
    attempt.took = end - (task.acceptedAt + attempt.startedAfter);
    m_faults.update(attempt.broker, duration_cast<milliseconds>(attempt.took), isolate, reachable, end);
}

/// The outcome holds what the broker said.
void SendEngine::succeed(SendTask *task)
{
    noteAttempt(*task, false, true);
    Attempt &attempt = task->outcome.attempts.back();
    const SendResult &result = *task->outcome.result;
    attempt.status = result.status;
    for (const std::shared_ptr<SendMessageHook> &hook : m_config.sendMessageHooks)
        hook->after(hookContext(*task), attempt, &result);
    if (!tryForBetter(task, result))
        conclude(task);
}

/// Java: retryAnotherBrokerWhenNotStoreOK
bool SendEngine::tryForBetter(SendTask *task, const SendResult &result)
{
    const bool isGood = result.status == SendStatus::SendOk || result.status == SendStatus::Oneway;
    if (isGood || !m_config.retryAnotherBrokerWhenNotStoreOk || task->outcome.mode != SendMode::Sync
        || task->queue || task->outcome.attempts.size() >= task->maxAttempts)
        return false;
    client::PublishInfo *info = m_core.routes().publishable(task->message.topic);
    if (!info)
        return false;
    task->stored = result; // given back when no other attempt does better
    startAttempt(task, *info);
    return true;
}

void SendEngine::fail(SendTask *task, const Error &error, FailedAt failedAt)
{
    const bool isolate = failedAt != FailedAt::Veto;
    const bool reachable =
        failedAt == FailedAt::Veto || (failedAt == FailedAt::Transport && !m_config.startDetectorEnable);
    noteAttempt(*task, isolate, reachable);
    Attempt &attempt = task->outcome.attempts.back();
    attempt.error = error;
    if (failedAt != FailedAt::Veto) { // whoever forbade it kept it from the other hooks
        for (const std::shared_ptr<SendMessageHook> &hook : m_config.sendMessageHooks)
            hook->after(hookContext(*task), attempt, nullptr);
    }
    if (failedAt == FailedAt::Transport || error.kind == ErrorKind::Topic)
        m_core.routes().refreshSoon(task->message.topic);
    if (tryAgain(task, error, failedAt))
        return;
    task->outcome.elapsed = now() - task->acceptedAt;
    giveUp(task, finalError(task->outcome, error));
}

bool SendEngine::tryAgain(SendTask *task, const Error &error, FailedAt failedAt)
{
    const RetryQuestion question{.mode = task->outcome.mode,
                                 .exactQueue = task->queue.has_value(),
                                 .attempts = int(task->outcome.attempts.size()),
                                 .maxAttempts = task->maxAttempts,
                                 .failedAt = failedAt,
                                 .responseCode = error.code.value_or(0),
                                 .accessDenied = error.kind == ErrorKind::Acl};
    if (m_stopped || error.kind == ErrorKind::Shutdown || !shouldRetry(question, m_config.retryResponseCodes))
        return false;
    client::PublishInfo *info = m_core.routes().publishable(task->message.topic);
    if (!info)
        return false;
    startAttempt(task, *info);
    return true;
}

/// An earlier attempt may have stored the message with a status that was worth another one.
void SendEngine::giveUp(SendTask *task, const Error &error)
{
    if (task->stored) {
        task->outcome.result = *task->stored;
        conclude(task);
    } else {
        task->outcome.result = error;
        finish(task);
    }
}

/// The message is stored, or its bytes are on their way. For most that is all.
void SendEngine::conclude(SendTask *task)
{
    if (!task->special || m_stopped)
        finish(task);
    else if (task->isHalf())
        decide(task);
    else if (task->isRequest() && !task->outcome.reply)
        task->special->isReplyAwaited = true;
    else
        finish(task);
}

void SendEngine::decide(SendTask *task)
{
    const quint64 id = task->outcome.id.value;
    m_parked.insert(id, task);
    m_transactions.decide(*task, [this, id](const std::shared_ptr<const TransactionOutcome> &outcome) {
        const remoting::RemotingClient::Cork cork(m_core.remoting());
        if (SendTask *decided = m_parked.value(id)) {
            decided->outcome.transaction = outcome;
            finish(decided);
        }
    });
}

void SendEngine::prepareRequest(SendTask *task)
{
    const quint64 id = task->outcome.id.value;
    m_parked.insert(id, task);
    m_core.serverRequests().awaitReply(task->special->correlationId,
                                       [self = QPointer(this), id](ReplyMessage reply) {
                                           if (self)
                                               self->onReply(id, std::move(reply));
                                       });
    if (!m_replyDeadlines.isActive())
        m_replyDeadlines.start(replySweep);
    const auto remaining = std::max(1ms, duration_cast<milliseconds>(task->deadline - now()));
    m_replyPath.prepare(task->message.topic, remaining, [self = QPointer(this), id] {
        if (!self)
            return;
        const remoting::RemotingClient::Cork cork(self->m_core.remoting());
        if (SendTask *prepared = self->m_parked.value(id))
            self->findRoute(prepared);
    });
}

/// It may come before the broker's answer to the request itself.
void SendEngine::onReply(quint64 id, ReplyMessage reply)
{
    SendTask *task = m_parked.value(id);
    if (!task)
        return;
    reply.arrivedAfter = m_core.clock().now() - task->acceptedAt;
    task->outcome.reply = std::make_shared<const ReplyMessage>(std::move(reply));
    if (task->special->isReplyAwaited)
        finish(task);
}

void SendEngine::expireReplies()
{
    const remoting::RemotingClient::Cork cork(m_core.remoting());
    bool isAnyLeft = false;
    const QHash<quint64, SendTask *> parked = m_parked; // finish() takes from it
    for (SendTask *task : parked) {
        if (!task->isRequest())
            continue;
        isAnyLeft = true;
        if (task->special->isReplyAwaited && now() >= task->deadline) {
            task->outcome.result = noReply(task->message.topic, task->timeout);
            finish(task);
        }
    }
    if (!isAnyLeft)
        m_replyDeadlines.stop();
}

/// The outcome holds its result.
void SendEngine::finish(SendTask *task)
{
    if (task->previous)
        task->previous->next = task->next;
    else
        m_tasks = task->next;
    if (task->next)
        task->next->previous = task->previous;
    task->outcome.elapsed = now() - task->acceptedAt;
    if (task->special) {
        task->outcome.flight = std::move(task->special->flight);
        m_parked.remove(task->outcome.id.value);
        if (task->isRequest())
            m_core.serverRequests().forgetReply(task->special->correlationId);
    }
    m_done.push_back(task);
}

/// A batch is over: gives out what it completed.
void SendEngine::settle()
{
    SendGate::Load load{.queuedBytes = std::exchange(m_writtenBytes, 0)};
    if (m_done.empty() && load.queuedBytes == 0)
        return;
    for (SendTask *task : m_done)
        hand(task, load);
    m_done.clear();
    m_exchange.pool.giveBack(m_spent);
    m_exchange.gate.leave(load);
    // Whoever waited may look at once what is under way, and is gone afterwards.
    for (Handover *waiter : m_released)
        waiter->release();
    m_released.clear();
    if (std::exchange(m_wakeProducer, false))
        Q_EMIT delivered();
}

/// A batch's outcome is that of its members.
void SendEngine::hand(SendTask *task, SendGate::Load &load)
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

void SendEngine::deliver(SendTask &task)
{
    if (task.waiter) {
        task.waiter->outcome = std::move(task.outcome);
        m_released.push_back(&task.waiter->done);
    } else if (task.hasContext) {
        m_wakeProducer |= m_exchange.deliveries.push(
            {std::move(task.context), std::move(task.handler), std::move(task.outcome)});
    } else if (task.handler) {
        task.handler(task.outcome);
    }
}

void SendEngine::failAll(const Error &error)
{
    const remoting::RemotingClient::Cork cork(m_core.remoting());
    m_stopped = error;
    m_lookUps.clear();
    m_accumulator.flush();
    while (SendTask *task = m_tasks) {
        if (task->connection) {
            task->connection->forget(task->outcome.attempts.back().opaque);
            fail(task, error, FailedAt::Transport); // m_stopped: there is no other attempt
        } else if (task->isHalf() && m_parked.contains(task->outcome.id.value)) {
            task->outcome.transaction = m_transactions.undecided(task->outcome, error);
            finish(task);
        } else {
            giveUp(task, error);
        }
    }
}

} // namespace gantry::producer
