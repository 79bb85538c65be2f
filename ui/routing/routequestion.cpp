// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/routequestion.h"

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace gantry::ui {

namespace {

constexpr auto patience = 2s;

bool hasSeveralNameServers(const Producer &producer)
{
    return std::ranges::count(producer.connections(), ServerConnection::Role::NameServer,
                              &ServerConnection::role)
           > 1;
}

} // namespace

RouteAnswer askForRoute(const std::shared_ptr<Producer> &producer, const TopicName &topic)
{
    RouteAnswer answer{topic, producer->route(topic, patience), producer->penalties(), {}, {}};
    if (!hasSeveralNameServers(*producer))
        return answer;
    Admin admin(producer->config());
    if (!admin.start())
        return answer; // the producer has said why
    if (const auto routes = admin.routeAtEachNameServer(topic, patience)) {
        answer.nameServers = *routes;
        answer.disagreements = routeDisagreements(*routes);
    }
    return answer;
}

} // namespace gantry::ui
