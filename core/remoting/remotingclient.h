// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/completion.h"
#include "remoting/channel.h"
#include "remoting/pendingtable.h"
#include "remoting/requestsigner.h"
#include "wire/command.h"
#include <gantry/hooks.h>
#include <gantry/names.h>
#include <gantry/tlsconfig.h>

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace gantry::remoting {

/// What a RemotingClient is made with.
struct RemotingConfig {
    wire::HeaderType headerType = wire::HeaderType::Json;
    std::optional<TlsConfig> tls;
    std::chrono::milliseconds connectTimeout{3000}; ///< com.rocketmq.remoting.client.connect.timeout
    std::chrono::milliseconds maxIdle{120'000}; ///< com.rocketmq.remoting.client.channel.maxIdleTimeSeconds
    QHash<Address, Address> addressMap;         ///< advertised address → the one to use instead
    std::vector<std::shared_ptr<RpcHook>> rpcHooks;
    std::optional<AclCredentials> credentials;
    QByteArray namespaceV2; ///< named in every request, unless it is empty
};

/// All connections of one client instance, by address; requests and their answers.
///
/// Java:   NettyRemotingClient
/// Thread: network
class RemotingClient final : public QObject
{
    Q_OBJECT

public:
    using TransportFactory = std::function<std::unique_ptr<Transport>(const Address &)>;
    /// The answer to a server's request; nothing for none.
    using RequestHandler = std::function<std::optional<wire::RemotingCommand>(
        const Address &from, const wire::CommandView &request)>;

    RemotingClient(RemotingConfig config, const Clock &clock, QObject *parent = nullptr);
    ~RemotingClient() override;

    /// The way to `address`, after the address map. Never deleted before the client.
    [[nodiscard]] Channel &channel(const Address &address);
    /// As channel(), or null when nothing was ever sent there.
    [[nodiscard]] Channel *existingChannel(const Address &address) const;

    /// Sends `command` (its opaque is set here) and awaits the answer. GO_AWAY is answered by one more try on
    /// a new connection. Errors: Connect, Tls, Timeout, MessageTooLarge; whatever the server answers is a
    /// value.
    void invoke(const Address &address, wire::RemotingCommand command, std::chrono::milliseconds timeout,
                Completion<wire::RemotingCommand> completion);
    /// Sends `command` without awaiting an answer. Completes when its bytes were handed to the kernel.
    void invokeOneway(const Address &address, wire::RemotingCommand command,
                      std::chrono::milliseconds timeout, Completion<void> completion);

    [[nodiscard]] qint32 nextOpaque() { return qint32(m_opaque++ & 0x7FFFFFFF); }
    [[nodiscard]] wire::HeaderType headerType() const { return m_config.headerType; }
    /// Requests get more header fields than their sender gave them: prepareRequest() must see each.
    [[nodiscard]] bool changesRequests() const
    {
        return m_signer || !m_config.rpcHooks.empty() || !m_config.namespaceV2.isEmpty();
    }
    /// What every request goes through before it is encoded: the namespace, hooks, and then the signature,
    /// which covers what these added.
    void prepareRequest(const Address &address, wire::RemotingCommand &command);
    void runResponseHooks(const Address &address, int requestCode, const wire::CommandView &response) const;

    /// For requests that servers send. Code 3 is answered to what no handler took and awaits an answer.
    void setRequestHandler(int code, const RequestHandler &handler);

    /// Fails everything that is pending with `error`, closes all connections, and opens no more.
    void closeAll(const Error &error);
    [[nodiscard]] const std::optional<Error> &closed() const { return m_closed; }

    /// The time as of this batch: asking the clock for every message costs more than its header.
    [[nodiscard]] Clock::TimePoint batchTime() const { return m_batchTime; }
    [[nodiscard]] std::chrono::milliseconds batchSinceEpoch() const { return m_batchSinceEpoch; }
    void refreshBatchTime()
    {
        m_batchTime = m_clock.now();
        m_batchSinceEpoch = m_clock.sinceEpoch();
    }

    // For Channel and Connection.
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] std::chrono::milliseconds connectTimeout() const { return m_config.connectTimeout; }
    [[nodiscard]] std::chrono::milliseconds maxIdle() const { return m_config.maxIdle; }
    [[nodiscard]] std::unique_ptr<Transport> makeTransport(const Address &address) const;
    void setTransportFactory(TransportFactory factory) { m_makeTransport = std::move(factory); }
    void takeRequest(Connection &connection, const wire::CommandView &request);
    void markDirty(Connection *connection);
    void keepTicking();

    /// While one lives, frames gather; when the last one ends, they are flushed and settled() is emitted.
    /// Every entry into the network thread's work stands under one, so that a batch costs one write.
    class Cork
    {
    public:
        explicit Cork(RemotingClient &client)
            : m_client(client)
        {
            if (m_client.m_corks++ == 0)
                m_client.refreshBatchTime();
        }
        ~Cork()
        {
            if (--m_client.m_corks == 0)
                m_client.uncork();
        }
        Q_DISABLE_COPY_MOVE(Cork)

    private:
        RemotingClient &m_client;
    };

Q_SIGNALS:
    /// A batch is done: what it completed may be delivered now.
    void settled();
    /// A connection to this address was opened.
    void opened(const gantry::Address &address);
    /// Every 10 ms while anything is pending: for deadlines of others.
    void ticked();

private:
    void uncork();
    void flushDirty();
    void tick();

    RemotingConfig m_config;
    std::optional<RequestSigner> m_signer;
    const Clock &m_clock;
    TransportFactory m_makeTransport;
    QHash<Address, Channel *> m_channels;
    QHash<int, RequestHandler> m_requestHandlers;
    std::vector<Connection *> m_dirty;
    QTimer m_tick;  ///< 10 ms, only while something is pending
    QTimer m_sweep; ///< 1 s, for idle connections
    Clock::TimePoint m_batchTime;
    std::chrono::milliseconds m_batchSinceEpoch{};
    quint32 m_opaque = 1;
    int m_corks = 0;
    std::optional<Error> m_closed;
};

} // namespace gantry::remoting
