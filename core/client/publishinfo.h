// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/threadindex.h"
#include <gantry/names.h>
#include <gantry/topicroute.h>

#include <QByteArray>
#include <QHash>
#include <QList>

#include <memory>
#include <optional>
#include <vector>

namespace gantry::remoting {
class Channel;
class RemotingClient;
} // namespace gantry::remoting

namespace gantry::client {

/// One broker that a topic may be sent to.
struct PublishBroker {
    BrokerName name;
    QByteArray utf8; ///< the name as it is written into headers
    Address address; ///< where sends go: the master's address, or its VIP channel
    remoting::Channel *channel = nullptr;
};

/// A topic's queues as the send path walks them. Made anew when the route changes; network thread only.
///
/// Java: TopicPublishInfo
class PublishInfo
{
public:
    struct Queue {
        quint32 broker = 0; ///< index into brokers()
        int queueId = 0;
    };

    PublishInfo(TopicName topic, const QList<PublishQueue> &queues, bool useVip,
                remoting::RemotingClient &remoting);

    [[nodiscard]] const TopicName &topic() const { return m_topic; }
    [[nodiscard]] const QByteArray &topicUtf8() const { return m_utf8; }
    [[nodiscard]] const std::vector<Queue> &queues() const { return m_queues; }
    [[nodiscard]] const PublishBroker &broker(quint32 index) const { return m_brokers[index]; }
    [[nodiscard]] const std::vector<PublishBroker> &brokers() const { return m_brokers; }
    /// The same queues for a MessageQueueSelector; made when first asked for.
    [[nodiscard]] const QList<MessageQueue> &messageQueues();
    [[nodiscard]] bool isEmpty() const { return m_queues.empty(); }

    /// The rotation of a sending thread; begins anywhere.
    [[nodiscard]] ThreadIndex &rotation(quint32 lane);
    /// The broker's index by its name.
    [[nodiscard]] std::optional<quint32> brokerIndex(const BrokerName &name) const;

private:
    TopicName m_topic;
    QByteArray m_utf8;
    std::vector<PublishBroker> m_brokers;
    std::vector<Queue> m_queues;
    QList<MessageQueue> m_messageQueues;
    std::vector<ThreadIndex> m_rotations;
};

} // namespace gantry::client
