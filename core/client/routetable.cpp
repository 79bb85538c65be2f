// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/routetable.h"

#include "base/logging.h"
#include "client/nameservers.h"
#include "remoting/remotingclient.h"
#include "wire/accessrefusal.h"
#include "wire/codes.h"
#include "wire/route.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace gantry::client {

namespace {

/// Java 5.2 and later always borrow from this one, whatever createTopicKey says.
TopicName templateTopic()
{
    return TopicName(u"TBW102"_s);
}

constexpr milliseconds refreshTimeout = 3000ms; // mqClientApiTimeout
constexpr milliseconds refreshPause = 1000ms;

/// A NameServer refused, in contrast to: none could be asked.
bool isAnswer(const Error &error)
{
    return error.kind == ErrorKind::Topic
           || (error.kind == ErrorKind::NameServer && error.code < clienterror::connectBroker);
}

Error noRoute(const TopicName &topic, const QString &why)
{
    return {ErrorKind::Route, u"No route info of this topic: %1 (%2)"_s.arg(topic.text(), why),
            u"create the topic, or let the brokers create it (autoCreateTopicEnable); check its name and its "
            "write permission"_s,
            clienterror::notFoundTopic};
}

} // namespace

wire::RemotingCommand routeRequest(const TopicName &topic)
{
    wire::RemotingCommand command;
    command.code = wire::requestcode::getRouteInfoByTopic;
    command.fields = wire::Fields{{"topic", topic.text().toUtf8()}, {"acceptStandardJsonOnly", "true"}};
    return command;
}

Result<TopicRoute> routeOf(const TopicName &topic, const wire::RemotingCommand &response)
{
    if (response.code == wire::responsecode::success)
        return wire::topicRoute(response.body);
    const QString remark = response.remark.value_or(QString());
    // Of a proxy: NameServers let everybody look up routes.
    if (const std::optional<wire::AccessTrouble> trouble = wire::accessTrouble(response.code, remark))
        return Error{ErrorKind::Acl, u"the route of %1 was refused: %2"_s.arg(topic.text(), remark),
                     wire::accessHint(*trouble), response.code};
    const bool isUnknown = response.code == wire::responsecode::topicNotExist;
    return Error{isUnknown ? ErrorKind::Topic : ErrorKind::NameServer,
                 isUnknown ? u"no NameServer knows the topic %1"_s.arg(topic.text())
                           : u"the NameServer refused the route of %1: %2"_s.arg(topic.text(), remark),
                 {},
                 response.code};
}

RouteTable::RouteTable(NameServers &nameServers, remoting::RemotingClient &remoting, const Clock &clock,
                       Config config, QObject *parent)
    : QObject(parent)
    , m_nameServers(nameServers)
    , m_remoting(remoting)
    , m_clock(clock)
    , m_config(config)
{
}

RouteTable::~RouteTable()
{
    qDeleteAll(m_entries);
}

PublishInfo *RouteTable::publishable(const TopicName &topic)
{
    if (!m_lastEntry || m_lastTopic != topic) {
        m_lastTopic = topic;
        m_lastEntry = m_entries.value(topic);
    }
    return m_lastEntry && !m_lastEntry->info->isEmpty() ? m_lastEntry->info.get() : nullptr;
}

void RouteTable::ask(const TopicName &topic, milliseconds timeout, Completion<TopicRoute> completion)
{
    m_nameServers.invoke(
        routeRequest(m_config.nameSpace.wrap(topic)), timeout,
        [topic, completion = std::move(completion)](const Result<wire::RemotingCommand> &response) {
            completion(response ? routeOf(topic, *response) : response.error());
        });
}

milliseconds RouteTable::remaining(const LookUp &lookUp) const
{
    return std::max(milliseconds(1), duration_cast<milliseconds>(lookUp.deadline - m_clock.now()));
}

void RouteTable::find(const TopicName &topic, milliseconds timeout, Completion<PublishInfo *> completion)
{
    const auto lookUp =
        std::make_shared<LookUp>(LookUp{topic, m_clock.now() + timeout, std::move(completion)});
    ask(topic, timeout, [this, lookUp](const Result<TopicRoute> &route) {
        if (route) {
            adopt(lookUp->topic, *route, false);
            finish(*lookUp, std::nullopt);
        } else if (!isAnswer(route.error())) {
            finish(*lookUp, route.error());
        } else if (m_entries.contains(lookUp->topic)) {
            finish(*lookUp, std::nullopt); // the old route stays in use
        } else {
            askTemplate(lookUp);
        }
    });
}

void RouteTable::askTemplate(const std::shared_ptr<LookUp> &lookUp)
{
    ask(templateTopic(), remaining(*lookUp), [this, lookUp](const Result<TopicRoute> &route) {
        if (route) {
            adopt(lookUp->topic, wire::borrowedRoute(*route, m_config.defaultTopicQueues), true);
            finish(*lookUp, std::nullopt);
        } else if (route.error().kind != ErrorKind::Topic) {
            finish(*lookUp, route.error());
        } else {
            finish(*lookUp, noRoute(lookUp->topic,
                                    u"no NameServer knows it, and no broker creates topics by itself"_s));
        }
    });
}

void RouteTable::finish(const LookUp &lookUp, const std::optional<Error> &error)
{
    const Entry *entry = m_entries.value(lookUp.topic);
    if (error)
        lookUp.completion(*error);
    else if (!entry || entry->info->isEmpty())
        lookUp.completion(noRoute(lookUp.topic, u"its route names no broker that takes messages"_s));
    else
        lookUp.completion(entry->info.get());
}

void RouteTable::adopt(const TopicName &topic, const TopicRoute &route, bool borrowed)
{
    Entry *&entry = m_entries[topic];
    const bool isNew = !entry;
    if (isNew)
        entry = new Entry;
    entry->confirmedAt = m_clock.now();
    if (!isNew && entry->borrowed == borrowed && wire::sameRoute(entry->route, route)
        && !entry->info->isEmpty())
        return;
    qCDebug(logging::client) << "route of" << topic.text() << (isNew ? "learnt" : "changed");
    entry->route = route;
    entry->borrowed = borrowed;
    entry->info =
        std::make_unique<PublishInfo>(topic, wire::publishQueues(route), m_config.useVip, m_remoting);
    Q_EMIT routeChanged(topic);
}

void RouteTable::refreshAll()
{
    const QList<TopicName> topics = m_entries.keys();
    for (const TopicName &topic : topics)
        refresh(topic);
}

void RouteTable::refreshSoon(const TopicName &topic)
{
    Entry *entry = m_entries.value(topic);
    if (entry && m_clock.now() - entry->refreshedAt >= refreshPause)
        refresh(topic);
}

void RouteTable::refresh(const TopicName &topic)
{
    m_entries.value(topic)->refreshedAt = m_clock.now();
    ask(topic, refreshTimeout, [this, topic](const Result<TopicRoute> &route) {
        if (route)
            adopt(topic, *route, false);
        else
            qCDebug(logging::client) << "route of" << topic.text()
                                     << "not refreshed:" << route.error().detail;
    });
}

std::optional<TopicPublishInfo> RouteTable::snapshot(const TopicName &topic) const
{
    const Entry *entry = m_entries.value(topic);
    if (!entry)
        return std::nullopt;
    return TopicPublishInfo{topic, entry->route, wire::publishQueues(entry->route), entry->borrowed,
                            duration_cast<milliseconds>(m_clock.now() - entry->confirmedAt)};
}

QList<BrokerMaster> RouteTable::masters() const
{
    QList<BrokerMaster> masters;
    for (const Entry *entry : m_entries) {
        for (const BrokerRoute &broker : entry->route.brokers) {
            const BrokerMaster master{broker.broker, broker.master()};
            if (!master.address.isEmpty() && !masters.contains(master))
                masters.append(master);
        }
    }
    return masters;
}

} // namespace gantry::client
