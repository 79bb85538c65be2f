// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/message.h>
#include <gantry/sendoutcome.h>
#include <gantry/transaction.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <utility>

namespace gantry {

/// What a message is to its broker. Java: MessageType, in its order
enum class MessageType {
    Normal,
    Half,   ///< of a transaction
    Commit, ///< the end of one
    Delay   ///< with a delivery time
};

/// What a hook of a send may know of one attempt. Java: SendMessageContext, CheckForbiddenContext
struct SendMessageContext {
    GroupName group;
    SendMode mode = SendMode::Sync;
    const Message &message;
    IdText msgId;
    MessageQueue queue;
    Address brokerAddress;
    int attempt = 1; ///< 1 for the first try
    MessageType type = MessageType::Normal;
    qsizetype wireBodyBytes = 0; ///< as the body goes out: compressed, perhaps
    /// Of a batch: its members' ids; its own is msgId, and `message` has what they have in common.
    QList<IdText> memberIds;
};

/// May forbid an attempt before anything is written.
///
/// Java:   CheckForbiddenHook. A veto counts like a failed attempt: a SYNC send goes on to the next one.
/// Thread: network; must not block.
class CheckForbiddenHook
{
public:
    virtual ~CheckForbiddenHook() = default;
    [[nodiscard]] virtual Result<void> check(const SendMessageContext &context) = 0;
};

/// Sees every attempt before it is written, and what became of it.
///
/// Java:   SendMessageHook. There `after` runs twice for ASYNC, first without a result; here once, at the
/// end. Thread: network; must not block.
class SendMessageHook
{
public:
    virtual ~SendMessageHook() = default;
    virtual void before(const SendMessageContext &context) = 0;
    /// `attempt` is complete: it has a status or an error. `result` is null unless the message was stored.
    virtual void after(const SendMessageContext &context, const Attempt &attempt,
                       const SendResult *result) = 0;
};

/// What a hook may know of the end of a transaction. Java: EndTransactionContext
struct EndTransactionContext {
    GroupName group;
    const HalfMessage &half;
    TransactionState state = TransactionState::Unknown;
    const Message *message = nullptr; ///< null when Producer::endTransaction() was called: it has none
};

/// Sees every END_TRANSACTION before it is written: after a listener's decision, a broker's check-back, or
/// Producer::endTransaction().
///
/// Java:   EndTransactionHook
/// Thread: network; must not block.
class EndTransactionHook
{
public:
    virtual ~EndTransactionHook() = default;
    virtual void ending(const EndTransactionContext &context) = 0;
};

/// A request on its way out, as an RpcHook sees and changes it.
struct RpcRequest {
    int code = 0;
    QList<std::pair<QByteArray, QByteArray>> fields; ///< the custom header fields, in wire order
    QByteArrayView body;                             ///< read only
};

/// A response, as an RpcHook sees it.
struct RpcResponse {
    int code = 0;
    QString remark;
    QList<std::pair<QByteArray, QByteArray>> fields;
};

/// Sees every request to NameServers and brokers before it is written and may add header fields; sees every
/// response. With a hook in place requests take the general encoder, which costs some microseconds each.
///
/// Java:   RPCHook
/// Thread: network; must not block.
class RpcHook
{
public:
    virtual ~RpcHook() = default;
    virtual void beforeRequest(const Address &address, RpcRequest &request) = 0;
    virtual void afterResponse(const Address &address, int requestCode, const RpcResponse &response) = 0;
};

} // namespace gantry
