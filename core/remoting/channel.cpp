// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "remoting/channel.h"

#include "base/logging.h"
#include "remoting/remotingclient.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace gantry::remoting {

namespace {

constexpr milliseconds firstBackOff = 50ms;
constexpr milliseconds longestBackOff = 200ms;
/// A connect on a healthy network takes less by far.
constexpr milliseconds slowConnect = 300ms;

milliseconds backOff(int failures)
{
    return std::min(longestBackOff, firstBackOff * (1 << std::clamp(failures - 1, 0, 10)));
}

} // namespace

Channel::Channel(RemotingClient &client, Address address)
    : m_client(client)
    , m_address(std::move(address))
{
}

Channel::~Channel() = default;

bool Channel::isOpen() const
{
    return m_current && m_current->state() == Connection::State::Open;
}

Result<Connection *> Channel::connection(Clock::TimePoint::duration patience)
{
    if (m_current)
        return m_current;
    if (m_client.closed())
        return *m_client.closed();
    const Clock::TimePoint now = m_client.clock().now();
    const Clock::TimePoint next = nextConnect();
    if (next > now + patience) {
        Error error = *m_lastFailure;
        error.detail += u" (%1 ms ago; the next try is in %2 ms)"_s
                            .arg(duration_cast<milliseconds>(now - m_failedAt).count())
                            .arg(duration_cast<milliseconds>(next - now).count());
        return error;
    }
    open(std::max(now, next));
    return m_current;
}

Clock::TimePoint Channel::nextConnect() const
{
    return m_failures > 0 ? m_failedAt + backOff(m_failures) : Clock::TimePoint::min();
}

void Channel::open(Clock::TimePoint notBefore)
{
    auto *connection = new Connection(m_client, m_address, m_client.makeTransport(m_address));
    connection->setParent(this);
    m_current = connection;
    connect(connection, &Connection::opened, this, &Channel::opened);
    connect(connection, &Connection::wentSilent, this, [this] { m_silent = true; });
    connect(connection, &Connection::cameAlive, this, [this] {
        m_silent = false;
        m_lost = false;
        m_failures = 0;
    });
    connect(connection, &Connection::closed, this,
            [this, connection](const Error &error) { onClosed(connection, error); });
    connection->open(notBefore, m_client.connectTimeout());
    m_client.keepTicking();
}

void Channel::onClosed(Connection *connection, const Error &error)
{
    std::erase(m_leaving, connection);
    if (m_current == connection) {
        m_current = nullptr;
        noteEnd(*connection, error);
    }
    if (!connection->everReceived()) {
        ++m_failures;
        m_failedAt = m_client.clock().now();
        m_lastFailure = error;
    }
    qCDebug(logging::remoting) << "closed:" << error.detail << "failures in a row:" << m_failures;
    connection->deleteLater();
}

void Channel::noteEnd(const Connection &connection, const Error &error)
{
    m_lastError = error;
    m_endedAt = m_client.clock().now();
    // An idle connection that is closed has no code.
    m_lost = connection.everReceived() && error.code == clienterror::connectBroker;
}

ServerConnection Channel::snapshot() const
{
    using State = ServerConnection::State;
    const Clock::TimePoint now = m_client.clock().now();
    Clock::TimePoint since = m_endedAt;
    ServerConnection snapshot;
    snapshot.isSilent = m_silent;
    if (!m_current) {
        snapshot.state = m_failures > 0 ? State::Waiting : m_lastError ? State::Closed : State::Unused;
    } else if (m_current->state() == Connection::State::Open) {
        snapshot.state = State::Open;
        since = m_current->openedAt();
    } else if (m_current->startedAt() > now) {
        snapshot.state = State::Waiting;
    } else {
        snapshot.state = State::Opening;
        since = m_current->startedAt();
    }
    if (snapshot.state != State::Unused)
        snapshot.age = duration_cast<milliseconds>(now - since);
    snapshot.lastError = m_lastError;
    if (m_lastError)
        snapshot.errorAge = duration_cast<milliseconds>(now - m_endedAt);
    return snapshot;
}

milliseconds Channel::untilNextConnect() const
{
    const Clock::TimePoint now = m_client.clock().now();
    const Clock::TimePoint next = m_current ? now : nextConnect();
    return next > now ? std::chrono::ceil<milliseconds>(next - now) : 0ms;
}

bool Channel::isSuspect() const
{
    if (m_silent)
        return true;
    if (m_current)
        return m_current->state() == Connection::State::Opening
               && (m_failures > 0 || m_client.clock().now() - m_current->startedAt() > slowConnect);
    return m_client.clock().now() < nextConnect();
}

bool Channel::wantsProbe() const
{
    const bool mayConnect = m_current || m_client.clock().now() >= nextConnect();
    return (m_silent || m_lost || m_failures > 0) && mayConnect;
}

void Channel::goAway(Connection *connection)
{
    if (m_current != connection)
        return;
    qCDebug(logging::remoting) << m_address.text() << "says GO_AWAY: taking a new connection";
    m_leaving.push_back(connection);
    m_current = nullptr;
}

void Channel::sweep(Clock::TimePoint now)
{
    if (m_current)
        m_current->sweep(now, m_client.maxIdle());
    const std::vector<Connection *> leaving = m_leaving;
    for (Connection *connection : leaving)
        connection->sweep(now, m_client.maxIdle());
}

bool Channel::isBusy() const
{
    const auto busy = [](const Connection *connection) {
        return connection->state() == Connection::State::Opening || connection->pendingCount() > 0;
    };
    return (m_current && busy(m_current)) || std::ranges::any_of(m_leaving, busy);
}

void Channel::close(const Error &error)
{
    std::vector<Connection *> all = m_leaving;
    if (m_current)
        all.push_back(m_current);
    for (Connection *connection : all)
        connection->close(error);
}

} // namespace gantry::remoting
