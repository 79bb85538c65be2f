// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendresponse.h"

#include "wire/accessrefusal.h"
#include "wire/codes.h"
#include "wire/refusal.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gantry::producer {

namespace {

struct KindHint {
    ErrorKind kind = ErrorKind::Internal;
    QStringView text;
};
constexpr std::array hints{
    KindHint{ErrorKind::FlowControl,
             u"the broker is overloaded: send more slowly, or look at its disk and threads"},
    KindHint{ErrorKind::Permission,
             u"check the topic's and the broker's permission (brokerPermission), and the "
             u"user's rights"},
    KindHint{ErrorKind::Topic, u"create the topic on this broker, or allow autoCreateTopicEnable"},
    KindHint{ErrorKind::MessageTooLarge, u"make the body or the properties smaller, or raise the broker's "
                                         u"maxMessageSize"},
    KindHint{ErrorKind::IllegalMessage, u"check the topic's name, the queue id and the properties"}};

QString hintFor(ErrorKind kind, int code, const QString &remark)
{
    if (const std::optional<wire::AccessTrouble> trouble = wire::accessTrouble(code, remark))
        return wire::accessHint(*trouble);
    if (code == wire::responsecode::serviceNotAvailable)
        return u"the broker takes no messages: its disk is full, it is a slave, or it is starting or stopping"_s;
    const auto hint = std::ranges::find(hints, kind, &KindHint::kind);
    return hint == hints.end() ? u"see the broker's log (broker.log) at this time"_s : hint->text.toString();
}

/// A recycled task holds an earlier message's result, whose memory is used again: every member must be set.
SendResult &reused(Result<SendResult> &result)
{
    return result ? *result : result.emplace();
}

void setQueue(MessageQueue &queue, const TopicName &topic, const BrokerName &broker, int queueId)
{
    queue.topic = topic;
    queue.broker = broker;
    queue.queueId = queueId;
}

} // namespace

void readSendResult(const wire::CommandView &response, const TopicName &topic, const BrokerName &broker,
                    Result<SendResult> &into)
{
    const Result<wire::SendMessageResponse> header = wire::sendMessageResponse(response);
    if (!header) {
        into = header.error();
        return;
    }
    SendResult &result = reused(into);
    result.status = sendStatus(response.code).value_or(SendStatus::SendOk);
    result.offsetMsgId.assign(header->msgId);
    setQueue(result.queue, topic, broker, header->queueId);
    result.queueOffset = header->queueOffset;
    result.transactionId.assign(header->transactionId);
    if (header->recallHandle.isEmpty())
        result.recallHandle.clear();
    else
        result.recallHandle = QString::fromUtf8(header->recallHandle);
    static const QString defaultRegion = u"DefaultRegion"_s;
    const bool isDefault = header->regionId.isEmpty() || header->regionId == QByteArrayView("DefaultRegion");
    if (!isDefault)
        result.regionId = QString::fromUtf8(header->regionId);
    else if (result.regionId.constData() != defaultRegion.constData()) // else it would be counted up and down
        result.regionId = defaultRegion;
    result.traceOn = header->traceOn;
    result.brokerVersion = response.version;
}

void setOnewayResult(const TopicName &topic, const BrokerName &broker, int queueId, Result<SendResult> &into)
{
    SendResult &result = reused(into);
    result.status = SendStatus::Oneway;
    result.offsetMsgId.clear();
    setQueue(result.queue, topic, broker, queueId);
    result.queueOffset = -1;
    result.transactionId.clear();
    result.recallHandle.clear();
    result.regionId.clear();
    result.traceOn = true;
    result.brokerVersion = 0;
}

Error brokerError(int code, const QString &remark, const Address &address, const TopicName &topic)
{
    const QString codeText = QString(codeName(code));
    const ErrorKind kind = wire::refusalKind(code, remark, ErrorKind::Broker);
    return {kind,
            u"the broker %1 refused the message for topic %2: CODE: %3%4  DESC: %5"_s.arg(
                address.text(), topic.text(), QString::number(code),
                codeText.isEmpty() ? QString() : QString(u" "_s + codeText), remark.section(u'\n', 0, 0)),
            hintFor(kind, code, remark), code};
}

} // namespace gantry::producer
