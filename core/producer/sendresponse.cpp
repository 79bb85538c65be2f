// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendresponse.h"

#include "wire/codes.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gantry::producer {

namespace {

bool mentions(const QString &remark, QLatin1StringView word)
{
    return remark.contains(word, Qt::CaseInsensitive);
}

/// 4.9 answers every failed access check with SYSTEM_ERROR and this class name; 5.x with NO_PERMISSION, which
/// it also uses for other things.
bool isAccessDenied(int code, const QString &remark)
{
    if (mentions(remark, "AclException"_L1))
        return true;
    return code == wire::responsecode::noPermission
           && (mentions(remark, "signature"_L1) || mentions(remark, "username"_L1)
               || mentions(remark, "User:"_L1) || mentions(remark, "authentication"_L1));
}

ErrorKind kindOf(int code, const QString &remark)
{
    if (isAccessDenied(code, remark))
        return ErrorKind::Acl;
    switch (code) {
    case wire::responsecode::systemBusy:
    case wire::responsecode::flowControl:
        return ErrorKind::FlowControl;
    case wire::responsecode::noPermission:
        return ErrorKind::Permission;
    case wire::responsecode::topicNotExist:
        return ErrorKind::Topic;
    case wire::responsecode::messageIllegal:
        return mentions(remark, "size"_L1) || mentions(remark, "length"_L1) ? ErrorKind::MessageTooLarge
                                                                            : ErrorKind::IllegalMessage;
    case wire::responsecode::invalidParameter:
        return ErrorKind::IllegalMessage;
    default:
        // Page-cache trouble is SYSTEM_ERROR on 4.9 and SYSTEM_BUSY on 5.x.
        return mentions(remark, "[PC_SYNCHRONIZED]"_L1) ? ErrorKind::FlowControl : ErrorKind::Broker;
    }
}

struct KindHint {
    ErrorKind kind;
    QStringView text;
};
constexpr std::array hints{
    KindHint{ErrorKind::Acl, u"check the access key and the secret, and what that user may do"},
    KindHint{ErrorKind::FlowControl,
             u"the broker is overloaded: send more slowly, or look at its disk and threads"},
    KindHint{ErrorKind::Permission,
             u"check the topic's and the broker's permission (brokerPermission), and the "
             u"user's rights"},
    KindHint{ErrorKind::Topic, u"create the topic on this broker, or allow autoCreateTopicEnable"},
    KindHint{ErrorKind::MessageTooLarge, u"make the body or the properties smaller, or raise the broker's "
                                         u"maxMessageSize"},
    KindHint{ErrorKind::IllegalMessage, u"check the topic's name, the queue id and the properties"}};

QString hintFor(ErrorKind kind, int code)
{
    if (code == wire::responsecode::serviceNotAvailable)
        return u"the broker takes no messages: its disk is full, it is a slave, or it is starting or stopping"_s;
    const auto hint = std::ranges::find(hints, kind, &KindHint::kind);
    return hint == hints.end() ? u"see the broker's log (broker.log) at this time"_s : hint->text.toString();
}

} // namespace

std::optional<SendStatus> sendStatus(int responseCode)
{
    switch (responseCode) {
    case wire::responsecode::success:
        return SendStatus::SendOk;
    case wire::responsecode::flushDiskTimeout:
        return SendStatus::FlushDiskTimeout;
    case wire::responsecode::flushSlaveTimeout:
        return SendStatus::FlushSlaveTimeout;
    case wire::responsecode::slaveNotAvailable:
        return SendStatus::SlaveNotAvailable;
    default:
        return std::nullopt;
    }
}

Result<SendResult> sendResult(const wire::CommandView &response, const TopicName &topic,
                              const BrokerName &broker)
{
    const Result<wire::SendMessageResponse> header = wire::sendMessageResponse(response);
    if (!header)
        return header.error();
    SendResult result;
    result.status = sendStatus(response.code).value_or(SendStatus::SendOk);
    result.offsetMsgId = header->msgId;
    result.queue = {topic, broker, header->queueId};
    result.queueOffset = header->queueOffset;
    result.transactionId = header->transactionId;
    if (!header->recallHandle.isEmpty())
        result.recallHandle = QString::fromUtf8(header->recallHandle);
    static const QString defaultRegion = u"DefaultRegion"_s;
    const bool isDefault = header->regionId.isEmpty() || header->regionId == QByteArrayView("DefaultRegion");
    result.regionId = isDefault ? defaultRegion : QString::fromUtf8(header->regionId);
    result.traceOn = header->traceOn;
    return result;
}

Error brokerError(int code, const QString &remark, const Address &address, const TopicName &topic)
{
    const QString codeText = QString(codeName(code));
    const ErrorKind kind = kindOf(code, remark);
    return {kind,
            u"the broker %1 refused the message for topic %2: CODE: %3%4  DESC: %5"_s.arg(
                address.text(), topic.text(), QString::number(code),
                codeText.isEmpty() ? QString() : QString(u" "_s + codeText), remark.section(u'\n', 0, 0)),
            hintFor(kind, code), code};
}

} // namespace gantry::producer
