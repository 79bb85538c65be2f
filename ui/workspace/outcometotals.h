// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/latencyhistogram.h>
#include <gantry/sendoutcome.h>

#include <QHash>
#include <QMap>

#include <array>
#include <chrono>
#include <utility>

namespace gantry::ui {

/// How many a second, over the last three seconds.
class RateMeter
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    void add(quint64 count, TimePoint now);
    [[nodiscard]] double perSecond(TimePoint now) const;

private:
    static constexpr size_t slotCount = 30; ///< of 100 ms each
    struct Slot {
        qint64 index = -1;
        quint64 count = 0;
    };
    [[nodiscard]] static qint64 indexOf(TimePoint now);

    std::array<Slot, slotCount> m_slots;
    qint64 m_first = -1; ///< the slot in which the first ones came
};

/// What became of the messages of one queue.
struct QueueCount {
    quint64 accepted = 0;
    quint64 unknown = 0; ///< ONEWAY: the kernel has the bytes
    quint64 failed = 0;  ///< the last attempt was here
};

/// By broker and queue id.
using QueueCounts = QMap<std::pair<BrokerName, int>, QueueCount>;

/// Sums over all outcomes: sent = accepted + failed + unknown.
struct OutcomeTotals {
    quint64 sent = 0;
    quint64 accepted = 0; ///< a broker has stored it
    quint64 failed = 0;
    quint64 unknown = 0;        ///< ONEWAY: the kernel has the bytes, no more is known
    LatencyHistogram latencies; ///< of the accepted ones
    RateMeter rate;
    QHash<TopicName, QueueCounts> queues;

    void add(const SendOutcome &outcome);
};

} // namespace gantry::ui
