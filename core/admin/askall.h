// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/completion.h"
#include "wire/command.h"
#include <gantry/names.h>

#include <QList>
#include <QMetaObject>
#include <QObject>

#include <chrono>
#include <functional>
#include <utility>

namespace gantry::remoting {
class RemotingClient;
}

namespace gantry::admin {

/// One request of several that go out together.
struct Request {
    QString server; ///< for people
    Address address;
    wire::RemotingCommand command;
};

/// What became of one of them.
struct Answer {
    QString server;
    Address address;
    Result<wire::RemotingCommand> response = Error{}; ///< whatever the server answered is a value
    std::chrono::nanoseconds took{};
};

/// Sends all of them in parallel; `done` runs once, with the answers in the order of the requests, when the
/// last one is there or `timeout` has passed. Thread: network
void askAll(remoting::RemotingClient &remoting, const QList<Request> &requests,
            std::chrono::milliseconds timeout, std::function<void(QList<Answer>)> done);

/// Completes later, from the event loop: a completion never runs before the call that took it has returned.
template<typename T>
void completeLater(QObject &context, const Completion<T> &completion, Result<T> result)
{
    QMetaObject::invokeMethod(
        &context, [completion, result = std::move(result)] { completion(result); }, Qt::QueuedConnection);
}

/// The time of a call in several steps.
class Budget
{
public:
    Budget(const Clock &clock, std::chrono::milliseconds timeout)
        : m_clock(clock)
        , m_deadline(clock.now() + timeout)
    {
    }

    /// What one step may take when it and `steps` - 1 others are to come; at least 1 ms. A server that does
    /// not answer in the first step must leave time for the others.
    [[nodiscard]] std::chrono::milliseconds share(int steps = 1) const;

private:
    const Clock &m_clock;
    Clock::TimePoint m_deadline;
};

} // namespace gantry::admin
