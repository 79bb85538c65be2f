// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/clientprocessor.h"

#include "wire/codes.h"
#include "wire/json.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

namespace request = wire::requestcode;
namespace response = wire::responsecode;

GroupQueue queueOf(const Exchange &exchange)
{
    return {exchange.text("consumerGroup"), exchange.text("topic"), int(exchange.number("queueId"))};
}

} // namespace

bool ClientProcessor::process(const ExchangePtr &exchange)
{
    switch (exchange->request().code) {
    case request::heartBeat:
        heartbeat(exchange);
        return true;
    case request::unregisterClient:
        unregister(exchange);
        return true;
    case request::getConsumerListByGroup:
        consumerList(exchange);
        return true;
    case request::queryConsumerOffset:
        queryOffset(exchange);
        return true;
    case request::updateConsumerOffset:
        updateOffset(exchange);
        return true;
    case request::lockBatchMq:
    case request::unlockBatchMq:
        lock(exchange, exchange->request().code == request::lockBatchMq);
        return true;
    case request::checkClientConfig:
        exchange->answer(response::success);
        return true;
    default:
        return false;
    }
}

void ClientProcessor::heartbeat(const ExchangePtr &exchange)
{
    const Result<wire::JsonValue> data = wire::readJson(exchange->request().body);
    if (!data) {
        exchange->answer(response::systemError, data.error().detail);
        return;
    }
    const Member member{exchange->session(), QString::fromLatin1(exchange->request().language),
                        exchange->request().version};
    for (const wire::JsonValue &consumer : (*data)[u"consumerDataSet"].array())
        m_broker.topics().ensureRetryTopic(consumer[u"groupName"].toString());
    const QStringList changed = m_broker.clients().heartbeat(*data, member);
    exchange->answer(response::success,
                     wire::Fields{{"IS_SUPPORT_HEART_BEAT_V2", "false"},
                                  {"IS_SUB_CHANGE", changed.isEmpty() ? "false" : "true"}});
    m_broker.notifyConsumers(changed);
}

void ClientProcessor::unregister(const ExchangePtr &exchange)
{
    const QStringList changed = m_broker.clients().unregister(
        exchange->text("clientID"), exchange->text("producerGroup"), exchange->text("consumerGroup"));
    exchange->answer(response::success);
    m_broker.notifyConsumers(changed);
}

void ClientProcessor::consumerList(const ExchangePtr &exchange)
{
    const QString name = exchange->text("consumerGroup");
    const ConsumerGroup *group = m_broker.clients().consumers(name);
    if (!group) {
        exchange->answer(response::systemError, u"no consumer for this group, %1"_s.arg(name));
        return;
    }
    exchange->answerJson({{u"consumerIdList"_s, QJsonArray::fromStringList(group->members.keys())}});
}

/// Java: ConsumerManageProcessor#queryConsumerOffset
void ClientProcessor::queryOffset(const ExchangePtr &exchange)
{
    const GroupQueue queue = queueOf(*exchange);
    std::optional<qint64> offset = m_broker.offsets().find(queue);
    // A new group begins at the first message while that is still there.
    if (!offset && m_broker.store().at(queue.topic, queue.queueId, 0)
        && exchange->flag("setZeroIfNotFound", true))
        offset = 0;
    if (offset)
        exchange->answer(response::success, {{"offset", QByteArray::number(*offset)}});
    else
        exchange->answer(response::queryNotFound, u"Not found, maybe this group consumer boot first"_s);
}

void ClientProcessor::updateOffset(const ExchangePtr &exchange)
{
    m_broker.offsets().set(queueOf(*exchange), exchange->number("commitOffset"));
    exchange->answer(response::success);
}

void ClientProcessor::lock(const ExchangePtr &exchange, bool isLock)
{
    const Result<wire::JsonValue> body = wire::readJson(exchange->request().body);
    if (!body) {
        exchange->answer(response::systemError, body.error().detail);
        return;
    }
    const QString group = (*body)[u"consumerGroup"].toString();
    const QString clientId = (*body)[u"clientId"].toString();
    QJsonArray locked;
    for (const wire::JsonValue &queue : (*body)[u"mqSet"].array()) {
        const GroupQueue name{group, queue[u"topic"].toString(), int(queue[u"queueId"].toInt())};
        if (!isLock)
            m_broker.locks().unlock(name, clientId);
        else if (m_broker.locks().lock(name, clientId))
            locked.append(QJsonObject{{u"brokerName"_s, queue[u"brokerName"].toString()},
                                      {u"queueId"_s, name.queueId},
                                      {u"topic"_s, name.topic}});
    }
    if (isLock)
        exchange->answerJson({{u"lockOKMQSet"_s, locked}});
    else
        exchange->answer(response::success);
}

} // namespace gantry::sandbox
