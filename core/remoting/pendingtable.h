// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/prefetch.h"
#include <gantry/error.h>

#include <QtGlobal>

#include <algorithm>
#include <optional>
#include <vector>

namespace gantry::wire {
struct CommandView;
}

namespace gantry::remoting {

/// Who awaits what becomes of a request. Thread: network. One of onResponse and onFailure comes, once; for a
/// one-way request onWritten or onFailure.
class ResponseHandler
{
public:
    virtual ~ResponseHandler() = default;
    /// `response` is valid during the call only.
    virtual void onResponse(quintptr token, const wire::CommandView &response) = 0;
    /// It was not written, its answer did not come in time, or the connection was lost before.
    virtual void onFailure(quintptr token, const Error &error) = 0;
    /// All its bytes were handed to the kernel. For requests that await a response: more is to come.
    virtual void onWritten(quintptr token) = 0;
};

/// A request that was handed to a connection.
struct PendingRequest {
    qint32 opaque = 0;
    bool oneway = false;         ///< done once it is written
    bool closeOnTimeout = false; ///< Java: closeSocketIfTimeout, of synchronous calls
    ResponseHandler *handler = nullptr;
    quintptr token = 0; ///< the handler's own
    Clock::TimePoint sentAt;
    Clock::TimePoint deadline;
};

/// The requests of one connection that are not done, by opaque: open addressing, so that a request that stays
/// does not make the table grow while others come and go.
///
/// Java: NettyRemotingAbstract.responseTable
class PendingTable
{
public:
    PendingTable();

    /// `request.opaque` must not be in the table.
    void insert(const PendingRequest &request);
    [[nodiscard]] const PendingRequest *find(qint32 opaque) const;
    [[nodiscard]] std::optional<PendingRequest> take(qint32 opaque);
    /// Takes all whose deadline is not after `now`. Costs nothing while the earliest deadline is ahead.
    [[nodiscard]] std::vector<PendingRequest> takeExpired(Clock::TimePoint now);
    [[nodiscard]] std::vector<PendingRequest> takeAll();

    [[nodiscard]] qsizetype size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }

private:
    /// Opaques are consecutive: scattered, so that they do not form one long run that every removal walks.
    [[nodiscard]] size_t home(qint32 opaque) const { return (quint32(opaque) * 0x9E37'79B1U) >> m_shift; }
    [[nodiscard]] std::optional<size_t> slotOf(qint32 opaque) const;
    void erase(size_t slot);
    void grow();

    static constexpr qint32 soon = 4;          ///< requests ahead, whose place in the table is fetched early
    static constexpr qint32 nextAnswer = 2;    ///< requests ahead, whose handler's object is
    static constexpr size_t tokenBytes = 1024; ///< so much of that object

    std::vector<PendingRequest> m_slots; ///< a power of two of them; free ones have no handler
    int m_shift;
    qsizetype m_size = 0;
    Clock::TimePoint m_noneExpiresBefore = Clock::TimePoint::max();
};

/// Inline and by member, so that a request is stored where it stays: to copy at once what was just stored
/// piece by piece stalls for longer than all of the rest takes.
inline void PendingTable::insert(const PendingRequest &request)
{
    if (size_t(m_size + 1) * 2 > m_slots.size())
        grow();
    size_t slot = home(request.opaque);
    while (m_slots[slot].handler)
        slot = (slot + 1) & (m_slots.size() - 1);
    PendingRequest &stored = m_slots[slot];
    stored.opaque = request.opaque;
    stored.oneway = request.oneway;
    stored.closeOnTimeout = request.closeOnTimeout;
    stored.handler = request.handler;
    stored.token = request.token;
    stored.sentAt = request.sentAt;
    stored.deadline = request.deadline;
    prefetchForWrite(&m_slots[home(request.opaque + soon)], sizeof(PendingRequest));
    ++m_size;
    m_noneExpiresBefore = std::min(m_noneExpiresBefore, request.deadline);
}

} // namespace gantry::remoting
