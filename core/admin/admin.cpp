// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/admincalls.h"
#include "base/handover.h"
#include "client/clientinstance.h"
#include <gantry/admin.h>

#include <QCoreApplication>
#include <QThread>

#include <functional>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry {

using admin::AdminCalls;

namespace {

/// Waiting on a GUI's thread would freeze the window; core must not link Gui to ask properly.
bool isGuiThread()
{
    const QCoreApplication *application = QCoreApplication::instance();
    return application && application->inherits("QGuiApplication")
           && application->thread() == QThread::currentThread();
}

} // namespace

class Admin::Private
{
public:
    explicit Private(ProducerConfig producerConfig)
        : config(std::move(producerConfig))
    {
    }

    [[nodiscard]] client::ClientConfig clientConfig(const QList<Address> &nameServers) const;
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

    ProducerConfig config;
    std::unique_ptr<client::ClientInstance> instance;
};

Admin::Admin(ProducerConfig config)
    : d(std::make_unique<Private>(std::move(config)))
{
}

Admin::~Admin() = default;

client::ClientConfig Admin::Private::clientConfig(const QList<Address> &nameServers) const
{
    client::ClientConfig client;
    client.clientId = client::buildClientId(client::uniqueInstanceName(), config.unitName);
    client.nameServers = nameServers;
    client.remoting.headerType =
        config.headerFormat == HeaderFormat::Json ? wire::HeaderType::Json : wire::HeaderType::RocketMq;
    client.remoting.tls = config.tls;
    client.remoting.connectTimeout = config.connectTimeout;
    client.remoting.addressMap = config.addressMap;
    client.remoting.rpcHooks = config.rpcHooks;
    return client;
}

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
    const Result<QList<Address>> nameServers = client::parseNameServers(d->config.nameServers);
    if (!nameServers)
        return nameServers.error();
    d->instance = std::make_unique<client::ClientInstance>(d->clientConfig(*nameServers));
    return {};
}

Result<QStringList> Admin::topics(milliseconds timeout)
{
    return d->wait<QStringList>([&](const AdminCalls &calls, Completion<QStringList> completion) {
        calls.topics(timeout, std::move(completion));
    });
}

Result<ClusterView> Admin::cluster(milliseconds timeout)
{
    return d->wait<ClusterView>([&](const AdminCalls &calls, const Completion<ClusterView> &completion) {
        calls.cluster(timeout, completion);
    });
}

Result<void> Admin::createTopic(const TopicSpec &spec, milliseconds timeout)
{
    return d->wait<void>([&](const AdminCalls &calls, Completion<void> completion) {
        calls.createTopic(spec, timeout, std::move(completion));
    });
}

Result<void> Admin::deleteTopic(const TopicName &topic, milliseconds timeout)
{
    return d->wait<void>([&](const AdminCalls &calls, const Completion<void> &completion) {
        calls.deleteTopic(topic, timeout, completion);
    });
}

Result<TopicStats> Admin::topicStats(const TopicName &topic, milliseconds timeout)
{
    return d->wait<TopicStats>([&](const AdminCalls &calls, const Completion<TopicStats> &completion) {
        calls.topicStats(topic, timeout, completion);
    });
}

Result<QList<NameServerRoute>> Admin::routeAtEachNameServer(const TopicName &topic, milliseconds timeout)
{
    using Routes = QList<NameServerRoute>;
    return d->wait<Routes>([&](const AdminCalls &calls, Completion<Routes> completion) {
        calls.routeAtEachNameServer(topic, timeout, std::move(completion));
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

Result<ProducerConnections> Admin::producerConnections(const GroupName &group, milliseconds timeout)
{
    return d->wait<ProducerConnections>(
        [&](const AdminCalls &calls, const Completion<ProducerConnections> &completion) {
            calls.producerConnections(group, timeout, completion);
        });
}

Result<StoredMessage> Admin::viewMessage(const IdText &offsetMsgId, const TopicName &topic,
                                         milliseconds timeout)
{
    return d->wait<StoredMessage>([&](const AdminCalls &calls, const Completion<StoredMessage> &completion) {
        calls.viewMessage(offsetMsgId, topic, timeout, completion);
    });
}

Result<StoredMessages> Admin::queryByUniqueKey(const TopicName &topic, const QString &key,
                                               milliseconds timeout)
{
    return d->wait<StoredMessages>(
        [&](const AdminCalls &calls, const Completion<StoredMessages> &completion) {
            calls.queryByUniqueKey(topic, key, timeout, completion);
        });
}

Result<StoredMessages> Admin::queryByKey(const KeyQuery &query, milliseconds timeout)
{
    return d->wait<StoredMessages>(
        [&](const AdminCalls &calls, const Completion<StoredMessages> &completion) {
            calls.queryByKey(query, timeout, completion);
        });
}

Result<StoredMessages> Admin::readQueues(const QueueRead &read, milliseconds timeout)
{
    return d->wait<StoredMessages>(
        [&](const AdminCalls &calls, const Completion<StoredMessages> &completion) {
            calls.readQueues(read, timeout, completion);
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
