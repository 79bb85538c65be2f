// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/names.h>

#include <QList>
#include <QMap>
#include <QString>

#include <chrono>

namespace gantry {

/// Java: org.apache.rocketmq.common.message.MessageQueue
struct MessageQueue {
    TopicName topic;
    BrokerName broker;
    int queueId = -1;

    friend bool operator==(const MessageQueue &, const MessageQueue &) = default;
};

/// Bits of QueueRoute::permission. Java: org.apache.rocketmq.common.constant.PermName
namespace permission {
inline constexpr int inherit = 1;
inline constexpr int write = 2;
inline constexpr int read = 4;
} // namespace permission

/// The queues of one topic on one broker. Java: QueueData
struct QueueRoute {
    BrokerName broker;
    int readQueues = 0;
    int writeQueues = 0;
    int permission = 0;
    int topicSysFlag = 0;

    friend bool operator==(const QueueRoute &, const QueueRoute &) = default;
};

/// A broker name and the addresses of its members, by broker id; 0 is the master. Java: BrokerData
struct BrokerRoute {
    QString cluster;
    BrokerName broker;
    QMap<qint64, Address> addresses;

    /// Empty when the broker has no master.
    [[nodiscard]] Address master() const { return addresses.value(0); }
    friend bool operator==(const BrokerRoute &, const BrokerRoute &) = default;
};

/// What a NameServer says of a topic. Java: TopicRouteData
struct TopicRoute {
    QString orderTopicConf; ///< "broker-a:4;broker-b:4" for ordered topics that have such an entry
    QList<QueueRoute> queues;
    QList<BrokerRoute> brokers;

    friend bool operator==(const TopicRoute &, const TopicRoute &) = default;
};

/// A queue that a send may go to, and the broker's master address.
struct PublishQueue {
    BrokerName broker;
    int queueId = 0;
    Address address;

    friend bool operator==(const PublishQueue &, const PublishQueue &) = default;
};

/// A topic's route as a producer uses it. Java: TopicPublishInfo
struct TopicPublishInfo {
    TopicName topic;
    TopicRoute route;
    QList<PublishQueue> queues;      ///< writable ones whose broker has a master, grouped by broker
    bool borrowed = false;           ///< the topic does not exist yet: this is the template topic's route
    std::chrono::milliseconds age{}; ///< since a NameServer last confirmed it
};

} // namespace gantry
