// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "outcomeformat.h"
#include "routeformat.h"
#include "stopsignal.h"
#include "withclient.h"
#include <gantry/admin.h>
#include <gantry/producer.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace gantry::ctl {

namespace {

constexpr auto watchInterval = 1s;

struct RouteOptions {
    CommonOptions common;
    std::string topic;
    bool allNameServers = false;
    bool watch = false;
};

/// One `route`: what the producer sees, whether the brokers can be reached, what each NameServer says.
class RouteReport
{
public:
    RouteReport(const RouteOptions &options, Producer &producer, Admin &admin)
        : m_options(options)
        , m_topic(QString::fromStdString(options.topic))
        , m_producer(producer)
        , m_admin(admin)
    {
    }

    int run()
    {
        const auto deadline = std::chrono::steady_clock::now() + milliseconds(m_options.common.timeoutMs);
        if (m_options.allNameServers)
            return printEach();
        const Result<TopicPublishInfo> route =
            m_producer.route(m_topic, milliseconds(m_options.common.timeoutMs));
        if (!route)
            return failed(route.error(), m_options.common.format());
        const auto left =
            std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now());
        const auto probed = m_admin.probeBrokers(route->route, {.vip = m_options.common.vip, .slaves = false},
                                                 std::max<milliseconds>(left, 50ms));
        const QList<BrokerReachability> brokers = probed.value_or({});
        printRoute(*route, brokers);
        const bool allReachable = std::ranges::all_of(brokers, &BrokerReachability::isReachable);
        return allReachable && !route->queues.isEmpty() ? AllAccepted : SomeFailed;
    }

    /// Prints the route each time it changes, until it is asked to stop.
    int watch()
    {
        std::optional<TopicRoute> last;
        std::optional<Error> lastError;
        do {
            const Result<TopicPublishInfo> route =
                m_producer.route(m_topic, milliseconds(m_options.common.timeoutMs));
            if (!route && lastError != route.error())
                report(route.error(), m_options.common.format());
            else if (route && last != route->route)
                printRoute(*route, {});
            lastError = route ? std::nullopt : std::optional(route.error());
            if (route)
                last = route->route;
        } while (waitUntil(std::chrono::steady_clock::now() + watchInterval));
        return AllAccepted;
    }

private:
    void printRoute(const TopicPublishInfo &route, const QList<BrokerReachability> &brokers) const
    {
        const bool isPrinted = m_options.common.format() == OutputFormat::Json
                                   ? printJson(routeJson(route, brokers))
                                   : printLine(routeText(route, brokers));
        if (!isPrinted)
            requestStop();
    }

    int printEach()
    {
        const Result<QList<NameServerRoute>> routes =
            m_admin.routeAtEachNameServer(m_topic, milliseconds(m_options.common.timeoutMs));
        if (!routes)
            return failed(routes.error(), m_options.common.format());
        const QStringList disagreements = routeDisagreements(*routes);
        if (m_options.common.format() == OutputFormat::Json)
            printJson(nameServerRoutesJson(m_topic, *routes, disagreements));
        else
            printLine(nameServerRoutesText(*routes, disagreements));
        const bool isAnyKnown =
            std::ranges::any_of(*routes, [](const NameServerRoute &each) { return each.route.has_value(); });
        return isAnyKnown && disagreements.isEmpty() ? AllAccepted : SomeFailed;
    }

    const RouteOptions &m_options;
    TopicName m_topic;
    Producer &m_producer;
    Admin &m_admin;
};

int runRoute(const RouteOptions &options)
{
    return withClient<Producer>(options.common, [&](Producer &producer, const Connection &connection) -> int {
        Admin admin(connection.config);
        if (!isStarted(admin, options.common.format()))
            return CouldNotStart;
        RouteReport route(options, producer, admin);
        return options.watch ? route.watch() : route.run();
    });
}

} // namespace

Command addRouteCommand(CLI::App &app)
{
    auto options = std::make_shared<RouteOptions>();
    CLI::App *command =
        app.add_subcommand("route", "Show a topic's route, and whether its brokers can be reached");
    command->add_option("topic", options->topic, "Topic")->required();
    auto *all = command->add_flag("--all-namesrv", options->allNameServers,
                                  "Ask every NameServer, and show where they disagree");
    command->add_flag("--watch", options->watch, "Go on, and print the route when it changes")->excludes(all);
    addCommonOptions(*command, options->common);
    return {command, [options] { return runRoute(*options); }};
}

} // namespace gantry::ctl
