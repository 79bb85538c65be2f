// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/adminprocessor.h"

#include "wire/codes.h"
#include "wire/topicname.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

namespace request = wire::requestcode;
namespace response = wire::responsecode;

/// A MessageQueue as a key of a JSON object, which is what servers write.
QByteArray queueKey(const Broker &broker, const QString &topic, int queueId)
{
    return compact({{u"brokerName"_s, broker.name()}, {u"queueId"_s, queueId}, {u"topic"_s, topic}});
}

QJsonArray connections(const QMap<QString, Member> &members)
{
    QJsonArray list;
    for (auto member = members.cbegin(); member != members.cend(); ++member)
        list.append(
            QJsonObject{{u"clientAddr"_s, member->session ? member->session->peer().text() : QString()},
                        {u"clientId"_s, member.key()},
                        {u"language"_s, member->language},
                        {u"version"_s, member->version}});
    return list;
}

} // namespace

bool AdminProcessor::process(const ExchangePtr &exchange)
{
    if (processTopic(exchange) || processGroup(exchange))
        return true;
    switch (exchange->request().code) {
    case request::getBrokerRuntimeInfo:
        runtimeInfo(exchange);
        return true;
    case request::getBrokerConfig:
        exchange->answer(response::success, wire::Fields{{"version", "{\"counter\":1,\"timestamp\":0}"}},
                         "brokerName=" + m_broker.name().toUtf8() + "\nbrokerClusterName="
                             + Broker::cluster().toUtf8() + "\nautoCreateTopicEnable=true\n");
        return true;
    default:
        return false;
    }
}

bool AdminProcessor::processTopic(const ExchangePtr &exchange)
{
    const QString topic = exchange->text("topic");
    switch (exchange->request().code) {
    case request::updateAndCreateTopic:
        createTopic(exchange);
        return true;
    case request::deleteTopicInBroker:
        m_broker.topics().remove(topic);
        m_broker.store().removeTopic(topic);
        exchange->answer(response::success);
        return true;
    case request::getTopicConfig:
        topicConfig(exchange);
        return true;
    case request::getTopicStatsInfo:
        topicStats(exchange);
        return true;
    case request::getAllTopicConfig: {
        QJsonObject table;
        for (auto entry = m_broker.topics().all().cbegin(); entry != m_broker.topics().all().cend(); ++entry)
            table.insert(entry.key(), entry->toJson(entry.key()));
        exchange->answerJson({{u"topicConfigTable"_s, table},
                              {u"dataVersion"_s, QJsonObject{{u"counter"_s, 1}, {u"timestamp"_s, 0}}}});
        return true;
    }
    default:
        return false;
    }
}

bool AdminProcessor::processGroup(const ExchangePtr &exchange)
{
    switch (exchange->request().code) {
    case request::getProducerConnectionList:
        producers(exchange);
        return true;
    case request::getConsumerConnectionList:
        consumers(exchange);
        return true;
    case request::getConsumeStats:
        consumeStats(exchange);
        return true;
    case request::queryTopicConsumeByWho:
        groupsOf(exchange);
        return true;
    default:
        return false;
    }
}

void AdminProcessor::createTopic(const ExchangePtr &exchange)
{
    const QString topic = exchange->text("topic");
    const Result<void> name = wire::checkTopicName(TopicName(topic));
    if (!name || TopicTable::isSystem(topic)) {
        exchange->answer(response::invalidParameter,
                         name ? u"The topic[%1] is conflict with system topic."_s.arg(topic)
                              : name.error().detail);
        return;
    }
    constexpr qint64 mostQueues = 65'535;
    TopicConfig config;
    config.readQueues =
        int(std::clamp<qint64>(exchange->number("readQueueNums", config.readQueues), 1, mostQueues));
    config.writeQueues =
        int(std::clamp<qint64>(exchange->number("writeQueueNums", config.writeQueues), 1, mostQueues));
    config.permission = int(exchange->number("perm", config.permission));
    config.order = exchange->flag("order");
    m_broker.topics().set(topic, config);
    exchange->answer(response::success);
}

void AdminProcessor::topicConfig(const ExchangePtr &exchange)
{
    const QString topic = exchange->text("topic");
    if (const TopicConfig *config = m_broker.topics().find(topic))
        exchange->answerJson(config->toJson(topic));
    else
        exchange->answer(response::topicNotExist, u"No topic in this broker. topic: %1"_s.arg(topic));
}

void AdminProcessor::topicStats(const ExchangePtr &exchange)
{
    const QString topic = exchange->text("topic");
    const TopicConfig *config = m_broker.topics().find(topic);
    if (!config) {
        exchange->answer(response::topicNotExist, u"topic[%1] not exist"_s.arg(topic));
        return;
    }
    const MessageStore &store = m_broker.store();
    QByteArray body = "{\"offsetTable\":{";
    for (int queueId = 0; queueId < qMax(config->readQueues, config->writeQueues); ++queueId) {
        const QJsonObject offsets{{u"lastUpdateTimestamp"_s, store.lastStoreTime(topic, queueId)},
                                  {u"maxOffset"_s, store.maxOffset(topic, queueId)},
                                  {u"minOffset"_s, store.minOffset(topic, queueId)}};
        body += (queueId > 0 ? "," : "") + queueKey(m_broker, topic, queueId) + ':' + compact(offsets);
    }
    exchange->answer(response::success, wire::Fields(), body + "},\"topicPutTps\":0.0}");
}

void AdminProcessor::producers(const ExchangePtr &exchange)
{
    const QString group = exchange->text("producerGroup");
    const QMap<QString, Member> members = m_broker.clients().producers(group);
    if (members.isEmpty())
        exchange->answer(response::systemError, u"the producer group[%1] not exist"_s.arg(group));
    else
        exchange->answerJson({{u"connectionSet"_s, connections(members)}});
}

void AdminProcessor::consumers(const ExchangePtr &exchange)
{
    const QString name = exchange->text("consumerGroup");
    const ConsumerGroup *group = m_broker.clients().consumers(name);
    if (!group) {
        exchange->answer(response::consumerNotOnline, u"the consumer group[%1] not online"_s.arg(name));
        return;
    }
    QJsonObject subscriptions;
    for (auto entry = group->subscriptions.cbegin(); entry != group->subscriptions.cend(); ++entry)
        subscriptions.insert(entry.key(), QJsonObject{{u"topic"_s, entry.key()},
                                                      {u"subString"_s, entry->expression},
                                                      {u"expressionType"_s, u"TAG"_s}});
    exchange->answerJson({{u"connectionSet"_s, connections(group->members)},
                          {u"subscriptionTable"_s, subscriptions},
                          {u"consumeType"_s, group->consumeType},
                          {u"messageModel"_s, group->messageModel},
                          {u"consumeFromWhere"_s, group->consumeFromWhere}});
}

/// Also of a group whose consumers are gone.
void AdminProcessor::consumeStats(const ExchangePtr &exchange)
{
    const QString name = exchange->text("consumerGroup");
    const QString only = exchange->text("topic");
    const ConsumerGroup *group = m_broker.clients().consumers(name);
    QByteArrayList rows;
    const QStringList topics = !only.isEmpty() ? QStringList{only}
                               : group         ? group->subscriptions.keys()
                                               : m_broker.offsets().topicsOf(name).values();
    for (const QString &topic : topics) {
        const TopicConfig *config = m_broker.topics().find(topic);
        for (int queueId = 0; config && queueId < config->readQueues; ++queueId) {
            const qint64 offset = m_broker.offsets().find({name, topic, queueId}).value_or(0);
            const StoreEntry *last = m_broker.store().at(topic, queueId, offset - 1);
            const QJsonObject row{{u"brokerOffset"_s, m_broker.store().maxOffset(topic, queueId)},
                                  {u"consumerOffset"_s, offset},
                                  {u"pullOffset"_s, offset},
                                  {u"lastTimestamp"_s, last ? last->storeTimestamp : 0}};
            rows.append(queueKey(m_broker, topic, queueId) + ':' + compact(row));
        }
    }
    exchange->answer(response::success, wire::Fields(),
                     "{\"consumeTps\":0.0,\"offsetTable\":{" + rows.join(',') + "}}");
}

void AdminProcessor::groupsOf(const ExchangePtr &exchange)
{
    const QString topic = exchange->text("topic");
    QSet<QString> groups = m_broker.offsets().groupsOf(topic);
    const auto &all = m_broker.clients().allConsumers();
    for (auto group = all.cbegin(); group != all.cend(); ++group) {
        if (group->subscriptions.contains(topic))
            groups.insert(group.key());
    }
    exchange->answerJson({{u"groupList"_s, QJsonArray::fromStringList(groups.values())}});
}

namespace {

qint64 sinceEpochMs(std::chrono::system_clock::time_point time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

/// Java: BrokerController#prepareRuntimeInfo
QString runningTime(std::chrono::system_clock::duration time)
{
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    return u"[ %1 days, %2 hours, %3 minutes, %4 seconds ]"_s.arg(seconds / 86'400)
        .arg(seconds / 3600 % 24)
        .arg(seconds / 60 % 60)
        .arg(seconds % 60);
}

} // namespace

void AdminProcessor::runtimeInfo(const ExchangePtr &exchange)
{
    QJsonObject table{{u"brokerVersionDesc"_s, u"Gantry sandbox"_s},
                      {u"brokerVersion"_s, QString::number(wire::serverversion::v5_5_0)},
                      {u"storedBytes"_s, QString::number(m_broker.store().bytes())},
                      {u"retentionBytes"_s, QString::number(m_broker.config().retentionBytes)}};
    // Nothing of this is measured, but tools read them, and 4.9's breaks without the first ones.
    for (const QString &name : {u"putTps"_s, u"getTransferedTps"_s, u"getTransferredTps"_s})
        table.insert(name, u"0.0 0.0 0.0"_s);
    for (const QString &name : {u"sendThreadPoolQueueSize"_s, u"pullThreadPoolQueueSize"_s,
                                u"sendThreadPoolQueueHeadWaitTimeMills"_s,
                                u"pullThreadPoolQueueHeadWaitTimeMills"_s, u"pageCacheLockTimeMills"_s})
        table.insert(name, u"0"_s);
    table.insert(u"commitLogDiskRatio"_s, u"0.0"_s);
    table.insert(u"brokerActive"_s, u"true"_s);
    table.insert(u"bootTimestamp"_s, QString::number(sinceEpochMs(m_broker.bootTime())));
    table.insert(u"runtime"_s, runningTime(m_broker.now() - m_broker.bootTime()));
    exchange->answerJson({{u"table"_s, table}});
}

} // namespace gantry::sandbox
