// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/nameservers.h"

#include "remoting/endpoint.h"
#include "remoting/remotingclient.h"

#include <QRandomGenerator>
#include <QStringList>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace gantry::client {

struct NameServers::Call
{
    wire::RemotingCommand command;
    Clock::TimePoint deadline;
    Completion<wire::RemotingCommand> completion;
    qsizetype first = 0;
    qsizetype tried = 0;
    QStringList failures;
};

NameServers::NameServers(remoting::RemotingClient &remoting, QList<Address> addresses, QObject *parent)
    : QObject(parent)
    , m_remoting(remoting)
    , m_addresses(std::move(addresses))
{
    // Clients that start together spread over the servers.
    if (!m_addresses.isEmpty())
        m_chosen = qsizetype(QRandomGenerator::global()->bounded(quint32(m_addresses.size())));
}

void NameServers::invoke(const wire::RemotingCommand &command, milliseconds timeout,
                         Completion<wire::RemotingCommand> completion)
{
    auto call = std::make_shared<Call>();
    call->command = command;
    call->deadline = m_remoting.clock().now() + timeout;
    call->completion = std::move(completion);
    call->first = m_chosen;
    tryNext(call);
}

void NameServers::tryNext(const std::shared_ptr<Call> &call)
{
    const qsizetype left = m_addresses.size() - call->tried;
    const auto remaining = duration_cast<milliseconds>(call->deadline - m_remoting.clock().now());
    if (left == 0 || remaining <= milliseconds(0)) {
        call->completion(Error{ErrorKind::NameServer,
                               u"no NameServer answered: %1"_s.arg(call->failures.join("; "_L1)),
                               u"check the NameServer addresses, and that one of them runs and is reachable"_s,
                               clienterror::connectBroker});
        return;
    }
    const qsizetype index = (call->first + call->tried) % m_addresses.size();
    const Address address = m_addresses.at(index);
    ++call->tried;
    // A server that swallows packets may use its share of the time only.
    const milliseconds share = std::max(milliseconds(1), milliseconds(remaining.count() / left));
    m_remoting.invoke(address, call->command, share,
                      [this, call, index](Result<wire::RemotingCommand> result) {
                          if (result) {
                              m_chosen = index;
                              call->completion(std::move(result));
                              return;
                          }
                          if (result.error().kind == ErrorKind::Shutdown) {
                              call->completion(std::move(result));
                              return;
                          }
                          call->failures.append(result.error().detail);
                          tryNext(call);
                      });
}

void NameServers::invokeAt(const Address &address, const wire::RemotingCommand &command, milliseconds timeout,
                           Completion<wire::RemotingCommand> completion)
{
    m_remoting.invoke(address, command, timeout, std::move(completion));
}

Result<QList<Address>> parseNameServers(const QString &text)
{
    constexpr quint16 defaultPort = 9876;
    QList<Address> addresses;
    QString separated = text;
    for (const QString &part : separated.replace(u',', u';').split(u';', Qt::SkipEmptyParts)) {
        const QString trimmed = part.trimmed();
        if (trimmed.isEmpty())
            continue;
        const bool isBareIpv6 = trimmed.count(u':') > 1 && !trimmed.contains(u']');
        Address address(trimmed);
        if (isBareIpv6 || !trimmed.mid(trimmed.lastIndexOf(u']') + 1).contains(u':'))
            address = remoting::Endpoint{trimmed, defaultPort}.toAddress();
        if (!remoting::Endpoint::parse(address) || trimmed.contains(u' ') || trimmed.contains("//"_L1))
            return Error{ErrorKind::Config, u"\"%1\" is no NameServer address"_s.arg(trimmed),
                         u"give host:port, several separated by ';', for example 127.0.0.1:9876"_s, std::nullopt};
        if (!addresses.contains(address))
            addresses.append(address);
    }
    if (addresses.isEmpty())
        return Error{ErrorKind::Config, u"No name server address, please set it."_s,
                     u"give host:port, several separated by ';', for example 127.0.0.1:9876"_s,
                     clienterror::noNameServer};
    return addresses;
}

} // namespace gantry::client
