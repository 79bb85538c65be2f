// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/batch.h"

#include "producer/messagepacker.h"
#include "wire/batch.h"

#include <QSet>
#include <QStringList>

#include <utility>

namespace gantry::producer {

namespace {

constexpr qsizetype memberFrameBytes = 22;

/// The keys of all members, each once, so that the batch is found by any of them. Java: ProduceAccumulator
QString joinedKeys(const std::vector<std::unique_ptr<SendTask>> &members)
{
    QStringList keys;
    QSet<QString> seen;
    for (const std::unique_ptr<SendTask> &member : members) {
        for (const QString &key : member->message.keys.split(u' ', Qt::SkipEmptyParts)) {
            if (!seen.contains(key)) {
                seen.insert(key);
                keys.append(key);
            }
        }
    }
    return keys.join(u' ');
}

void takeOver(SendTask &batch, const SendTask &first)
{
    batch.message.topic = first.message.topic;
    batch.message.tag.clear();
    batch.message.keys.clear();
    batch.message.properties.clear();
    batch.message.flag = 0;
    batch.message.waitStoreOk = first.message.waitStoreOk;
    batch.message.delivery = {};
    batch.outcome.mode = first.outcome.mode;
    batch.lane = first.lane;
    batch.acceptedAt = first.acceptedAt;
    batch.deadline = first.deadline;
    batch.timeout = first.timeout;
    batch.attemptTimeout = first.attemptTimeout;
    batch.maxAttempts = first.maxAttempts;
    batch.queue = first.queue;
    if (first.special) {
        batch.makeSpecial().flight = first.special->flight;
        batch.special->selector = first.special->selector;
        batch.special->properties = first.special->properties; // the namespace
    }
}

/// Brokers before 5.4 give every member the properties of its batch: what the members have in common may be
/// there.
void describeGathered(SendTask &batch, const std::vector<std::unique_ptr<SendTask>> &members)
{
    if (!members.front()->mayGather)
        return;
    batch.message.tag = members.front()->message.tag;
    batch.message.keys = joinedKeys(members);
}

/// The member's place in the comma list of a batch's offset ids.
QByteArrayView idAt(QByteArrayView list, int index)
{
    for (; index > 0 && !list.isEmpty(); --index) {
        const qsizetype comma = list.indexOf(',');
        list = comma < 0 ? QByteArrayView() : list.sliced(comma + 1);
    }
    const qsizetype end = list.indexOf(',');
    return end < 0 ? list : list.first(end);
}

Result<SendResult> memberResult(const SendOutcome &batch, int index)
{
    if (!batch.isOk())
        return batch.result.error();
    SendResult result = *batch.result;
    result.offsetMsgId = IdText(idAt(batch.result->offsetMsgId.view(), index));
    if (result.queueOffset >= 0)
        result.queueOffset += index; // one after the other, from the first member's
    return result;
}

} // namespace

qsizetype batchedBytes(const SendTask &member)
{
    return memberFrameBytes + member.message.body.size() + member.properties.size();
}

Result<void> makeBatch(SendTask &batch, std::vector<std::unique_ptr<SendTask>> &members)
{
    Q_ASSERT(!members.empty());
    QList<wire::BatchMember> encoded;
    encoded.reserve(qsizetype(members.size()));
    for (const std::unique_ptr<SendTask> &member : members)
        encoded.append({member->message.flag, member->message.body, member->properties});
    Result<QByteArray> body = wire::encodeBatch(encoded);
    if (!body)
        return body.error();
    takeOver(batch, *members.front());
    describeGathered(batch, members);
    batch.message.body = std::move(body).value();
    for (const std::unique_ptr<SendTask> &member : members) {
        batch.gateMessages += std::exchange(member->gateMessages, 0);
        batch.gateBytes += std::exchange(member->gateBytes, 0);
    }
    batch.makeSpecial().members = std::move(members);
    packBatchMember(batch);
    return {};
}

void shareOutcome(SendTask &batch)
{
    std::vector<std::unique_ptr<SendTask>> &members = batch.special->members;
    for (size_t i = 0; i < members.size(); ++i) {
        SendOutcome &outcome = members[i]->outcome;
        outcome.wireBytes = batch.outcome.wireBytes;
        outcome.elapsed = batch.outcome.elapsed + (batch.acceptedAt - members[i]->acceptedAt);
        outcome.attempts = batch.outcome.attempts;
        outcome.result = memberResult(batch.outcome, int(i));
        outcome.flight = batch.outcome.flight;
        outcome.batch =
            std::make_shared<const BatchPlace>(BatchPlace{batch.outcome.msgId, int(i), int(members.size())});
    }
}

} // namespace gantry::producer
