// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "remoting/connection.h"

#include "base/logging.h"
#include "remoting/remotingclient.h"
#include "wire/command.h"

#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace gantry::remoting {

namespace {

constexpr qsizetype readSize = qsizetype(256) * 1024;
/// So much is gathered before it is handed on in the middle of a batch. Each write wakes the server: with a
/// quarter of it a message of 1 KiB cost 8 % more processor time.
constexpr qsizetype flushSize = qsizetype(1024) * 1024;
/// A busy broker answers one message at a time, and every answer would wake this thread: with that many
/// requests under way, which take that long, reading waits for more of them, as network cards do with
/// interrupts.
constexpr qsizetype manyPending = 64;
constexpr auto gatherTime = std::chrono::milliseconds(1);
constexpr int gatherShare = 16; ///< of a request's time at least is spent elsewhere

} // namespace

Connection::Connection(RemotingClient &client, Address address, std::unique_ptr<Transport> transport)
    : m_client(client)
    , m_address(std::move(address))
    , m_transport(std::move(transport))
{
    connect(m_transport.get(), &Transport::opened, this, &Connection::onOpened);
    connect(m_transport.get(), &Transport::readable, this, &Connection::onReadable);
    connect(m_transport.get(), &Transport::written, this, &Connection::noteWritten);
    connect(m_transport.get(), &Transport::closed, this, &Connection::onClosed);
    m_gathering.setSingleShot(true);
    m_gathering.setTimerType(Qt::PreciseTimer);
    m_gathering.setInterval(gatherTime);
    connect(&m_gathering, &QTimer::timeout, this, &Connection::readAll);
}

Connection::~Connection() = default;

void Connection::open(Clock::TimePoint notBefore, milliseconds connectTimeout)
{
    m_startedAt = m_lastActive = notBefore;
    m_connectDeadline = notBefore + connectTimeout;
    if (notBefore <= m_client.clock().now())
        startOpening();
    // Else sweep() does.
}

void Connection::startOpening()
{
    m_isWaiting = false;
    m_transport->open();
}

void Connection::onOpened()
{
    const RemotingClient::Cork cork(m_client);
    m_state = State::Open;
    m_openedAt = m_lastActive = m_client.clock().now();
    qCDebug(logging::remoting) << "connected to" << m_address.text();
    dropGivenUp();
    flush();
    Q_EMIT opened();
}

/// Whoever gave up while this was opening may have sent the message elsewhere: no copy must follow.
void Connection::dropGivenUp()
{
    QByteArray wanted;
    std::deque<WrittenMark> marks;
    qint64 begin = 0;
    for (const WrittenMark &mark : std::exchange(m_marks, {})) {
        if (m_pending.find(mark.opaque)) {
            wanted.append(m_outgoing.constData() + begin, mark.endOffset - begin);
            marks.push_back({wanted.size(), mark.opaque});
        }
        begin = mark.endOffset;
    }
    m_outgoing = std::move(wanted);
    m_marks = std::move(marks);
}

void Connection::close(const Error &error)
{
    if (m_state != State::Closed)
        onClosed(error);
}

void Connection::onClosed(const Error &error)
{
    if (m_state == State::Closed)
        return; // a socket may tell of one loss twice
    const RemotingClient::Cork cork(m_client);
    m_state = State::Closed;
    m_gathering.stop();
    m_transport->close();
    m_marks.clear();
    m_outgoing.clear();
    // First the channel: whoever tries again in onFailure must find that this connection is gone.
    Q_EMIT closed(error);
    for (const PendingRequest &request : m_pending.takeAll())
        request.handler->onFailure(request.token, error);
}

void Connection::frameIsPending()
{
    if (m_state == State::Open && m_outgoing.size() >= flushSize)
        flush();
    else
        m_client.markDirty(this);
    m_client.keepTicking();
}

void Connection::frameAppended()
{
    m_client.markDirty(this);
}

void Connection::flush()
{
    if (m_state != State::Open || m_outgoing.isEmpty())
        return;
    m_passedOn += m_outgoing.size();
    m_transport->write(m_outgoing);
    if (m_outgoing.isDetached())
        m_outgoing.resize(0); // keeps the memory for the next batch
    else
        m_outgoing = {}; // the transport kept a share of the block
    noteWritten();
}

void Connection::noteWritten()
{
    const qint64 handedOver = m_passedOn - m_transport->bytesToWrite();
    if (m_marks.empty() || m_marks.front().endOffset > handedOver)
        return;
    const RemotingClient::Cork cork(m_client);
    m_lastActive = m_client.batchTime();
    while (!m_marks.empty() && m_marks.front().endOffset <= handedOver) {
        const qint32 opaque = m_marks.front().opaque;
        m_marks.pop_front();
        const PendingRequest *request = m_pending.find(opaque);
        if (!request)
            continue; // given up meanwhile
        const PendingRequest copy = *request;
        if (copy.oneway)
            static_cast<void>(m_pending.take(opaque));
        copy.handler->onWritten(copy.token);
    }
}

void Connection::onReadable()
{
    if (m_gathering.isActive())
        return;
    // By Little's law: the time that a request takes now.
    if (m_pending.size() >= manyPending && m_answerGap * m_pending.size() >= gatherTime * gatherShare)
        m_gathering.start();
    else
        readAll();
}

void Connection::readAll()
{
    if (m_state == State::Closed)
        return;
    const RemotingClient::Cork cork(m_client);
    const qsizetype pending = m_pending.size();
    const Clock::TimePoint previous = m_lastReceived;
    readFrames();
    if (const qsizetype answers = pending - m_pending.size(); answers > 0)
        m_answerGap = (m_lastReceived - previous) / answers;
}

void Connection::readFrames()
{
    qint64 size = 0;
    do {
        size = m_transport->read(m_splitter.prepare(readSize), readSize);
        if (size <= 0)
            break;
        m_splitter.commit(size);
        const bool isFirst = !everReceived();
        m_client.refreshBatchTime();
        m_lastReceived = m_lastActive = m_client.batchTime();
        if (std::exchange(m_silent, false) || isFirst)
            Q_EMIT cameAlive();
        for (;;) {
            const Result<std::optional<wire::Frame>> frame = m_splitter.next();
            if (!frame) {
                Error error = frame.error();
                error.detail =
                    u"%1 sent bytes that are no RocketMQ frame: %2"_s.arg(m_address.text(), error.detail);
                error.hint =
                    u"check that this is the address of a NameServer or broker, and its remoting port"_s;
                close(error);
                return;
            }
            if (!frame->has_value())
                break;
            takeFrame(**frame);
            if (m_state == State::Closed)
                return;
        }
    } while (size == readSize);
}

void Connection::takeFrame(const wire::Frame &frame)
{
    const Result<wire::CommandView> command = wire::parse(frame);
    if (!command) {
        Error error = command.error();
        error.detail = u"%1 sent a frame with a broken header: %2"_s.arg(m_address.text(), error.detail);
        close(error);
        return;
    }
    if (!command->isResponse()) {
        m_client.takeRequest(*this, *command);
        return;
    }
    if (const std::optional<PendingRequest> request = m_pending.take(command->opaque))
        request->handler->onResponse(request->token, *command);
    else
        qCDebug(logging::remoting) << "late answer" << command->opaque << "from" << m_address.text();
}

void Connection::sweep(Clock::TimePoint now, milliseconds maxIdle)
{
    if (m_state == State::Closed)
        return;
    if (m_isWaiting && now >= m_startedAt)
        startOpening();
    if (m_state == State::Opening && now >= m_connectDeadline) {
        if (const std::optional<Error> trouble = m_transport->hangsIn())
            return close(*trouble);
        close({ErrorKind::Connect,
               u"connect to %1 did not succeed within %2 ms"_s.arg(m_address.text())
                   .arg(duration_cast<milliseconds>(m_connectDeadline - m_startedAt).count()),
               u"a firewall or a wrong advertised address swallows the packets: check that the address is "
               "reachable from here"_s,
               clienterror::connectBroker});
        return;
    }
    expire(now);
    if (m_state == State::Open && m_pending.isEmpty() && now - m_lastActive >= maxIdle)
        close(
            {ErrorKind::Connect, u"the connection to %1 was idle"_s.arg(m_address.text()), {}, std::nullopt});
}

void Connection::expire(Clock::TimePoint now)
{
    bool closeIt = false;
    bool isSilent = false;
    for (const PendingRequest &request : m_pending.takeExpired(now)) {
        const bool nothingCame = m_lastReceived <= request.sentAt;
        isSilent = isSilent || (m_state == State::Open && !request.oneway && nothingCame);
        // Java closes after every synchronous time-out; we do not while the server answers others.
        closeIt = closeIt || (request.closeOnTimeout && nothingCame);
        if (isSilent && !std::exchange(m_silent, true))
            Q_EMIT wentSilent();
        request.handler->onFailure(request.token, timeoutError(request, now));
    }
    if (closeIt && isSilent)
        close({ErrorKind::Connect,
               u"the connection to %1 was closed, since the server had stopped answering"_s.arg(
                   m_address.text()),
               u"the server hangs, or the network drops packets: see the server's log and its GC pauses"_s,
               clienterror::connectBroker});
}

Error Connection::timeoutError(const PendingRequest &request, Clock::TimePoint now) const
{
    const auto waited = duration_cast<milliseconds>(now - request.sentAt).count();
    if (const std::optional<Error> trouble =
            m_state == State::Opening ? m_transport->hangsIn() : std::nullopt)
        return *trouble;
    if (m_state == State::Opening)
        return {ErrorKind::Connect,
                u"connect to %1 did not succeed within %2 ms"_s.arg(m_address.text()).arg(waited),
                u"check that the address is reachable from here"_s, clienterror::connectBroker};
    return {
        ErrorKind::Timeout,
        u"wait response on the channel %1 timeout, %2(ms)"_s.arg(m_address.text()).arg(waited),
        u"the server took the connection but did not answer in time; the message may be stored all the same"_s,
        clienterror::accessBrokerTimeout};
}

} // namespace gantry::remoting
