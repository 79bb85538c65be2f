// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/waker.h"
#include "client/clientinstance.h"
#include "producer/messagepacker.h"
#include "producer/packerpool.h"
#include "producer/sendengine.h"
#include "producer/serverstates.h"
#include "wire/topicname.h"
#include <gantry/messagecheck.h>
#include <gantry/producer.h>
#include <gantry/producersettings.h>

#include <QCoreApplication>
#include <QPromise>

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace gantry {

using namespace producer;

namespace {

/// Brokers forget a producer by themselves after two minutes; an exit need not wait long to tell them.
constexpr milliseconds unregisterTimeout = 1000ms;
/// What Java can say in its int of milliseconds: 24 days.
constexpr milliseconds longestTimeout{std::numeric_limits<qint32>::max()};

Error notRunning(Producer::State state)
{
    const QString name = state == Producer::State::CreateJust    ? u"CREATE_JUST"_s
                         : state == Producer::State::StartFailed ? u"START_FAILED"_s
                                                                 : u"SHUTDOWN_ALREADY"_s;
    return {state == Producer::State::ShutdownAlready ? ErrorKind::Shutdown : ErrorKind::Usage,
            u"The producer service state not OK, %1"_s.arg(name), u"start the producer before it sends"_s,
            std::nullopt};
}

/// Waiting on a GUI's thread would freeze the window; core must not link Gui to ask properly.
bool isGuiThread()
{
    const QCoreApplication *application = QCoreApplication::instance();
    return application && application->inherits("QGuiApplication")
           && application->thread() == QThread::currentThread();
}

} // namespace

class Producer::Private : public QObject
{
public:
    explicit Private(ProducerConfig producerConfig)
        : config(std::move(producerConfig))
        , exchange({.messages = config.maxInFlight,
                    .bytes = config.maxInFlightBytes,
                    .queuedBytes = config.maxQueuedBytes})
    {
    }

    [[nodiscard]] client::ClientConfig clientConfig(const QList<Address> &nameServers) const;
    [[nodiscard]] Result<void> checkState() const;
    [[nodiscard]] bool isNetworkThread() const { return networkThread == QThread::currentThread(); }
    [[nodiscard]] std::unique_ptr<SendTask> makeTask(SendMode mode, Message &&message,
                                                     const SendOptions &options);
    [[nodiscard]] Result<SendId> accept(std::unique_ptr<SendTask> task);
    [[nodiscard]] Result<void> passGate(const SendTask &task);
    [[nodiscard]] bool packsElsewhere(const SendTask &task) const;
    [[nodiscard]] PackerPool &packers();
    [[nodiscard]] std::shared_ptr<client::ClientInstance> sharedInstance() const;
    template<typename Job>
    void onNetwork(Job job) const;
    [[nodiscard]] Result<void> lookUp(const TopicName &topic, milliseconds timeout);
    void startEngine();
    void stopEngine(std::chrono::milliseconds grace);
    void deliver();

    ProducerConfig config;
    SendExchange exchange;
    mutable std::mutex instanceMutex; ///< other threads may ask while this one shuts down
    std::shared_ptr<client::ClientInstance> instance;
    QString clientId;
    std::atomic<QThread *> networkThread = nullptr; ///< read by sending threads, which leave `instance` alone
    SendEngine *engine = nullptr;                   ///< lives on the network thread
    std::atomic<State> state = State::CreateJust;
    std::atomic<quint64> lastId = 0;
    Waker submitted;
    std::once_flag packersMade;
    std::unique_ptr<PackerPool> packerPool; ///< made when there is something to pack; the first to go
};

Producer::Producer(ProducerConfig config)
    : d(std::make_unique<Private>(std::move(config)))
{
}

Producer::~Producer()
{
    shutdown();
}

Producer::State Producer::state() const
{
    return d->state;
}

const ProducerConfig &Producer::config() const
{
    return d->config;
}

QString Producer::clientId() const
{
    return d->clientId;
}

qint64 Producer::inFlight() const
{
    return d->exchange.gate.messages();
}

client::ClientConfig Producer::Private::clientConfig(const QList<Address> &nameServers) const
{
    client::ClientConfig client;
    const bool isDefault = config.instanceName == "DEFAULT"_L1;
    client.clientId = client::buildClientId(isDefault ? client::uniqueInstanceName() : config.instanceName,
                                            config.unitName);
    client.nameServers = nameServers;
    client.remoting.headerType =
        config.headerFormat == HeaderFormat::Json ? wire::HeaderType::Json : wire::HeaderType::RocketMq;
    client.remoting.tls = config.tls;
    client.remoting.connectTimeout = config.connectTimeout;
    client.remoting.addressMap = config.addressMap;
    client.remoting.rpcHooks = config.rpcHooks;
    client.routes = {.defaultTopicQueues = config.defaultTopicQueueNums, .useVip = config.vipChannel};
    client.pollNameServerInterval = config.pollNameServerInterval;
    client.heartbeatBrokerInterval = config.heartbeatBrokerInterval;
    return client;
}

/// Java: DefaultMQProducerImpl#start
Result<void> Producer::start()
{
    if (d->state != State::CreateJust && d->state != State::StartFailed)
        return Error{ErrorKind::Usage,
                     u"The producer service state not OK, maybe started once, %1"_s.arg(
                         d->state == State::Running ? u"RUNNING"_s : u"SHUTDOWN_ALREADY"_s),
                     u"make a new producer: one can be started once"_s, std::nullopt};
    d->state = State::StartFailed;
    if (Result<void> checked = checkProducerConfig(d->config); !checked)
        return checked;
    const Result<QList<Address>> nameServers = client::parseNameServers(d->config.nameServers);
    if (!nameServers)
        return nameServers.error();
    const auto instance = client::InstanceTable::process().join(d->clientConfig(*nameServers));
    if (Result<void> registered = instance->registerGroup(d->config.group); !registered)
        return registered;
    {
        const std::lock_guard lock(d->instanceMutex);
        d->instance = instance;
    }
    d->clientId = instance->clientId();
    d->networkThread = instance->network().thread();
    d->startEngine();
    d->state = State::Running;
    return {};
}

void Producer::Private::startEngine()
{
    // Waits for the network thread, which has nothing else to do yet: the engine is there when start()
    // returns.
    instance->network().run([this] { engine = new SendEngine(config, instance->core(), exchange); });
    connect(&submitted, &Waker::rung, engine, &SendEngine::takeSubmissions, Qt::QueuedConnection);
    connect(engine, &SendEngine::delivered, this, &Private::deliver, Qt::QueuedConnection);
}

void Producer::shutdown(milliseconds grace)
{
    if (d->state == State::Running) {
        d->state = State::ShutdownAlready;
        d->stopEngine(grace);
    } else {
        d->state = State::ShutdownAlready;
    }
}

void Producer::Private::stopEngine(milliseconds grace)
{
    exchange.gate.close();
    if (!exchange.gate.waitEmpty(Clock::TimePoint::clock::now() + grace)) {
        instance->network().run([this] {
            engine->failAll({ErrorKind::Shutdown,
                             u"the producer was shut down before the send had an outcome"_s,
                             u"the message may be stored all the same"_s, std::nullopt});
        });
        static_cast<void>(exchange.gate.waitEmpty(Clock::TimePoint::max()));
    }
    QSemaphore told;
    instance->network().post([this, &told] {
        delete std::exchange(engine, nullptr);
        instance->core().removeGroup(config.group, unregisterTimeout, [&told] { told.release(); });
    });
    told.acquire();
    instance->unregisterGroup(config.group);
    networkThread = nullptr;
    std::shared_ptr<client::ClientInstance> last; // its end takes its time, and must not hold up who asks
    {
        const std::lock_guard lock(instanceMutex);
        last = std::move(instance);
    }
    last.reset();
    deliver();
}

Result<void> Producer::Private::checkState() const
{
    const State now = state;
    if (now == State::Running)
        return {};
    return notRunning(now);
}

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
    if (mode == SendMode::Sync && options.queue)
        task->maxAttempts = 1;
    task->queue = options.queue;
    if (options.recordFlight)
        task->flight = std::make_shared<SendFlight>();
    return task;
}

Result<void> Producer::Private::passGate(const SendTask &task)
{
    const qint64 bytes = task.message.body.size();
    // The network thread must never wait for itself to make room.
    const bool mayWait = config.whenFull == WhenFull::Wait && !isNetworkThread() && !isGuiThread();
    if (mayWait ? exchange.gate.enter(bytes, task.deadline) : exchange.gate.tryEnter(bytes)) {
        if (state == State::Running)
            return {};
        exchange.gate.leave({.messages = 1, .bytes = bytes, .queuedBytes = bytes});
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
    task->acceptedAt = Clock::TimePoint::clock::now();
    task->deadline = task->acceptedAt + task->timeout;
    task->lane = client::currentThreadLane();
    const bool isPackedElsewhere = packsElsewhere(*task);
    if (!isPackedElsewhere)
        packMessage(*task, config);
    if (Result<void> passed = passGate(*task); !passed)
        return passed.error();
    const SendId id{lastId.fetch_add(1, std::memory_order_relaxed) + 1};
    task->outcome.id = id;
    if (isPackedElsewhere)
        packers().add(std::move(task));
    else if (exchange.submissions.push(std::move(task)))
        submitted.ring();
    return id;
}

/// To compress an asynchronous message here would keep its sender to one core. Whoever waits for the outcome
/// or named a queue has an order in mind.
bool Producer::Private::packsElsewhere(const SendTask &task) const
{
    return task.outcome.mode == SendMode::Async && !task.queue
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

SendOutcome Producer::send(Message message, const SendOptions &options)
{
    SendOutcome refused;
    refused.mode = SendMode::Sync;
    refused.topic = message.topic;
    refused.bodyBytes = message.body.size();
    if (d->isNetworkThread() || isGuiThread()) {
        refused.result = Error{ErrorKind::Usage, u"send() would block this thread"_s,
                               u"use sendAsync(), or send() on a thread of its own"_s, std::nullopt};
        return refused;
    }
    OutcomeWaiter waiter;
    std::unique_ptr<SendTask> task = d->makeTask(SendMode::Sync, std::move(message), options);
    task->waiter = &waiter;
    if (const Result<SendId> id = d->accept(std::move(task)); !id) {
        refused.result = id.error();
        return refused;
    }
    waiter.done.acquire();
    return std::move(waiter.outcome);
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
    SendOutcome refused;
    refused.mode = SendMode::Async;
    refused.topic = message.topic;
    refused.bodyBytes = message.body.size();
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

void Producer::Private::deliver()
{
    std::vector<Delivery> batch;
    exchange.deliveries.takeAll(batch);
    for (const Delivery &delivery : batch) {
        if (delivery.context) // a QPointer, looked into on this thread only
            delivery.handler(delivery.outcome);
    }
}

std::shared_ptr<client::ClientInstance> Producer::Private::sharedInstance() const
{
    const std::lock_guard lock(instanceMutex);
    return instance;
}

/// Runs `job(core)` on the network thread and waits for it; does nothing unless there is one.
template<typename Job>
void Producer::Private::onNetwork(Job job) const
{
    if (const auto shared = sharedInstance())
        shared->network().run([&] { job(shared->core()); });
}

/// Asks for the topic's route, and waits for it.
Result<void> Producer::Private::lookUp(const TopicName &topic, milliseconds timeout)
{
    if (Result<void> checked = wire::checkTopicName(topic); !checked)
        return checked.error();
    if (Result<void> running = checkState(); !running)
        return running.error();
    Result<void> found = notRunning(State::ShutdownAlready);
    QSemaphore done;
    // Released when the last copy goes: also when the network thread ends without an answer.
    std::shared_ptr<void> last(nullptr, [&done](void *) { done.release(); });
    if (auto shared = sharedInstance()) {
        client::ClientInstance *target = shared.get(); // which runs what was posted, also when it ends
        shared->network().post([target, topic, timeout, last, &found] {
            target->core().routes().find(topic, timeout,
                                         [last, &found](const Result<client::PublishInfo *> &info) {
                                             found = info ? Result<void>() : info.error();
                                         });
        });
    }
    last.reset();
    done.acquire();
    return found;
}

Result<TopicPublishInfo> Producer::route(const TopicName &topic, milliseconds timeout)
{
    const Result<void> found = d->lookUp(topic, timeout);
    std::optional<TopicPublishInfo> snapshot;
    d->onNetwork([&](client::ClientCore &core) { snapshot = core.routes().snapshot(topic); });
    // A route without a writable queue is an answer, too; and sends go on by a route that nobody confirms.
    if (snapshot)
        return *snapshot;
    return found ? notRunning(State::ShutdownAlready) : found.error();
}

Result<QList<QueueChoice>> Producer::selectQueues(const TopicName &topic, int count)
{
    if (Result<void> running = d->checkState(); !running)
        return running.error();
    std::optional<QList<QueueChoice>> choices;
    const quint32 lane = client::currentThreadLane();
    const auto choose = [&](client::ClientCore &core) {
        client::PublishInfo *info = core.routes().publishable(topic);
        if (info && d->engine)
            choices = d->engine->select(*info, count, lane);
    };
    d->onNetwork(choose);
    if (choices)
        return *choices; // as a send, which asks for a route only when it knows none
    if (const Result<void> found = d->lookUp(topic, d->config.sendTimeout); !found)
        return found.error();
    d->onNetwork(choose);
    return choices.value_or(QList<QueueChoice>());
}

QList<ServerConnection> Producer::connections() const
{
    QList<ServerConnection> connections;
    d->onNetwork([&](client::ClientCore &core) { connections = serverConnections(core); });
    return connections;
}

QList<BrokerPenalty> Producer::penalties() const
{
    QList<BrokerPenalty> penalties;
    d->onNetwork([&](client::ClientCore &core) {
        if (d->engine)
            penalties = brokerPenalties(core, d->engine->faults(), d->config.avoidSuspectBrokers);
    });
    return penalties;
}

} // namespace gantry
