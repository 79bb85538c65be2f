// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/outcomejson.h>

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;
using std::chrono::nanoseconds;

namespace gantry {

namespace {

/// Milliseconds with three decimals: more would be noise.
double millis(nanoseconds time)
{
    return std::round(double(time.count()) / 1000.0) / 1000.0;
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject attemptJson(const Attempt &attempt, int number)
{
    QJsonObject object{
        {u"n"_s, number},
        {u"broker"_s, attempt.broker.text()},
        {u"queueId"_s, attempt.queueId},
        {u"addr"_s, attempt.address.text()},
        {u"opaque"_s, attempt.opaque},
        {u"startedAfterMs"_s, millis(attempt.startedAfter)},
        {u"budgetMs"_s, millis(attempt.budget)},
        {u"elapsedMs"_s, millis(attempt.took)},
        {u"outcome"_s, attempt.status ? QJsonValue(name(*attempt.status)) : QJsonValue(u"FAILED"_s)}};
    object.insert(u"error"_s, attempt.error ? QJsonValue(toJson(*attempt.error)) : QJsonValue());
    return object;
}

} // namespace

QJsonObject toJson(const Error &error)
{
    const QLatin1StringView codeText = error.code ? codeName(*error.code) : QLatin1StringView();
    return {{u"kind"_s, name(error.kind)},
            {u"code"_s, error.code ? QJsonValue(*error.code) : QJsonValue()},
            {u"name"_s, codeText.isEmpty() ? QJsonValue() : QJsonValue(codeText)},
            {u"message"_s, error.detail},
            {u"hint"_s, orNull(error.hint)}};
}

QJsonObject toJson(const SendOutcome &outcome, quint64 seq)
{
    QJsonArray attempts;
    for (const Attempt &attempt : outcome.attempts)
        attempts.append(attemptJson(attempt, int(attempts.size()) + 1));
    QJsonObject object{{u"seq"_s, qint64(seq)},
                       {u"ok"_s, outcome.isOk()},
                       {u"mode"_s, name(outcome.mode)},
                       {u"topic"_s, outcome.topic.text()},
                       {u"msgId"_s, orNull(outcome.msgId.toString())},
                       {u"bodyBytes"_s, qint64(outcome.bodyBytes)},
                       {u"wireBytes"_s, qint64(outcome.wireBytes)},
                       {u"compressed"_s, outcome.compressed},
                       {u"elapsedMs"_s, millis(outcome.elapsed)},
                       {u"reply"_s, QJsonValue()},
                       {u"attempts"_s, attempts}};
    const SendResult *result = outcome.isOk() ? &outcome.result.value() : nullptr;
    const bool isStored = result && result->status != SendStatus::Oneway;
    object.insert(u"status"_s, result ? QJsonValue(name(result->status)) : QJsonValue(u"FAILED"_s));
    object.insert(u"error"_s, result ? QJsonValue() : QJsonValue(toJson(outcome.result.error())));
    object.insert(u"offsetMsgId"_s, isStored ? orNull(result->offsetMsgId.toString()) : QJsonValue());
    object.insert(u"broker"_s, result ? QJsonValue(result->queue.broker.text()) : QJsonValue());
    object.insert(u"queueId"_s, result ? QJsonValue(result->queue.queueId) : QJsonValue());
    object.insert(u"queueOffset"_s, isStored ? QJsonValue(result->queueOffset) : QJsonValue());
    object.insert(u"transactionId"_s, isStored ? orNull(result->transactionId.toString()) : QJsonValue());
    object.insert(u"recallHandle"_s, isStored ? orNull(result->recallHandle) : QJsonValue());
    return object;
}

} // namespace gantry
