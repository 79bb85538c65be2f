// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "client/publishinfo.h"
#include "producer/queueselector.h"
#include "producer/sendtask.h"
#include "wire/command.h"

#include <span>

namespace gantry::producer {

/// Writes down what happens to a task; does nothing to one whose flight nobody asked for.
///
/// Thread: network
class FlightRecorder
{
public:
    explicit FlightRecorder(const Clock &clock)
        : m_clock(clock)
    {
    }

    void begun(SendTask &task) const
    {
        if (SendFlight *flight = task.flight())
            flight->begunAfter = sinceAcceptance(task);
    }
    void routed(SendTask &task, const client::PublishInfo &info, RouteSource source, bool borrowed) const;
    /// The attempt is the last one of the outcome; `health` is by broker of `info`.
    void attemptStarted(SendTask &task, const client::PublishInfo &info, std::span<const BrokerHealth> health,
                        const SelectionRules &rules) const;
    void framed(SendTask &task, const wire::Fields &fields, bool onNewConnection) const;
    void written(SendTask &task) const;
    void answered(SendTask &task, const wire::CommandView &response) const;

private:
    [[nodiscard]] std::chrono::nanoseconds sinceAcceptance(const SendTask &task) const
    {
        return m_clock.now() - task.acceptedAt;
    }

    const Clock &m_clock;
};

} // namespace gantry::producer
