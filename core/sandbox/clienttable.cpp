// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/clienttable.h"

#include "sandbox/storedmessages.h"
#include <gantry/messagequeueselector.h>

#include <QStringList>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

Subscription readSubscription(const QString &expression)
{
    Subscription subscription;
    subscription.expression = expression.isEmpty() ? u"*"_s : expression;
    if (subscription.expression == "*"_L1)
        return subscription;
    for (const QString &tag : expression.split("||"_L1, Qt::SkipEmptyParts))
        subscription.tagCodes.insert(javaHash(tag.trimmed()));
    return subscription;
}

QStringList ClientTable::heartbeat(const wire::JsonValue &heartbeat, const Member &member)
{
    const QString clientId = heartbeat[u"clientID"].toString();
    for (const wire::JsonValue &producer : heartbeat[u"producerDataSet"].array())
        m_producers[producer[u"groupName"].toString()].insert(clientId, member);
    QStringList changed;
    for (const wire::JsonValue &consumer : heartbeat[u"consumerDataSet"].array()) {
        if (takeConsumer(consumer, clientId, member))
            changed.append(consumer[u"groupName"].toString());
    }
    return changed;
}

bool ClientTable::takeConsumer(const wire::JsonValue &data, const QString &clientId, const Member &member)
{
    ConsumerGroup &group = m_consumers[data[u"groupName"].toString()];
    const bool isNew = !group.members.contains(clientId) || group.members[clientId].session != member.session;
    group.members.insert(clientId, member);
    group.consumeType = data[u"consumeType"].toString();
    group.messageModel = data[u"messageModel"].toString();
    group.consumeFromWhere = data[u"consumeFromWhere"].toString();
    QHash<QString, Subscription> subscriptions;
    for (const wire::JsonValue &subscription : data[u"subscriptionDataSet"].array())
        subscriptions.insert(subscription[u"topic"].toString(),
                             readSubscription(subscription[u"subString"].toString()));
    const bool isChanged = subscriptions != group.subscriptions;
    group.subscriptions = subscriptions;
    return isNew || isChanged;
}

QStringList ClientTable::unregister(const QString &clientId, const QString &producerGroup,
                                    const QString &consumerGroup)
{
    if (const auto group = m_producers.find(producerGroup); group != m_producers.end()) {
        group->remove(clientId);
        if (group->isEmpty())
            m_producers.remove(producerGroup);
    }
    const auto group = m_consumers.find(consumerGroup);
    if (group == m_consumers.end() || group->members.remove(clientId) == 0)
        return {};
    if (group->members.isEmpty())
        m_consumers.remove(consumerGroup);
    return {consumerGroup};
}

QStringList ClientTable::remove(const Session &session)
{
    const auto isGone = [&session](QMap<QString, Member>::iterator entry) {
        return entry->session == &session;
    };
    for (QMap<QString, Member> &group : m_producers)
        group.removeIf(isGone);
    m_producers.removeIf(
        [](QMap<QString, QMap<QString, Member>>::iterator group) { return group->isEmpty(); });
    QStringList changed;
    for (auto group = m_consumers.begin(); group != m_consumers.end(); ++group) {
        if (group->members.removeIf(isGone) > 0)
            changed.append(group.key());
    }
    m_consumers.removeIf(
        [](QMap<QString, ConsumerGroup>::iterator group) { return group->members.isEmpty(); });
    return changed;
}

const ConsumerGroup *ClientTable::consumers(const QString &group) const
{
    const auto found = m_consumers.constFind(group);
    return found == m_consumers.cend() ? nullptr : &*found;
}

Session *ClientTable::client(const QString &clientId) const
{
    for (const QMap<QString, Member> &group : m_producers) {
        if (Session *session = group.value(clientId).session)
            return session;
    }
    return nullptr;
}

} // namespace gantry::sandbox
