// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/completion.h"
#include "base/mailbox.h"
#include "base/waker.h"
#include "client/clientcore.h"
#include "producer/listenerpool.h"
#include "producer/sendtask.h"
#include <gantry/producerconfig.h>
#include <gantry/sendoutcome.h>
#include <gantry/transaction.h>

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace gantry::producer {

/// What comes after a half message: the listener's decision, END_TRANSACTION, and the brokers' check-backs.
///
/// Java:   DefaultMQProducerImpl#sendMessageInTransaction after the send, #endTransaction,
/// #checkTransactionState Thread: network; listeners run on `listenerThreads`
class TransactionDesk final : public QObject
{
    Q_OBJECT

public:
    using Decided = std::function<void(std::shared_ptr<const TransactionOutcome> outcome)>;

    /// Takes the check-backs of the producer's group from now on.
    TransactionDesk(const ProducerConfig &config, client::ClientCore &core, ListenerPool &listenerThreads);
    ~TransactionDesk() override;

    /// Lets the listener, or who stands in for it, decide about the task's stored half message, and tells the
    /// broker. `done` is not called when this object goes before.
    void decide(const SendTask &task, Decided done);
    /// Of a half message about which nothing was decided before `error`.
    [[nodiscard]] std::shared_ptr<const TransactionOutcome> undecided(const SendOutcome &half,
                                                                      const Error &error) const;
    /// Errors of `done`: as Producer::endTransaction().
    /// `message`: of the half message, where it is known; for hooks.
    void end(const HalfMessage &half, const Message *message, TransactionState state, Completion<void> done);

private:
    /// What the listener's threads hand back; they may outlive this object.
    struct Answers {
        Mailbox<std::function<void()>> mailbox;
        Waker waker;
    };
    using Ask = std::function<std::optional<TransactionState>(TransactionListener &listener)>;

    void ask(Ask question, std::function<void(std::optional<TransactionState>)> answered);
    void tell(const HalfMessage &half, const Message &message, std::optional<TransactionState> state,
              const Decided &done);
    void takeAnswers();
    void onCheck(const TransactionCheck &check);
    [[nodiscard]] HalfMessage halfOf(const SendOutcome &outcome) const;

    const ProducerConfig &m_config;
    client::ClientCore &m_core;
    ListenerPool &m_listenerThreads;
    std::shared_ptr<Answers> m_answers = std::make_shared<Answers>();
};

} // namespace gantry::producer
