// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "remoting/connection.h"
#include <gantry/names.h>
#include <gantry/result.h>
#include <gantry/serverconnection.h>

#include <QObject>

#include <chrono>
#include <optional>
#include <vector>

namespace gantry::remoting {

class RemotingClient;

/// The way to one address, over all the connections that it takes: opens one when it is wanted, waits longer
/// after each failure, knows whether the other side is worth trying, and replaces the connection when the
/// server says GO_AWAY.
///
/// Java:   NettyRemotingClient.ChannelWrapper; the back-off and isSuspect() are our own
/// Thread: network
class Channel final : public QObject
{
    Q_OBJECT

public:
    Channel(RemotingClient &client, Address address);
    ~Channel() override;

    [[nodiscard]] const Address &address() const { return m_address; }

    /// The connection to write to: open, or opening. While it is too early for another connect, one that will
    /// open then, if that is no longer than `patience` away. Errors: Connect or Tls, the failure of the last
    /// connect, if it is.
    [[nodiscard]] Result<Connection *> connection(Clock::TimePoint::duration patience = {});

    /// A send would do better elsewhere: the last connect failed a moment ago, the present one hangs, or a
    /// request was not answered in time and nothing came since.
    [[nodiscard]] bool isSuspect() const;
    /// Suspect, or lost, and a connect may be tried now: time for a probe.
    [[nodiscard]] bool wantsProbe() const;
    [[nodiscard]] bool isOpen() const;
    /// A picture for people; the caller knows role and broker.
    [[nodiscard]] ServerConnection snapshot() const;
    /// How long until the next connect may be tried; 0 when it may be now.
    [[nodiscard]] std::chrono::milliseconds untilNextConnect() const;

    /// The server stops and asks to go: later requests take a new connection, pending ones stay on the old
    /// one. Does nothing when `connection` is no longer the current one.
    void goAway(Connection *connection);

    void sweep(Clock::TimePoint now);
    [[nodiscard]] bool isBusy() const;
    void close(const Error &error);

Q_SIGNALS:
    void opened();

private:
    void onClosed(Connection *connection, const Error &error);
    void open(Clock::TimePoint notBefore);
    void noteEnd(const Connection &connection, const Error &error);
    [[nodiscard]] Clock::TimePoint nextConnect() const;

    RemotingClient &m_client;
    Address m_address;
    Connection *m_current = nullptr;
    std::vector<Connection *> m_leaving; ///< told to go away, answers still come
    std::optional<Error> m_lastFailure;
    Clock::TimePoint m_failedAt;
    int m_failures = 0;
    std::optional<Error> m_lastError; ///< of the last connection that ended, also of one that was in use
    Clock::TimePoint m_endedAt;
    bool m_silent = false;
    bool m_lost = false; ///< the last connection ended though it was in use
};

} // namespace gantry::remoting
