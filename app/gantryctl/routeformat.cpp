// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "routeformat.h"

#include "outcomeformat.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

const BrokerRoute *brokerOf(const TopicRoute &route, const BrokerName &name)
{
    const auto found = std::ranges::find(route.brokers, name, &BrokerRoute::broker);
    return found == route.brokers.cend() ? nullptr : &*found;
}

QJsonObject addressesJson(const BrokerRoute *broker)
{
    QJsonObject addresses;
    if (broker) {
        for (auto it = broker->addresses.cbegin(); it != broker->addresses.cend(); ++it)
            addresses.insert(QString::number(it.key()), it.value().text());
    }
    return addresses;
}

QJsonArray routeRowsJson(const TopicRoute &route, const QList<BrokerReachability> &brokers)
{
    QJsonArray rows;
    for (const QueueRoute &queue : route.queues) {
        const BrokerRoute *broker = brokerOf(route, queue.broker);
        QJsonObject row{{u"broker"_s, queue.broker.text()},
                        {u"cluster"_s, broker ? QJsonValue(broker->cluster) : QJsonValue()},
                        {u"addrs"_s, addressesJson(broker)},
                        {u"readQueues"_s, queue.readQueues},
                        {u"writeQueues"_s, queue.writeQueues},
                        {u"perm"_s, permissionText(queue.permission)},
                        {u"reachable"_s, QJsonValue()},
                        {u"version"_s, QJsonValue()},
                        {u"error"_s, QJsonValue()}};
        for (const BrokerReachability &reach : brokers) {
            if (reach.broker != queue.broker || reach.id != 0)
                continue;
            row.insert(u"reachable"_s, reach.isReachable());
            row.insert(u"version"_s, reach.version.isEmpty() ? QJsonValue() : QJsonValue(reach.version));
            if (reach.error)
                row.insert(u"error"_s, toJson(*reach.error));
        }
        rows.append(row);
    }
    return rows;
}

QString routeRow(const TopicRoute &route, const QueueRoute &queue)
{
    const BrokerRoute *broker = brokerOf(route, queue.broker);
    const QString address =
        broker && !broker->master().isEmpty() ? broker->master().text() : u"(no master)"_s;
    return u"  %1  %2  %3  write %4, read %5, %6"_s.arg(
        queue.broker.text(), broker ? broker->cluster : QString(), address,
        QString::number(queue.writeQueues), QString::number(queue.readQueues),
        permissionText(queue.permission));
}

QString reachText(const BrokerReachability &reach)
{
    if (reach.error) {
        QString line = u"! "_s + reach.error->detail;
        if (!reach.error->hint.isEmpty())
            line += u" → "_s + reach.error->hint;
        return line.replace(u'\n', u' ');
    }
    return u"  %1 at %2 answers (%3, %4 ms)"_s.arg(
        reach.broker.text(), reach.used.text(),
        reach.version.isEmpty() ? u"version unknown"_s : reach.version, millisText(reach.took));
}

} // namespace

QString permissionText(int permission)
{
    QString text;
    text += (permission & permission::read) != 0 ? u'r' : u'-';
    text += (permission & permission::write) != 0 ? u'w' : u'-';
    text += (permission & permission::inherit) != 0 ? u'x' : u'-';
    return text;
}

QJsonObject routeJson(const TopicPublishInfo &route, const QList<BrokerReachability> &brokers)
{
    QJsonArray queues;
    for (const PublishQueue &queue : route.queues)
        queues.append(QJsonObject{{u"broker"_s, queue.broker.text()},
                                  {u"queueId"_s, queue.queueId},
                                  {u"addr"_s, queue.address.text()}});
    const QString &order = route.route.orderTopicConf;
    return {{u"topic"_s, route.topic.text()},
            {u"borrowed"_s, route.borrowed},
            {u"ageMs"_s, qint64(route.age.count())},
            {u"orderTopicConf"_s, order.isEmpty() ? QJsonValue() : QJsonValue(order)},
            {u"brokers"_s, routeRowsJson(route.route, brokers)},
            {u"queues"_s, queues}};
}

QString routeText(const TopicPublishInfo &route, const QList<BrokerReachability> &brokers)
{
    QStringList lines;
    lines.append(u"%1: %2 queues to send to%3"_s.arg(
        route.topic.text(), QString::number(route.queues.size()),
        route.borrowed
            ? u"; the topic does not exist yet, this is the route of TBW102, from which brokers create it"_s
            : QString()));
    for (const QueueRoute &queue : route.route.queues)
        lines.append(routeRow(route.route, queue));
    if (!route.route.orderTopicConf.isEmpty())
        lines.append(u"  ordered: "_s + route.route.orderTopicConf);
    for (const BrokerReachability &reach : brokers)
        lines.append(reachText(reach));
    return lines.join(u'\n');
}

QJsonObject nameServerRoutesJson(const TopicName &topic, const QList<NameServerRoute> &routes,
                                 const QStringList &disagreements)
{
    QJsonArray servers;
    for (const NameServerRoute &each : routes) {
        servers.append(QJsonObject{
            {u"namesrv"_s, each.nameServer.text()},
            {u"brokers"_s, each.route ? QJsonValue(routeRowsJson(*each.route, {})) : QJsonValue()},
            {u"error"_s, each.route ? QJsonValue() : QJsonValue(toJson(each.route.error()))}});
    }
    return {{u"topic"_s, topic.text()},
            {u"nameServers"_s, servers},
            {u"agree"_s, disagreements.isEmpty()},
            {u"disagreements"_s, QJsonArray::fromStringList(disagreements)}};
}

QString nameServerRoutesText(const QList<NameServerRoute> &routes, const QStringList &disagreements)
{
    QStringList lines;
    for (const NameServerRoute &each : routes) {
        lines.append(each.nameServer.text() + u':');
        if (!each.route) {
            lines.append(u"  "_s + toText(each.route.error()));
            continue;
        }
        for (const QueueRoute &queue : each.route->queues)
            lines.append(routeRow(*each.route, queue));
    }
    for (const QString &disagreement : disagreements)
        lines.append(u"! "_s + disagreement);
    if (disagreements.isEmpty())
        lines.append(routes.size() == 1 ? u"one NameServer"_s
                                        : u"all %1 NameServers agree"_s.arg(routes.size()));
    return lines.join(u'\n');
}

} // namespace gantry::ctl
