// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/completion.h"
#include "client/publishinfo.h"
#include "wire/namespace.h"
#include <gantry/topicroute.h>

#include <QHash>
#include <QList>
#include <QObject>

#include <chrono>
#include <memory>
#include <vector>

namespace gantry::wire {
struct RemotingCommand;
}

namespace gantry::client {

class NameServers;

/// A broker's master, as some known route names it.
struct BrokerMaster {
    BrokerName broker;
    Address address;

    friend bool operator==(const BrokerMaster &, const BrokerMaster &) = default;
};

/// The routes of all topics that were ever asked for.
///
/// A topic without a route borrows the template topic's (TBW102), so that a broker may create it on the first
/// send. What a NameServer no longer knows keeps its last route: a NameServer that restarts forgets
/// everything for a while, and the brokers are still there.
///
/// Java:   MQClientInstance.topicRouteTable, brokerAddrTable; DefaultMQProducerImpl.topicPublishInfoTable
/// Thread: network
class RouteTable final : public QObject
{
    Q_OBJECT

public:
    struct Config {
        int defaultTopicQueues = 4;
        bool useVip = false;
        wire::Namespace nameSpace = {};
    };

    RouteTable(NameServers &nameServers, remoting::RemotingClient &remoting, const Clock &clock,
               Config config, QObject *parent = nullptr);
    ~RouteTable() override;

    /// The topic's queues, when its route is known and has some; otherwise null. Valid until the event loop
    /// runs.
    [[nodiscard]] PublishInfo *publishable(const TopicName &topic);

    /// Asks the NameServers, also when the route is known, and answers once the table is filled. Each call
    /// has its own time and asks for itself: sends that wait for one topic are gathered by who sends them.
    /// Errors: NameServer, Tls; Route (10005) when neither the topic nor the template has a route, or no
    /// broker of it takes messages.
    void find(const TopicName &topic, std::chrono::milliseconds timeout,
              Completion<PublishInfo *> completion);

    /// Asks for all known topics again; changes nothing where no answer comes.
    void refreshAll();
    /// As refreshAll() for one topic whose route seems stale, at most once a second.
    void refreshSoon(const TopicName &topic);

    /// A picture of what is known, for people; nothing for a topic that has no route.
    [[nodiscard]] std::optional<TopicPublishInfo> snapshot(const TopicName &topic) const;
    /// Every master that a known route names, each once.
    [[nodiscard]] QList<BrokerMaster> masters() const;

Q_SIGNALS:
    void routeChanged(const gantry::TopicName &topic);

private:
    struct Entry {
        TopicRoute route;
        bool borrowed = false;
        Clock::TimePoint confirmedAt;
        Clock::TimePoint refreshedAt;
        std::unique_ptr<PublishInfo> info;
    };
    struct LookUp {
        TopicName topic;
        Clock::TimePoint deadline;
        Completion<PublishInfo *> completion;
    };

    void ask(const TopicName &topic, std::chrono::milliseconds timeout, Completion<TopicRoute> completion);
    void askTemplate(const std::shared_ptr<LookUp> &lookUp);
    void refresh(const TopicName &topic);
    void adopt(const TopicName &topic, const TopicRoute &route, bool borrowed);
    void finish(const LookUp &lookUp, const std::optional<Error> &error);
    [[nodiscard]] std::chrono::milliseconds remaining(const LookUp &lookUp) const;

    NameServers &m_nameServers;
    remoting::RemotingClient &m_remoting;
    const Clock &m_clock;
    Config m_config;
    QHash<TopicName, Entry *> m_entries; ///< owned; by pointer, so that they keep their place
    TopicName m_lastTopic;               ///< of publishable(): most sends go where the one before went
    Entry *m_lastEntry = nullptr;
};

/// The request for a topic's route. Java: GetRouteInfoRequestHeader
[[nodiscard]] wire::RemotingCommand routeRequest(const TopicName &topic);
/// The route in a NameServer's answer. Errors: Topic (TOPIC_NOT_EXIST), NameServer for any other refusal.
[[nodiscard]] Result<TopicRoute> routeOf(const TopicName &topic, const wire::RemotingCommand &response);

} // namespace gantry::client
