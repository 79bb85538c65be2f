// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/transactiondesk.h"

#include "base/logging.h"
#include "wire/accessrefusal.h"
#include "wire/codes.h"
#include "wire/headers.h"
#include "wire/message.h"
#include "wire/messageid.h"
#include "wire/refusal.h"

#include <QPointer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::producer {

namespace {

int commitOrRollback(TransactionState state)
{
    switch (state) {
    case TransactionState::Commit:
        return wire::sysflag::transactionCommit;
    case TransactionState::Rollback:
        return wire::sysflag::transactionRollback;
    case TransactionState::Unknown:
        return 0;
    }
    return 0;
}

/// Java: EndTransactionRequestHeader
wire::Fields endFields(const GroupName &group, const TopicName &topic, const HalfMessage &half,
                       TransactionState state)
{
    wire::Fields fields{{"producerGroup", group.text().toUtf8()},
                        {"tranStateTableOffset", QByteArray::number(half.stateTableOffset)},
                        {"commitLogOffset", QByteArray::number(half.commitLogOffset)},
                        {"commitOrRollback", QByteArray::number(commitOrRollback(state))},
                        {"fromTransactionCheck", half.fromCheck ? "true" : "false"},
                        {"msgId", half.msgId.view().toByteArray()}};
    if (!half.transactionId.isEmpty())
        fields.append({"transactionId", half.transactionId.view().toByteArray()});
    if (!topic.isEmpty())
        fields.append({"topic", topic.text().toUtf8()});
    if (!half.broker.isEmpty())
        fields.append({"bname", half.broker.text().toUtf8()});
    return fields;
}

Error refused(const HalfMessage &half, TransactionState state, int code, const QString &remark)
{
    const std::optional<wire::AccessTrouble> trouble = wire::accessTrouble(code, remark);
    return {wire::refusalKind(code, remark, ErrorKind::Broker),
            u"the broker %1 refused to %2 the half message %3: CODE: %4 %5  DESC: %6"_s.arg(
                half.address.text(), name(state), half.msgId.toString(), QString::number(code),
                codeName(code), remark.section(u'\n', 0, 0)),
            trouble
                ? wire::accessHint(*trouble)
                : u"the broker asks about it again later; it may have been decided already, or be too old"_s,
            code};
}

} // namespace

TransactionDesk::TransactionDesk(const ProducerConfig &config, client::ClientCore &core,
                                 ListenerPool &listenerThreads)
    : m_config(config)
    , m_core(core)
    , m_listenerThreads(listenerThreads)
{
    connect(&m_answers->waker, &Waker::rung, this, &TransactionDesk::takeAnswers, Qt::QueuedConnection);
    if (m_config.transactionListener)
        m_core.serverRequests().setCheckHandler(m_config.group,
                                                [this](const TransactionCheck &check) { onCheck(check); });
}

TransactionDesk::~TransactionDesk()
{
    if (m_config.transactionListener)
        m_core.serverRequests().setCheckHandler(m_config.group, {});
}

/// Asks the listener on a thread of its own, and comes back with what it said.
void TransactionDesk::ask(Ask question, std::function<void(std::optional<TransactionState>)> answered)
{
    m_listenerThreads.start([listener = m_config.transactionListener, answers = m_answers,
                             question = std::move(question), answered = std::move(answered)]() mutable {
        const std::optional<TransactionState> state = question(*listener);
        if (answers->mailbox.push([answered = std::move(answered), state] { answered(state); }))
            answers->waker.ring();
    });
}

void TransactionDesk::takeAnswers()
{
    std::vector<std::function<void()>> batch;
    m_answers->mailbox.takeAll(batch);
    for (const std::function<void()> &answer : batch)
        answer();
}

void TransactionDesk::decide(const SendTask &task, Decided done)
{
    const HalfMessage place = halfOf(task.outcome);
    if (task.outcome.result->status != SendStatus::SendOk) { // as in Java, which does not ask then
        tell(place, task.message, TransactionState::Rollback, done);
        return;
    }
    ask(
        [message = task.message, half = task.outcome,
         local = task.special->localTransaction](TransactionListener &listener) {
            return local ? local(message, half) : listener.executeLocalTransaction(message, half);
        },
        [this, place, message = task.message, done = std::move(done)](std::optional<TransactionState> state) {
            tell(place, message, state, done);
        });
}

std::shared_ptr<const TransactionOutcome> TransactionDesk::undecided(const SendOutcome &half,
                                                                     const Error &error) const
{
    return std::make_shared<const TransactionOutcome>(TransactionOutcome{halfOf(half), std::nullopt, error});
}

void TransactionDesk::tell(const HalfMessage &half, const Message &message,
                           std::optional<TransactionState> state, const Decided &done)
{
    TransactionOutcome outcome{half, state, std::nullopt};
    if (!state) {
        done(std::make_shared<const TransactionOutcome>(std::move(outcome)));
        return;
    }
    end(half, &message, *state,
        [self = QPointer(this), done, outcome = std::move(outcome)](const Result<void> &told) mutable {
            if (!self)
                return;
            if (!told)
                outcome.error = told.error();
            done(std::make_shared<const TransactionOutcome>(std::move(outcome)));
        });
}

/// Where END_TRANSACTION goes: to the master, not to its VIP channel.
HalfMessage TransactionDesk::halfOf(const SendOutcome &outcome) const
{
    const SendResult &result = *outcome.result;
    HalfMessage half{.topic = outcome.topic,
                     .broker = result.queue.broker,
                     .address = outcome.attempts.back().address,
                     .msgId = outcome.msgId,
                     .transactionId = result.transactionId,
                     .stateTableOffset = result.queueOffset};
    const QList<client::BrokerMaster> masters = m_core.routes().masters();
    const auto master = std::ranges::find(masters, half.broker, &client::BrokerMaster::broker);
    if (master != masters.cend())
        half.address = master->address;
    if (const Result<wire::OffsetIdParts> id = wire::readOffsetId(result.offsetMsgId.view()))
        half.commitLogOffset = id->physicalOffset;
    return half;
}

void TransactionDesk::end(const HalfMessage &half, const Message *message, TransactionState state,
                          Completion<void> done)
{
    for (const std::shared_ptr<EndTransactionHook> &hook : m_config.endTransactionHooks)
        hook->ending({.group = m_config.group, .half = half, .state = state, .message = message});
    const wire::Namespace &nameSpace = m_core.nameSpace();
    wire::RemotingCommand command;
    command.code = wire::requestcode::endTransaction;
    command.fields = endFields(nameSpace.wrap(m_config.group), nameSpace.wrap(half.topic), half, state);
    if (state == TransactionState::Unknown) { // brokers never answer that
        m_core.remoting().invokeOneway(half.address, std::move(command), m_config.sendTimeout,
                                       std::move(done));
        return;
    }
    m_core.remoting().invoke(
        half.address, std::move(command), m_config.sendTimeout,
        [half, state, done = std::move(done)](const Result<wire::RemotingCommand> &response) {
            if (!response)
                done(response.error());
            else if (response->code != wire::responsecode::success)
                done(refused(half, state, response->code, response->remark.value_or(QString())));
            else
                done(Result<void>());
        });
}

void TransactionDesk::onCheck(const TransactionCheck &check)
{
    ask([check](TransactionListener &listener) { return listener.checkLocalTransaction(check); },
        [this, half = check.half, message = check.message](std::optional<TransactionState> state) {
            tell(half, message, state, [](const std::shared_ptr<const TransactionOutcome> &outcome) {
                if (outcome->error)
                    qCWarning(logging::producer) << "after a check:" << outcome->error->detail;
            });
        });
}

} // namespace gantry::producer
