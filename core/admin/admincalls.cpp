// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/admincalls.h"

#include "admin/adminerrors.h"
#include "admin/serverversion.h"
#include "admin/topicspec.h"
#include "client/routetable.h"
#include "remoting/endpoint.h"
#include "wire/codes.h"
#include "wire/json.h"
#include "wire/topicname.h"

#include <algorithm>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry::admin {

namespace {

QString nameServerText(const Address &address)
{
    return u"NameServer "_s + address.text();
}

/// The route in one NameServer's answer, with an error that speaks of this one only.
Result<TopicRoute> routeAt(const TopicName &topic, const Answer &answer)
{
    if (!answer.response)
        return noAnswer(answer.response.error());
    if (answer.response->code == wire::responsecode::topicNotExist)
        return Error{ErrorKind::Topic,
                     u"the %1 does not know the topic %2"_s.arg(answer.server, topic.text()),
                     {},
                     answer.response->code};
    return client::routeOf(topic, *answer.response);
}

/// The topics in a NameServer's answer, sorted.
Result<QStringList> topicsOf(const wire::RemotingCommand &response)
{
    if (response.code == wire::responsecode::systemError && response.remark == "disable"_L1)
        return Error{ErrorKind::NameServer, u"the NameServer does not hand out the list of topics"_s,
                     u"set enableAllTopicList=true in its configuration, or name the topic"_s, response.code};
    if (response.code != wire::responsecode::success)
        return refusal(u"the NameServer"_s, response, ErrorKind::NameServer);
    Result<QStringList> topics = wire::topicList(response.body);
    if (topics) {
        topics->sort();
        topics->removeDuplicates();
    }
    return topics;
}

void appendStats(TopicStats &stats, const Member &master, const QList<wire::QueueStats> &queues)
{
    for (const wire::QueueStats &queue : queues) {
        TopicQueueStats row{.broker = queue.queue.broker.isEmpty() ? master.broker : queue.queue.broker,
                            .queueId = queue.queue.queueId,
                            .minOffset = queue.minOffset,
                            .maxOffset = queue.maxOffset,
                            .lastUpdate = std::nullopt};
        if (queue.lastUpdateTimestamp > 0)
            row.lastUpdate = std::chrono::system_clock::time_point(milliseconds(queue.lastUpdateTimestamp));
        stats.queues.append(std::move(row));
    }
}

/// `answers` belong to `masters`, one each.
Result<TopicStats> statsOf(const TopicName &topic, const QList<Member> &masters, const QList<Answer> &answers)
{
    TopicStats stats;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        const Result<wire::RemotingCommand> response = accepted(answers.at(i), ErrorKind::Broker);
        const Result<QList<wire::QueueStats>> queues =
            response ? wire::topicStats(response->body) : Result<QList<wire::QueueStats>>(response.error());
        if (queues)
            appendStats(stats, masters.at(i), *queues);
        else
            stats.unreachable.append({answers.at(i).server, queues.error()});
    }
    if (stats.unreachable.size() == masters.size())
        return combined(u"the topic %1 has no statistics"_s.arg(topic.text()), stats.unreachable,
                        masters.size(), u"brokers"_s);
    std::ranges::sort(stats.queues, [](const TopicQueueStats &a, const TopicQueueStats &b) {
        return std::tie(a.broker, a.queueId) < std::tie(b.broker, b.queueId);
    });
    return stats;
}

Result<QList<ProducerConnection>> connectionsOf(const Member &master, const Answer &answer)
{
    // SYSTEM_ERROR "the producer group[G] not exist" is how a broker says: none.
    if (answer.response && answer.response->code == wire::responsecode::systemError
        && answer.response->remark.value_or(QString()).contains("not exist"_L1))
        return QList<ProducerConnection>();
    const Result<wire::RemotingCommand> response = accepted(answer, ErrorKind::Broker);
    if (!response)
        return response.error();
    const Result<wire::JsonValue> json = wire::readJson(response->body);
    if (!json)
        return json.error();
    QList<ProducerConnection> connections;
    for (const wire::JsonValue &entry : (*json)[u"connectionSet"].array()) {
        const int version = int(std::clamp<qint64>(entry[u"version"].toInt(), 0, 0xFFFF));
        connections.append({.broker = master.broker,
                            .clientId = entry[u"clientId"].toString(),
                            .clientAddress = Address(entry[u"clientAddr"].toString()),
                            .language = entry[u"language"].toString(),
                            .version = version,
                            .versionText = versionText(version)});
    }
    return connections;
}

Result<ProducerConnections> connectionsOf(const GroupName &group, const QList<Member> &masters,
                                          const QList<Answer> &answers)
{
    ProducerConnections all;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        if (const Result<QList<ProducerConnection>> some = connectionsOf(masters.at(i), answers.at(i)))
            all.connections += *some;
        else
            all.unreachable.append({answers.at(i).server, some.error()});
    }
    if (!masters.isEmpty() && all.unreachable.size() == masters.size())
        return combined(u"the producers of group %1 cannot be listed"_s.arg(group.text()), all.unreachable,
                        masters.size(), u"brokers"_s);
    std::ranges::sort(all.connections, [](const ProducerConnection &a, const ProducerConnection &b) {
        return std::tie(a.broker, a.clientId) < std::tie(b.broker, b.clientId);
    });
    return all;
}

} // namespace

wire::RemotingCommand request(int code, wire::Fields fields)
{
    wire::RemotingCommand command;
    command.code = code;
    if (!fields.isEmpty())
        command.fields = std::move(fields);
    return command;
}

Request AdminCalls::brokerRequest(const Member &member, const wire::RemotingCommand &command) const
{
    return {describe(member), m_useVip ? remoting::vipAddress(member.address) : member.address, command};
}

QList<Request> AdminCalls::brokerRequests(const QList<Member> &members,
                                          const wire::RemotingCommand &command) const
{
    QList<Request> requests;
    for (const Member &member : members)
        requests.append(brokerRequest(member, command));
    return requests;
}

QList<Request> AdminCalls::nameServerRequests(const wire::RemotingCommand &command) const
{
    QList<Request> requests;
    for (const Address &address : m_core->nameServers().addresses())
        requests.append({nameServerText(address), address, command});
    return requests;
}

/// Java: MQClientAPIImpl#getTopicListFromNameServer
void AdminCalls::topics(milliseconds timeout, Completion<QStringList> completion) const
{
    m_core->nameServers().invoke(
        request(wire::requestcode::getAllTopicListFromNameServer), timeout,
        [completion = std::move(completion)](const Result<wire::RemotingCommand> &response) {
            completion(response ? topicsOf(*response) : response.error());
        });
}

void AdminCalls::members(milliseconds timeout, Completion<QList<Member>> completion) const
{
    m_core->nameServers().invoke(
        request(wire::requestcode::getBrokerClusterInfo), timeout,
        [completion = std::move(completion)](const Result<wire::RemotingCommand> &response) {
            if (!response)
                return completion(response.error());
            if (response->code != wire::responsecode::success)
                return completion(refusal(u"the NameServer"_s, *response, ErrorKind::NameServer));
            const Result<wire::ClusterInfo> info = wire::clusterInfo(response->body);
            completion(info ? Result<QList<Member>>(membersOf(*info)) : info.error());
        });
}

/// Java: MQClientAPIImpl#getTopicRouteInfoFromNameServer
void AdminCalls::route(const TopicName &topic, milliseconds timeout,
                       const Completion<TopicRoute> &completion) const
{
    if (const Result<void> checked = wire::checkTopicName(topic); !checked)
        return completeLater<TopicRoute>(*m_core, completion, checked.error());
    m_core->nameServers().invoke(client::routeRequest(topic), timeout,
                                 [topic, completion](const Result<wire::RemotingCommand> &response) {
                                     completion(response ? client::routeOf(topic, *response)
                                                         : response.error());
                                 });
}

/// Java: MQClientAPIImpl#getTopicStatsInfo
void AdminCalls::topicStats(const TopicName &topic, milliseconds timeout,
                            const Completion<TopicStats> &completion) const
{
    const Budget budget(m_core->clock(), timeout);
    route(topic, budget.share(2), [self = *this, topic, budget, completion](const Result<TopicRoute> &route) {
        if (!route)
            return completion(route.error());
        const QList<Member> masters = mastersOf(membersOf(*route));
        if (masters.isEmpty())
            return completion(Error{ErrorKind::Route,
                                    u"no broker of topic %1 has a master"_s.arg(topic.text()),
                                    u"start the master again"_s, std::nullopt});
        const auto command =
            request(wire::requestcode::getTopicStatsInfo, {{"topic", topic.text().toUtf8()}});
        askAll(self.core().remoting(), self.brokerRequests(masters, command), budget.share(),
               [topic, masters, completion](const QList<Answer> &answers) {
                   completion(statsOf(topic, masters, answers));
               });
    });
}

/// Java: none; MQClientAPIImpl#getTopicRouteInfoFromNameServer asks one
void AdminCalls::routeAtEachNameServer(const TopicName &topic, milliseconds timeout,
                                       Completion<QList<NameServerRoute>> completion) const
{
    if (const Result<void> checked = wire::checkTopicName(topic); !checked)
        return completeLater<QList<NameServerRoute>>(*m_core, completion, checked.error());
    askAll(m_core->remoting(), nameServerRequests(client::routeRequest(topic)), timeout,
           [topic, completion = std::move(completion)](const QList<Answer> &answers) {
               QList<NameServerRoute> routes;
               for (const Answer &answer : answers)
                   routes.append({answer.address, routeAt(topic, answer)});
               completion(routes);
           });
}

/// Java: MQClientAPIImpl#getProducerConnectionList
void AdminCalls::producerConnections(const GroupName &group, milliseconds timeout,
                                     const Completion<ProducerConnections> &completion) const
{
    if (group.text().trimmed().isEmpty())
        return completeLater<ProducerConnections>(*m_core, completion,
                                                  Error{ErrorKind::Usage, u"the specified group is blank"_s,
                                                        u"name a producer group"_s, std::nullopt});
    const Budget budget(m_core->clock(), timeout);
    members(budget.share(2), [self = *this, group, budget, completion](const Result<QList<Member>> &members) {
        if (!members)
            return completion(members.error());
        const QList<Member> masters = mastersOf(*members);
        const auto command =
            request(wire::requestcode::getProducerConnectionList, {{"producerGroup", group.text().toUtf8()}});
        askAll(self.core().remoting(), self.brokerRequests(masters, command), budget.share(),
               [group, masters, completion](const QList<Answer> &answers) {
                   completion(connectionsOf(group, masters, answers));
               });
    });
}

} // namespace gantry::admin
