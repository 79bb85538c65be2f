// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/publishinfo.h"
#include "client/threadindex.h"

#include <QtGlobal>

#include <optional>
#include <span>

namespace gantry::producer {

/// What is known of a broker when a queue is chosen.
struct BrokerHealth {
    bool isSuspect = false;  ///< Channel::isSuspect()
    bool isAvailable = true; ///< latency fault tolerance: not isolated
    bool isReachable = true; ///< latency fault tolerance: not known to be unreachable
};

/// How a queue is chosen.
struct SelectionRules {
    std::optional<quint32> lastBroker; ///< where the attempt before failed
    bool latencyFault = false;         ///< sendLatencyFaultEnable
};

/// The index of the queue for the next attempt, in rotation; nothing only when there are no queues.
///
/// Passes over the last broker and over suspect ones while there is any other. With latency fault tolerance:
/// first who is available, then who is reachable, else whoever is next.
///
/// Java: TopicPublishInfo#selectOneMessageQueue, MQFaultStrategy#selectOneMessageQueue; the health of a
/// connection (isSuspect) plays no part there
[[nodiscard]] std::optional<size_t> selectQueue(std::span<const client::PublishInfo::Queue> queues,
                                                client::ThreadIndex &rotation,
                                                std::span<const BrokerHealth> health,
                                                const SelectionRules &rules);

} // namespace gantry::producer
