// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include <gantry/names.h>

#include <QHash>
#include <QList>

#include <chrono>

namespace gantry::producer {

/// Latency fault tolerance: brokers that were slow or failed are left alone for a while.
///
/// Java:   MQFaultStrategy, LatencyFaultToleranceImpl of 5.2 and later
/// Thread: network
class FaultStrategy
{
public:
    explicit FaultStrategy(bool enabled)
        : m_enabled(enabled)
    {
    }

    [[nodiscard]] bool isEnabled() const { return m_enabled; }

    /// One attempt on `broker` took `latency`. `isolate`: it failed, which counts as a latency of 10 s.
    void update(const BrokerName &broker, std::chrono::milliseconds latency, bool isolate, bool reachable,
                Clock::TimePoint now);

    [[nodiscard]] bool isAvailable(const BrokerName &broker, Clock::TimePoint now) const;
    /// How long until the broker is available again; 0 when it is.
    [[nodiscard]] std::chrono::milliseconds isolatedFor(const BrokerName &broker, Clock::TimePoint now) const;
    [[nodiscard]] bool isReachable(const BrokerName &broker) const;

    /// Brokers that the detector should probe at `now`; each at most every 2 s.
    [[nodiscard]] QList<BrokerName> takeDueForDetection(Clock::TimePoint now);
    /// A probe of the broker was answered.
    void setReachable(const BrokerName &broker);
    /// The broker is in no route any more.
    void forget(const BrokerName &broker) { m_items.remove(broker); }

private:
    struct Item {
        Clock::TimePoint startsAt; ///< available again from here on
        Clock::TimePoint checkAt;
        bool reachable = true;
    };

    bool m_enabled;
    QHash<BrokerName, Item> m_items;
};

/// How long a broker is left alone after an attempt of this latency; 0 for a quick one.
[[nodiscard]] std::chrono::milliseconds notAvailableDuration(std::chrono::milliseconds latency);

} // namespace gantry::producer
