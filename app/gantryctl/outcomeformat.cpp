// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "outcomeformat.h"

#include <cmath>

using namespace Qt::StringLiterals;
using std::chrono::nanoseconds;

namespace gantry::ctl {

namespace {

/// Milliseconds with three decimals: more would be noise.
double millis(nanoseconds time)
{
    return std::round(double(time.count()) / 1000.0) / 1000.0;
}

double perSecond(quint64 count, nanoseconds elapsed)
{
    return elapsed.count() > 0 ? std::round(double(count) * 1e10 / double(elapsed.count())) / 10.0 : 0.0;
}

} // namespace

QJsonObject toJson(const LatencyHistogram &latencies)
{
    return {{u"p50"_s, millis(latencies.percentile(50))},
            {u"p90"_s, millis(latencies.percentile(90))},
            {u"p99"_s, millis(latencies.percentile(99))},
            {u"p999"_s, millis(latencies.percentile(99.9))},
            {u"max"_s, millis(latencies.max())}};
}

QString queueLabel(const MessageQueue &queue)
{
    return queue.broker.text() + u':' + QString::number(queue.queueId);
}

void SendTotals::add(const SendOutcome &outcome)
{
    ++sent;
    if (!outcome.isOk()) {
        ++failed;
        nameServerFailures += outcome.result.error().kind == ErrorKind::NameServer ? 1 : 0;
        return;
    }
    ++ok;
    latencies.record(outcome.elapsed);
    ++queues[queueLabel(outcome.result->queue)];
}

QJsonObject toJson(const SendTotals &totals, nanoseconds elapsed)
{
    QJsonObject queues;
    for (auto it = totals.queues.cbegin(); it != totals.queues.cend(); ++it)
        queues.insert(it.key(), qint64(it.value()));
    const QJsonObject summary{{u"sent"_s, qint64(totals.sent)},
                              {u"ok"_s, qint64(totals.ok)},
                              {u"failed"_s, qint64(totals.failed)},
                              {u"elapsedMs"_s, millis(elapsed)},
                              {u"perSecond"_s, perSecond(totals.sent, elapsed)},
                              {u"latencyMs"_s, toJson(totals.latencies)},
                              {u"queues"_s, queues}};
    return {{u"summary"_s, summary}};
}

QString millisText(nanoseconds time)
{
    const double value = double(time.count()) / 1e6;
    return QString::number(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0);
}

QString toText(const Error &error)
{
    QString text = u"%1: %2"_s.arg(name(error.kind), error.detail);
    if (!error.hint.isEmpty())
        text += u"\n  → "_s + error.hint;
    return text;
}

QString toText(const SendOutcome &outcome, bool flow)
{
    QString text;
    if (!outcome.isOk()) {
        text = u"FAILED %1 ms  %2"_s.arg(millisText(outcome.elapsed), toText(outcome.result.error()));
    } else {
        const SendResult &result = outcome.result.value();
        text = u"%1 %2 ms  msgId=%3 queue=%4"_s.arg(name(result.status), millisText(outcome.elapsed),
                                                    outcome.msgId.toString(), queueLabel(result.queue));
        if (result.queueOffset >= 0)
            text += u" offset=%1 offsetMsgId=%2"_s.arg(QString::number(result.queueOffset),
                                                       result.offsetMsgId.toString());
        if (outcome.attempts.size() > 1)
            text += u" attempts=%1"_s.arg(outcome.attempts.size());
    }
    if (!flow)
        return text;
    int number = 0;
    for (const Attempt &attempt : outcome.attempts) {
        text += u"\n  attempt %1: %2:%3 at %4, after %5 ms, took %6 of %7 ms: %8"_s.arg(
            QString::number(++number), attempt.broker.text(), QString::number(attempt.queueId),
            attempt.address.text(), millisText(attempt.startedAfter), millisText(attempt.took),
            millisText(attempt.budget),
            attempt.status ? QString(name(*attempt.status)) : attempt.error->detail);
    }
    return text;
}

QString toText(const SendTotals &totals, nanoseconds elapsed)
{
    QStringList queues;
    for (auto it = totals.queues.cbegin(); it != totals.queues.cend(); ++it)
        queues.append(u"%1=%2"_s.arg(it.key(), QString::number(it.value())));
    return u"sent %1, accepted %2, failed %3 in %4 ms (%5/s); latency ms p50 %6 p90 %7 p99 %8 max %9; %10"_s
        .arg(QString::number(totals.sent), QString::number(totals.ok), QString::number(totals.failed),
             millisText(elapsed), QString::number(perSecond(totals.sent, elapsed), 'f', 1),
             millisText(totals.latencies.percentile(50)), millisText(totals.latencies.percentile(90)),
             millisText(totals.latencies.percentile(99)), millisText(totals.latencies.max()))
        .arg(queues.join(u' '));
}

} // namespace gantry::ctl
