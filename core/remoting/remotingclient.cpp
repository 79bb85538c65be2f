// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "remoting/remotingclient.h"

#include "base/logging.h"
#include "remoting/invocation.h"
#include "remoting/tcptransport.h"
#include "wire/codes.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::remoting {

namespace {
constexpr auto tickInterval = 10ms;
constexpr auto sweepInterval = 1s;
} // namespace

RemotingClient::RemotingClient(RemotingConfig config, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_clock(clock)
{
    m_makeTransport = [this](const Address &address) {
        return std::make_unique<TcpTransport>(address, m_config.tls);
    };
    if (m_config.credentials)
        m_signer.emplace(*m_config.credentials);
    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.setInterval(tickInterval);
    connect(&m_tick, &QTimer::timeout, this, &RemotingClient::tick);
    m_sweep.setInterval(sweepInterval);
    connect(&m_sweep, &QTimer::timeout, this, &RemotingClient::tick);
    m_sweep.start();
}

RemotingClient::~RemotingClient() = default;

Channel &RemotingClient::channel(const Address &address)
{
    Channel *&channel = m_channels[address];
    if (!channel) {
        channel = new Channel(*this, m_config.addressMap.value(address, address));
        channel->setParent(this);
        connect(channel, &Channel::opened, this, [this, address] { Q_EMIT opened(address); });
    }
    return *channel;
}

Channel *RemotingClient::existingChannel(const Address &address) const
{
    return m_channels.value(address);
}

std::unique_ptr<Transport> RemotingClient::makeTransport(const Address &address) const
{
    return m_makeTransport(address);
}

void RemotingClient::invoke(const Address &address, wire::RemotingCommand command,
                            std::chrono::milliseconds timeout, Completion<wire::RemotingCommand> completion)
{
    const Cork cork(*this);
    // Owns itself until it has completed.
    auto *invocation =
        new Invocation(*this, address, std::move(command), m_clock.now() + timeout, std::move(completion));
    invocation->setParent(this);
    invocation->start();
}

void RemotingClient::invokeOneway(const Address &address, wire::RemotingCommand command,
                                  std::chrono::milliseconds timeout, Completion<void> completion)
{
    command.flag |= wire::commandflag::oneway;
    invoke(address, std::move(command), timeout,
           [completion = std::move(completion)](const Result<wire::RemotingCommand> &result) {
               if (completion)
                   completion(result ? Result<void>() : Result<void>(result.error()));
           });
}

void RemotingClient::prepareRequest(const Address &address, wire::RemotingCommand &command)
{
    if (!m_config.namespaceV2.isEmpty()) {
        if (!command.fields)
            command.fields.emplace();
        command.fields->emplaceBack("nsd", "true");
        command.fields->emplaceBack("ns", m_config.namespaceV2);
    }
    if (!m_config.rpcHooks.empty()) {
        RpcRequest request{command.code, command.fields.value_or(wire::Fields{}), command.body};
        for (const std::shared_ptr<RpcHook> &hook : m_config.rpcHooks)
            hook->beforeRequest(address, request);
        command.fields = request.fields;
    }
    if (m_signer)
        m_signer->sign(command);
}

void RemotingClient::runResponseHooks(const Address &address, int requestCode,
                                      const wire::CommandView &response) const
{
    if (m_config.rpcHooks.empty())
        return;
    const wire::RemotingCommand command = response.toCommand();
    const RpcResponse seen{command.code, response.remarkText(), command.fields.value_or(wire::Fields{})};
    for (const std::shared_ptr<RpcHook> &hook : m_config.rpcHooks)
        hook->afterResponse(address, requestCode, seen);
}

void RemotingClient::setRequestHandler(int code, const RequestHandler &handler)
{
    m_requestHandlers.insert(code, handler);
}

void RemotingClient::takeRequest(Connection &connection, const wire::CommandView &request)
{
    std::optional<wire::RemotingCommand> answer;
    if (const auto handler = m_requestHandlers.constFind(request.code); handler != m_requestHandlers.cend()) {
        answer = (*handler)(connection.address(), request);
    } else {
        qCDebug(logging::remoting) << "request" << request.code << "from" << connection.address().text()
                                   << "is not supported";
        answer.emplace();
        answer->code = wire::responsecode::requestCodeNotSupported;
        answer->remark = u" request type %1 not supported"_s.arg(request.code);
    }
    if (request.isOneway() || !answer)
        return;
    answer->opaque = request.opaque;
    answer->flag |= wire::commandflag::response;
    if (wire::encode(*answer, m_config.headerType, connection.outgoing()))
        connection.frameAppended();
}

void RemotingClient::closeAll(const Error &error)
{
    const Cork cork(*this);
    m_closed = error;
    const QHash<Address, Channel *> channels = m_channels; // who is failed may ask for another one
    for (Channel *channel : channels)
        channel->close(error);
}

void RemotingClient::markDirty(Connection *connection)
{
    Q_ASSERT(m_corks > 0);
    if (m_dirty.empty() || m_dirty.back() != connection)
        m_dirty.push_back(connection);
}

void RemotingClient::keepTicking()
{
    if (!m_tick.isActive())
        m_tick.start();
}

void RemotingClient::flushDirty()
{
    // Connections are deleted by deleteLater() only, never within a batch.
    while (!m_dirty.empty()) {
        const std::vector<Connection *> dirty = std::exchange(m_dirty, {});
        for (Connection *connection : dirty)
            connection->flush();
    }
}

void RemotingClient::uncork()
{
    ++m_corks; // what flushing completes belongs to this batch
    do {
        flushDirty();
        Q_EMIT settled();
    } while (!m_dirty.empty());
    --m_corks;
}

void RemotingClient::tick()
{
    const Cork cork(*this);
    const Clock::TimePoint now = m_clock.now();
    const QHash<Address, Channel *> channels = m_channels; // who is failed may ask for another one
    for (Channel *channel : channels)
        channel->sweep(now);
    if (std::ranges::none_of(m_channels, &Channel::isBusy))
        m_tick.stop();
    Q_EMIT ticked();
}

} // namespace gantry::remoting
