// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "remoting/invocation.h"

#include "remoting/remotingclient.h"
#include "wire/codes.h"

#include <utility>

namespace gantry::remoting {

Invocation::Invocation(RemotingClient &client, Address address, wire::RemotingCommand command,
                       Clock::TimePoint deadline, Completion<wire::RemotingCommand> completion)
    : m_client(client)
    , m_address(std::move(address))
    , m_command(std::move(command))
    , m_deadline(deadline)
    , m_completion(std::move(completion))
{
}

void Invocation::start()
{
    m_client.prepareRequest(m_address, m_command);
    if (const Result<void> written = write(); !written) {
        // Never before invoke() has returned.
        QMetaObject::invokeMethod(
            this, [this, error = written.error()] { onFailure(0, error); }, Qt::QueuedConnection);
    }
}

Result<void> Invocation::write()
{
    Channel &channel = m_client.channel(m_address);
    const Result<Connection *> connection = channel.connection();
    if (!connection)
        return connection.error();
    m_connection = *connection;
    m_command.opaque = m_client.nextOpaque();
    if (const Result<void> encoded = wire::encode(m_command, m_client.headerType(), m_connection->outgoing());
        !encoded)
        return encoded.error();
    m_connection->frameAppended({.opaque = m_command.opaque,
                                 .oneway = m_command.isOneway(),
                                 .handler = this,
                                 .sentAt = m_client.clock().now(),
                                 .deadline = m_deadline});
    return {};
}

void Invocation::onResponse(quintptr, const wire::CommandView &response)
{
    if (response.code == wire::responsecode::goAway && !std::exchange(m_wentAway, true)) {
        m_client.channel(m_address).goAway(m_connection);
        if (const Result<void> written = write(); !written)
            onFailure(0, written.error());
        return;
    }
    m_client.runResponseHooks(m_address, m_command.code, response);
    complete(response.toCommand());
}

void Invocation::onFailure(quintptr, const Error &error)
{
    complete(error);
}

void Invocation::onWritten(quintptr)
{
    if (m_command.isOneway())
        complete(wire::RemotingCommand{});
}

void Invocation::complete(Result<wire::RemotingCommand> result)
{
    const RemotingClient::Cork cork(m_client);
    deleteLater();
    if (m_completion)
        std::exchange(m_completion, {})(std::move(result));
}

} // namespace gantry::remoting
