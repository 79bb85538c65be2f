// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/completion.h"
#include "remoting/pendingtable.h"
#include "wire/command.h"
#include <gantry/names.h>

#include <QObject>

namespace gantry::remoting {

class Connection;
class RemotingClient;

/// One generic request on its way: everything but sends, which have a leaner way of their own. Deletes itself
/// after completion.
class Invocation final : public QObject, public ResponseHandler
{
    Q_OBJECT

public:
    Invocation(RemotingClient &client, Address address, wire::RemotingCommand command,
               Clock::TimePoint deadline, Completion<wire::RemotingCommand> completion);

    void start();

    void onResponse(quintptr token, const wire::CommandView &response) override;
    void onFailure(quintptr token, const Error &error) override;
    void onWritten(quintptr token) override;

private:
    [[nodiscard]] Result<void> write();
    void complete(Result<wire::RemotingCommand> result);

    RemotingClient &m_client;
    Address m_address;
    wire::RemotingCommand m_command;
    Clock::TimePoint m_deadline;
    Completion<wire::RemotingCommand> m_completion;
    Connection *m_connection = nullptr;
    bool m_wentAway = false;
};

} // namespace gantry::remoting
