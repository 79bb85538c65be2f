// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/handover.h"
#include "base/logging.h"
#include "client/clientconfig.h"
#include "producer/producerprivate.h"
#include "producer/tracehook.h"
#include <gantry/producersettings.h>

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

} // namespace

Error notRunning(Producer::State state)
{
    const QString name = state == Producer::State::CreateJust    ? u"CREATE_JUST"_s
                         : state == Producer::State::StartFailed ? u"START_FAILED"_s
                                                                 : u"SHUTDOWN_ALREADY"_s;
    return {state == Producer::State::ShutdownAlready ? ErrorKind::Shutdown : ErrorKind::Usage,
            u"The producer service state not OK, %1"_s.arg(name), u"start the producer before it sends"_s,
            std::nullopt};
}

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

TraceCounts Producer::traceCounts() const
{
    return d->trace ? d->trace->counts() : TraceCounts{};
}

qint64 Producer::inFlight() const
{
    return d->exchange.gate.messages();
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
    const Result<client::ClientConfig> clientConfig = client::clientConfigOf(d->config);
    if (!clientConfig)
        return clientConfig.error();
    const auto instance = client::InstanceTable::process().join(*clientConfig);
    if (Result<void> known = instance->awaitNameServers(); !known)
        return known;
    if (Result<void> registered = instance->registerGroup(d->config.group); !registered)
        return registered;
    {
        const std::lock_guard lock(d->instanceMutex);
        d->instance = instance;
    }
    d->clientId = instance->clientId();
    d->networkThread = instance->network().thread();
    d->startTrace();
    d->startEngine();
    d->state = State::Running;
    return {};
}

/// Where it cannot be, messages go out all the same: as in Java.
void Producer::Private::startTrace()
{
    if (!config.enableTrace || trace)
        return;
    auto dispatcher = std::make_shared<TraceDispatcher>(config);
    if (const Result<void> started = dispatcher->start(); !started) {
        qCWarning(logging::producer) << "sends are not traced:" << started.error().detail;
        return;
    }
    const auto hook = std::make_shared<TraceHook>(dispatcher);
    config.sendMessageHooks.push_back(hook);
    config.endTransactionHooks.push_back(hook);
    trace = std::move(dispatcher);
}

void Producer::Private::startEngine()
{
    // Waits for the network thread, which has nothing else to do yet: the engine is there when start()
    // returns.
    instance->network().run([this] { engine = new SendEngine(config, instance->core(), exchange); });
    connect(&submitted, &Waker::rung, engine, &SendEngine::onSubmitted, Qt::QueuedConnection);
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
    Handover told;
    instance->network().post([this, &told] {
        delete std::exchange(engine, nullptr);
        instance->core().removeGroup(config.group, unregisterTimeout, [&told] { told.release(); });
    });
    told.acquire();
    exchange.listenerThreads.finish();
    if (trace)
        trace->shutdown();
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

} // namespace gantry
