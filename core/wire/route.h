// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/result.h>
#include <gantry/topicroute.h>

#include <QByteArrayView>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace gantry::wire {

/// GET_ROUTEINFO_BY_TOPIC's body, strict or not. Java: TopicRouteData
/// Errors: Internal, when it is no JSON object.
[[nodiscard]] Result<TopicRoute> topicRoute(QByteArrayView body);

/// The writable queues of a route whose broker has a master, in Java's order: brokers by name, then queue
/// ids; of an ordered topic with an order configuration, that configuration's queues. Java:
/// MQClientInstance#topicRouteData2TopicPublishInfo
[[nodiscard]] QList<PublishQueue> publishQueues(const TopicRoute &route);

/// The template topic's route, as a topic borrows it that does not exist yet: never more than `queueNums`
/// queues a broker.
[[nodiscard]] TopicRoute borrowedRoute(TopicRoute templateRoute, int queueNums);

/// Both name the same queues and the same addresses; the order of the lists does not matter.
/// Java: TopicRouteData#topicRouteDataChanged
[[nodiscard]] bool sameRoute(const TopicRoute &a, const TopicRoute &b);

/// GET_BROKER_CLUSTER_INFO's body. Java: ClusterInfo
struct ClusterInfo {
    QMap<QString, BrokerRoute> brokers;     ///< by broker name
    QMap<QString, QStringList> brokerNames; ///< by cluster name
};
[[nodiscard]] Result<ClusterInfo> clusterInfo(QByteArrayView body);

/// GET_ALL_TOPIC_LIST_FROM_NAMESERVER's body.
[[nodiscard]] Result<QStringList> topicList(QByteArrayView body);

/// One queue in GET_TOPIC_STATS_INFO's body. Java: TopicOffset
struct QueueStats {
    MessageQueue queue;
    qint64 minOffset = 0;
    qint64 maxOffset = 0;
    qint64 lastUpdateTimestamp = 0; ///< milliseconds since 1970; 0: never
};
[[nodiscard]] Result<QList<QueueStats>> topicStats(QByteArrayView body);

/// GET_BROKER_RUNTIME_INFO's body. Java: KVTable
[[nodiscard]] Result<QMap<QString, QString>> keyValueTable(QByteArrayView body);

} // namespace gantry::wire
