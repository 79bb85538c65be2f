// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/session.h"

#include <QPointer>
#include <QTimer>

#include <utility>

namespace gantry::sandbox {

namespace {
constexpr qsizetype readSize = qsizetype(64) * 1024;
} // namespace

Session::Session(std::unique_ptr<Stream> stream, QObject *parent)
    : QObject(parent)
    , m_stream(std::move(stream))
    , m_peer(m_stream->peer())
{
    connect(m_stream.get(), &Stream::readable, this, &Session::onReadable);
    connect(m_stream.get(), &Stream::ended, this, &Session::onEnded);
}

void Session::write(const QByteArray &bytes)
{
    if (m_closing || m_closed)
        return;
    m_lastActive = std::chrono::steady_clock::now();
    if (m_slow.isEmpty())
        m_stream->write(bytes);
    else
        m_slow.append(bytes);
}

void Session::writeSlowly(const QByteArray &bytes, std::chrono::milliseconds pause)
{
    const bool isFirst = m_slow.isEmpty();
    m_slow.append(bytes);
    if (isFirst)
        writeOneByte(pause);
}

void Session::writeOneByte(std::chrono::milliseconds pause)
{
    if (m_closing || m_closed || m_slow.isEmpty())
        return;
    m_stream->write(m_slow.first(1));
    m_slow.remove(0, 1);
    QTimer::singleShot(pause, Qt::PreciseTimer, this, [this, pause] { writeOneByte(pause); });
}

void Session::request(wire::RemotingCommand command, const Reply &reply, std::chrono::milliseconds timeout)
{
    command.opaque = ++m_opaque;
    command.flag = reply ? 0 : wire::commandflag::oneway;
    QByteArray bytes;
    if (m_closed || !wire::encode(command, wire::HeaderType::Json, bytes)) {
        if (reply)
            reply(std::nullopt);
        return;
    }
    write(bytes);
    if (!reply)
        return;
    m_replies.insert(command.opaque, reply);
    QTimer::singleShot(timeout, this, [this, opaque = command.opaque] {
        if (const Reply late = m_replies.take(opaque))
            late(std::nullopt);
    });
}

void Session::close(const QString &reason)
{
    m_reason = reason;
    m_closing = true;
    m_stream->close();
}

void Session::abort(const QString &reason)
{
    m_reason = reason;
    m_stream->abort();
}

void Session::onReadable()
{
    m_lastActive = std::chrono::steady_clock::now();
    const QPointer<Session> self(this);
    for (qint64 size = readSize; size == readSize && !m_closing && !m_closed;) {
        size = m_stream->read(m_splitter.prepare(readSize), readSize);
        m_splitter.commit(size);
        for (;;) {
            const Result<std::optional<wire::Frame>> frame = m_splitter.next();
            if (!frame) {
                abort(frame.error().detail);
                return;
            }
            if (!frame->has_value())
                break;
            take(**frame);
            if (!self || m_closing || m_closed)
                return;
        }
    }
}

void Session::take(const wire::Frame &frame)
{
    const Result<wire::RemotingCommand> command = wire::decode(frame);
    if (!command) { // as a real server: no answer
        abort(command.error().detail);
        return;
    }
    m_everReceived = true;
    if (command->isResponse())
        complete(*command);
    else
        Q_EMIT received(*command, frame.headerType);
}

void Session::complete(const wire::RemotingCommand &response)
{
    if (const Reply reply = m_replies.take(response.opaque))
        reply(response);
}

void Session::onEnded(const QString &reason)
{
    if (std::exchange(m_closed, true))
        return;
    const QHash<qint32, Reply> unanswered = std::exchange(m_replies, {});
    for (const Reply &reply : unanswered)
        reply(std::nullopt);
    if (m_reason.isEmpty())
        m_reason = reason;
    Q_EMIT closed(m_reason);
}

} // namespace gantry::sandbox
