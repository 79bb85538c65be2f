// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/nameservers.h"

#include "remoting/endpoint.h"
#include "remoting/remotingclient.h"

#include <QHostAddress>
#include <QRandomGenerator>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace gantry::client {

namespace {

constexpr quint16 defaultPort = 9876;

bool isHost(const QString &host)
{
    if (host.contains(u':'))
        return QHostAddress(host).protocol() == QAbstractSocket::IPv6Protocol;
    return !host.isEmpty() && std::ranges::all_of(host, [](QChar c) {
        return c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'_';
    });
}

/// "host", "host:port", "[ipv6]", "[ipv6]:port" or a bare IPv6, as an address; nothing when it is none of
/// these.
std::optional<Address> withPort(const QString &text)
{
    const bool hasPort = text.startsWith(u'[') ? !text.endsWith(u']') : text.count(u':') == 1;
    QString host = text;
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    const Address address = hasPort ? Address(text) : remoting::Endpoint{host, defaultPort}.toAddress();
    const std::optional<remoting::Endpoint> endpoint = remoting::Endpoint::parse(address);
    return endpoint && isHost(endpoint->host) ? std::optional(address) : std::nullopt;
}

} // namespace

struct NameServers::Call {
    wire::RemotingCommand command;
    Clock::TimePoint deadline;
    Completion<wire::RemotingCommand> completion;
    QList<Address> addresses; ///< as they were when it began: the list may change meanwhile
    qsizetype first = 0;
    qsizetype tried = 0;
    QStringList failures;
    std::optional<Error> tlsTrouble;
    QSet<QString> hints; ///< of servers that were not reached
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

void NameServers::setAddresses(const QList<Address> &addresses)
{
    const Address chosen = m_addresses.value(m_chosen);
    m_addresses = addresses;
    m_chosen = m_addresses.indexOf(chosen);
    if (m_chosen < 0)
        m_chosen = qsizetype(
            QRandomGenerator::global()->bounded(quint32(std::max<qsizetype>(1, m_addresses.size()))));
}

void NameServers::invoke(const wire::RemotingCommand &command, milliseconds timeout,
                         Completion<wire::RemotingCommand> completion)
{
    auto call = std::make_shared<Call>();
    call->command = command;
    call->deadline = m_remoting.clock().now() + timeout;
    call->completion = std::move(completion);
    call->addresses = m_addresses;
    call->first = m_chosen;
    tryNext(call);
}

Error NameServers::noAnswer(const Call &call)
{
    Error error{ErrorKind::NameServer, u"no NameServer answered: %1"_s.arg(call.failures.join("; "_L1)),
                u"check the NameServer addresses, and that one of them runs and is reachable"_s,
                clienterror::connectBroker};
    if (call.hints.size() == 1 && !call.hints.contains(QString())) // all of them for the same reason
        error.hint = *call.hints.begin();
    if (call.tlsTrouble) { // says more than that nobody answered
        error.kind = ErrorKind::Tls;
        error.hint = call.tlsTrouble->hint;
    }
    return error;
}

void NameServers::tryNext(const std::shared_ptr<Call> &call)
{
    const qsizetype left = call->addresses.size() - call->tried;
    const auto remaining = duration_cast<milliseconds>(call->deadline - m_remoting.clock().now());
    if (left == 0 || remaining <= milliseconds(0)) {
        call->completion(noAnswer(*call));
        return;
    }
    const qsizetype index = (call->first + call->tried) % call->addresses.size();
    const Address address = call->addresses.at(index);
    ++call->tried;
    // A server that swallows packets may use its share of the time only.
    const milliseconds share = std::max(milliseconds(1), milliseconds(remaining.count() / left));
    m_remoting.invoke(
        address, call->command, share, [this, call, address](Result<wire::RemotingCommand> result) {
            if (result) {
                m_chosen = std::max<qsizetype>(0, m_addresses.indexOf(address));
                call->completion(std::move(result));
                return;
            }
            if (result.error().kind == ErrorKind::Shutdown) {
                call->completion(std::move(result));
                return;
            }
            call->failures.append(result.error().detail);
            call->hints.insert(result.error().kind == ErrorKind::Connect ? result.error().hint : QString());
            if (result.error().kind == ErrorKind::Tls)
                call->tlsTrouble = result.error();
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
    QList<Address> addresses;
    QString separated = text;
    if (const QString endpoint = text.trimmed();
        endpoint.startsWith("http://"_L1) && !endpoint.contains(u';'))
        separated = endpoint.sliced(endpoint.lastIndexOf(u'/') + 1);
    for (const QString &part : separated.replace(u',', u';').split(u';', Qt::SkipEmptyParts)) {
        const QString trimmed = part.trimmed();
        if (trimmed.isEmpty())
            continue;
        const std::optional<Address> address = withPort(trimmed);
        if (!address)
            return Error{ErrorKind::Config, u"\"%1\" is no NameServer address"_s.arg(trimmed),
                         u"give host:port, several separated by ';', for example 127.0.0.1:9876"_s,
                         std::nullopt};
        if (!addresses.contains(*address))
            addresses.append(*address);
    }
    if (addresses.isEmpty())
        return Error{ErrorKind::NameServer, u"No name server address, please set it."_s,
                     u"give host:port, several separated by ';', for example 127.0.0.1:9876"_s,
                     clienterror::noNameServer};
    return addresses;
}

} // namespace gantry::client
