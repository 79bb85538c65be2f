// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "outcomeformat.h"

#include "terminaltext.h"

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

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

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
    undecided += outcome.transaction && outcome.transaction->error ? 1 : 0;
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

namespace {

QString storedText(const SendOutcome &outcome)
{
    const SendResult &result = outcome.result.value();
    QString text = u"%1 %2 ms  msgId=%3 queue=%4"_s.arg(name(result.status), millisText(outcome.elapsed),
                                                        outcome.msgId.toString(), queueLabel(result.queue));
    if (result.queueOffset >= 0)
        text += u" offset=%1 offsetMsgId=%2"_s.arg(QString::number(result.queueOffset),
                                                   result.offsetMsgId.toString());
    if (outcome.attempts.size() > 1)
        text += u" attempts=%1"_s.arg(outcome.attempts.size());
    if (outcome.batch)
        text += u" batch=%1/%2"_s.arg(outcome.batch->index + 1).arg(outcome.batch->size);
    if (!result.recallHandle.isEmpty())
        text += u" recallHandle=%1"_s.arg(result.recallHandle);
    return text;
}

QString transactionText(const TransactionOutcome &transaction)
{
    const QString told =
        transaction.state ? QString(name(*transaction.state)) : u"nothing: the broker will ask"_s;
    return transaction.error ? u"\n  transaction: %1, but %2"_s.arg(told, toText(*transaction.error))
                             : u"\n  transaction: %1"_s.arg(told);
}

QString replyText(const ReplyMessage &reply)
{
    const QByteArray &body = reply.message.body;
    const QStringList lines = shownBody(body);
    const QString head =
        u"\n  reply after %1 ms from %2: "_s.arg(millisText(reply.arrivedAfter), reply.bornHost.text());
    if (lines.size() == 1 && utf8(body) == lines.constFirst())
        return head + lines.constFirst();
    return head + u"%1 bytes\n"_s.arg(body.size()) + lines.join(u'\n');
}

QString attemptText(const Attempt &attempt, int number)
{
    return u"\n  attempt %1: %2:%3 at %4, after %5 ms, took %6 of %7 ms: %8"_s.arg(
        QString::number(number), attempt.broker.text(), QString::number(attempt.queueId),
        attempt.address.text(), millisText(attempt.startedAfter), millisText(attempt.took),
        millisText(attempt.budget), attempt.status ? QString(name(*attempt.status)) : attempt.error->detail);
}

} // namespace

QString toText(const SendOutcome &outcome, bool flow)
{
    QString text = outcome.isOk() ? storedText(outcome)
                                  : u"FAILED %1 ms  %2"_s.arg(millisText(outcome.elapsed),
                                                              toText(outcome.result.error()));
    if (outcome.transaction)
        text += transactionText(*outcome.transaction);
    if (outcome.reply)
        text += replyText(*outcome.reply);
    for (int i = 0; flow && i < outcome.attempts.size(); ++i)
        text += attemptText(outcome.attempts.at(i), i + 1);
    return text;
}

QJsonObject toJson(const TransactionCheck &check, std::optional<TransactionState> answer)
{
    const QJsonObject object{{u"msgId"_s, check.half.msgId.toString()},
                             {u"topic"_s, check.message.topic.text()},
                             {u"addr"_s, check.half.address.text()},
                             {u"times"_s, check.times > 0 ? QJsonValue(check.times) : QJsonValue()},
                             {u"answer"_s, answer ? QJsonValue(name(*answer)) : QJsonValue()}};
    return {{u"check"_s, object}};
}

QString toText(const TransactionCheck &check, std::optional<TransactionState> answer)
{
    return u"CHECK msgId=%1 topic=%2 asked by %3%4: %5"_s.arg(
        check.half.msgId.toString(), check.message.topic.text(), check.half.address.text(),
        check.times > 0 ? u" for the %1. time"_s.arg(check.times) : QString(),
        answer ? QString(name(*answer)) : u"no answer"_s);
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
