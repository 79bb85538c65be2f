// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/producerprivate.h"
#include "wire/message.h"

#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace gantry {

using namespace producer;

/// Java: DefaultMQProducerImpl#sendMessageInTransaction
Result<Producer::Private::TaskPtr> Producer::Private::makeHalf(Message &&message, const SendOptions &options)
{
    if (!config.transactionListener)
        return Error{ErrorKind::Usage, u"TransactionListener is null"_s,
                     u"set ProducerConfig::transactionListener: it decides what becomes of half messages"_s,
                     std::nullopt};
    if (message.delivery.index() != 0)
        return Error{ErrorKind::IllegalMessage, u"Transactional messages do not support delayed delivery"_s,
                     u"send it without a delay, or not in a transaction"_s, std::nullopt};
    TaskPtr task = makeTask(SendMode::Sync, std::move(message), options);
    task->mayGather = false;
    SpecialSend &special = task->makeSpecial();
    special.isHalf = true;
    special.localTransaction = options.localTransaction;
    special.properties +=
        wire::PropertyList{{wire::propertyname::transactionPrepared, "true"},
                           {wire::propertyname::producerGroup, nameSpace.wrap(config.group.text()).toUtf8()}};
    return task;
}

/// Java: DefaultMQProducerImpl#prepareSendRequest
Producer::Private::TaskPtr Producer::Private::makeRequest(Message &&message, const SendOptions &options)
{
    TaskPtr task = makeTask(SendMode::Async, std::move(message), options);
    task->mayGather = false;
    SpecialSend &special = task->makeSpecial();
    special.correlationId = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    special.properties += wire::PropertyList{
        {wire::propertyname::correlationId, special.correlationId},
        {wire::propertyname::replyToClient, clientId.toUtf8()},
        {wire::propertyname::requestTimeToLive, QByteArray::number(qint64(task->timeout.count()))}};
    return task;
}

Result<SendId> Producer::submitInTransaction(Message message, const SendOptions &options,
                                             OutcomeHandler handler)
{
    Result<Private::TaskPtr> task = d->makeHalf(std::move(message), options);
    if (!task)
        return task.error();
    (*task)->handler = std::move(handler);
    return d->accept(std::move(task).value());
}

SendOutcome Producer::sendInTransaction(Message message, const SendOptions &options)
{
    SendOutcome refused = refusedOutcome(SendMode::Sync, message);
    Result<Private::TaskPtr> task = d->makeHalf(std::move(message), options);
    if (!task) {
        refused.result = task.error();
        return refused;
    }
    return d->await(std::move(refused), std::move(task).value());
}

void Producer::endTransaction(const HalfMessage &half, TransactionState state,
                              std::function<void(const Result<void> &)> done)
{
    const std::shared_ptr<client::ClientInstance> shared = d->sharedInstance();
    if (!shared) {
        if (done)
            done(notRunning(d->state));
        return;
    }
    shared->network().post([this, half, state, done = std::move(done)] {
        const auto report = [done](const Result<void> &told) {
            if (done)
                done(told);
        };
        if (d->engine)
            d->engine->transactions().end(half, nullptr, state, report);
        else
            report(notRunning(State::ShutdownAlready));
    });
}

Result<SendId> Producer::submitRequest(Message message, const SendOptions &options, OutcomeHandler handler)
{
    Private::TaskPtr task = d->makeRequest(std::move(message), options);
    task->handler = std::move(handler);
    return d->accept(std::move(task));
}

SendOutcome Producer::request(Message message, const SendOptions &options)
{
    SendOutcome refused = refusedOutcome(SendMode::Async, message);
    return d->await(std::move(refused), d->makeRequest(std::move(message), options));
}

} // namespace gantry
