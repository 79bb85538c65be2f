// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/admin.h>
#include <gantry/producer.h>

#include <memory>

namespace gantry::ui {

/// All that is known of a topic's way, at one moment.
struct RouteAnswer {
    TopicName topic;
    Result<TopicPublishInfo> route = Error{};
    QList<BrokerPenalty> penalties;
    QList<NameServerRoute> nameServers; ///< empty when there is only one
    QStringList disagreements;
};

/// Asks the producer, and each NameServer where there are several. Blocks for some seconds at worst.
[[nodiscard]] RouteAnswer askForRoute(const std::shared_ptr<Producer> &producer, const TopicName &topic);

} // namespace gantry::ui
