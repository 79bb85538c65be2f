// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/routechanges.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

struct Broker {
    QueueRoute queues;
    Address master;
};

QMap<BrokerName, Broker> brokersOf(const TopicRoute &route)
{
    QMap<BrokerName, Broker> brokers;
    for (const QueueRoute &queues : route.queues)
        brokers[queues.broker].queues = queues;
    for (const BrokerRoute &broker : route.brokers)
        brokers[broker.broker].master = broker.master();
    return brokers;
}

void compare(QStringList &changes, const QString &name, const Broker &before, const Broker &after)
{
    if (before.master != after.master)
        changes.append(
            RouteChanges::tr("%1 moved from %2 to %3.").arg(name, before.master.text(), after.master.text()));
    if (before.queues.writeQueues != after.queues.writeQueues)
        changes.append(RouteChanges::tr("%1: queues %2 → %3.")
                           .arg(name)
                           .arg(before.queues.writeQueues)
                           .arg(after.queues.writeQueues));
    else if (before.queues.readQueues != after.queues.readQueues)
        changes.append(RouteChanges::tr("%1: queues to read from %2 → %3.")
                           .arg(name)
                           .arg(before.queues.readQueues)
                           .arg(after.queues.readQueues));
    if (before.queues.permission != after.queues.permission)
        changes.append(RouteChanges::tr("%1: access %2 → %3.")
                           .arg(name, RouteChanges::access(before.queues.permission),
                                RouteChanges::access(after.queues.permission)));
}

} // namespace

QStringList RouteChanges::between(const TopicPublishInfo &before, const TopicPublishInfo &after)
{
    QStringList changes;
    if (before.borrowed && !after.borrowed)
        changes.append(tr("The topic exists now."));
    if (!before.borrowed && after.borrowed)
        changes.append(tr("The topic does not exist any more."));
    const QMap<BrokerName, Broker> old = brokersOf(before.route);
    const QMap<BrokerName, Broker> now = brokersOf(after.route);
    for (auto broker = old.begin(); broker != old.end(); ++broker) {
        if (!now.contains(broker.key()))
            changes.append(tr("%1 went.").arg(broker.key().text()));
        else
            compare(changes, broker.key().text(), *broker, now.value(broker.key()));
    }
    for (auto broker = now.begin(); broker != now.end(); ++broker) {
        if (!old.contains(broker.key()))
            changes.append(
                tr("%1 came, with %2 queues.").arg(broker.key().text()).arg(broker->queues.writeQueues));
    }
    return changes;
}

QString RouteChanges::summary(const TopicPublishInfo &route)
{
    return tr("%n brokers", nullptr, int(route.route.brokers.size())) + u", "_s
           + tr("%n queues", nullptr, int(route.queues.size()));
}

QString RouteChanges::access(int permission)
{
    return ((permission & permission::read) ? u"r"_s : u"-"_s)
           + ((permission & permission::write) ? u"w"_s : u"-"_s);
}

} // namespace gantry::ui
