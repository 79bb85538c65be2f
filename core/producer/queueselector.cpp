// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/queueselector.h"

namespace gantry::producer {

namespace {

/// Once around: the first queue whose broker `accepts`.
template<typename Accepts>
std::optional<size_t> scan(std::span<const client::PublishInfo::Queue> queues, client::ThreadIndex &rotation,
                           Accepts accepts)
{
    for (size_t tried = 0; tried < queues.size(); ++tried) {
        const size_t index = rotation.next() % queues.size();
        if (accepts(queues[index].broker))
            return index;
    }
    return std::nullopt;
}

} // namespace

std::optional<size_t> selectQueue(std::span<const client::PublishInfo::Queue> queues,
                                  client::ThreadIndex &rotation, std::span<const BrokerHealth> health,
                                  const SelectionRules &rules)
{
    if (queues.empty())
        return std::nullopt;
    const auto isOther = [&rules](quint32 broker) { return rules.lastBroker != broker; };
    if (rules.latencyFault) {
        if (rules.lastBroker)
            rotation.reset();
        const auto available = scan(queues, rotation, [&](quint32 broker) {
            return isOther(broker) && health[broker].isAvailable && !health[broker].isSuspect;
        });
        if (available)
            return available;
        const auto reachable = scan(
            queues, rotation, [&](quint32 broker) { return isOther(broker) && health[broker].isReachable; });
        return reachable ? reachable : rotation.next() % queues.size();
    }
    if (const auto healthy = scan(
            queues, rotation, [&](quint32 broker) { return isOther(broker) && !health[broker].isSuspect; }))
        return healthy;
    if (const auto other = scan(queues, rotation, isOther))
        return other;
    // Every queue is on the broker to avoid: a second try there beats none.
    return rotation.next() % queues.size();
}

} // namespace gantry::producer
