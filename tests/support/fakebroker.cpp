// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/fakebroker.h"

#include "base/mailbox.h"
#include "wire/codes.h"
#include "wire/frame.h"

#include <QHostAddress>
#include <QPointer>
#include <QSslSocket>
#include <QStringList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <condition_variable>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::testing {

namespace {

constexpr qsizetype keptRawBytes = 64 * 1024;
constexpr int serverVersion = wire::serverversion::v5_5_0;

[[nodiscard]] bool isSend(int code)
{
    return code == wire::requestcode::sendMessage || code == wire::requestcode::sendMessageV2;
}

[[nodiscard]] QByteArray encoded(const wire::RemotingCommand &command)
{
    QByteArray bytes;
    if (!wire::encode(command, wire::HeaderType::Json, bytes))
        qFatal("a fake server cannot encode its answer");
    return bytes;
}

} // namespace

/// The thread of a cluster's servers, and what its NameServers know. Thread: any.
class FakeHost final : public QObject
{
    Q_OBJECT

public:
    FakeHost()
    {
        m_thread.setObjectName(u"fake-servers"_s);
        m_reader.moveToThread(&m_thread);
        connect(
            this, &FakeHost::posted, &m_reader, [this] { runJobs(); }, Qt::QueuedConnection);
        m_thread.start();
    }
    ~FakeHost() override
    {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(FakeHost)

    /// Runs the job on the servers' thread and waits for it.
    void run(std::function<void()> job)
    {
        std::unique_lock lock(m_mutex);
        const quint64 ticket = ++m_lastTicket;
        if (m_jobs.push(std::move(job)))
            Q_EMIT posted();
        m_ran.wait(lock, [this, ticket] { return m_jobsDone >= ticket; });
    }

    [[nodiscard]] QThread *thread() { return &m_thread; }

    void setRoute(const QByteArray &topic, const QByteArray &json)
    {
        const std::lock_guard lock(m_mutex);
        m_routes.insert(topic, json);
    }
    void removeRoute(const QByteArray &topic)
    {
        const std::lock_guard lock(m_mutex);
        m_routes.remove(topic);
    }
    [[nodiscard]] QByteArray route(const QByteArray &topic) const
    {
        const std::lock_guard lock(m_mutex);
        return m_routes.value(topic);
    }

Q_SIGNALS:
    void posted();

private:
    void runJobs()
    {
        std::vector<std::function<void()>> jobs;
        m_jobs.takeAll(jobs);
        for (const std::function<void()> &job : jobs)
            job();
        const std::lock_guard lock(m_mutex);
        m_jobsDone += jobs.size();
        m_ran.notify_all();
    }

    QThread m_thread;
    QObject m_reader; ///< lives on the thread
    Mailbox<std::function<void()>> m_jobs;
    mutable std::mutex m_mutex;
    std::condition_variable m_ran;
    quint64 m_lastTicket = 0;
    quint64 m_jobsDone = 0;
    QHash<QByteArray, QByteArray> m_routes;
};

/// One accepted connection. Thread: the host's.
class FakePeer final : public QObject
{
public:
    FakePeer(FakeServer &server, std::unique_ptr<QTcpSocket> socket, int number)
        : m_server(server)
        , m_socket(std::move(socket))
        , m_number(number)
    {
        connect(m_socket.get(), &QTcpSocket::readyRead, this, &FakePeer::read);
        connect(m_socket.get(), &QTcpSocket::disconnected, this, [this] { leave(); });
        // A TLS handshake that fails ends without disconnected().
        connect(
            m_socket.get(), &QTcpSocket::errorOccurred, this, [this] { leave(); }, Qt::QueuedConnection);
    }
    ~FakePeer() override
    {
        m_socket->disconnect(this);
        m_socket->abort();
    }
    Q_DISABLE_COPY_MOVE(FakePeer)

    void pause(bool paused)
    {
        m_paused = paused;
        m_socket->setReadBufferSize(paused ? 1 : 0);
        read();
    }
    void send(const QByteArray &bytes) { m_socket->write(bytes); }
    [[nodiscard]] bool hasLeft() const { return m_left; }

private:
    void leave()
    {
        if (std::exchange(m_left, true))
            return;
        const std::lock_guard lock(m_server.m_mutex);
        --m_server.m_open;
        deleteLater();
    }
    void read();
    void takeFrame(const wire::Frame &frame);
    void perform(const Reaction &reaction, const wire::RemotingCommand &request);
    [[nodiscard]] wire::RemotingCommand response(const Reaction &reaction,
                                                 const wire::RemotingCommand &request) const;
    void answer(wire::RemotingCommand &response, const wire::RemotingCommand &request) const;
    void drip(const QByteArray &bytes);
    /// Closes once all that was written is out.
    void hangUp() { m_socket->disconnectFromHost(); }

    FakeServer &m_server;
    std::unique_ptr<QTcpSocket> m_socket;
    int m_number;
    wire::FrameSplitter m_splitter;
    bool m_paused = false;
    bool m_left = false;
};

void FakePeer::read()
{
    if (m_paused)
        return;
    const QByteArray bytes = m_socket->readAll();
    if (bytes.isEmpty())
        return;
    {
        const std::lock_guard lock(m_server.m_mutex);
        m_server.m_raw += bytes.first(std::min(bytes.size(), keptRawBytes - m_server.m_raw.size()));
    }
    std::copy(bytes.begin(), bytes.end(), m_splitter.prepare(bytes.size()));
    m_splitter.commit(bytes.size());
    for (;;) {
        const Result<std::optional<wire::Frame>> frame = m_splitter.next();
        if (!frame) {
            m_socket->abort();
            return;
        }
        if (!frame->has_value())
            return;
        takeFrame(**frame);
    }
}

void FakePeer::takeFrame(const wire::Frame &frame)
{
    const Result<wire::RemotingCommand> command = wire::decode(frame);
    if (!command) {
        m_socket->abort();
        return;
    }
    if (command->isResponse()) {
        const std::lock_guard lock(m_server.m_mutex);
        m_server.m_responses.append(*command);
        return;
    }
    const Reaction reaction = m_server.take(m_number, *command);
    if (reaction.delay > 0ms)
        QTimer::singleShot(reaction.delay, Qt::PreciseTimer, this,
                           [this, reaction, request = *command] { perform(reaction, request); });
    else
        perform(reaction, *command);
}

void FakePeer::perform(const Reaction &reaction, const wire::RemotingCommand &request)
{
    if (m_left || m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    wire::RemotingCommand command = response(reaction, request);
    if (reaction.kind == Reaction::Kind::WrongOpaque)
        command.opaque += 1'000'000'000;
    const QByteArray bytes = request.isOneway() ? QByteArray() : encoded(command);
    switch (reaction.kind) {
    case Reaction::Kind::Answer:
    case Reaction::Kind::WrongOpaque:
        send(bytes);
        break;
    case Reaction::Kind::Silence:
        break;
    case Reaction::Kind::CloseBefore:
        hangUp();
        break;
    case Reaction::Kind::CloseMidway:
        send(bytes.first(bytes.size() / 2));
        hangUp();
        break;
    case Reaction::Kind::CloseAfter:
        send(bytes);
        hangUp();
        break;
    case Reaction::Kind::Garbage:
        send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        break;
    case Reaction::Kind::ByteByByte:
        drip(bytes);
        break;
    }
}

void FakePeer::drip(const QByteArray &bytes)
{
    for (const char byte : bytes) {
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            return;
        send(QByteArray(1, byte));
        m_socket->flush();
    }
}

wire::RemotingCommand FakePeer::response(const Reaction &reaction, const wire::RemotingCommand &request) const
{
    wire::RemotingCommand response;
    response.code = reaction.code;
    response.language = "JAVA";
    response.version = serverVersion;
    response.opaque = request.opaque;
    response.flag = wire::commandflag::response;
    if (!reaction.remark.isEmpty())
        response.remark = reaction.remark;
    const bool isStored = reaction.code == wire::responsecode::success
                          || reaction.code == wire::responsecode::flushDiskTimeout
                          || reaction.code == wire::responsecode::flushSlaveTimeout
                          || reaction.code == wire::responsecode::slaveNotAvailable;
    if (isStored)
        answer(response, request);
    return response;
}

/// What a server says when all is well.
void FakePeer::answer(wire::RemotingCommand &response, const wire::RemotingCommand &request) const
{
    if (request.code == wire::requestcode::getRouteInfoByTopic) {
        const QByteArray topic = request.field("topic").value_or(QByteArray());
        response.body = m_server.m_host.route(topic);
        if (response.body.isEmpty()) {
            response.code = wire::responsecode::topicNotExist;
            response.remark =
                u"No topic route info in name server for the topic: "_s + QString::fromUtf8(topic);
        }
    } else if (isSend(request.code)) {
        const bool isShort = request.code == wire::requestcode::sendMessageV2;
        static std::atomic<qint64> offset = 0; // one for all queues: then offsets are unique, too
        const qint64 mine = offset++;
        response.fields =
            wire::Fields{{"queueId", request.field(isShort ? "e" : "queueId").value_or("0")},
                         {"queueOffset", QByteArray::number(mine)},
                         {"msgId", QByteArray("7F00000100002A9F")
                                       + QByteArray::number(mine, 16).toUpper().rightJustified(16, '0')},
                         {"MSG_REGION", "DefaultRegion"},
                         {"TRACE_ON", "true"}};
    } else if (request.code == wire::requestcode::getMaxOffset) {
        response.fields = wire::Fields{{"offset", "7"}};
    } else if (request.code != wire::requestcode::heartBeat
               && request.code != wire::requestcode::unregisterClient) {
        response.code = wire::responsecode::requestCodeNotSupported;
        response.remark = u" request type %1 not supported"_s.arg(request.code);
    }
}

/// Accepts connections. Thread: the host's.
class FakeListener final : public QTcpServer
{
public:
    explicit FakeListener(FakeServer &server)
        : m_server(server)
    {
    }

    void dropConnections()
    {
        for (const QPointer<FakePeer> &peer : std::exchange(m_peers, {})) {
            if (peer && !peer->hasLeft()) {
                const std::lock_guard lock(m_server.m_mutex);
                --m_server.m_open;
            }
            delete peer;
        }
    }
    void pauseReading(bool paused)
    {
        m_paused = paused;
        for (const QPointer<FakePeer> &peer : m_peers) {
            if (peer)
                peer->pause(paused);
        }
    }
    void send(const QByteArray &bytes)
    {
        for (const QPointer<FakePeer> &peer : m_peers) {
            if (peer && !peer->hasLeft())
                peer->send(bytes);
        }
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        std::unique_ptr<QTcpSocket> socket;
        if (m_server.m_tls) {
            auto ssl = std::make_unique<QSslSocket>();
            ssl->setSslConfiguration(*m_server.m_tls);
            ssl->setSocketDescriptor(descriptor);
            ssl->startServerEncryption();
            socket = std::move(ssl);
        } else {
            socket = std::make_unique<QTcpSocket>();
            socket->setSocketDescriptor(descriptor);
        }
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        int number = 0;
        {
            const std::lock_guard lock(m_server.m_mutex);
            number = ++m_server.m_connections;
            ++m_server.m_open;
        }
        auto *peer = new FakePeer(m_server, std::move(socket), number);
        peer->setParent(this);
        if (m_paused)
            peer->pause(true);
        m_peers.removeIf([](const QPointer<FakePeer> &old) { return old.isNull(); });
        m_peers.append(peer);
    }

private:
    FakeServer &m_server;
    QList<QPointer<FakePeer>> m_peers;
    bool m_paused = false;
};

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
        const QString count = part.section(u':', 1);
        queueDatas.append(
            uR"({"brokerName":"%1","perm":%2,"readQueueNums":%3,"writeQueueNums":%3,"topicSysFlag":0})"_s.arg(
                broker, QString::number(permission), count));
        brokerDatas.append(
            uR"({"brokerAddrs":{0:"%1"},"brokerName":"%2","cluster":"C","enableActingMaster":false})"_s.arg(
                addressOf(broker).text(), broker));
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
