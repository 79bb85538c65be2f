// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/completion.h"
#include "wire/command.h"
#include <gantry/names.h>

#include <QList>
#include <QObject>

#include <chrono>
#include <memory>

namespace gantry::remoting {
class RemotingClient;
}

namespace gantry::client {

/// The NameServers of one client instance: asks one, and the next one when it does not answer.
///
/// Stays with the server that answered last. Java gives up after one server a call; here the next is tried
/// within the call's time, so that one dead NameServer costs no send.
///
/// Java:   NettyRemotingClient#getAndCreateNameserverChannel
/// Thread: network
class NameServers final : public QObject
{
    Q_OBJECT

public:
    NameServers(remoting::RemotingClient &remoting, QList<Address> addresses, QObject *parent = nullptr);

    [[nodiscard]] const QList<Address> &addresses() const { return m_addresses; }

    /// From now on these are asked. The one in use stays in use where it is among them.
    void setAddresses(const QList<Address> &addresses);

    /// Errors: NameServer, with what each of them said, when none answered in time; Tls when one of them did
    /// not for that reason.
    void invoke(const wire::RemotingCommand &command, std::chrono::milliseconds timeout,
                Completion<wire::RemotingCommand> completion);
    /// Asks just this one.
    void invokeAt(const Address &address, const wire::RemotingCommand &command,
                  std::chrono::milliseconds timeout, Completion<wire::RemotingCommand> completion);

private:
    struct Call;
    void tryNext(const std::shared_ptr<Call> &call);
    [[nodiscard]] static Error noAnswer(const Call &call);

    remoting::RemotingClient &m_remoting;
    QList<Address> m_addresses;
    qsizetype m_chosen = 0;
};

/// The addresses in a text as `-n` and NAMESRV_ADDR have it: separated by ';' (or ','), port 9876 where none
/// is given; or one endpoint that begins with http://, of which what follows the last / is the address.
/// Errors: Config, naming the part that is no address; NameServer (10004) when there is
/// none.
[[nodiscard]] Result<QList<Address>> parseNameServers(const QString &text);

} // namespace gantry::client
