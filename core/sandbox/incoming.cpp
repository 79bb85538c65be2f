// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/incoming.h"

#include "sandbox/storedmessages.h"
#include "wire/codes.h"
#include "wire/headers.h"
#include "wire/messageid.h"
#include "wire/topicname.h"
#include <gantry/topicroute.h>

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

namespace request = wire::requestcode;
namespace response = wire::responsecode;

constexpr qsizetype mostBodyBytes = qsizetype(4) * 1024 * 1024;
constexpr qsizetype mostPropertyBytes = 32'767 - 120; // some are added

/// Why the message is not taken; code 0 when it is.
struct Refusal {
    int code = response::success;
    QString remark;
};

Refusal checkMessage(const Broker &broker, const QString &topic, const wire::SendMessageHeader &header,
                     const QByteArray &body)
{
    if (!topic.startsWith(u'%')) {
        if (const Result<void> name = wire::checkTopicName(TopicName(topic)); !name)
            return {response::invalidParameter, name.error().detail};
    }
    if (broker.isReadOnly())
        return {response::noPermission,
                u"the broker[%1] sending message is forbidden"_s.arg(broker.advertised().text())};
    if (body.isEmpty())
        return {response::systemError, u"the message body is empty"_s};
    if (body.size() > mostBodyBytes || header.properties.size() > mostPropertyBytes)
        return {response::messageIllegal,
                u"the message is illegal, maybe msg body or properties length not "
                "matched. msg body length limit %1, msg properties length limit %2."_s.arg(mostBodyBytes)
                    .arg(mostPropertyBytes)};
    return {};
}

Refusal checkTopic(const Broker &broker, const QString &name, const wire::SendMessageHeader &header,
                   const TopicConfig *topic)
{
    if (!topic)
        return {response::topicNotExist,
                u"topic[%1] not exist, apply first please! %2"_s.arg(name, broker.advertised().text())};
    if ((topic->permission & permission::write) == 0)
        return {response::noPermission, u"the topic[%1] sending message is forbidden"_s.arg(name)};
    if (header.queueId >= topic->writeQueues)
        return {response::invalidParameter,
                u"request queueId[%1] is illegal, %2 has %3 write queues"_s.arg(header.queueId)
                    .arg(name)
                    .arg(topic->writeQueues)};
    return {};
}

const TopicConfig *topicFor(Broker &broker, const QString &name, const wire::SendMessageHeader &header)
{
    if (name.startsWith("%RETRY%"_L1))
        broker.topics().ensureRetryTopic(name.sliced(7));
    if (const TopicConfig *found = broker.topics().find(name))
        return found;
    return broker.topics().findOrCreate(name, QString::fromUtf8(header.defaultTopic));
}

wire::StoredMessage toMessage(const Exchange &exchange, const QString &name,
                              const wire::SendMessageHeader &header, const TopicConfig &topic)
{
    wire::StoredMessage message;
    message.topic = name;
    message.queueId =
        header.queueId >= 0 ? header.queueId : int(QRandomGenerator::global()->bounded(topic.writeQueues));
    message.flag = header.flag;
    message.sysFlag = header.sysFlag;
    message.bornTimestamp = header.bornTimestamp;
    message.bornHost = exchange.session()->peer().text();
    message.reconsumeTimes = header.reconsumeTimes;
    message.body = exchange.request().body;
    message.properties = wire::readProperties(header.properties);
    setProperty(message, brokerproperty::cluster, Broker::clusterProperty());
    setProperty(message, brokerproperty::region, QByteArrayLiteral("DefaultRegion"));
    setProperty(message, brokerproperty::traceOn, QByteArrayLiteral("true"));
    if (property(message, wire::propertyname::uniqueKey).isEmpty())
        setProperty(message, wire::propertyname::uniqueKey, wire::createUniqueId().view().toByteArray());
    return message;
}

} // namespace

bool isSend(int code)
{
    return code == request::sendMessage || code == request::sendMessageV2 || code == request::sendBatchMessage
           || code == request::sendReplyMessage || code == request::sendReplyMessageV2;
}

std::optional<Incoming> readSend(Broker &broker, const ExchangePtr &exchange)
{
    const int code = exchange->request().code;
    const bool shortNames = code != request::sendMessage && code != request::sendReplyMessage;
    const wire::Fields fields = exchange->request().fields.value_or(wire::Fields());
    const Result<wire::SendMessageHeader> header = wire::sendMessageHeader(fields, shortNames);
    if (!header) {
        exchange->answer(response::systemError, header.error().detail);
        return std::nullopt;
    }
    const QString name = QString::fromUtf8(header->topic);
    Refusal refusal = checkMessage(broker, name, *header, exchange->request().body);
    const TopicConfig *topic = refusal.code == response::success ? topicFor(broker, name, *header) : nullptr;
    if (refusal.code == response::success)
        refusal = checkTopic(broker, name, *header, topic);
    if (refusal.code != response::success) {
        exchange->answer(refusal.code, refusal.remark);
        return std::nullopt;
    }
    return Incoming{toMessage(*exchange, name, *header, *topic), QString::fromUtf8(header->producerGroup),
                    header->batch};
}

QByteArray offsetId(const Broker &broker, qint64 physicalOffset)
{
    const wire::OffsetIdParts parts{QHostAddress(QHostAddress::LocalHost), broker.port(), physicalOffset};
    return wire::createOffsetId(parts).view().toByteArray();
}

void answerSend(Exchange &exchange, const wire::StoredMessage &message, const QByteArray &msgId,
                qint64 queueOffset, const wire::Fields &more)
{
    // Literals, which take no memory: a list of plain texts cost more than all the rest of an answer.
    wire::Fields fields;
    fields.reserve(6 + more.size());
    fields.emplaceBack(QByteArrayLiteral("queueId"), QByteArray::number(message.queueId));
    fields.emplaceBack(QByteArrayLiteral("transactionId"), property(message, wire::propertyname::uniqueKey));
    fields.emplaceBack(QByteArrayLiteral("msgId"), msgId);
    fields.emplaceBack(QByteArrayLiteral("TRACE_ON"), QByteArrayLiteral("true"));
    fields.emplaceBack(QByteArrayLiteral("MSG_REGION"), QByteArrayLiteral("DefaultRegion"));
    fields.emplaceBack(QByteArrayLiteral("queueOffset"), QByteArray::number(queueOffset));
    fields += more;
    exchange.answer(response::success, fields);
}

void answerSend(Exchange &exchange, const Broker &broker, const wire::StoredMessage &message, StoredAt at,
                const wire::Fields &more)
{
    answerSend(exchange, message, offsetId(broker, at.physicalOffset), at.queueOffset, more);
}

} // namespace gantry::sandbox
