// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/serverrequests.h"

#include "base/logging.h"
#include "client/receivedmessage.h"
#include "remoting/remotingclient.h"
#include "wire/codes.h"
#include "wire/message.h"

#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::client {

namespace {

qint64 numberOf(const wire::CommandView &request, QByteArrayView name, qint64 otherwise)
{
    bool isNumber = false;
    const qint64 number = request.raw(name).value_or(QByteArrayView()).toLongLong(&isNumber);
    return isNumber ? number : otherwise;
}

QByteArray textOf(const wire::CommandView &request, QByteArrayView name)
{
    return request.field(name).value_or(QByteArray());
}

/// Java: ClientRemotingProcessor#checkTransactionState
Result<TransactionCheck> readCheck(const Address &from, const wire::CommandView &request)
{
    const Result<QList<wire::StoredMessage>> stored = wire::readStoredMessages(request.body);
    if (!stored)
        return stored.error();
    if (stored->isEmpty())
        return Error{
            ErrorKind::Internal, u"a check of a transaction came without its message"_s, {}, std::nullopt};
    const wire::StoredMessage &half = stored->constFirst();
    Result<Message> message =
        receivedMessage(half.topic, half.sysFlag, half.flag, half.body, half.properties);
    if (!message)
        return message.error();
    TransactionCheck check;
    check.group =
        GroupName(QString::fromUtf8(propertyOf(half.properties, wire::propertyname::producerGroup)));
    check.times = propertyOf(half.properties, wire::propertyname::transactionCheckTimes).toInt();
    check.message = std::move(message).value();
    const QByteArray uniqueKey = propertyOf(half.properties, wire::propertyname::uniqueKey);
    check.half = {.topic = TopicName(QString::fromUtf8(textOf(request, "topic"))),
                  .broker = BrokerName(QString::fromUtf8(textOf(request, "bname"))),
                  .address = from,
                  .msgId = IdText(uniqueKey.isEmpty() ? half.offsetMsgId : uniqueKey),
                  .transactionId = IdText(textOf(request, "transactionId")),
                  .stateTableOffset = numberOf(request, "tranStateTableOffset", -1),
                  .commitLogOffset = numberOf(request, "commitLogOffset", -1),
                  .fromCheck = true};
    return check;
}

/// Java: ClientRemotingProcessor#receiveReplyMessage
Result<ReplyMessage> readReply(const Address &from, const wire::CommandView &request,
                               const wire::PropertyList &properties)
{
    Result<Message> message =
        receivedMessage(QString::fromUtf8(textOf(request, "topic")), qint32(numberOf(request, "sysFlag", 0)),
                        qint32(numberOf(request, "flag", 0)), request.body.toByteArray(), properties);
    if (!message)
        return message.error();
    ReplyMessage reply;
    reply.message = std::move(message).value();
    reply.bornHost = Address(QString::fromUtf8(textOf(request, "bornHost")));
    reply.from = from;
    reply.correlationId = QString::fromUtf8(propertyOf(properties, wire::propertyname::correlationId));
    return reply;
}

} // namespace

ServerRequests::ServerRequests(remoting::RemotingClient &remoting, wire::Namespace nameSpace)
    : m_nameSpace(std::move(nameSpace))
{
    remoting.setRequestHandler(wire::requestcode::checkTransactionState,
                               [this](const Address &from, const wire::CommandView &request) {
                                   onCheck(from, request);
                                   return std::optional<wire::RemotingCommand>();
                               });
    remoting.setRequestHandler(wire::requestcode::pushReplyMessageToClient,
                               [this](const Address &from, const wire::CommandView &request) {
                                   return std::optional(onReply(from, request));
                               });
}

void ServerRequests::setCheckHandler(const GroupName &group, CheckHandler handler)
{
    if (handler)
        m_checkHandlers.insert(group, std::move(handler));
    else
        m_checkHandlers.remove(group);
}

void ServerRequests::awaitReply(const QByteArray &correlationId, ReplyHandler handler)
{
    m_replyHandlers.insert(correlationId, std::move(handler));
}

void ServerRequests::forgetReply(const QByteArray &correlationId)
{
    m_replyHandlers.remove(correlationId);
}

/// Nothing is answered: the broker's question is one-way, and the answer is an END_TRANSACTION.
void ServerRequests::onCheck(const Address &from, const wire::CommandView &request)
{
    Result<TransactionCheck> check = readCheck(from, request);
    if (!check) {
        qCWarning(logging::client) << "a check of a transaction from" << from.text()
                                   << "cannot be read:" << check.error().detail;
        return;
    }
    check->group = m_nameSpace.strip(check->group);
    check->message.topic = m_nameSpace.strip(check->message.topic);
    const auto handler = m_checkHandlers.constFind(check->group);
    if (handler == m_checkHandlers.cend()) {
        qCWarning(logging::client) << from.text() << "asks about the half message"
                                   << check->half.msgId.toString() << "of the group" << check->group.text()
                                   << "which has no transaction listener here";
        return;
    }
    (*handler)(*check);
}

/// Answered also where nobody waits any more: else the replier would be told that its reply failed.
wire::RemotingCommand ServerRequests::onReply(const Address &from, const wire::CommandView &request)
{
    wire::RemotingCommand answer;
    const wire::PropertyList properties = wire::readProperties(textOf(request, "properties"));
    const QByteArray correlationId = propertyOf(properties, wire::propertyname::correlationId);
    Result<ReplyMessage> reply = readReply(from, request, properties);
    if (!reply) {
        qCWarning(logging::client) << "a reply from" << from.text()
                                   << "cannot be read:" << reply.error().detail;
        answer.code = wire::responsecode::systemError;
        answer.remark = u"process reply message fail"_s;
        return answer;
    }
    reply->message.topic = m_nameSpace.strip(reply->message.topic);
    answer.code = wire::responsecode::success;
    if (const ReplyHandler handler = m_replyHandlers.take(correlationId))
        handler(std::move(reply).value());
    else
        qCDebug(logging::client) << "nobody waits for the reply" << correlationId;
    return answer;
}

} // namespace gantry::client
