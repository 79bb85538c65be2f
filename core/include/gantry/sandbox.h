// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/names.h>
#include <gantry/result.h>

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace gantry {

/// Whether the servers of a sandbox speak TLS. Java: tls.server.mode
enum class SandboxTls {
    Disabled,   ///< plain connections only
    Permissive, ///< both, on the same ports
    Enforcing   ///< TLS only
};

/// Who may use a sandbox with access control.
struct SandboxAccount {
    QString accessKey; ///< longer than 6 characters, as in RocketMQ
    QString secretKey; ///< the same; it protects nothing but the sandbox
};

/// How a Sandbox is made.
struct SandboxConfig {
    int brokers = 2;  ///< 1 to 26: broker-a, broker-b, …
    int queues = 4;   ///< of every new topic, on each broker; 1 to 1024
    quint16 port = 0; ///< of the NameServer; 0: any that is free
    /// Of one topic on one broker; beyond, its oldest messages go.
    qint64 retentionBytes = qint64(256) * 1024 * 1024;
    /// To each server. Over that the longest silent one is closed, at first of those that never asked
    /// anything: every connection slows the others a little.
    int maxConnections = 400;
    std::chrono::milliseconds maxIdle{120'000};         ///< a connection that is silent for so long is closed
    std::chrono::milliseconds transactionTimeout{6000}; ///< a half message is asked about after that …
    std::chrono::milliseconds transactionCheckInterval{6000}; ///< … and again so often; Java: 30 s
    int transactionCheckMax = 15; ///< times a half message is asked about, before it is given up
    SandboxTls tls = SandboxTls::Disabled;
    /// Its brokers refuse what is not signed with this account, which may do everything; none: they check
    /// nothing. As with RocketMQ's own plain ACL, the NameServer never does.
    std::optional<SandboxAccount> account;
};

/// A broker of a sandbox, as it is at the moment.
struct SandboxBroker {
    BrokerName name;
    Address address;    ///< where it listens; its VIP port is two less
    Address advertised; ///< what routes say
    bool isRunning = false;
    bool isInRoute = false;
    bool isReadOnly = false;
    qint64 storedBytes = 0;
};

/// One request that a server of a sandbox received.
struct SandboxRequest {
    quint64 number = 0; ///< from 1, in order of arrival at all servers
    std::chrono::system_clock::time_point at;
    QString server; ///< a broker's name, or "namesrv"
    Address peer;
    int code = 0;
    QString topic;     ///< empty when the request names none
    int queueId = -1;  ///< -1 when the request names none
    int response = -1; ///< the response code; -1 while there is none
    QString fault;     ///< what happened to it on purpose; empty: nothing
};

/// A RocketMQ cluster inside the program: a NameServer and brokers on loopback that speak the remoting
/// protocol to unmodified clients, keep messages in memory, and fail on command. Not an engine for
/// production.
///
/// Thread: any; the servers run on a thread of their own.
class Sandbox
{
public:
    explicit Sandbox(SandboxConfig config = {});
    /// Stops it.
    ~Sandbox();
    Sandbox(const Sandbox &) = delete;
    Sandbox &operator=(const Sandbox &) = delete;

    /// Errors: Usage, for numbers out of range, an account with short keys, or while it runs; Connect, when a
    /// port is taken; Internal, when no certificate can be made.
    [[nodiscard]] Result<void> start();
    void stop();

    /// "127.0.0.1:9876"; empty unless it runs.
    [[nodiscard]] QString nameServer() const;
    [[nodiscard]] QList<SandboxBroker> brokers() const;
    /// The servers' certificate, PEM, for clients to take as their CA; it is made by start(), holds for the
    /// names localhost and 127.0.0.1, and is deleted by stop(). Empty without TLS, and unless it runs.
    [[nodiscard]] QString certificateFile() const;

    /// Carries out one line: a fault, `clear`, or `stop|start|read-only|writable|leave|join BROKER`,
    /// `queues BROKER|all N`, `advertise BROKER ADDRESS|-`, `clock BROKER|all SECONDS`. Empty lines and `# …`
    /// do nothing. Errors: Usage, naming what makes no sense.
    [[nodiscard]] Result<void> control(const QString &line);
    /// Carries out a scenario from now on, in place of an earlier one: lines for control(), and among them
    /// `after 5s` (or `200ms`), `say TEXT` and `repeat`. `said` gets each text, on the sandbox's thread.
    /// Errors: Usage, naming the line that makes no sense; then nothing is done.
    [[nodiscard]] Result<void> play(const QString &scenario, std::function<void(const QString &)> said);
    /// The faults that are set, as they were written.
    [[nodiscard]] QStringList faults() const;

    /// The requests from number `after` + 1 on that are still remembered: the last 100,000; of these at most
    /// the last `limit`.
    [[nodiscard]] QList<SandboxRequest> requests(quint64 after = 0, int limit = 100'000) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gantry
