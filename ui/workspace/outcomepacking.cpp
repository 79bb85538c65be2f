// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/outcomepacking.h"

#include <QDataStream>
#include <QIODevice>

namespace gantry::ui {

using std::chrono::nanoseconds;

namespace {

constexpr quint8 packingVersion = 1;
constexpr int mostAttempts = 1000;

void write(QDataStream &stream, const Error &error)
{
    stream << quint8(error.kind) << error.detail << error.hint << error.code.has_value()
           << qint32(error.code.value_or(0));
}

Error readError(QDataStream &stream)
{
    quint8 kind = 0;
    bool hasCode = false;
    qint32 code = 0;
    Error error;
    stream >> kind >> error.detail >> error.hint >> hasCode >> code;
    error.kind = kind <= quint8(ErrorKind::Internal) ? ErrorKind(kind) : ErrorKind::Internal;
    if (hasCode)
        error.code = code;
    return error;
}

void write(QDataStream &stream, const Attempt &attempt)
{
    stream << attempt.broker.text() << qint32(attempt.queueId) << attempt.address.text() << attempt.opaque
           << qint64(attempt.startedAfter.count()) << qint64(attempt.budget.count())
           << qint64(attempt.took.count()) << qint8(attempt.status ? int(*attempt.status) : -1)
           << attempt.error.has_value();
    if (attempt.error)
        write(stream, *attempt.error);
}

Attempt readAttempt(QDataStream &stream)
{
    QString broker;
    QString address;
    qint32 queueId = -1;
    qint64 startedAfter = 0;
    qint64 budget = 0;
    qint64 took = 0;
    qint8 status = -1;
    bool hasError = false;
    Attempt attempt;
    stream >> broker >> queueId >> address >> attempt.opaque >> startedAfter >> budget >> took >> status
        >> hasError;
    attempt.broker = BrokerName(broker);
    attempt.queueId = queueId;
    attempt.address = Address(address);
    attempt.startedAfter = nanoseconds(startedAfter);
    attempt.budget = nanoseconds(budget);
    attempt.took = nanoseconds(took);
    if (status >= 0 && status <= int(SendStatus::Oneway))
        attempt.status = SendStatus(status);
    if (hasError)
        attempt.error = readError(stream);
    return attempt;
}

void write(QDataStream &stream, const SendResult &result)
{
    stream << quint8(result.status) << result.offsetMsgId.view().toByteArray() << result.queue.topic.text()
           << result.queue.broker.text() << qint32(result.queue.queueId) << result.queueOffset
           << result.transactionId.view().toByteArray() << result.recallHandle << result.regionId
           << result.traceOn;
}

SendResult readResult(QDataStream &stream)
{
    quint8 status = 0;
    QByteArray offsetMsgId;
    QByteArray transactionId;
    QString topic;
    QString broker;
    qint32 queueId = -1;
    SendResult result;
    stream >> status >> offsetMsgId >> topic >> broker >> queueId >> result.queueOffset >> transactionId
        >> result.recallHandle >> result.regionId >> result.traceOn;
    if (status <= quint8(SendStatus::Oneway))
        result.status = SendStatus(status);
    result.offsetMsgId.assign(offsetMsgId);
    result.queue = {TopicName(topic), BrokerName(broker), queueId};
    result.transactionId.assign(transactionId);
    return result;
}

} // namespace

QByteArray packOutcome(const SendOutcome &outcome)
{
    QByteArray packed;
    QDataStream stream(&packed, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << packingVersion << outcome.id.value << qint64(outcome.wireBytes) << outcome.compressed
           << qint32(outcome.attempts.size());
    for (const Attempt &attempt : outcome.attempts)
        write(stream, attempt);
    stream << outcome.isOk();
    if (outcome.isOk())
        write(stream, *outcome.result);
    else
        write(stream, outcome.result.error());
    return packed;
}

SendOutcome unpackOutcome(const QByteArray &packed)
{
    QDataStream stream(packed);
    stream.setVersion(QDataStream::Qt_6_4);
    quint8 version = 0;
    qint64 wireBytes = 0;
    qint32 attempts = 0;
    bool isOk = false;
    SendOutcome outcome;
    stream >> version >> outcome.id.value >> wireBytes >> outcome.compressed >> attempts;
    if (stream.status() != QDataStream::Ok || version != packingVersion || attempts < 0
        || attempts > mostAttempts)
        return {};
    outcome.wireBytes = wireBytes;
    for (qint32 i = 0; i < attempts; ++i)
        outcome.attempts.append(readAttempt(stream));
    stream >> isOk;
    if (isOk)
        outcome.result = readResult(stream);
    else
        outcome.result = readError(stream);
    return stream.status() == QDataStream::Ok ? outcome : SendOutcome();
}

} // namespace gantry::ui
