// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/fakepeer.h"

#include "support/fakehost.h"
#include "wire/codes.h"

#include <QSslSocket>
#include <QTimer>

#include <algorithm>
#include <atomic>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::testing {

namespace {

constexpr qsizetype keptRawBytes = 64 * 1024;
constexpr int serverVersion = wire::serverversion::v5_5_0;

[[nodiscard]] bool isSend(int code)
{
    return code == wire::requestcode::sendMessage || code == wire::requestcode::sendMessageV2
           || code == wire::requestcode::sendBatchMessage;
}

} // namespace

QByteArray encoded(const wire::RemotingCommand &command)
{
    QByteArray bytes;
    if (!wire::encode(command, wire::HeaderType::Json, bytes))
        qFatal("a fake server cannot encode its answer");
    return bytes;
}

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
    if (wire::responsecode::isStored(reaction.code))
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
        const bool isShort = request.code != wire::requestcode::sendMessage;
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

void FakeListener::incomingConnection(qintptr descriptor)
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

} // namespace gantry::testing
