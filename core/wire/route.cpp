// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/route.h"

#include "wire/json.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

/// All queues of a topic that are taken from a route: a peer's numbers must not exhaust the memory.
constexpr qsizetype mostQueues = 100'000;

/// The body as an object; `what` for the error's text.
[[nodiscard]] Result<JsonValue> readObject(QByteArrayView body, QLatin1String what)
{
    Result<JsonValue> json = readJson(body);
    if (json && json->isObject())
        return json;
    return Error{.kind = ErrorKind::Internal,
                 .detail = u"%1 of %2 bytes cannot be read: %3"_s.arg(what)
                               .arg(body.size())
                               .arg(json ? u"it is no JSON object"_s : json.error().detail),
                 .hint = {},
                 .code = std::nullopt};
}

[[nodiscard]] int toInt(const JsonValue &value)
{
    return int(
        std::clamp<qint64>(value.toInt(), std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

[[nodiscard]] BrokerRoute brokerRoute(const JsonValue &json)
{
    BrokerRoute route;
    route.cluster = json[u"cluster"].toString();
    route.broker = BrokerName(json[u"brokerName"].toString());
    for (const JsonValue::Member &member : json[u"brokerAddrs"].object()) {
        bool isNumber = false;
        const qint64 id = member.key.toLongLong(&isNumber);
        if (isNumber)
            route.addresses.insert(id, Address(member.value.toString()));
    }
    return route;
}

[[nodiscard]] QueueRoute queueRoute(const JsonValue &json)
{
    return QueueRoute{.broker = BrokerName(json[u"brokerName"].toString()),
                      .readQueues = toInt(json[u"readQueueNums"]),
                      .writeQueues = toInt(json[u"writeQueueNums"]),
                      .permission = toInt(json[u"perm"]),
                      .topicSysFlag = toInt(json[u"topicSysFlag"])};
}

/// Java compares names as UTF-16, as QString does.
template<typename T>
void sortByBroker(QList<T> &entries)
{
    std::stable_sort(entries.begin(), entries.end(),
                     [](const T &a, const T &b) { return a.broker < b.broker; });
}

[[nodiscard]] const BrokerRoute *findBroker(const TopicRoute &route, const BrokerName &name)
{
    const auto found = std::find_if(route.brokers.begin(), route.brokers.end(),
                                    [&name](const BrokerRoute &broker) { return broker.broker == name; });
    return found == route.brokers.end() ? nullptr : &*found;
}

void appendQueues(QList<PublishQueue> &queues, const BrokerName &broker, int count, const Address &address)
{
    const qsizetype wanted = std::min<qsizetype>(count, mostQueues - queues.size());
    for (int queueId = 0; queueId < wanted; ++queueId)
        queues.append(PublishQueue{broker, queueId, address});
}

/// `broker-a:4;broker-b:4`. Neither permissions nor masters are looked at, as in Java: a queue whose broker
/// is not there fails when it is sent to, it must not silently change the order of the others.
[[nodiscard]] QList<PublishQueue> orderedQueues(const TopicRoute &route)
{
    QList<PublishQueue> queues;
    const QStringList entries = route.orderTopicConf.split(u';', Qt::SkipEmptyParts);
    for (const QString &entry : entries) {
        const qsizetype colon = entry.lastIndexOf(u':');
        if (colon <= 0)
            continue;
        const BrokerName name(entry.first(colon));
        const BrokerRoute *broker = findBroker(route, name);
        appendQueues(queues, name, entry.sliced(colon + 1).toInt(), broker ? broker->master() : Address());
    }
    return queues;
}

} // namespace

Result<TopicRoute> topicRoute(QByteArrayView body)
{
    const Result<JsonValue> json = readObject(body, "A topic's route"_L1);
    if (!json)
        return json.error();
    TopicRoute route;
    route.orderTopicConf = (*json)[u"orderTopicConf"].toString();
    for (const JsonValue &entry : (*json)[u"queueDatas"].array()) {
        if (QueueRoute queue = queueRoute(entry); !queue.broker.isEmpty())
            route.queues.append(std::move(queue));
    }
    for (const JsonValue &entry : (*json)[u"brokerDatas"].array()) {
        if (BrokerRoute broker = brokerRoute(entry); !broker.broker.isEmpty())
            route.brokers.append(std::move(broker));
    }
    return route;
}

QList<PublishQueue> publishQueues(const TopicRoute &route)
{
    if (!route.orderTopicConf.isEmpty())
        return orderedQueues(route);
    QList<QueueRoute> sorted = route.queues;
    sortByBroker(sorted);
    QList<PublishQueue> queues;
    for (const QueueRoute &queue : std::as_const(sorted)) {
        if ((queue.permission & permission::write) == 0)
            continue;
        const BrokerRoute *broker = findBroker(route, queue.broker);
        if (broker && broker->addresses.contains(0))
            appendQueues(queues, queue.broker, queue.writeQueues, broker->master());
    }
    return queues;
}

TopicRoute borrowedRoute(TopicRoute templateRoute, int queueNums)
{
    for (QueueRoute &queue : templateRoute.queues) {
        queue.readQueues = std::min(queueNums, queue.readQueues);
        queue.writeQueues = queue.readQueues;
    }
    return templateRoute;
}

bool sameRoute(const TopicRoute &a, const TopicRoute &b)
{
    const auto sorted = [](TopicRoute route) {
        sortByBroker(route.queues);
        sortByBroker(route.brokers);
        return route;
    };
    const TopicRoute left = sorted(a);
    const TopicRoute right = sorted(b);
    return left.orderTopicConf == right.orderTopicConf && left.queues == right.queues
           && std::equal(left.brokers.begin(), left.brokers.end(), right.brokers.begin(), right.brokers.end(),
                         [](const BrokerRoute &one, const BrokerRoute &other) {
                             return one.broker == other.broker && one.addresses == other.addresses;
                         });
}

Result<ClusterInfo> clusterInfo(QByteArrayView body)
{
    const Result<JsonValue> json = readObject(body, "The cluster's description"_L1);
    if (!json)
        return json.error();
    ClusterInfo info;
    for (const JsonValue::Member &member : (*json)[u"brokerAddrTable"].object()) {
        BrokerRoute route = brokerRoute(member.value);
        if (route.broker.isEmpty())
            route.broker = BrokerName(member.key);
        info.brokers.insert(member.key, route);
    }
    for (const JsonValue::Member &member : (*json)[u"clusterAddrTable"].object()) {
        QStringList &names = info.brokerNames[member.key];
        for (const JsonValue &name : member.value.array())
            names.append(name.toString());
    }
    return info;
}

Result<QStringList> topicList(QByteArrayView body)
{
    const Result<JsonValue> json = readObject(body, "The list of topics"_L1);
    if (!json)
        return json.error();
    QStringList topics;
    for (const JsonValue &topic : (*json)[u"topicList"].array())
        topics.append(topic.toString());
    return topics;
}

Result<QList<QueueStats>> topicStats(QByteArrayView body)
{
    const Result<JsonValue> json = readObject(body, "A topic's statistics"_L1);
    if (!json)
        return json.error();
    QList<QueueStats> stats;
    for (const JsonValue::Member &member : (*json)[u"offsetTable"].object()) {
        if (!member.objectKey)
            continue;
        const JsonValue &queue = *member.objectKey;
        stats.append(QueueStats{.queue = MessageQueue{.topic = TopicName(queue[u"topic"].toString()),
                                                      .broker = BrokerName(queue[u"brokerName"].toString()),
                                                      .queueId = toInt(queue[u"queueId"])},
                                .minOffset = member.value[u"minOffset"].toInt(),
                                .maxOffset = member.value[u"maxOffset"].toInt(),
                                .lastUpdateTimestamp = member.value[u"lastUpdateTimestamp"].toInt()});
    }
    return stats;
}

Result<QMap<QString, QString>> keyValueTable(QByteArrayView body)
{
    const Result<JsonValue> json = readObject(body, "A table"_L1);
    if (!json)
        return json.error();
    QMap<QString, QString> table;
    for (const JsonValue::Member &member : (*json)[u"table"].object())
        table.insert(member.key, member.value.toString());
    return table;
}

} // namespace gantry::wire
