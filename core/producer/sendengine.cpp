// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendengine.h"

#include "base/logging.h"
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

constexpr auto detectorInterval = 3s;
constexpr milliseconds detectTimeout = 200ms;
constexpr size_t refreshTimeEvery = 64;
constexpr milliseconds worthAnotherLookUp = 50ms;

Error unknownBroker(const BrokerName &broker, const TopicName &topic)
{
    return {ErrorKind::Route,
            u"The broker[%1] not exist (in the route of topic %2)"_s.arg(broker.text(), topic.text()),
            u"name a broker of the topic's route: gantryctl route shows them"_s, clienterror::brokerNotExist};
}

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
    , m_group(config.group.text().toUtf8())
    , m_createTopicKey(config.createTopicKey.toUtf8())
    , m_core(core)
    , m_exchange(exchange)
    , m_faults(config.sendLatencyFaultEnable)
{
    connect(&core.remoting(), &remoting::RemotingClient::settled, this, &SendEngine::settle);
    connect(&core.remoting(), &remoting::RemotingClient::ticked, this, &SendEngine::expireLookUps);
    connect(&m_detector, &QTimer::timeout, this, &SendEngine::detect);
    if (config.sendLatencyFaultEnable && config.startDetectorEnable)
        m_detector.start(detectorInterval);
}

SendEngine::~SendEngine()
{
    Q_ASSERT(!m_tasks);
}

void SendEngine::takeSubmissions()
{
    const remoting::RemotingClient::Cork cork(m_core.remoting());
    m_exchange.submissions.takeAll(m_batch);
    size_t taken = 0;
    for (std::unique_ptr<SendTask> &task : m_batch) {
        if (taken++ % refreshTimeEvery == 0) // at the first: it may have been accepted after the batch began
            m_core.remoting().refreshBatchTime();
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
    if (m_stopped)
        giveUp(task, *m_stopped);
    else if (client::PublishInfo *info = m_core.routes().publishable(task->message.topic))
        startAttempt(task, *info);
    else
        lookUp(task);
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
        if (info)
            startAttempt(task, **info);
        else if (ranOutOfTime && task->deadline > now() + worthAnotherLookUp)
            lookUp(task);
        else
            giveUp(task, info.error());
    }
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

SendEngine::HealthList SendEngine::health(const client::PublishInfo &info) const
{
    HealthList list(qsizetype(info.brokers().size()));
    for (size_t i = 0; i < info.brokers().size(); ++i) {
        const client::PublishBroker &broker = info.brokers()[i];
        BrokerHealth &health = list[qsizetype(i)];
        health.isSuspect = m_config.avoidSuspectBrokers && broker.channel->isSuspect();
        if (m_faults.isEnabled()) {
            health.isAvailable = m_faults.isAvailable(broker.name, now());
            health.isReachable = m_faults.isReachable(broker.name);
        }
    }
    return list;
}

Result<const client::PublishBroker *> SendEngine::chooseQueue(SendTask &task, client::PublishInfo &info,
                                                              int &queueId)
{
    if (task.queue) {
        const std::optional<quint32> broker = info.brokerIndex(task.queue->broker);
        if (!broker)
            return unknownBroker(task.queue->broker, task.message.topic);
        queueId = task.queue->queueId;
        return &info.broker(*broker);
    }
    SelectionRules rules{.lastBroker = std::nullopt, .latencyFault = m_faults.isEnabled()};
    if (!task.outcome.attempts.isEmpty())
        rules.lastBroker = info.brokerIndex(task.outcome.attempts.back().broker);
    const std::optional<size_t> index =
        selectQueue(info.queues(), info.rotation(task.lane), health(info), rules);
    Q_ASSERT(index); // publishable() has queues
    const client::PublishInfo::Queue &queue = info.queues()[*index];
    queueId = queue.queueId;
    return &info.broker(queue.broker);
}

void SendEngine::startAttempt(SendTask *task, client::PublishInfo &info)
{
    const Clock::TimePoint start = now();
    if (start > task->deadline) {
        giveUp(task, callTimeoutError(task->outcome, task->timeout));
        return;
    }
    int queueId = -1;
    const Result<const client::PublishBroker *> broker = chooseQueue(*task, info, queueId);
    if (!broker) {
        giveUp(task, broker.error());
        return;
    }
    Attempt &record = task->outcome.attempts.emplace_back();
    record.broker = (*broker)->name;
    record.queueId = queueId;
    record.address = (*broker)->address;
    record.startedAfter = start - task->acceptedAt;
    record.budget = task->deadline - start;
    const bool isLast = task->outcome.attempts.size() >= task->maxAttempts;
    if (task->attemptTimeout > 0ms && !isLast)
        record.budget = std::min<std::chrono::nanoseconds>(record.budget, task->attemptTimeout);
    task->wentAway = false;
    if (const Result<void> allowed = forbid(*task); !allowed)
        fail(task, allowed.error(), FailedAt::Veto);
    else
        send(task, **broker);
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
    if (Result<void> appended = appendFrame(*task, broker, attempt.opaque, out); !appended)
        return appended;
    task->outcome.wireBytes = out.size() - before;
    task->connection = *connection;
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

void SendEngine::noteTopic(const TopicName &topic)
{
    if (m_lastTopic == topic)
        return;
    m_lastTopic = topic;
    m_lastTopicUtf8 = topic.text().toUtf8();
    m_ownTopic = TopicName(QString(topic.text().constData(), topic.text().size()));
}

Result<void> SendEngine::appendFrame(const SendTask &task, const client::PublishBroker &broker, qint32 opaque,
                                     QByteArray &out)
{
    const Attempt &attempt = task.outcome.attempts.back();
    noteTopic(task.message.topic);
    const wire::SendMessageHeader header{.producerGroup = m_group,
                                         .topic = m_lastTopicUtf8,
                                         .defaultTopic = m_createTopicKey,
                                         .defaultTopicQueueNums = m_config.defaultTopicQueueNums,
                                         .queueId = attempt.queueId,
                                         .sysFlag = task.sysFlag,
                                         .bornTimestamp = m_core.remoting().batchSinceEpoch().count(),
                                         .flag = task.message.flag,
                                         .properties = task.properties,
                                         .unitMode = m_config.unitMode,
                                         .maxReconsumeTimes = std::nullopt,
                                         .brokerName = broker.utf8};
    const qint32 flag = task.outcome.mode == SendMode::Oneway ? wire::commandflag::oneway : 0;
    remoting::RemotingClient &remoting = m_core.remoting();
    if (!remoting.hasRpcHooks())
        return wire::appendSendFrame(out, remoting.headerType(), wire::requestcode::sendMessageV2, opaque,
                                     flag, header, task.wireBody());
    wire::RemotingCommand command;
    command.code = wire::requestcode::sendMessageV2;
    command.opaque = opaque;
    command.flag = flag;
    command.fields = wire::toFields(header, true);
    command.body = task.wireBody();
    remoting.runRequestHooks(attempt.address, command);
    return wire::encode(command, remoting.headerType(), out);
}

SendMessageContext SendEngine::hookContext(const SendTask &task) const
{
    const Attempt &attempt = task.outcome.attempts.back();
    return {m_config.group,
            task.outcome.mode,
            task.message,
            task.outcome.msgId,
            {task.message.topic, attempt.broker, attempt.queueId},
            attempt.address,
            int(task.outcome.attempts.size())};
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
    if (task->outcome.mode != SendMode::Oneway) {
        if (std::exchange(task->isQueued, false))
            m_writtenBytes += task->message.body.size();
        return;
    }
    const Attempt &attempt = task->outcome.attempts.back();
    noteTopic(task->message.topic);
    setOnewayResult(m_ownTopic, attempt.broker, attempt.queueId, task->outcome.result);
    succeed(task);
}

void SendEngine::onResponse(quintptr token, const wire::CommandView &response)
{
    auto *task = reinterpret_cast<SendTask *>(token);
    const Attempt &attempt = task->outcome.attempts.back();
    m_core.remoting().runResponseHooks(attempt.address, wire::requestcode::sendMessageV2, response);
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
    noteTopic(task->message.topic);
    readSendResult(response, m_ownTopic, attempt.broker, task->outcome.result);
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
        finish(task);
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
                                 .responseCode = error.code.value_or(0)};
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
    if (task->stored)
        task->outcome.result = *task->stored;
    else
        task->outcome.result = error;
    finish(task);
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
    m_done.push_back(task);
}

/// A batch is over: gives out what it completed.
void SendEngine::settle()
{
    SendGate::Load load{.queuedBytes = std::exchange(m_writtenBytes, 0)};
    if (m_done.empty() && load.queuedBytes == 0)
        return;
    for (SendTask *task : m_done) {
        const qsizetype bytes = task->message.body.size();
        load.messages += 1;
        load.bytes += bytes;
        load.queuedBytes += task->isQueued ? bytes : 0;
        deliver(*task);
        m_spent.emplace_back(task);
    }
    m_done.clear();
    m_exchange.pool.giveBack(m_spent);
    m_exchange.gate.leave(load);
    // Whoever waited may look at once what is under way, and is gone afterwards.
    for (QSemaphore *waiter : m_released)
        waiter->release();
    m_released.clear();
    if (std::exchange(m_wakeProducer, false))
        Q_EMIT delivered();
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
    while (SendTask *task = m_tasks) {
        if (task->connection) {
            task->connection->forget(task->outcome.attempts.back().opaque);
            fail(task, error, FailedAt::Transport); // m_stopped: there is no other attempt
        } else {
            giveUp(task, error);
        }
    }
}

void SendEngine::detect()
{
    for (const BrokerName &name : m_faults.takeDueForDetection(now())) {
        const QList<client::BrokerMaster> masters = m_core.routes().masters();
        const auto master = std::ranges::find(masters, name, &client::BrokerMaster::broker);
        if (master == masters.cend() || m_lastTopic.isEmpty()) {
            m_faults.forget(name);
            continue;
        }
        wire::RemotingCommand probe;
        probe.code = wire::requestcode::getMaxOffset;
        probe.fields = wire::Fields{{"topic", m_lastTopicUtf8}, {"queueId", "0"}};
        m_core.remoting().invoke(
            master->address, std::move(probe), detectTimeout,
            [self = QPointer(this), name](const Result<wire::RemotingCommand> &response) {
                if (self && response && response->code == wire::responsecode::success)
                    self->m_faults.setReachable(name);
            });
    }
}

QList<QueueChoice> SendEngine::select(client::PublishInfo &info, int count, quint32 lane)
{
    QList<QueueChoice> choices;
    for (int i = 0; i < count; ++i) {
        const HealthList brokers = health(info);
        const SelectionRules rules{.lastBroker = std::nullopt, .latencyFault = m_faults.isEnabled()};
        const std::optional<size_t> index = selectQueue(info.queues(), info.rotation(lane), brokers, rules);
        const client::PublishInfo::Queue &queue = info.queues()[*index];
        const client::PublishBroker &broker = info.broker(queue.broker);
        QStringList avoided;
        for (qsizetype other = 0; other < brokers.size(); ++other) {
            if (brokers[other].isSuspect)
                avoided.append(info.broker(quint32(other)).name.text() + u" does not answer"_s);
            else if (!brokers[other].isAvailable)
                avoided.append(info.broker(quint32(other)).name.text()
                               + u" is isolated by latency fault tolerance"_s);
        }
        const QString reason = avoided.isEmpty() ? u"next in rotation"_s
                                                 : u"next in rotation; avoided: "_s + avoided.join(", "_L1);
        choices.append({{info.topic(), broker.name, queue.queueId}, broker.address, reason});
    }
    return choices;
}

} // namespace gantry::producer
