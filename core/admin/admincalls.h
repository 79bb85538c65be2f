// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/askall.h"
#include "admin/members.h"
#include "base/completion.h"
#include "client/clientcore.h"
#include <gantry/admin.h>

#include <QList>
#include <QStringList>

#include <chrono>

namespace gantry::admin {

/// The calls of Admin without waiting; they say there what they do. Each completes once, within about
/// `timeout`.
///
/// A value: a call under way keeps a copy, so that its maker may go. The core must outlive what is under way,
/// which closing it ends.
///
/// Java:   DefaultMQAdminExtImpl, MQClientAPIImpl
/// Thread: network
class AdminCalls
{
public:
    /// With `useVip` requests go to the brokers' VIP channels, as Java's admin calls do.
    AdminCalls(client::ClientCore &core, bool useVip)
        : m_core(&core)
        , m_useVip(useVip)
    {
    }

    [[nodiscard]] client::ClientCore &core() const { return *m_core; }

    void topics(std::chrono::milliseconds timeout, Completion<QStringList> completion) const;
    /// Every broker process that a NameServer knows. Java: MQClientAPIImpl#getBrokerClusterInfo
    void members(std::chrono::milliseconds timeout, Completion<QList<Member>> completion) const;
    void cluster(std::chrono::milliseconds timeout, const Completion<ClusterView> &completion) const;
    void createTopic(const TopicSpec &spec, std::chrono::milliseconds timeout,
                     Completion<void> completion) const;
    void deleteTopic(const TopicName &topic, std::chrono::milliseconds timeout,
                     const Completion<void> &completion) const;
    void topicStats(const TopicName &topic, std::chrono::milliseconds timeout,
                    const Completion<TopicStats> &completion) const;
    void routeAtEachNameServer(const TopicName &topic, std::chrono::milliseconds timeout,
                               Completion<QList<NameServerRoute>> completion) const;
    void probeBrokers(const TopicRoute &route, ProbeOptions options, std::chrono::milliseconds timeout,
                      Completion<QList<BrokerReachability>> completion) const;
    void trySends(const GroupName &group, const TopicName &topic, const TopicRoute &route,
                  std::chrono::milliseconds timeout, Completion<QList<TrialSend>> completion) const;
    void producerConnections(const GroupName &group, std::chrono::milliseconds timeout,
                             const Completion<ProducerConnections> &completion) const;

    void viewMessage(const IdText &offsetMsgId, const TopicName &topic, std::chrono::milliseconds timeout,
                     const Completion<StoredMessage> &completion) const;
    void queryByUniqueKey(const TopicName &topic, const QString &key, std::chrono::milliseconds timeout,
                          const Completion<StoredMessages> &completion) const;
    void queryByKey(const KeyQuery &query, std::chrono::milliseconds timeout,
                    const Completion<StoredMessages> &completion) const;
    void readQueues(const QueueRead &read, std::chrono::milliseconds timeout,
                    const Completion<StoredMessages> &completion) const;

    /// What a NameServer says of the topic. Errors: IllegalMessage; NameServer; Topic.
    void route(const TopicName &topic, std::chrono::milliseconds timeout,
               const Completion<TopicRoute> &completion) const;

    /// `command` for one broker, and for each of several.
    [[nodiscard]] Request brokerRequest(const Member &member, const wire::RemotingCommand &command) const;
    [[nodiscard]] QList<Request> brokerRequests(const QList<Member> &members,
                                                const wire::RemotingCommand &command) const;
    /// `command` for each NameServer.
    [[nodiscard]] QList<Request> nameServerRequests(const wire::RemotingCommand &command) const;

private:
    client::ClientCore *m_core;
    bool m_useVip;
};

/// A request with these header fields.
[[nodiscard]] wire::RemotingCommand request(int code, wire::Fields fields = {});

} // namespace gantry::admin
