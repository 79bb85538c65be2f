// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendengine.h"

#include "base/prefetch.h"
#include "producer/sendresponse.h"
#include "remoting/channel.h"
#include "wire/codes.h"

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

/// Java: RemotingSendRequestException, of the second GO_AWAY in a row.
Error goneAway(const Address &address)
{
    return {ErrorKind::Connect,
            u"%1 said GO_AWAY on a new connection, too: it is shutting down"_s.arg(address.text()),
            u"wait until it has restarted; other brokers take messages meanwhile"_s,
            wire::responsecode::goAway};
}

} // namespace

SendEngine::SendEngine(const ProducerConfig &config, client::ClientCore &core, SendExchange &exchange)
    : m_config(config)
    , m_core(core)
    , m_exchange(exchange)
    , m_faults(config.sendLatencyFaultEnable)
    , m_chooser(m_faults, config.avoidSuspectBrokers)
    , m_recorder(core.remoting().clock())
    , m_hooks(m_config)
    , m_lookUps(
          core,
          [this](SendTask *task, client::PublishInfo &info) {
              noteRoute(*task, info, RouteSource::NameServer);
              startAttempt(task, info);
          },
          [this](SendTask *task, const Error &error) { giveUp(task, error); })
    , m_delivery(exchange)
    , m_frames(m_config, core)
    , m_detector(m_config, core, m_faults)
    , m_accumulator(m_config, exchange.pool,
                    [this](std::unique_ptr<SendTask> task) {
                        const remoting::RemotingClient::Cork cork(m_core.remoting());
                        begin(task.release());
                    })
    , m_transactions(m_config, core, exchange.listenerThreads)
    , m_requests(
          core, [this](SendTask *task) { findRoute(task); }, [this](SendTask *task) { finish(task); })
{
    connect(&core.remoting(), &remoting::RemotingClient::settled, this, &SendEngine::settle);
    connect(&core.remoting(), &remoting::RemotingClient::ticked, &m_lookUps, &RouteLookUps::expire);
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
    for (size_t taken = 0; taken < m_batch.size(); ++taken) {
        prefetchSubmission(taken);
        std::unique_ptr<SendTask> &task = m_batch[taken];
        if (taken % refreshTimeEvery == 0) // at the first: it may have been accepted after the batch began
            m_core.remoting().refreshBatchTime();
        m_isStream &= task->outcome.mode == SendMode::Oneway;
        if (task->mayGather && !m_stopped)
            m_accumulator.add(std::move(task));
        else
            begin(task.release());
    }
}

/// The senders wrote them a moment ago, on the other cores: what comes next travels while this one is
/// encoded.
void SendEngine::prefetchSubmission(size_t taken) const
{
    if (taken + 2 < m_batch.size())
        prefetchForWrite(m_batch[taken + 2].get(), SendTask::sharedBytes);
    if (taken + 1 < m_batch.size())
        prefetchForWrite(m_batch[taken + 1]->properties.constData(), SendTask::usualPropertyBytes);
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
        m_requests.prepare(task);
    else
        findRoute(task);
}

void SendEngine::findRoute(SendTask *task)
{
    if (client::PublishInfo *info = m_core.routes().publishable(task->message.topic)) {
        noteRoute(*task, *info, RouteSource::Cache);
        startAttempt(task, *info);
    } else {
        m_lookUps.wait(task);
    }
}

void SendEngine::noteRoute(SendTask &task, const client::PublishInfo &info, RouteSource source) const
{
    if (!task.flight())
        return;
    const std::optional<TopicPublishInfo> snapshot = m_core.routes().snapshot(task.message.topic);
    m_recorder.routed(task, info, source, snapshot && snapshot->borrowed);
}

void SendEngine::startAttempt(SendTask *task, client::PublishInfo &info)
{
    const Clock::TimePoint start = now();
    if (start > task->deadline) {
        giveUp(task, callTimeoutError(task->outcome, task->timeout));
        return;
    }
    SelectionRules rules;
    if (task->flight())
        m_chooser.setRules(*task, info, rules);
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
    if (const Result<void> allowed = m_hooks.check(*task); !allowed)
        fail(task, allowed.error(), FailedAt::Veto);
    else
        send(task, *chosen->broker);
}

void SendEngine::send(SendTask *task, const client::PublishBroker &broker)
{
    m_hooks.before(*task);
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

void SendEngine::onWritten(quintptr token)
{
    auto *task = reinterpret_cast<SendTask *>(token);
    if (task->special)
        m_recorder.written(*task);
    if (task->outcome.mode != SendMode::Oneway) {
        m_delivery.noteWritten(*task);
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
    m_hooks.after(*task, &result);
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
    task->stored = std::make_unique<SendResult>(result); // given back when no other attempt does better
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
    if (failedAt != FailedAt::Veto) // whoever forbade it kept it from the other hooks
        m_hooks.after(*task, nullptr);
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
    else if (!task->isRequest() || !m_requests.awaitsReply(*task))
        finish(task);
}

void SendEngine::decide(SendTask *task)
{
    const quint64 id = task->outcome.id.value;
    m_undecided.insert(id, task);
    m_transactions.decide(*task, [this, id](const std::shared_ptr<const TransactionOutcome> &outcome) {
        const remoting::RemotingClient::Cork cork(m_core.remoting());
        if (SendTask *decided = m_undecided.value(id)) {
            decided->outcome.transaction = outcome;
            finish(decided);
        }
    });
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
        m_undecided.remove(task->outcome.id.value);
        if (task->isRequest())
            m_requests.forget(*task);
    }
    m_delivery.add(task);
}

void SendEngine::settle()
{
    if (m_delivery.settle())
        Q_EMIT delivered();
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
        } else if (task->isHalf() && m_undecided.contains(task->outcome.id.value)) {
            task->outcome.transaction = m_transactions.undecided(task->outcome, error);
            finish(task);
        } else {
            giveUp(task, error);
        }
    }
}

} // namespace gantry::producer
