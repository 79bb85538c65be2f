// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/admincalls.h"
#include "base/guithread.h"
#include "base/handover.h"
#include "client/clientconfig.h"
#include "client/clientinstance.h"
#include <gantry/admin.h>

#include <functional>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry {

using admin::AdminCalls;

namespace {

/// A namespace's own topics, as its users call them.
QStringList within(const wire::Namespace &nameSpace, const QStringList &topics)
{
    if (nameSpace.isEmpty())
        return topics;
    QStringList own;
    for (const QString &topic : topics) {
        if (const QString name = nameSpace.strip(topic); name != topic)
            own.append(name);
    }
    return own;
}

} // namespace

class Admin::Private
{
public:
    explicit Private(ProducerConfig producerConfig)
        : config(std::move(producerConfig))
        , nameSpace(client::namespaceOf(config))
    {
    }

    [[nodiscard]] Result<void> checkMayWait() const;

    /// Starts `call` on the network thread and waits until it has completed.
    template<typename T>
    [[nodiscard]] Result<T> wait(const std::function<void(const AdminCalls &, Completion<T>)> &call)
    {
        if (const Result<void> mayWait = checkMayWait(); !mayWait)
            return mayWait.error();
        Result<T> result = Error{};
        Handover done;
        instance->network().post([&] {
            call(AdminCalls(instance->core(), config.vipChannel), [&](Result<T> completed) {
                result = std::move(completed);
                done.release();
            });
        });
        done.acquire();
        return result;
    }

    /// As wait(); topics come without the namespace.
    template<typename Call>
    [[nodiscard]] Result<StoredMessages> read(const Call &call)
    {
        Result<StoredMessages> found = wait<StoredMessages>(call);
        for (qsizetype i = 0; found && !nameSpace.isEmpty() && i < found->messages.size(); ++i)
            found->messages[i].queue.topic = nameSpace.strip(found->messages[i].queue.topic);
        return found;
    }

    ProducerConfig config;
    const wire::Namespace nameSpace;
    std::unique_ptr<client::ClientInstance> instance;
};

Admin::Admin(ProducerConfig config)
    : d(std::make_unique<Private>(std::move(config)))
{
}

Admin::~Admin() = default;

Result<void> Admin::Private::checkMayWait() const
{
    if (!instance)
        return Error{ErrorKind::Usage, u"the admin client is not started"_s, u"call start() first"_s,
                     std::nullopt};
    if (instance->network().isCurrent() || isGuiThread())
        return Error{ErrorKind::Usage, u"an admin call would block this thread"_s,
                     u"call it on a thread of its own"_s, std::nullopt};
    return {};
}

/// Java: DefaultMQAdminExtImpl#start
Result<void> Admin::start()
{
    if (d->instance)
        return Error{ErrorKind::Usage, u"the admin client is started already"_s, {}, std::nullopt};
    ProducerConfig config = d->config;
    config.instanceName = u"DEFAULT"_s; // a client of its own
    Result<client::ClientConfig> clientConfig = client::clientConfigOf(config);
    if (!clientConfig)
        return clientConfig.error();
    auto instance = std::make_unique<client::ClientInstance>(*clientConfig);
    if (Result<void> known = instance->awaitNameServers(); !known)
        return known;
    d->instance = std::move(instance);
    return {};
}

Result<QStringList> Admin::topics(milliseconds timeout)
{
    Result<QStringList> topics =
        d->wait<QStringList>([&](const AdminCalls &calls, Completion<QStringList> completion) {
            calls.topics(timeout, std::move(completion));
        });
    if (topics)
        topics = within(d->nameSpace, *topics);
    return topics;
}

Result<ClusterView> Admin::cluster(milliseconds timeout)
{
    return d->wait<ClusterView>([&](const AdminCalls &calls, const Completion<ClusterView> &completion) {
        calls.cluster(timeout, completion);
    });
}

Result<void> Admin::createTopic(const TopicSpec &spec, milliseconds timeout)
{
    TopicSpec wrapped = spec;
    wrapped.topic = d->nameSpace.wrap(spec.topic);
    return d->wait<void>([&](const AdminCalls &calls, Completion<void> completion) {
        calls.createTopic(wrapped, timeout, std::move(completion));
    });
}

Result<void> Admin::deleteTopic(const TopicName &topic, milliseconds timeout)
{
    return d->wait<void>([&](const AdminCalls &calls, const Completion<void> &completion) {
        calls.deleteTopic(d->nameSpace.wrap(topic), timeout, completion);
    });
}

Result<TopicStats> Admin::topicStats(const TopicName &topic, milliseconds timeout)
{
    return d->wait<TopicStats>([&](const AdminCalls &calls, const Completion<TopicStats> &completion) {
        calls.topicStats(d->nameSpace.wrap(topic), timeout, completion);
    });
}

Result<QList<NameServerRoute>> Admin::routeAtEachNameServer(const TopicName &topic, milliseconds timeout)
{
    using Routes = QList<NameServerRoute>;
    return d->wait<Routes>([&](const AdminCalls &calls, Completion<Routes> completion) {
        calls.routeAtEachNameServer(d->nameSpace.wrap(topic), timeout, std::move(completion));
    });
}

Result<QList<BrokerReachability>> Admin::probeBrokers(const TopicRoute &route, ProbeOptions options,
                                                      milliseconds timeout)
{
    using Rows = QList<BrokerReachability>;
    return d->wait<Rows>([&](const AdminCalls &calls, Completion<Rows> completion) {
        calls.probeBrokers(route, options, timeout, std::move(completion));
    });
}

Result<QList<TrialSend>> Admin::trySends(const TopicName &topic, const TopicRoute &route,
                                         milliseconds timeout)
{
    using Rows = QList<TrialSend>;
    return d->wait<Rows>([&](const AdminCalls &calls, Completion<Rows> completion) {
        calls.trySends(d->nameSpace.wrap(d->config.group), d->nameSpace.wrap(topic), route, timeout,
                       std::move(completion));
    });
}

Result<ProducerConnections> Admin::producerConnections(const GroupName &group, milliseconds timeout)
{
    return d->wait<ProducerConnections>(
        [&](const AdminCalls &calls, const Completion<ProducerConnections> &completion) {
            calls.producerConnections(d->nameSpace.wrap(group), timeout, completion);
        });
}

Result<StoredMessage> Admin::viewMessage(const IdText &offsetMsgId, const TopicName &topic,
                                         milliseconds timeout)
{
    const Result<StoredMessages> viewed =
        d->read([&](const AdminCalls &calls, const Completion<StoredMessages> &completion) {
            calls.viewMessage(offsetMsgId, d->nameSpace.wrap(topic), timeout,
                              [completion](const Result<StoredMessage> &message) {
                                  if (message)
                                      completion(StoredMessages{{*message}, {}});
                                  else
                                      completion(message.error());
                              });
        });
    if (!viewed)
        return viewed.error();
    return viewed->messages.first();
}

Result<StoredMessages> Admin::queryByUniqueKey(const TopicName &topic, const QString &key,
                                               milliseconds timeout)
{
    return d->read([&](const AdminCalls &calls, const Completion<StoredMessages> &completion) {
        calls.queryByUniqueKey(d->nameSpace.wrap(topic), key, timeout, completion);
    });
}

Result<StoredMessages> Admin::queryByKey(const KeyQuery &query, milliseconds timeout)
{
    KeyQuery wrapped = query;
    wrapped.topic = d->nameSpace.wrap(query.topic);
    return d->read([&](const AdminCalls &calls, const Completion<StoredMessages> &completion) {
        calls.queryByKey(wrapped, timeout, completion);
    });
}

Result<StoredMessages> Admin::readQueues(const QueueRead &read, milliseconds timeout)
{
    QueueRead wrapped = read;
    wrapped.topic = d->nameSpace.wrap(read.topic);
    return d->read([&](const AdminCalls &calls, const Completion<StoredMessages> &completion) {
        calls.readQueues(wrapped, timeout, completion);
    });
}

qint64 TopicStats::messages() const
{
    qint64 sum = 0;
    for (const TopicQueueStats &queue : queues)
        sum += queue.messages();
    return sum;
}

} // namespace gantry
