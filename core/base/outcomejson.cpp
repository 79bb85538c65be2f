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

/// `body` where it is UTF-8, else `bodyBase64`: no byte is lost.
QJsonObject messageJson(const Message &message)
{
    const QString text = QString::fromUtf8(message.body);
    const bool isText = text.toUtf8() == message.body;
    QJsonObject properties;
    for (const Property &property : message.properties)
        properties.insert(property.name, property.value);
    return {
        {u"topic"_s, message.topic.text()},
        {u"tags"_s, orNull(message.tag)},
        {u"keys"_s, orNull(message.keys)},
        {u"properties"_s, properties},
        {isText ? u"body"_s : u"bodyBase64"_s, isText ? text : QString::fromLatin1(message.body.toBase64())}};
}

QJsonValue replyJson(const ReplyMessage *reply)
{
    if (!reply)
        return {};
    QJsonObject object = messageJson(reply->message);
    object.insert(u"correlationId"_s, reply->correlationId);
    object.insert(u"bornHost"_s, reply->bornHost.text());
    object.insert(u"addr"_s, reply->from.text());
    object.insert(u"arrivedAfterMs"_s, millis(reply->arrivedAfter));
    return object;
}

QJsonValue transactionJson(const TransactionOutcome *transaction)
{
    if (!transaction)
        return {};
    return QJsonObject{
        {u"state"_s, transaction->state ? QJsonValue(name(*transaction->state)) : QJsonValue()},
        {u"error"_s, transaction->error ? QJsonValue(toJson(*transaction->error)) : QJsonValue()}};
}

QJsonValue batchJson(const BatchPlace *batch)
{
    if (!batch)
        return {};
    return QJsonObject{
        {u"msgId"_s, batch->batchId.toString()}, {u"index"_s, batch->index}, {u"size"_s, batch->size}};
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
                       {u"reply"_s, replyJson(outcome.reply.get())},
                       {u"transaction"_s, transactionJson(outcome.transaction.get())},
                       {u"batch"_s, batchJson(outcome.batch.get())},
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
