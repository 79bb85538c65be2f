// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/nameserver.h"

#include "sandbox/broker.h"
#include "wire/codes.h"
#include <gantry/topicroute.h>

#include <QJsonArray>
#include <QJsonObject>

#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

namespace request = wire::requestcode;
namespace response = wire::responsecode;

constexpr QLatin1StringView orderNamespace = "ORDER_TOPIC_CONFIG"_L1;

QJsonObject brokerData(const Broker &broker)
{
    return {{u"brokerAddrs"_s, QJsonObject{{u"0"_s, broker.advertised().text()}}},
            {u"brokerName"_s, broker.name()},
            {u"cluster"_s, Broker::cluster()},
            {u"enableActingMaster"_s, false}};
}

} // namespace

NameServer::NameServer(const Brokers &brokers, quint16 port, FrameServer::Gate &gate,
                       FrameServer::Settings settings)
    : m_brokers(brokers)
    , m_server(u"namesrv"_s, port, gate, std::move(settings))
{
    connect(&m_server, &FrameServer::requested, this, &NameServer::process);
}

void NameServer::process(const ExchangePtr &exchange)
{
    switch (exchange->request().code) {
    case request::getRouteInfoByTopic:
        answerRoute(exchange);
        return;
    case request::getBrokerClusterInfo:
        answerCluster(exchange);
        return;
    case request::getAllTopicListFromNameServer:
    case request::getTopicsByCluster:
        answerTopics(exchange, false);
        return;
    case request::getSystemTopicListFromNs:
        answerTopics(exchange, true);
        return;
    case request::deleteTopicInNameServer: // routes are what brokers have: nothing is kept here
        exchange->answer(response::success);
        return;
    default:
        if (!processKeyValue(exchange))
            exchange->answer(response::requestCodeNotSupported,
                             u" request type %1 not supported"_s.arg(exchange->request().code));
    }
}

void NameServer::answerRoute(const ExchangePtr &exchange) const
{
    const QString topic = exchange->text("topic");
    QJsonArray queues;
    QJsonArray brokers;
    for (const std::unique_ptr<Broker> &broker : m_brokers) {
        const TopicConfig *config = broker->topics().find(topic);
        if (!config || !broker->isInRoute())
            continue;
        const int hidden = broker->isReadOnly() ? permission::write : 0;
        queues.append(QJsonObject{{u"brokerName"_s, broker->name()},
                                  {u"perm"_s, config->permission & ~hidden},
                                  {u"readQueueNums"_s, config->readQueues},
                                  {u"topicSysFlag"_s, 0},
                                  {u"writeQueueNums"_s, config->writeQueues}});
        brokers.append(brokerData(*broker));
    }
    if (queues.isEmpty()) {
        exchange->answer(response::topicNotExist,
                         u"No topic route info in name server for the topic: %1"_s.arg(topic));
        return;
    }
    QJsonObject route{
        {u"brokerDatas"_s, brokers}, {u"filterServerTable"_s, QJsonObject()}, {u"queueDatas"_s, queues}};
    if (const QString order = m_values.value(orderNamespace).value(topic); !order.isEmpty())
        route.insert(u"orderTopicConf"_s, order);
    exchange->answerJson(route);
}

void NameServer::answerCluster(const ExchangePtr &exchange) const
{
    QJsonObject addresses;
    QJsonArray names;
    for (const std::unique_ptr<Broker> &broker : m_brokers) {
        if (!broker->isInRoute())
            continue;
        addresses.insert(broker->name(), brokerData(*broker));
        names.append(broker->name());
    }
    exchange->answerJson({{u"brokerAddrTable"_s, addresses},
                          {u"clusterAddrTable"_s, QJsonObject{{Broker::cluster(), names}}}});
}

void NameServer::answerTopics(const ExchangePtr &exchange, bool onlySystem) const
{
    QSet<QString> names;
    for (const std::unique_ptr<Broker> &broker : m_brokers) {
        if (!broker->isInRoute())
            continue;
        for (auto topic = broker->topics().all().cbegin(); topic != broker->topics().all().cend(); ++topic) {
            if (!onlySystem || TopicTable::isSystem(topic.key()))
                names.insert(topic.key());
        }
    }
    QStringList sorted(names.cbegin(), names.cend());
    sorted.sort();
    exchange->answerJson({{u"topicList"_s, QJsonArray::fromStringList(sorted)}});
}

bool NameServer::processKeyValue(const ExchangePtr &exchange)
{
    const QString space = exchange->text("namespace");
    const QString key = exchange->text("key");
    switch (exchange->request().code) {
    case request::putKvConfig:
        m_values[space].insert(key, exchange->text("value"));
        exchange->answer(response::success);
        return true;
    case request::deleteKvConfig:
        m_values[space].remove(key);
        exchange->answer(response::success);
        return true;
    case request::getKvConfig:
        if (const QString value = m_values.value(space).value(key); !value.isEmpty())
            exchange->answer(response::success, {{"value", value.toUtf8()}});
        else
            exchange->answer(response::queryNotFound,
                             u"No config item, Namespace: %1 Key: %2"_s.arg(space, key));
        return true;
    case request::getKvListByNamespace: {
        QJsonObject table;
        const QMap<QString, QString> values = m_values.value(space);
        for (auto value = values.cbegin(); value != values.cend(); ++value)
            table.insert(value.key(), value.value());
        exchange->answerJson({{u"table"_s, table}});
        return true;
    }
    default:
        return false;
    }
}

} // namespace gantry::sandbox
