// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/batch.h"
#include "producer/messagepacker.h"
#include "producer/producerprivate.h"
#include <gantry/messagecheck.h>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry {

using namespace producer;

namespace {

/// What the properties of a member may take: their length is written in 16 bits.
constexpr qsizetype longestProperties = 32'767;

/// Says which of several messages is at fault.
Error errorOf(const MessageFault &fault, qsizetype index)
{
    Error error = fault.error;
    error.detail += u" (message %1 of the batch)"_s.arg(index + 1);
    return error;
}

} // namespace

/// The members, checked and packed; they have no ids yet.
Result<std::vector<Producer::Private::TaskPtr>>
Producer::Private::packBatch(SendMode mode, const QList<Message> &messages, const SendOptions &options)
{
    if (Result<void> running = checkState(); !running)
        return running.error();
    qsizetype index = 0;
    if (const std::optional<MessageFault> fault = findBatchFault(messages, config.maxMessageBytes, index))
        return errorOf(*fault, index);
    if (Result<void> named = checkWrapped(messages.first().topic); !named)
        return named.error();
    std::vector<TaskPtr> members;
    members.reserve(size_t(messages.size()));
    for (const Message &message : messages) {
        TaskPtr member = makeTask(mode, Message(message), options);
        member->mayGather = false;
        stamp(*member);
        packBatchMember(*member);
        if (member->properties.size() > longestProperties)
            return Error{ErrorKind::MessageTooLarge,
                         u"the properties of message %1 of the batch have %2 bytes; %3 are possible"_s
                             .arg(members.size() + 1)
                             .arg(member->properties.size())
                             .arg(longestProperties),
                         u"give it fewer or shorter properties"_s, std::nullopt};
        members.push_back(std::move(member));
    }
    return members;
}

/// Cuts the members into batches that fit into one request each.
void Producer::Private::submitBatches(std::vector<TaskPtr> members)
{
    std::vector<TaskPtr> batch;
    qsizetype bytes = 0;
    for (TaskPtr &member : members) {
        const qsizetype more = batchedBytes(*member);
        if (!batch.empty() && bytes + more > config.maxMessageBytes) {
            submitBatch(std::exchange(batch, {}));
            bytes = 0;
        }
        bytes += more;
        batch.push_back(std::move(member));
    }
    if (!batch.empty())
        submitBatch(std::move(batch));
}

/// Where there is no room for it, its members get their outcomes here: others may be under way already.
void Producer::Private::submitBatch(std::vector<TaskPtr> members)
{
    TaskPtr batch = exchange.pool.take();
    const Result<void> made = makeBatch(*batch, members);
    Q_ASSERT(made); // packBatch() looked at the properties
    const Result<void> passed = passGate(*batch);
    if (passed) {
        submit(std::move(batch));
        return;
    }
    std::vector<WaitingRoom::Seat *> released;
    for (const TaskPtr &member : batch->special->members) {
        member->outcome.result = passed.error();
        if (member->waiter) {
            member->waiter->outcome = std::move(member->outcome);
            released.push_back(&member->waiter->seat);
        } else if (member->handler) {
            member->handler(member->outcome);
        }
    }
    exchange.waitingRoom.release(released);
}

Result<QList<SendId>> Producer::submitBatch(SendMode mode, const QList<Message> &messages,
                                            const SendOptions &options, BatchOutcomeHandler handler)
{
    Result<std::vector<Private::TaskPtr>> members = d->packBatch(mode, messages, options);
    if (!members)
        return members.error();
    QList<SendId> ids;
    const auto shared = std::make_shared<const BatchOutcomeHandler>(std::move(handler));
    for (Private::TaskPtr &member : *members) {
        if (*shared)
            member->handler = [shared, index = ids.size()](const SendOutcome &outcome) {
                (*shared)(index, outcome);
            };
        member->outcome.id = d->nextId();
        ids.append(member->outcome.id);
    }
    d->submitBatches(std::move(members).value());
    return ids;
}

QList<SendOutcome> Producer::sendBatch(const QList<Message> &messages, const SendOptions &options)
{
    const auto refuse = [&messages](const Error &error) {
        QList<SendOutcome> refused;
        for (const Message &message : messages) {
            refused.append(refusedOutcome(SendMode::Sync, message));
            refused.back().result = error;
        }
        return refused;
    };
    if (const std::optional<Error> blocked = d->blockedHere())
        return refuse(*blocked);
    Result<std::vector<Private::TaskPtr>> members = d->packBatch(SendMode::Sync, messages, options);
    if (!members)
        return refuse(members.error());
    std::vector<OutcomeWaiter> waiters(members->size());
    for (size_t i = 0; i < members->size(); ++i) {
        (*members)[i]->waiter = &waiters[i];
        (*members)[i]->outcome.id = d->nextId();
    }
    d->submitBatches(std::move(members).value());
    QList<SendOutcome> outcomes;
    for (OutcomeWaiter &waiter : waiters) {
        d->exchange.waitingRoom.wait(waiter.seat);
        outcomes.append(std::move(waiter.outcome));
    }
    return outcomes;
}

} // namespace gantry
