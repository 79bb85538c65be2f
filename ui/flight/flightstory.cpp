// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flight/flightstory.h"

#include "workspace/burst.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;
using std::chrono::nanoseconds;

namespace gantry::ui {

namespace {

constexpr int version5 = 413; // MQVersion of 5.0.0

QString number(qint64 value)
{
    return QLocale().toString(value);
}

/// "SYSTEM_BUSY (2)"
QString codeText(int code)
{
    const QLatin1String name = codeName(code);
    return name.isEmpty() ? QString::number(code) : u"%1 (%2)"_s.arg(name).arg(code);
}

} // namespace

FlightStory::FlightStory(const SentMessage &message)
    : m_message(message)
{
    tell();
    if (m_message.outcome.flight)
        addPreparation(*m_message.outcome.flight);
    for (qsizetype i = 0; i < m_message.outcome.attempts.size(); ++i)
        m_steps.append(attemptStep(i));
}

QString FlightStory::timeText(nanoseconds time)
{
    const double millis = std::chrono::duration<double, std::milli>(time).count();
    const int digits = millis < 1 ? 3 : millis < 10 ? 2 : millis < 100 ? 1 : 0;
    return tr("%1 ms").arg(QLocale().toString(millis, 'f', digits));
}

void FlightStory::tell()
{
    const SendOutcome &outcome = m_message.outcome;
    m_sentence = outcome.isOk() ? success() : failure();
    if (!outcome.isOk())
        m_advice = outcome.result.error().hint;
    m_sentence += batchText() + transactionText() + replyText();
    if (outcome.transaction && outcome.transaction->error)
        m_advice = outcome.transaction->error->hint;
    const bool isTimer = m_message.message && m_message.message->delivery.index() > 1;
    if (outcome.isOk() && isTimer && outcome.result->brokerVersion > 0
        && outcome.result->brokerVersion < version5)
        m_advice = tr("This broker is older than 5.0: it ignores delivery times, and consumers got the "
                      "message at once. "
                      "Delay levels work there.");
}

QString FlightStory::batchText() const
{
    const std::shared_ptr<const BatchPlace> &batch = m_message.outcome.batch;
    if (!batch)
        return {};
    return u' '
           + tr("It travelled as number %1 of %2 in the batch %3.")
                 .arg(number(batch->index + 1), number(batch->size), batch->batchId.toString());
}

QString FlightStory::transactionText() const
{
    const std::shared_ptr<const TransactionOutcome> &transaction = m_message.outcome.transaction;
    if (!transaction)
        return {};
    if (transaction->error)
        return u' '
               + tr("It is a half message, and the broker did not take the decision: %1")
                     .arg(transaction->error->detail);
    if (transaction->state == TransactionState::Commit)
        return u' ' + tr("The transaction was committed: consumers see it.");
    if (transaction->state == TransactionState::Rollback)
        return u' ' + tr("The transaction was rolled back: consumers never see it.");
    return u' ' + tr("It is a half message, and nothing is decided: the broker will ask.");
}

QString FlightStory::replyText() const
{
    const std::shared_ptr<const ReplyMessage> &reply = m_message.outcome.reply;
    if (!reply)
        return {};
    constexpr qsizetype shown = 200;
    const QByteArray &body = reply->message.body;
    const QString text = QString::fromUtf8(body);
    const QString content =
        text.toUtf8() == body ? text.left(shown) : QString::fromLatin1(body.left(shown).toHex(' '));
    return u' '
           + tr("The reply came after %1 from %2, with %n byte(s): %3", nullptr, int(body.size()))
                 .arg(timeText(reply->arrivedAfter), reply->bornHost.text(), content);
}

QString FlightStory::success() const
{
    const SendOutcome &outcome = m_message.outcome;
    const SendResult &result = *outcome.result;
    const QString where = tr("%1, queue %2").arg(result.queue.broker.text()).arg(result.queue.queueId);
    const QString took = timeText(outcome.elapsed);
    switch (result.status) {
    case SendStatus::Oneway:
        return tr("Handed to the kernel for %1 after %2. Nobody answers a ONEWAY send: whether it was stored "
                  "is "
                  "unknown.")
            .arg(where, took);
    case SendStatus::SendOk:
        return tr("Stored at %1, offset %2, after %3.").arg(where, number(result.queueOffset), took)
               + whyAgain();
    case SendStatus::FlushDiskTimeout:
        return tr("Stored at %1, offset %2, but not yet on its disk: a crash of that machine now could lose "
                  "it.")
                   .arg(where, number(result.queueOffset))
               + whyAgain();
    case SendStatus::FlushSlaveTimeout:
    case SendStatus::SlaveNotAvailable:
        return tr("Stored at %1, offset %2, but not copied to another machine: the loss of that one now "
                  "could "
                  "lose it.")
                   .arg(where, number(result.queueOffset))
               + whyAgain();
    }
    return {};
}

/// What went before the attempt that worked.
QString FlightStory::whyAgain() const
{
    const auto &attempts = m_message.outcome.attempts;
    if (attempts.size() < 2)
        return {};
    QStringList earlier;
    for (qsizetype i = 0; i + 1 < attempts.size(); ++i) {
        const Attempt &attempt = attempts[i];
        const QString why = attempt.error    ? attempt.error->detail
                            : attempt.status ? QString(name(*attempt.status))
                                             : QString();
        earlier.append(tr("at %1, queue %2: %3").arg(attempt.broker.text()).arg(attempt.queueId).arg(why));
    }
    return u' ' + tr("It took %n attempts; before,", nullptr, int(attempts.size())) + u' '
           + earlier.join("; "_L1) + u'.';
}

QString FlightStory::failure() const
{
    const SendOutcome &outcome = m_message.outcome;
    const Error &error = outcome.result.error();
    if (outcome.attempts.isEmpty())
        return tr("Not sent: %1").arg(error.detail);
    return tr("Failed after %n attempt(s) in %1: %2", nullptr, int(outcome.attempts.size()))
        .arg(timeText(outcome.elapsed), error.detail);
}

QString FlightStory::note() const
{
    if (m_message.outcome.flight || m_message.outcome.attempts.isEmpty())
        return {};
    switch (m_message.noFlight) {
    case NoFlight::NotRecorded:
        return tr("Attempts, times and errors are all that is known of this one: of a burst, the steps of "
                  "the "
                  "first %1 messages are recorded.")
            .arg(number(qint64(Burst::mostFlights)));
    case NoFlight::LetGo:
        return tr(
            "Attempts, times and errors are all that is left of this one: its steps made room for newer "
            "ones.");
    case NoFlight::NotInHistory:
        return tr("Attempts, times and errors are all that the history keeps: no steps, no fields, no body.");
    }
    return {};
}

QString FlightStory::packed() const
{
    const SendOutcome &outcome = m_message.outcome;
    const QString body = number(outcome.bodyBytes);
    if (!outcome.compressed)
        return tr("%1 bytes of body, not compressed").arg(body);
    return tr("%1 bytes of body, compressed; the whole frame has %2").arg(body, number(outcome.wireBytes));
}

void FlightStory::addPreparation(const SendFlight &flight)
{
    const bool isOver = m_message.outcome.attempts.isEmpty();
    m_steps.append(
        {tr("Checked and packed"), packed(), {}, flight.packedAfter, FlightStep::State::Done, {}, {}});
    m_steps.append({tr("Waited for its turn"),
                    tr("limits of what may be under way, hand-over to the network thread"),
                    flight.packedAfter,
                    flight.begunAfter,
                    FlightStep::State::Done,
                    {},
                    {}});
    if (!flight.routedAfter) {
        m_steps.append({tr("Route"),
                        tr("no route was found"),
                        flight.begunAfter,
                        elapsed(),
                        isOver ? FlightStep::State::Failed : FlightStep::State::Skipped,
                        {},
                        {}});
        return;
    }
    QString source =
        flight.routeSource == RouteSource::Cache ? tr("known already") : tr("asked the NameServer");
    if (flight.routeBorrowed)
        source += tr("; the topic does not exist yet, so the route of the template TBW102 was borrowed");
    m_steps.append({tr("Route"),
                    tr("%1; %n queues to choose from", nullptr, flight.queues).arg(source),
                    flight.begunAfter,
                    *flight.routedAfter,
                    FlightStep::State::Done,
                    {},
                    {}});
}

FlightStep FlightStory::attemptStep(qsizetype index) const
{
    const SendOutcome &outcome = m_message.outcome;
    const Attempt &attempt = outcome.attempts[index];
    const AttemptFlight *flight = outcome.flight && index < outcome.flight->attempts.size()
                                      ? &outcome.flight->attempts.at(index)
                                      : nullptr;
    FlightStep step;
    step.name = tr("Attempt %1: %2, queue %3").arg(index + 1).arg(attempt.broker.text()).arg(attempt.queueId);
    step.details = attemptDetails(attempt, flight);
    step.begin = attempt.startedAfter;
    step.end = attempt.startedAfter + attempt.took;
    step.state = attempt.error ? FlightStep::State::Failed : FlightStep::State::Done;
    if (flight)
        addParts(step, attempt, *flight);
    return step;
}

QString FlightStory::attemptDetails(const Attempt &attempt, const AttemptFlight *flight) const
{
    QStringList parts{attempt.address.text()};
    if (attempt.error)
        parts.append(attempt.error->detail);
    else if (attempt.status)
        parts.append(QString(name(*attempt.status)));
    for (const PassedOver &passed : flight ? flight->passedOver : QList<PassedOver>()) {
        switch (passed.reason) {
        case PassedOver::Reason::FailedBefore:
            parts.append(tr("passed over %1, where the attempt before failed").arg(passed.broker.text()));
            break;
        case PassedOver::Reason::Suspect:
            parts.append(tr("passed over %1, which does not answer").arg(passed.broker.text()));
            break;
        case PassedOver::Reason::Isolated:
            parts.append(tr("passed over %1, isolated since it was slow").arg(passed.broker.text()));
            break;
        }
    }
    parts.append(tr("%1 were left of the time-out").arg(timeText(attempt.budget)));
    return parts.join("; "_L1);
}

void FlightStory::addParts(FlightStep &step, const Attempt &attempt, const AttemptFlight &flight) const
{
    const auto from = [&](nanoseconds time) { return attempt.startedAfter + time; };
    const auto part = [](const QString &name, nanoseconds begin, nanoseconds end,
                         const QString &details = {}) {
        return FlightStep{name, details, begin, end, FlightStep::State::Done, {}, {}};
    };
    const nanoseconds connected = flight.connectedAfter.value_or(nanoseconds{});
    if (flight.onNewConnection) {
        FlightStep connect =
            part(tr("Connect"), step.begin, flight.connectedAfter ? from(connected) : step.end);
        connect.state = flight.connectedAfter ? FlightStep::State::Done : FlightStep::State::Failed;
        step.children.append(connect);
    }
    if (flight.writtenAfter)
        step.children.append(part(tr("Write"), from(connected), from(*flight.writtenAfter)));
    if (!flight.request.isEmpty()) {
        FlightStep request =
            part(tr("Request"), step.begin, step.begin, tr("%n fields", nullptr, int(flight.request.size())));
        request.fields = flight.request;
        step.children.append(request);
    }
    if (m_message.outcome.mode == SendMode::Oneway || !flight.writtenAfter)
        return;
    FlightStep answer =
        part(tr("Wait for the answer"), from(*flight.writtenAfter), step.end, tr("none came"));
    if (flight.responseCode) {
        answer.details = codeText(*flight.responseCode);
        if (!flight.responseRemark.isEmpty())
            answer.details += u": "_s + flight.responseRemark;
    } else {
        answer.state = FlightStep::State::Failed;
    }
    answer.fields = flight.response;
    step.children.append(answer);
}

} // namespace gantry::ui
