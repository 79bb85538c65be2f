// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/transaction.h>

#include <QByteArray>
#include <QSet>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

namespace gantry::ctl {

/// Decides all half messages of a command alike, and answers the brokers' check-backs. Thread: any
class TransactionAnswers final : public TransactionListener
{
public:
    /// `told` gets each check-back and its answer.
    using Told = std::function<void(const TransactionCheck &check, std::optional<TransactionState> answer)>;

    /// `decision`: nothing is said to the broker when there is none; `answer` likewise.
    TransactionAnswers(std::optional<TransactionState> decision, std::optional<TransactionState> answer,
                       Told told);

    std::optional<TransactionState> executeLocalTransaction(const Message &message,
                                                            const SendOutcome &half) override;
    std::optional<TransactionState> checkLocalTransaction(const TransactionCheck &check) override;

    /// Waits until every half message that was left open was asked about and answered, until `stopped` says
    /// so, or `wait` has passed. Gives how many still are open.
    [[nodiscard]] qsizetype waitForChecks(std::chrono::milliseconds wait,
                                          const std::function<bool()> &stopped);

private:
    const std::optional<TransactionState> m_decision;
    const std::optional<TransactionState> m_answer;
    const Told m_told;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    QSet<QByteArray> m_open; ///< unique ids
};

} // namespace gantry::ctl
