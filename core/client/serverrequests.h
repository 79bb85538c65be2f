// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/namespace.h"
#include <gantry/names.h>
#include <gantry/replymessage.h>
#include <gantry/transaction.h>

#include <QByteArray>
#include <QHash>

#include <functional>

namespace gantry::remoting {
class RemotingClient;
}
namespace gantry::wire {
struct CommandView;
struct RemotingCommand;
} // namespace gantry::wire

namespace gantry::client {

/// What servers ask of a client instance, given to the producer that it is for.
///
/// Java:   ClientRemotingProcessor
/// Thread: network
class ServerRequests
{
public:
    using CheckHandler = std::function<void(const TransactionCheck &check)>;
    using ReplyHandler = std::function<void(ReplyMessage reply)>;

    ServerRequests(remoting::RemotingClient &remoting, wire::Namespace nameSpace);

    /// Takes the check-backs of the group, in place of an earlier handler; an empty one takes none.
    void setCheckHandler(const GroupName &group, CheckHandler handler);
    /// Awaits one reply with this correlation id.
    void awaitReply(const QByteArray &correlationId, ReplyHandler handler);
    void forgetReply(const QByteArray &correlationId);

private:
    void onCheck(const Address &from, const wire::CommandView &request);
    [[nodiscard]] wire::RemotingCommand onReply(const Address &from, const wire::CommandView &request);

    wire::Namespace m_nameSpace;
    QHash<GroupName, CheckHandler> m_checkHandlers;
    QHash<QByteArray, ReplyHandler> m_replyHandlers;
};

} // namespace gantry::client
