// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/queuechooser.h"

#include "remoting/channel.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace gantry::producer {

namespace {

Error unknownBroker(const BrokerName &broker, const TopicName &topic)
{
    return {ErrorKind::Route,
            u"The broker[%1] not exist (in the route of topic %2)"_s.arg(broker.text(), topic.text()),
            u"name a broker of the topic's route: gantryctl route shows them"_s, clienterror::brokerNotExist};
}

Error nothingSelected(const TopicName &topic, qsizetype queues, std::optional<qsizetype> picked)
{
    const QString what = picked ? u"picked number %1"_s.arg(*picked) : u"picked none"_s;
    return {ErrorKind::Usage,
            u"select message queue return null. (the selector %1 of the %2 queues of topic %3)"_s.arg(
                what, QString::number(queues), topic.text()),
            u"a MessageQueueSelector gives the index of one of the queues that it is given"_s, std::nullopt};
}

Result<qsizetype> pick(const MessageQueueSelector &selector, client::PublishInfo &info,
                       const Message &message)
{
    const QList<MessageQueue> &queues = info.messageQueues();
    const std::optional<qsizetype> picked = selector(queues, message);
    if (!picked || *picked < 0 || *picked >= queues.size())
        return nothingSelected(info.topic(), queues.size(), picked);
    return *picked;
}

} // namespace

QueueChooser::HealthList QueueChooser::health(const client::PublishInfo &info, Clock::TimePoint now) const
{
    HealthList list(qsizetype(info.brokers().size()));
    for (size_t i = 0; i < info.brokers().size(); ++i) {
        const client::PublishBroker &broker = info.brokers()[i];
        BrokerHealth &health = list[qsizetype(i)];
        health.isSuspect = m_avoidsSuspects && broker.channel->isSuspect();
        if (m_faults.isEnabled()) {
            health.isAvailable = m_faults.isAvailable(broker.name, now);
            health.isReachable = m_faults.isReachable(broker.name);
        }
    }
    return list;
}

void QueueChooser::setRules(const SendTask &task, const client::PublishInfo &info,
                            SelectionRules &rules) const
{
    rules.latencyFault = m_faults.isEnabled();
    if (!task.outcome.attempts.isEmpty())
        rules.lastBroker = info.brokerIndex(task.outcome.attempts.back().broker);
}

Result<ChosenQueue> QueueChooser::choose(SendTask &task, client::PublishInfo &info,
                                         Clock::TimePoint now) const
{
    if (!task.queue && task.special && task.special->selector) {
        const Result<qsizetype> picked = pick(task.special->selector, info, task.message);
        if (!picked)
            return picked.error();
        task.queue = info.messageQueues().at(*picked); // whatever happens: never to another one
    }
    if (task.queue) {
        const std::optional<quint32> broker = info.brokerIndex(task.queue->broker);
        if (!broker)
            return unknownBroker(task.queue->broker, task.message.topic);
        return ChosenQueue{&info.broker(*broker), task.queue->queueId};
    }
    SelectionRules rules;
    setRules(task, info, rules);
    const std::optional<size_t> index =
        selectQueue(info.queues(), info.rotation(task.lane), health(info, now), rules);
    Q_ASSERT(index); // publishable() has queues
    const client::PublishInfo::Queue &queue = info.queues()[*index];
    return ChosenQueue{&info.broker(queue.broker), queue.queueId};
}

QList<QueueChoice> QueueChooser::preview(client::PublishInfo &info, int count, quint32 lane,
                                         Clock::TimePoint now) const
{
    QList<QueueChoice> choices;
    for (int i = 0; i < count; ++i) {
        const HealthList brokers = health(info, now);
        const SelectionRules rules{.lastBroker = std::nullopt, .latencyFault = m_faults.isEnabled()};
        const std::optional<size_t> index = selectQueue(info.queues(), info.rotation(lane), brokers, rules);
        const client::PublishInfo::Queue &queue = info.queues()[*index];
        const client::PublishBroker &broker = info.broker(queue.broker);
        QStringList avoided;
        for (qsizetype other = 0; other < brokers.size(); ++other) {
            if (brokers[other].isSuspect)
                avoided.append(info.broker(quint32(other)).name.text() + u" does not answer"_s);
            else if (!brokers[other].isAvailable)
                avoided.append(info.broker(quint32(other)).name.text()
                               + u" is isolated by latency fault tolerance"_s);
        }
        const QString reason = avoided.isEmpty() ? u"next in rotation"_s
                                                 : u"next in rotation; avoided: "_s + avoided.join(", "_L1);
        choices.append({{info.topic(), broker.name, queue.queueId}, broker.address, reason});
    }
    return choices;
}

Result<QueueChoice> QueueChooser::preview(client::PublishInfo &info, const MessageQueueSelector &selector)
{
    Message message;
    message.topic = info.topic();
    const Result<qsizetype> picked = pick(selector, info, message);
    if (!picked)
        return picked.error();
    const client::PublishInfo::Queue &queue = info.queues()[size_t(*picked)];
    const client::PublishBroker &broker = info.broker(queue.broker);
    return QueueChoice{{info.topic(), broker.name, queue.queueId},
                       broker.address,
                       u"the selector's number %1 of %2 queues"_s.arg(*picked).arg(info.queues().size())};
}

} // namespace gantry::producer
