// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "transactionanswers.h"

#include <gantry/sendoutcome.h>

#include <utility>

using namespace std::chrono_literals;

namespace gantry::ctl {

namespace {

bool isOpen(std::optional<TransactionState> state)
{
    return !state || state == TransactionState::Unknown;
}

QByteArray idOf(const IdText &id)
{
    return id.view().toByteArray();
}

} // namespace

TransactionAnswers::TransactionAnswers(std::optional<TransactionState> decision,
                                       std::optional<TransactionState> answer, Told told)
    : m_decision(decision)
    , m_answer(answer)
    , m_told(std::move(told))
{
}

std::optional<TransactionState> TransactionAnswers::executeLocalTransaction(const Message &,
                                                                            const SendOutcome &half)
{
    if (isOpen(m_decision)) {
        const std::lock_guard lock(m_mutex);
        m_open.insert(idOf(half.msgId));
    }
    return m_decision;
}

std::optional<TransactionState> TransactionAnswers::checkLocalTransaction(const TransactionCheck &check)
{
    m_told(check, m_answer);
    if (!isOpen(m_answer)) {
        const std::lock_guard lock(m_mutex);
        m_open.remove(idOf(check.half.msgId));
        m_changed.notify_all();
    }
    return m_answer;
}

qsizetype TransactionAnswers::waitForChecks(std::chrono::milliseconds wait,
                                            const std::function<bool()> &stopped)
{
    const auto deadline = std::chrono::steady_clock::now() + wait;
    std::unique_lock lock(m_mutex);
    while (!m_open.isEmpty() && !stopped() && std::chrono::steady_clock::now() < deadline)
        m_changed.wait_for(lock, 20ms); // a signal handler cannot notify
    return m_open.size();
}

} // namespace gantry::ctl
