// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/handover.h"
#include "client/threadindex.h"
#include "producer/producerprivate.h"
#include "producer/recall.h"
#include "producer/serverstates.h"
#include "wire/topicname.h"

#include <memory>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry {

using namespace producer;

template<typename T, typename Call>
Result<T> Producer::Private::awaitAnswer(Call call) const
{
    Result<T> answer = notRunning(State::ShutdownAlready);
    Handover done;
    // Released when the last copy goes: also when the network thread ends without an answer.
    std::shared_ptr<void> last(nullptr, [&done](void *) { done.release(); });
    if (auto shared = sharedInstance()) {
        client::ClientInstance *target = shared.get(); // which runs what was posted, also when it ends
        shared->network().post([target, call = std::move(call), last, &answer] {
            call(target->core(), [last, &answer](const Result<T> &result) { answer = result; });
        });
    }
    last.reset();
    done.acquire();
    return answer;
}

/// Asks for the topic's route, and waits for it.
Result<void> Producer::Private::lookUp(const TopicName &topic, milliseconds timeout)
{
    if (Result<void> checked = wire::checkTopicName(topic); !checked)
        return checked.error();
    if (Result<void> running = checkState(); !running)
        return running.error();
    return awaitAnswer<void>([topic, timeout](client::ClientCore &core, const Completion<void> &completion) {
        core.routes().find(topic, timeout, [completion](const Result<client::PublishInfo *> &info) {
            completion(info ? Result<void>() : info.error());
        });
    });
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

/// Runs `choose(info, engine)` on the network thread, once the route is known: as a send, which asks only
/// when it knows none. Errors: as lookUp().
template<typename Choose>
Result<void> Producer::Private::onRoute(const TopicName &topic, Choose choose)
{
    if (Result<void> running = checkState(); !running)
        return running;
    bool isDone = false;
    const auto tryNow = [&](client::ClientCore &core) {
        client::PublishInfo *info = core.routes().publishable(topic);
        isDone = info && engine;
        if (isDone)
            choose(*info, *engine);
    };
    onNetwork(tryNow);
    if (isDone)
        return {};
    if (Result<void> found = lookUp(topic, config.sendTimeout); !found)
        return found;
    onNetwork(tryNow);
    return {};
}

Result<QList<QueueChoice>> Producer::selectQueues(const TopicName &topic, int count)
{
    QList<QueueChoice> choices;
    const quint32 lane = client::currentThreadLane();
    const Result<void> found = d->onRoute(topic, [&](client::PublishInfo &info, const SendEngine &engine) {
        choices = engine.chooser().preview(info, count, lane, Clock::TimePoint::clock::now());
    });
    if (!found)
        return found.error();
    return choices;
}

Result<QueueChoice> Producer::selectQueue(const TopicName &topic, const MessageQueueSelector &selector)
{
    Result<QueueChoice> choice = notRunning(State::ShutdownAlready);
    const Result<void> found = d->onRoute(topic, [&](client::PublishInfo &info, const SendEngine &) {
        choice = QueueChooser::preview(info, selector);
    });
    if (!found)
        return found.error();
    return choice;
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

/// Java: DefaultMQProducerImpl#recallMessage
Result<QString> Producer::recallMessage(const TopicName &topic, const QString &recallHandle,
                                        milliseconds timeout)
{
    if (topic.text().startsWith("%RETRY%"_L1) || topic.text().startsWith("%DLQ%"_L1))
        return Error{ErrorKind::Usage, u"topic is not supported (%1)"_s.arg(topic.text()),
                     u"give the topic that the message was sent to"_s, std::nullopt};
    if (const Result<RecallHandle> handle = readRecallHandle(recallHandle); !handle)
        return handle.error();
    if (const Result<void> found = d->lookUp(topic, timeout); !found)
        return found.error();
    return d->awaitAnswer<QString>([&](client::ClientCore &core, const Completion<QString> &completion) {
        recall(core, d->config.group, topic, recallHandle, timeout, completion);
    });
}

} // namespace gantry
