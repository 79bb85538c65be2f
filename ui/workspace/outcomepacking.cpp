// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/outcomepacking.h"

#include "workspace/bytepacking.h"

namespace gantry::ui {

using std::chrono::nanoseconds;

namespace {

constexpr char packingVersion = 2;
constexpr quint64 mostAttempts = 1000;

/// Flags of the outcome. What mostly is as elsewhere in the row is not written again.
constexpr quint64 isOk = 1;
constexpr quint64 isCompressed = 2;
constexpr quint64 hasOwnTopic = 4;         ///< the result's, another one than the message's
constexpr quint64 hasOwnTransactionId = 8; ///< another one than the message's id
constexpr quint64 isTraceOn = 16;
constexpr quint64 allFlags = 31;

void write(PackingBytes &bytes, const Error &error)
{
    bytes.number(quint64(error.kind));
    bytes.text(error.detail);
    bytes.text(error.hint);
    bytes.number(error.code ? 1 : 0);
    bytes.signedNumber(error.code.value_or(0));
}

Error readError(PackedBytes &bytes)
{
    Error error;
    const quint64 kind = bytes.number();
    error.kind = kind <= quint64(ErrorKind::Internal) ? ErrorKind(kind) : ErrorKind::Internal;
    error.detail = bytes.text();
    error.hint = bytes.text();
    const bool hasCode = bytes.number() != 0;
    const auto code = int(bytes.signedNumber());
    if (hasCode)
        error.code = code;
    return error;
}

void write(PackingBytes &bytes, const Attempt &attempt)
{
    bytes.text(attempt.broker.text());
    bytes.signedNumber(attempt.queueId);
    bytes.text(attempt.address.text());
    bytes.signedNumber(attempt.opaque);
    bytes.signedNumber(attempt.startedAfter.count());
    bytes.signedNumber(attempt.budget.count());
    bytes.signedNumber(attempt.took.count());
    bytes.signedNumber(attempt.status ? qint64(*attempt.status) : -1);
    bytes.number(attempt.error ? 1 : 0);
    if (attempt.error)
        write(bytes, *attempt.error);
}

Attempt readAttempt(PackedBytes &bytes)
{
    Attempt attempt;
    attempt.broker = BrokerName(bytes.text());
    attempt.queueId = int(bytes.signedNumber());
    attempt.address = Address(bytes.text());
    attempt.opaque = qint32(bytes.signedNumber());
    attempt.startedAfter = nanoseconds(bytes.signedNumber());
    attempt.budget = nanoseconds(bytes.signedNumber());
    attempt.took = nanoseconds(bytes.signedNumber());
    if (const qint64 status = bytes.signedNumber(); status >= 0 && status <= qint64(SendStatus::Oneway))
        attempt.status = SendStatus(status);
    if (bytes.number() != 0)
        attempt.error = readError(bytes);
    return attempt;
}

quint64 flagsOf(const SendOutcome &outcome)
{
    quint64 flags = outcome.compressed ? isCompressed : 0;
    if (!outcome.isOk())
        return flags;
    const SendResult &result = *outcome.result;
    flags |= isOk;
    flags |= result.queue.topic == outcome.topic ? 0 : hasOwnTopic;
    flags |= result.transactionId == outcome.msgId ? 0 : hasOwnTransactionId;
    flags |= result.traceOn ? isTraceOn : 0;
    return flags;
}

void write(PackingBytes &bytes, const SendResult &result, quint64 flags)
{
    bytes.number(quint64(result.status));
    bytes.bytes(result.offsetMsgId.view());
    if ((flags & hasOwnTopic) != 0)
        bytes.text(result.queue.topic.text());
    bytes.text(result.queue.broker.text());
    bytes.signedNumber(result.queue.queueId);
    bytes.signedNumber(result.queueOffset);
    if ((flags & hasOwnTransactionId) != 0)
        bytes.bytes(result.transactionId.view());
    bytes.text(result.recallHandle);
    bytes.text(result.regionId);
    bytes.signedNumber(result.brokerVersion);
}

SendResult readResult(PackedBytes &bytes, quint64 flags, const SendOutcome &outcome)
{
    SendResult result;
    if (const quint64 status = bytes.number(); status <= quint64(SendStatus::Oneway))
        result.status = SendStatus(status);
    result.offsetMsgId.assign(bytes.bytes());
    result.queue.topic = (flags & hasOwnTopic) != 0 ? TopicName(bytes.text()) : outcome.topic;
    result.queue.broker = BrokerName(bytes.text());
    result.queue.queueId = int(bytes.signedNumber());
    result.queueOffset = bytes.signedNumber();
    result.transactionId = outcome.msgId;
    if ((flags & hasOwnTransactionId) != 0)
        result.transactionId.assign(bytes.bytes());
    result.recallHandle = bytes.text();
    result.regionId = bytes.text();
    result.brokerVersion = int(bytes.signedNumber());
    result.traceOn = (flags & isTraceOn) != 0;
    return result;
}

} // namespace

QByteArray packOutcome(const SendOutcome &outcome)
{
    const quint64 flags = flagsOf(outcome);
    PackingBytes bytes;
    bytes.number(quint64(packingVersion));
    bytes.number(flags);
    bytes.number(outcome.id.value);
    bytes.number(quint64(outcome.wireBytes));
    bytes.number(quint64(outcome.attempts.size()));
    for (const Attempt &attempt : outcome.attempts)
        write(bytes, attempt);
    if (outcome.isOk())
        write(bytes, *outcome.result, flags);
    else
        write(bytes, outcome.result.error());
    return bytes.take();
}

void unpackOutcome(const QByteArray &packed, SendOutcome &outcome)
{
    PackedBytes bytes(packed);
    if (bytes.number() != quint64(packingVersion))
        return;
    SendOutcome unpacked = outcome;
    const quint64 flags = bytes.number();
    unpacked.compressed = (flags & isCompressed) != 0;
    unpacked.id.value = bytes.number();
    unpacked.wireBytes = qsizetype(bytes.number());
    const quint64 attempts = bytes.number();
    if (flags > allFlags || attempts > mostAttempts)
        return;
    for (quint64 i = 0; i < attempts && bytes.isWhole(); ++i)
        unpacked.attempts.append(readAttempt(bytes));
    if ((flags & isOk) != 0)
        unpacked.result = readResult(bytes, flags, unpacked);
    else
        unpacked.result = readError(bytes);
    if (bytes.isWhole())
        outcome = unpacked;
}

} // namespace gantry::ui
