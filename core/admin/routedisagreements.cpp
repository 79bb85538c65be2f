// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/admin.h>

#include <QMap>

#include <algorithm>
#include <functional>
#include <set>

using namespace Qt::StringLiterals;

namespace gantry {

namespace {

/// One NameServer that answered with a route.
struct Source {
    QString server;
    const TopicRoute *route;
};

QString permissionText(int permission)
{
    return QString(permission & permission::read ? u'R' : u'-')
           + (permission & permission::write ? u'W' : u'-')
           + (permission & permission::inherit ? u'X' : u'-');
}

QString addressesText(const BrokerRoute &broker)
{
    QStringList texts;
    for (auto [id, address] : broker.addresses.asKeyValueRange())
        texts.append(u"%1=%2"_s.arg(QString::number(id), address.text()));
    return texts.isEmpty() ? u"none"_s : texts.join(", "_L1);
}

template<typename T>
const T *entryOf(const QList<T> &entries, const BrokerName &broker)
{
    const auto found = std::ranges::find_if(entries, [&](const T &entry) { return entry.broker == broker; });
    return found == entries.end() ? nullptr : &*found;
}

/// "broker-a: write queues: 4 according to ns1; 8 according to ns2", when there are two values at least.
/// A source for which `valueOf` gives an empty text has no say.
void compare(QStringList &sentences, const QString &subject, const QList<Source> &sources,
             const std::function<QString(const TopicRoute &)> &valueOf)
{
    QMap<QString, QStringList> serversByValue;
    for (const Source &source : sources) {
        if (const QString value = valueOf(*source.route); !value.isEmpty())
            serversByValue[value].append(source.server);
    }
    if (serversByValue.size() < 2)
        return;
    QStringList parts;
    for (auto [value, servers] : serversByValue.asKeyValueRange())
        parts.append(u"%1 according to %2"_s.arg(value, servers.join(", "_L1)));
    sentences.append(u"%1: %2"_s.arg(subject, parts.join("; "_L1)));
}

void compareQueues(QStringList &sentences, const BrokerName &broker, const QList<Source> &sources)
{
    const auto compareMember = [&](const QString &what,
                                   const std::function<QString(const QueueRoute &)> &textOf) {
        compare(sentences, broker.text() + u", "_s + what, sources, [&](const TopicRoute &route) {
            const QueueRoute *queues = entryOf(route.queues, broker);
            return queues ? textOf(*queues) : QString();
        });
    };
    compare(sentences, broker.text(), sources, [&](const TopicRoute &route) {
        return entryOf(route.queues, broker) ? u"has the topic"_s : u"does not have the topic"_s;
    });
    compareMember(u"write queues"_s,
                  [](const QueueRoute &queues) { return QString::number(queues.writeQueues); });
    compareMember(u"read queues"_s,
                  [](const QueueRoute &queues) { return QString::number(queues.readQueues); });
    compareMember(u"permission"_s,
                  [](const QueueRoute &queues) { return permissionText(queues.permission); });
    compareMember(u"system flag"_s,
                  [](const QueueRoute &queues) { return QString::number(queues.topicSysFlag); });
    compare(sentences, broker.text() + u", addresses"_s, sources, [&](const TopicRoute &route) {
        const BrokerRoute *addresses = entryOf(route.brokers, broker);
        // Who does not have the topic at this broker does not list its address either: that was said already.
        return addresses ? addressesText(*addresses)
                         : (entryOf(route.queues, broker) ? u"none"_s : QString());
    });
}

} // namespace

QStringList routeDisagreements(const QList<NameServerRoute> &routes)
{
    QStringList sentences;
    QStringList ignorant;
    QStringList knowing;
    QList<Source> sources;
    std::set<BrokerName> brokers;
    for (const NameServerRoute &answer : routes) {
        const QString server = answer.nameServer.text();
        if (!answer.route && answer.route.error().kind == ErrorKind::Topic) {
            ignorant.append(server);
        } else if (!answer.route) {
            sentences.append(u"%1 gave no route: %2"_s.arg(server, answer.route.error().detail));
        } else {
            knowing.append(server);
            sources.append({server, &*answer.route});
            for (const QueueRoute &queues : answer.route->queues)
                brokers.insert(queues.broker);
            for (const BrokerRoute &broker : answer.route->brokers)
                brokers.insert(broker.broker);
        }
    }
    if (!ignorant.isEmpty() && !knowing.isEmpty())
        sentences.append(u"the topic is unknown to %1, but known to %2"_s.arg(ignorant.join(", "_L1),
                                                                              knowing.join(", "_L1)));
    for (const BrokerName &broker : brokers)
        compareQueues(sentences, broker, sources);
    compare(sentences, u"order configuration"_s, sources, [](const TopicRoute &route) {
        return route.orderTopicConf.isEmpty() ? u"none"_s : route.orderTopicConf;
    });
    return sentences;
}

} // namespace gantry
