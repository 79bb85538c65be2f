// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/flightrecorder.h"

#include "remoting/connection.h"

namespace gantry::producer {

namespace {

AttemptFlight::Fields toText(const wire::Fields &fields)
{
    AttemptFlight::Fields texts;
    for (const auto &[name, value] : fields)
        texts.emplaceBack(QString::fromUtf8(name), QString::fromUtf8(value));
    return texts;
}

} // namespace

void FlightRecorder::routed(SendTask &task, const client::PublishInfo &info, RouteSource source,
                            bool borrowed) const
{
    if (!task.flight())
        return;
    task.flight()->routedAfter = sinceAcceptance(task);
    task.flight()->routeSource = source;
    task.flight()->routeBorrowed = borrowed;
    task.flight()->queues = int(info.queues().size());
}

void FlightRecorder::attemptStarted(SendTask &task, const client::PublishInfo &info,
                                    std::span<const BrokerHealth> health, const SelectionRules &rules) const
{
    if (!task.flight())
        return;
    AttemptFlight attempt;
    const BrokerName &chosen = task.outcome.attempts.back().broker;
    for (quint32 i = 0; !task.queue && i < info.brokers().size(); ++i) {
        const BrokerName &broker = info.broker(i).name;
        if (broker == chosen)
            continue;
        if (rules.lastBroker == i)
            attempt.passedOver.append({broker, PassedOver::Reason::FailedBefore});
        else if (health[i].isSuspect)
            attempt.passedOver.append({broker, PassedOver::Reason::Suspect});
        else if (!health[i].isAvailable)
            attempt.passedOver.append({broker, PassedOver::Reason::Isolated});
    }
    task.flight()->attempts.append(attempt);
}

void FlightRecorder::framed(SendTask &task, const wire::Fields &fields, bool onNewConnection) const
{
    AttemptFlight &attempt = task.flight()->attempts.back();
    attempt.request = toText(fields);
    attempt.onNewConnection = onNewConnection;
}

void FlightRecorder::written(SendTask &task) const
{
    if (!task.flight())
        return;
    AttemptFlight &attempt = task.flight()->attempts.back();
    const auto began = task.acceptedAt + task.outcome.attempts.back().startedAfter;
    if (attempt.onNewConnection && task.connection)
        attempt.connectedAfter = task.connection->openedAt() - began;
    attempt.writtenAfter = m_clock.now() - began;
}

void FlightRecorder::answered(SendTask &task, const wire::CommandView &response) const
{
    if (!task.flight())
        return;
    AttemptFlight &attempt = task.flight()->attempts.back();
    const wire::RemotingCommand command = response.toCommand();
    attempt.responseCode = command.code;
    attempt.responseRemark = command.remark.value_or(QString());
    attempt.response = toText(command.fields.value_or(wire::Fields{}));
}

} // namespace gantry::producer
