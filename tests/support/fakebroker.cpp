// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/fakebroker.h"

#include "support/fakehost.h"
#include "support/fakepeer.h"

#include <QHostAddress>
#include <QStringList>
#include <QTcpServer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::testing {

FakeServer::FakeServer(FakeHost &host, QString name, std::optional<QSslConfiguration> tls)
    : m_host(host)
    , m_name(std::move(name))
    , m_tls(std::move(tls))
{
    m_host.run([this] {
        m_listener = new FakeListener(*this);
        if (!m_listener->listen(QHostAddress::LocalHost))
            qFatal("a fake server cannot listen");
        m_port = m_listener->serverPort();
    });
}

FakeServer::~FakeServer()
{
    m_host.run([this] {
        m_listener->dropConnections();
        delete m_listener;
    });
}

Address FakeServer::address() const
{
    return Address(u"127.0.0.1:%1"_s.arg(m_port));
}

Reaction FakeServer::take(int connection, const wire::RemotingCommand &command)
{
    std::unique_lock lock(m_mutex);
    m_seen.append({connection, command});
    if (m_silent)
        return reaction::does(Reaction::Kind::Silence);
    if (const auto decision = m_decision) {
        lock.unlock();
        if (const std::optional<Reaction> decided = decision(command))
            return *decided;
        lock.lock();
    }
    for (const int code : {command.code, 0}) {
        if (QList<Reaction> &next = m_next[code]; !next.isEmpty())
            return next.takeFirst();
        if (const auto found = m_always.constFind(code); found != m_always.cend())
            return *found;
    }
    return {};
}

void FakeServer::next(int code, const QList<Reaction> &reactions)
{
    const std::lock_guard lock(m_mutex);
    m_next[code] += reactions;
}

void FakeServer::always(int code, const Reaction &reaction)
{
    const std::lock_guard lock(m_mutex);
    m_always.insert(code, reaction);
}

void FakeServer::decide(std::function<std::optional<Reaction>(const wire::RemotingCommand &)> decision)
{
    const std::lock_guard lock(m_mutex);
    m_decision = std::move(decision);
}

void FakeServer::setSilent(bool silent)
{
    const std::lock_guard lock(m_mutex);
    m_silent = silent;
}

QList<SeenRequest> FakeServer::requests(int code) const
{
    const std::lock_guard lock(m_mutex);
    QList<SeenRequest> found;
    std::ranges::copy_if(m_seen, std::back_inserter(found),
                         [code](const SeenRequest &seen) { return seen.command.code == code; });
    return found;
}

int FakeServer::count(int code) const
{
    const std::lock_guard lock(m_mutex);
    return int(
        std::ranges::count_if(m_seen, [code](const SeenRequest &seen) { return seen.command.code == code; }));
}

int FakeServer::connections() const
{
    const std::lock_guard lock(m_mutex);
    return m_connections;
}

int FakeServer::openConnections() const
{
    const std::lock_guard lock(m_mutex);
    return m_open;
}

QByteArray FakeServer::rawBytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_raw;
}

QList<wire::RemotingCommand> FakeServer::responses() const
{
    const std::lock_guard lock(m_mutex);
    return m_responses;
}

void FakeServer::stop()
{
    m_host.run([this] {
        m_listener->close();
        m_listener->dropConnections();
    });
}

void FakeServer::restart()
{
    m_host.run([this] {
        if (!m_listener->listen(QHostAddress::LocalHost, m_port))
            qFatal("a fake server cannot listen again");
    });
}

void FakeServer::dropConnections()
{
    m_host.run([this] { m_listener->dropConnections(); });
}

void FakeServer::pauseReading(bool paused)
{
    m_host.run([this, paused] { m_listener->pauseReading(paused); });
}

void FakeServer::request(const wire::RemotingCommand &command)
{
    m_host.run([this, bytes = encoded(command)] { m_listener->send(bytes); });
}

FakeCluster::FakeCluster()
    : m_host(std::make_unique<FakeHost>())
{
}

FakeCluster::~FakeCluster()
{
    m_brokers.clear();
    m_nameServers.clear();
}

FakeServer &FakeCluster::addNameServer(const std::optional<QSslConfiguration> &tls)
{
    m_nameServers.emplace_back(new FakeServer(*m_host, u"nameserver"_s, tls));
    return *m_nameServers.back();
}

FakeServer &FakeCluster::addBroker(const QString &name, const std::optional<QSslConfiguration> &tls)
{
    m_brokers.emplace_back(new FakeServer(*m_host, name, tls));
    return *m_brokers.back();
}

FakeServer &FakeCluster::broker(const QString &name)
{
    const auto found =
        std::ranges::find_if(m_brokers, [&name](const auto &broker) { return broker->name() == name; });
    if (found == m_brokers.end())
        qFatal("there is no such fake broker");
    return **found;
}

Address FakeCluster::addressOf(const QString &broker)
{
    const auto found =
        std::ranges::find_if(m_brokers, [&broker](const auto &known) { return known->name() == broker; });
    if (found != m_brokers.end())
        return (*found)->address();
    Address &ghost = m_ghosts[broker];
    if (ghost.isEmpty())
        ghost = refusingAddress();
    return ghost;
}

void FakeCluster::setTopic(const QString &topic, const QString &queues, int permission)
{
    QStringList queueDatas;
    QStringList brokerDatas;
    for (const QString &part : queues.split(u' ', Qt::SkipEmptyParts)) {
        const QString broker = part.section(u':', 0, 0);
        const QString count = part.section(u':', 1).section(u'/', 0, 0);
        const QString brokerId = part.contains(u'/') ? part.section(u'/', 1) : u"0"_s;
        queueDatas.append(
            uR"({"brokerName":"%1","perm":%2,"readQueueNums":%3,"writeQueueNums":%3,"topicSysFlag":0})"_s.arg(
                broker, QString::number(permission), count));
        brokerDatas.append(
            uR"({"brokerAddrs":{%3:"%1"},"brokerName":"%2","cluster":"C","enableActingMaster":false})"_s.arg(
                addressOf(broker).text(), broker, brokerId));
    }
    m_host->setRoute(topic.toUtf8(), uR"({"brokerDatas":[%1],"filterServerTable":{},"queueDatas":[%2]})"_s
                                         .arg(brokerDatas.join(u','), queueDatas.join(u','))
                                         .toUtf8());
}

void FakeCluster::removeTopic(const QString &topic)
{
    m_host->removeRoute(topic.toUtf8());
}

QString FakeCluster::nameServers() const
{
    QStringList addresses;
    for (const auto &server : m_nameServers)
        addresses.append(server->address().text());
    return addresses.join(u';');
}

Address refusingAddress()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no free port");
    return Address(u"127.0.0.1:%1"_s.arg(server.serverPort()));
}

} // namespace gantry::testing

#include "fakebroker.moc"
