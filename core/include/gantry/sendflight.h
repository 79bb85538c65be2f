// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/names.h>

#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace gantry {

/// Where a send had its topic's route from.
enum class RouteSource {
    Cache,     ///< known already
    NameServer ///< asked for; other sends may have waited for the same answer
};

/// A broker whose queues an attempt did not take.
struct PassedOver {
    enum class Reason {
        FailedBefore, ///< the attempt before was there
        Suspect,      ///< it does not answer, or its last connect failed a moment ago
        Isolated      ///< by latency fault tolerance
    };
    BrokerName broker;
    Reason reason = Reason::FailedBefore;

    friend bool operator==(const PassedOver &, const PassedOver &) = default;
};

/// What happened within one attempt; times count from its beginning. Beside the Attempt of the same index.
struct AttemptFlight {
    using Fields = QList<std::pair<QString, QString>>;

    QList<PassedOver> passedOver;
    bool onNewConnection = false; ///< the connection was not open yet when the attempt began
    std::optional<std::chrono::nanoseconds> connectedAfter; ///< only then, and when that worked
    std::optional<std::chrono::nanoseconds> writtenAfter;   ///< the kernel had all of the frame's bytes
    Fields request;                                         ///< the header's fields by RocketMQ's names
    std::optional<int> responseCode;                        ///< nothing: no answer came
    QString responseRemark;
    Fields response;
};

/// A send step by step, recorded where SendOptions::recordFlight asks for it. Times count from acceptance.
///
/// Takes some kilobytes and some microseconds: for sends that somebody looks at, not for a load.
struct SendFlight {
    std::chrono::nanoseconds packedAfter{}; ///< properties and compression were done
    std::chrono::nanoseconds begunAfter{};  ///< it had passed the gate, and the network thread took it
    std::optional<std::chrono::nanoseconds> routedAfter; ///< its route was there; nothing: it never was
    RouteSource routeSource = RouteSource::Cache;
    bool routeBorrowed = false; ///< the topic did not exist yet: the template topic's route was taken
    int queues = 0;             ///< that the route had for it
    QList<AttemptFlight> attempts;
};

} // namespace gantry
