// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "remoting/pendingtable.h"
#include "remoting/transport.h"
#include "wire/frame.h"
#include <gantry/names.h>

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <memory>

namespace gantry::remoting {

class RemotingClient;

/// One TCP connection from opening to closing: its transport, its outgoing block, its frame splitter, its
/// pending requests and their deadlines. A new connection to the same address is a new object (see Channel).
///
/// Thread: network.
class Connection final : public QObject
{
    Q_OBJECT

public:
    enum class State { Opening, Open, Closed };

    Connection(RemotingClient &client, Address address, std::unique_ptr<Transport> transport);
    ~Connection() override;

    /// Opens at `notBefore`; given up if it is not open `connectTimeout` after that.
    void open(Clock::TimePoint notBefore, std::chrono::milliseconds connectTimeout);
    /// Ends it; everything pending fails with `error`.
    void close(const Error &error);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Address &address() const { return m_address; }
    [[nodiscard]] Clock::TimePoint openedAt() const { return m_openedAt; }
    [[nodiscard]] Clock::TimePoint startedAt() const { return m_startedAt; }
    /// Nothing ever came: then closing it counts as a failed connect.
    [[nodiscard]] bool everReceived() const { return m_lastReceived != Clock::TimePoint{}; }
    [[nodiscard]] qsizetype pendingCount() const { return m_pending.size(); }

    /// Where the next frame is appended to. After each whole frame call frameAppended().
    [[nodiscard]] QByteArray &outgoing() { return m_outgoing; }
    /// The frame that was just appended is `request`. Completes through its handler, never within this call.
    void frameAppended(const PendingRequest &request)
    {
        m_pending.insert(request);
        m_marks.emplace_back(m_passedOn + m_outgoing.size(), request.opaque);
        frameIsPending();
    }
    /// A frame that nobody waits for: a response to the server's request.
    void frameAppended();
    /// Nobody waits for this request any more; its handler is not called.
    void forget(qint32 opaque) { static_cast<void>(m_pending.take(opaque)); }
    /// Hands the outgoing block to the transport. The client calls it once a batch.
    void flush();

    /// Fails what is overdue; closes a connection that does not open, or is idle.
    void sweep(Clock::TimePoint now, std::chrono::milliseconds maxIdle);

Q_SIGNALS:
    void opened();
    /// The first bytes after a silence, or ever.
    void cameAlive();
    /// A request was not answered in time, and nothing else came meanwhile.
    void wentSilent();
    void closed(const gantry::Error &error);

private:
    /// Constructed where it stays, as a pending request is (see PendingTable::insert()).
    struct WrittenMark {
        WrittenMark(qint64 end, qint32 request)
            : endOffset(end)
            , opaque(request)
        {
        }
        qint64 endOffset;
        qint32 opaque;
    };

    void startOpening();
    void frameIsPending();
    void onOpened();
    void onReadable();
    void readAll();
    void readFrames();
    void onClosed(const Error &error);
    void noteWritten();
    void dropGivenUp();
    void takeFrame(const wire::Frame &frame);
    void expire(Clock::TimePoint now);
    [[nodiscard]] Error timeoutError(const PendingRequest &request, Clock::TimePoint now) const;

    RemotingClient &m_client;
    Address m_address;
    std::unique_ptr<Transport> m_transport;
    State m_state = State::Opening;
    wire::FrameSplitter m_splitter;
    PendingTable m_pending;
    QByteArray m_outgoing;
    std::deque<WrittenMark> m_marks;
    qint64 m_passedOn = 0; ///< of these, handed to the transport
    Clock::TimePoint m_startedAt;
    Clock::TimePoint m_openedAt;
    Clock::TimePoint m_connectDeadline;
    Clock::TimePoint m_lastReceived;
    Clock::TimePoint m_lastActive;
    std::chrono::nanoseconds m_answerGap{}; ///< between two answers, as of the last time something was read
    QTimer m_gathering;                     ///< answers, before they are read
    bool m_isWaiting = true;                ///< for the time to open
    bool m_silent = false;
};

} // namespace gantry::remoting
