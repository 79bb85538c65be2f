// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/faultstrategy.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace gantry::producer {

namespace {

constexpr milliseconds isolationLatency = 10'000ms;
constexpr milliseconds detectInterval = 2000ms;

struct Step {
    milliseconds latency;
    milliseconds notAvailable;
};
// MQFaultStrategy.latencyMax and notAvailableDuration.
constexpr std::array<Step, 7> steps{{{50ms, 0ms},
                                     {100ms, 0ms},
                                     {550ms, 2000ms},
                                     {1800ms, 5000ms},
                                     {3000ms, 6000ms},
                                     {5000ms, 10'000ms},
                                     {15'000ms, 30'000ms}}};

} // namespace

milliseconds notAvailableDuration(milliseconds latency)
{
    for (const Step &step : steps | std::views::reverse) {
        if (latency >= step.latency)
            return step.notAvailable;
    }
    return 0ms;
}

void FaultStrategy::update(const BrokerName &broker, milliseconds latency, bool isolate, bool reachable,
                           Clock::TimePoint now)
{
    if (!m_enabled)
        return;
    Item &item = m_items[broker];
    item.reachable = reachable;
    // A quick success never shortens an isolation.
    if (const milliseconds duration = notAvailableDuration(isolate ? isolationLatency : latency);
        duration > 0ms)
        item.startsAt = std::max(item.startsAt, now + duration);
}

bool FaultStrategy::isAvailable(const BrokerName &broker, Clock::TimePoint now) const
{
    const auto item = m_items.constFind(broker);
    return item == m_items.cend() || now >= item->startsAt;
}

milliseconds FaultStrategy::isolatedFor(const BrokerName &broker, Clock::TimePoint now) const
{
    const auto item = m_items.constFind(broker);
    if (item == m_items.cend() || now >= item->startsAt)
        return 0ms;
    return std::chrono::ceil<milliseconds>(item->startsAt - now);
}

bool FaultStrategy::isReachable(const BrokerName &broker) const
{
    const auto item = m_items.constFind(broker);
    return item == m_items.cend() || item->reachable;
}

QList<BrokerName> FaultStrategy::takeDueForDetection(Clock::TimePoint now)
{
    QList<BrokerName> due;
    for (auto item = m_items.begin(); item != m_items.end(); ++item) {
        if (now < item->checkAt)
            continue;
        item->checkAt = now + detectInterval;
        due.append(item.key());
    }
    return due;
}

void FaultStrategy::setReachable(const BrokerName &broker)
{
    if (const auto item = m_items.find(broker); item != m_items.end())
        item->reachable = true;
}

} // namespace gantry::producer
