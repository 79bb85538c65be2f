// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/completion.h"
#include "client/clientcore.h"
#include <gantry/producerconfig.h>
#include <gantry/sendoutcome.h>
#include <gantry/transaction.h>

#include <QObject>
#include <QThreadPool>

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
    TransactionDesk(const ProducerConfig &config, client::ClientCore &core, QThreadPool &listenerThreads);
    ~TransactionDesk() override;

    /// Lets the listener decide about a stored half message and tells the broker. `done` is not called when
    /// this object goes before.
    void decide(const Message &message, const SendOutcome &half, Decided done);
    /// Of a half message about which nothing was decided before `error`.
    [[nodiscard]] std::shared_ptr<const TransactionOutcome> undecided(const SendOutcome &half,
                                                                      const Error &error) const;
    /// Errors of `done`: as Producer::endTransaction().
    /// `message`: of the half message, where it is known; for hooks.
    void end(const HalfMessage &half, const Message *message, TransactionState state, Completion<void> done);

private:
    using Ask = std::function<std::optional<TransactionState>(TransactionListener &listener)>;

    void ask(Ask question, std::function<void(std::optional<TransactionState>)> answered);
    void tell(const HalfMessage &half, const Message &message, std::optional<TransactionState> state,
              const Decided &done);
    void onCheck(const TransactionCheck &check);
    [[nodiscard]] HalfMessage halfOf(const SendOutcome &outcome) const;

    const ProducerConfig &m_config;
    client::ClientCore &m_core;
    QThreadPool &m_listenerThreads;
};

} // namespace gantry::producer
