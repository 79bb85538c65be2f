// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/sendprocessor.h"

#include "sandbox/damage.h"
#include "sandbox/storedmessages.h"
#include "wire/batch.h"
#include "wire/codes.h"

#include <QDateTime>
#include <QTimer>

#include <array>
#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::sandbox {

namespace {

namespace request = wire::requestcode;
namespace response = wire::responsecode;

/// Java: MessageStoreConfig.messageDelayLevel
constexpr std::array<std::chrono::seconds, 18> delayLevels{
    1s, 5s, 10s, 30s, 1min, 2min, 3min, 4min, 5min, 6min, 7min, 8min, 9min, 10min, 20min, 30min, 1h, 2h};
constexpr int firstRetryLevel = 3;
constexpr int defaultMaxReconsumeTimes = 16;
constexpr auto pushReplyTimeout = 10s;
constexpr qint64 longestTimerMs = qint64(3) * 24 * 3600 * 1000;

int delayLevel(const wire::StoredMessage &message)
{
    return qBound(0, property(message, wire::propertyname::delayLevel).toInt(), int(delayLevels.size()));
}

/// When a timer message is due; nothing when it is none; -1 when its time makes no sense.
std::optional<qint64> timerTime(const wire::StoredMessage &message, qint64 now)
{
    const auto read = [&message](QByteArrayView name, qint64 unit, qint64 from) -> std::optional<qint64> {
        const QByteArray text = property(message, name);
        if (text.isEmpty())
            return std::nullopt;
        bool isNumber = false;
        const qint64 value = text.toLongLong(&isNumber);
        const bool fits = isNumber && value >= 0 && value <= std::numeric_limits<qint64>::max() / unit - from;
        return fits ? from + value * unit : -1;
    };
    if (const auto at = read(brokerproperty::timerDelaySec, 1000, now))
        return at;
    if (const auto at = read(wire::propertyname::timerDelayMs, 1, now))
        return at;
    return read(wire::propertyname::timerDeliverMs, 1, 0);
}

/// Java: RecallMessageHandle.HandleV1
QByteArray recallHandle(const Broker &broker, const wire::StoredMessage &message, qint64 deliverAt)
{
    const QByteArray text = "v1 " + message.topic.toUtf8() + ' ' + broker.name().toUtf8() + ' '
                            + QByteArray::number(deliverAt) + ' '
                            + property(message, wire::propertyname::uniqueKey);
    return text.toBase64(QByteArray::Base64UrlEncoding);
}

} // namespace

bool SendProcessor::process(const ExchangePtr &exchange)
{
    const int code = exchange->request().code;
    if (code == request::consumerSendMsgBack) {
        sendBack(exchange);
        return true;
    }
    if (code == request::recallMessage) {
        recall(exchange);
        return true;
    }
    if (!isSend(code))
        return false;
    if (std::optional<Incoming> incoming = readSend(m_broker, exchange)) {
        if (exchange->damage() && !incoming->batch)
            damage(incoming->message, *exchange->damage());
        if (code == request::sendReplyMessage || code == request::sendReplyMessageV2)
            sendReply(exchange, *incoming);
        else if (incoming->batch)
            sendBatch(exchange, *incoming);
        else if (TransactionProcessor::isHalf(incoming->message))
            m_transactions.hold(exchange, incoming->message);
        else
            send(exchange, *incoming);
    }
    return true;
}

void SendProcessor::send(const ExchangePtr &exchange, const Incoming &incoming)
{
    const wire::StoredMessage &message = incoming.message;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (const int level = delayLevel(message); level > 0) {
        const auto delayTime = std::chrono::milliseconds(delayLevels[size_t(level - 1)]);
        const StoredAt at = delay(message, now + delayTime.count(), systemtopic::schedule, level - 1);
        answerSend(*exchange, m_broker, message, at);
        return;
    }
    const std::optional<qint64> timer = timerTime(message, now);
    if (timer && (*timer < 0 || *timer > now + longestTimerMs)) {
        exchange->answer(response::messageIllegal,
                         u"timer message illegal, the delay time should not be "
                         "bigger than the max delay 259200000ms; or if set del "
                         "msg, the delay time should be bigger than the current time"_s);
    } else if (timer && *timer > now) {
        const StoredAt at = delay(message, *timer, systemtopic::timer, 0);
        answerSend(*exchange, m_broker, message, at,
                   {{"recallHandle", recallHandle(m_broker, message, *timer)}});
    } else {
        answerSend(*exchange, m_broker, message, m_broker.append(message));
    }
}

StoredAt SendProcessor::delay(wire::StoredMessage message, qint64 deliverAt, const QString &topic,
                              int queueId)
{
    const StoredAt at = m_broker.append(parked(message, topic, queueId));
    removeProperty(message, wire::propertyname::delayLevel);
    m_waiting.insert(at.physicalOffset, message);
    const auto wait = std::chrono::milliseconds(deliverAt - QDateTime::currentMSecsSinceEpoch());
    QTimer::singleShot(qMax(0ms, wait), Qt::PreciseTimer, &m_timers,
                       [this, offset = at.physicalOffset] { deliver(offset); });
    return at;
}

void SendProcessor::deliver(qint64 physicalOffset)
{
    const auto waiting = m_waiting.constFind(physicalOffset);
    if (waiting == m_waiting.cend())
        return; // recalled
    m_broker.append(*waiting);
    m_waiting.erase(waiting);
}

void SendProcessor::recall(const ExchangePtr &exchange)
{
    const QByteArray text =
        QByteArray::fromBase64(exchange->bytes("recallHandle"), QByteArray::Base64UrlEncoding);
    const QList<QByteArray> parts = text.split(' ');
    if (parts.size() != 5 || parts[0] != "v1" || parts[1] != exchange->bytes("topic")
        || parts[2] != m_broker.name().toUtf8()) {
        exchange->answer(response::illegalOperation, u"recall failed, handle is invalid"_s);
        return;
    }
    for (auto waiting = m_waiting.cbegin(); waiting != m_waiting.cend(); ++waiting) {
        if (property(*waiting, wire::propertyname::uniqueKey) != parts[4])
            continue;
        m_waiting.erase(waiting);
        exchange->answer(response::success, {{"msgId", parts[4]}});
        return;
    }
    exchange->answer(response::illegalOperation, u"recall failed, timestamp invalid"_s);
}

void SendProcessor::sendBatch(const ExchangePtr &exchange, const Incoming &incoming)
{
    const Result<QList<wire::BatchMember>> members = wire::decodeBatch(incoming.message.body);
    if (!members || members->isEmpty()) {
        exchange->answer(response::messageIllegal,
                         members ? u"the batch is empty"_s : members.error().detail);
        return;
    }
    QByteArrayList ids;
    std::optional<StoredAt> first;
    for (const wire::BatchMember &member : *members) {
        wire::StoredMessage message = incoming.message;
        message.flag = member.flag;
        message.body = member.body;
        message.properties = wire::readProperties(member.properties);
        setProperty(message, brokerproperty::cluster, Broker::clusterProperty());
        if (exchange->damage())
            damage(message, *exchange->damage());
        const StoredAt at = m_broker.append(message);
        first = first.value_or(at);
        ids.append(offsetId(m_broker, at.physicalOffset));
    }
    answerSend(*exchange, incoming.message, ids.join(','), first->queueOffset);
}

/// Java: ReplyMessageProcessor#pushReplyMessage
void SendProcessor::sendReply(const ExchangePtr &exchange, const Incoming &incoming)
{
    const wire::StoredMessage &message = incoming.message;
    const QString client = QString::fromUtf8(property(message, wire::propertyname::replyToClient));
    const StoredAt at = m_broker.append(message);
    Session *session = m_broker.clients().client(client);
    if (!session) {
        exchange->answer(response::systemError,
                         u"push reply message fail, channel of <%1> not found."_s.arg(client));
        return;
    }
    QByteArray properties;
    for (const auto &[name, value] : message.properties)
        wire::appendProperty(properties, name, value);
    wire::RemotingCommand push;
    push.code = request::pushReplyMessageToClient;
    push.body = message.body;
    push.fields = wire::Fields{{"bornHost", message.bornHost.toUtf8()},
                               {"storeHost", m_broker.address().text().toUtf8()},
                               {"storeTimestamp", QByteArray::number(QDateTime::currentMSecsSinceEpoch())},
                               {"producerGroup", incoming.group.toUtf8()},
                               {"topic", message.topic.toUtf8()},
                               {"defaultTopic", systemtopic::templateTopic.latin1()},
                               {"defaultTopicQueueNums", "4"},
                               {"queueId", QByteArray::number(message.queueId)},
                               {"sysFlag", QByteArray::number(message.sysFlag)},
                               {"bornTimestamp", QByteArray::number(message.bornTimestamp)},
                               {"flag", QByteArray::number(message.flag)},
                               {"properties", properties},
                               {"reconsumeTimes", "0"},
                               {"unitMode", "false"}};
    session->request(
        std::move(push),
        [this, exchange, message, at](const std::optional<wire::RemotingCommand> &reply) {
            if (reply && reply->code == response::success)
                answerSend(*exchange, m_broker, message, at);
            else
                exchange->answer(response::systemError,
                                 u"push reply message fail, the client did not take it"_s);
        },
        pushReplyTimeout);
}

/// Java: AbstractSendMessageProcessor#consumerSendMsgBack
void SendProcessor::sendBack(const ExchangePtr &exchange)
{
    const StoreEntry *entry = m_broker.store().byPhysicalOffset(exchange->number("offset"));
    const Result<QList<wire::StoredMessage>> messages =
        wire::readStoredMessages(entry ? QByteArrayView(entry->bytes) : QByteArrayView());
    if (!messages || messages->isEmpty()) {
        exchange->answer(response::systemError,
                         u"look message by offset failed, %1"_s.arg(exchange->number("offset")));
        return;
    }
    wire::StoredMessage message = messages->first();
    const QString group = exchange->text("group");
    if (property(message, brokerproperty::retryTopic).isEmpty())
        setProperty(message, brokerproperty::retryTopic, message.topic.toUtf8());
    if (property(message, brokerproperty::originMessageId).isEmpty())
        setProperty(message, brokerproperty::originMessageId, message.offsetMsgId);
    const qint64 most = exchange->number("maxReconsumeTimes", defaultMaxReconsumeTimes);
    const qint64 level = exchange->number("delayLevel");
    const bool isDead = message.reconsumeTimes >= most || level < 0;
    message.topic = (isDead ? u"%DLQ%"_s : u"%RETRY%"_s) + group;
    message.queueId = 0;
    const int retryLevel = int(level > 0 ? level : firstRetryLevel + message.reconsumeTimes);
    message.reconsumeTimes += 1;
    if (isDead) {
        m_broker.topics().set(message.topic, {.readQueues = 1, .writeQueues = 1, .permission = 6});
        m_broker.append(message);
    } else {
        m_broker.topics().ensureRetryTopic(group);
        const int index = qBound(1, retryLevel, int(delayLevels.size())) - 1;
        const auto wait = std::chrono::milliseconds(delayLevels[size_t(index)]);
        delay(message, QDateTime::currentMSecsSinceEpoch() + wait.count(), systemtopic::schedule, index);
    }
    exchange->answer(response::success);
}

} // namespace gantry::sandbox
