// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>
#include <gantry/names.h>

#include <chrono>
#include <optional>

namespace gantry {

/// The way to one server that a producer knows of, as it is at the moment.
struct ServerConnection {
    enum class Role { NameServer, Broker };
    enum class State {
        Unused,  ///< nothing was sent there yet
        Opening, ///< a connect is under way
        Open,
        Waiting, ///< the last connect failed; the next one comes after a pause, or with the next request
        Closed   ///< it was open, and ended
    };

    Role role = Role::Broker;
    BrokerName broker; ///< of a Broker
    Address address;   ///< as it is configured, or as routes name it
    State state = State::Unused;
    /// Open or not, a request was not answered in time and nothing came since.
    bool isSilent = false;
    std::chrono::milliseconds age{};      ///< how long it has been in this state; 0 when Unused
    std::optional<Error> lastError;       ///< why the last connect failed, or the connection before ended
    std::chrono::milliseconds errorAge{}; ///< since then

    /// The server is there: the connection is open and not silent.
    [[nodiscard]] bool answers() const { return state == State::Open && !isSilent; }
};

/// A broker that sends pass over now, while there is a better one.
struct BrokerPenalty {
    enum class Reason {
        Suspect, ///< it does not answer, or cannot be reached; see ProducerConfig::avoidSuspectBrokers
        Isolated ///< by latency fault tolerance; see ProducerConfig::sendLatencyFaultEnable
    };

    BrokerName broker;
    Address address;
    Reason reason = Reason::Suspect;
    std::optional<std::chrono::milliseconds> remaining; ///< nothing: until it answers
    std::optional<Error> error;                         ///< of Suspect: what happened
};

} // namespace gantry
