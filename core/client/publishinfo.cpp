// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/publishinfo.h"

#include "remoting/endpoint.h"
#include "remoting/remotingclient.h"

namespace gantry::client {

PublishInfo::PublishInfo(TopicName topic, const QList<PublishQueue> &queues, bool useVip,
                         remoting::RemotingClient &remoting)
    : m_topic(std::move(topic))
    , m_utf8(m_topic.text().toUtf8())
{
    m_queues.reserve(size_t(queues.size()));
    for (const PublishQueue &queue : queues) {
        std::optional<quint32> index = brokerIndex(queue.broker);
        if (!index) {
            const Address address = useVip ? remoting::vipAddress(queue.address) : queue.address;
            index = quint32(m_brokers.size());
            m_brokers.push_back(
                {queue.broker, queue.broker.text().toUtf8(), address, &remoting.channel(address)});
        }
        m_queues.push_back({*index, queue.queueId});
    }
}

const QList<MessageQueue> &PublishInfo::messageQueues()
{
    if (m_messageQueues.isEmpty()) {
        m_messageQueues.reserve(qsizetype(m_queues.size()));
        for (const Queue &queue : m_queues)
            m_messageQueues.append({m_topic, broker(queue.broker).name, queue.queueId});
    }
    return m_messageQueues;
}

ThreadIndex &PublishInfo::rotation(quint32 lane)
{
    while (m_rotations.size() <= lane)
        m_rotations.emplace_back();
    return m_rotations[lane];
}

std::optional<quint32> PublishInfo::brokerIndex(const BrokerName &name) const
{
    for (size_t i = 0; i < m_brokers.size(); ++i) {
        if (m_brokers[i].name == name)
            return quint32(i);
    }
    return std::nullopt;
}

} // namespace gantry::client
