// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/plainstream_linux.h"

#include <QHostAddress>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

/// Bytes the kernel took; 0 when it takes none now, -1 when the connection is lost.
qint64 sendSome(int descriptor, QByteArrayView bytes)
{
    for (;;) {
        const ssize_t size =
            ::send(descriptor, bytes.data(), size_t(bytes.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size >= 0)
            return size;
        if (errno != EINTR)
            return errno == EAGAIN ? 0 : -1;
    }
}

} // namespace

PlainStream::PlainStream(int descriptor)
    : m_descriptor(descriptor)
    , m_canRead(descriptor, QSocketNotifier::Read)
    , m_canWrite(descriptor, QSocketNotifier::Write)
{
    m_canWrite.setEnabled(false);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connect(&m_canRead, &QSocketNotifier::activated, this, &Stream::readable);
    connect(&m_canWrite, &QSocketNotifier::activated, this, &PlainStream::onWritable);
}

PlainStream::~PlainStream()
{
    m_canRead.setEnabled(false);
    m_canWrite.setEnabled(false);
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Address PlainStream::peer() const
{
    sockaddr_in peer{};
    socklen_t size = sizeof peer;
    if (::getpeername(m_descriptor, reinterpret_cast<sockaddr *>(&peer), &size) != 0)
        return {};
    const QHostAddress host(reinterpret_cast<const sockaddr *>(&peer));
    return Address(u"%1:%2"_s.arg(host.toString()).arg(ntohs(peer.sin_port)));
}

qint64 PlainStream::read(char *data, qint64 maxSize)
{
    if (m_descriptor < 0)
        return 0;
    const ssize_t size = ::recv(m_descriptor, data, size_t(maxSize), MSG_DONTWAIT);
    if (size > 0)
        return size;
    if (size == 0 || (errno != EAGAIN && errno != EINTR))
        fail(size == 0 ? u"the peer closed the connection"_s : qt_error_string());
    return 0;
}

void PlainStream::write(const QByteArray &bytes)
{
    if (m_descriptor < 0)
        return;
    const qint64 size = m_unwritten.isEmpty() ? sendSome(m_descriptor, bytes) : 0;
    if (size < 0) {
        fail(qt_error_string());
    } else if (size < bytes.size()) {
        m_unwritten.append(QByteArrayView(bytes).sliced(size));
        m_canWrite.setEnabled(true);
    }
}

void PlainStream::onWritable()
{
    const qint64 size = sendSome(m_descriptor, m_unwritten);
    if (size < 0) {
        end(qt_error_string());
        return;
    }
    m_unwritten.remove(0, size);
    if (!m_unwritten.isEmpty())
        return;
    m_canWrite.setEnabled(false);
    if (m_closing)
        end({});
}

void PlainStream::close()
{
    m_closing = true;
    m_canRead.setEnabled(false);
    if (m_unwritten.isEmpty())
        end({});
}

void PlainStream::abort()
{
    end({});
}

/// Later, since whoever reads or writes does not expect the end within it.
void PlainStream::fail(const QString &reason)
{
    m_canRead.setEnabled(false);
    m_canWrite.setEnabled(false);
    QMetaObject::invokeMethod(
        this, [this, reason] { end(reason); }, Qt::QueuedConnection);
}

void PlainStream::end(const QString &reason)
{
    if (m_descriptor < 0)
        return;
    m_canRead.setEnabled(false);
    m_canWrite.setEnabled(false);
    ::close(std::exchange(m_descriptor, -1));
    m_unwritten.clear();
    Q_EMIT ended(reason);
}

} // namespace gantry::sandbox
