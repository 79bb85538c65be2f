// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/broker.h"

#include "sandbox/adminprocessor.h"
#include "sandbox/clientprocessor.h"
#include "sandbox/pullprocessor.h"
#include "sandbox/queryprocessor.h"
#include "sandbox/sendprocessor.h"
#include "sandbox/transactionprocessor.h"
#include "wire/codes.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {
constexpr quint16 vipDistance = 2; ///< Java: MixAll#brokerVIPChannel
constexpr int mostTries = 100;
} // namespace

Broker::Broker(QString name, const SandboxConfig &config, FrameServer::Gate &gate, const ServerTls &tls)
    : m_name(std::move(name))
    , m_config(config)
    , m_accessCheck(config.account)
    , m_server(m_name, 0, gate, {config.maxConnections, config.maxIdle, tls})
    , m_vipServer(m_name, 0, gate, {config.maxConnections, config.maxIdle, tls})
    , m_topics(config.queues, cluster() + "_REPLY_TOPIC"_L1)
    , m_store(config.retentionBytes)
{
    auto transactions = std::make_unique<TransactionProcessor>(*this);
    m_processors.push_back(std::make_unique<SendProcessor>(*this, *transactions));
    m_processors.push_back(std::move(transactions));
    m_processors.push_back(std::make_unique<PullProcessor>(*this));
    m_processors.push_back(std::make_unique<ClientProcessor>(*this));
    m_processors.push_back(std::make_unique<QueryProcessor>(*this));
    m_processors.push_back(std::make_unique<AdminProcessor>(*this));
    for (const FrameServer *server : {&m_server, &m_vipServer}) {
        connect(server, &FrameServer::requested, this, &Broker::process);
        connect(server, &FrameServer::sessionClosed, this, &Broker::onClosed);
    }
}

Broker::~Broker() = default;

Result<void> Broker::start()
{
    const bool isAnyPort = m_server.port() == 0;
    for (int tries = 1;; ++tries) {
        if (Result<void> opened = m_server.open(); !opened)
            return opened;
        m_vipServer.setPort(quint16(m_server.port() - vipDistance));
        Result<void> opened = m_vipServer.open();
        if (opened)
            return {};
        m_server.close();
        if (!isAnyPort || tries == mostTries)
            return opened;
        m_server.setPort(0); // another program has the port below this one
    }
}

void Broker::stop()
{
    m_server.close();
    m_vipServer.close();
}

void Broker::process(const ExchangePtr &exchange)
{
    if (const std::optional<QString> refusal = m_accessCheck.refusal(exchange->request())) {
        exchange->answer(wire::responsecode::systemError, *refusal);
        return;
    }
    for (const std::unique_ptr<Processor> &processor : m_processors) {
        if (processor->process(exchange))
            return;
    }
    exchange->answer(wire::responsecode::requestCodeNotSupported,
                     u" request type %1 not supported"_s.arg(exchange->request().code));
}

StoredAt Broker::append(wire::StoredMessage message)
{
    const QString topic = message.topic;
    const int queueId = message.queueId;
    message.storeHost = address().text();
    const StoredAt at = m_store.append(std::move(message));
    Q_EMIT arrived(topic, queueId);
    return at;
}

void Broker::notifyConsumers(const QStringList &groups)
{
    for (const QString &name : groups) {
        const ConsumerGroup *group = m_clients.consumers(name);
        if (!group)
            continue;
        wire::RemotingCommand notice;
        notice.code = wire::requestcode::notifyConsumerIdsChanged;
        notice.fields = wire::Fields{{"consumerGroup", name.toUtf8()}};
        for (const Member &member : group->members) {
            if (member.session)
                member.session->request(notice, {}, {});
        }
    }
}

void Broker::onClosed(Session &session)
{
    notifyConsumers(m_clients.remove(session));
}

} // namespace gantry::sandbox
