// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/opentransactions.h"

#include "workspace/outcomeinbox.h"

#include <QPointer>

#include <algorithm>
#include <mutex>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr qsizetype mostListed = 1000;

} // namespace

/// What crosses from the producer's threads to the window's.
class CheckListener final : public QObject, public TransactionListener
{
    Q_OBJECT

public:
    struct Checked {
        TransactionCheck check;
        std::optional<TransactionState> answer;
    };

    std::optional<TransactionState> executeLocalTransaction(const Message &, const SendOutcome &) override
    {
        return std::nullopt;
    }

    std::optional<TransactionState> checkLocalTransaction(const TransactionCheck &check) override
    {
        const std::lock_guard lock(m_mutex);
        m_checks.push_back({check, m_rule});
        if (m_checks.size() == 1)
            Q_EMIT arrived();
        return m_rule;
    }

    [[nodiscard]] std::vector<Checked> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_checks, {});
    }
    void setRule(std::optional<TransactionState> rule)
    {
        const std::lock_guard lock(m_mutex);
        m_rule = rule;
    }
    [[nodiscard]] std::optional<TransactionState> rule() const
    {
        const std::lock_guard lock(m_mutex);
        return m_rule;
    }

Q_SIGNALS:
    void arrived();

private:
    mutable std::mutex m_mutex;
    std::vector<Checked> m_checks;
    std::optional<TransactionState> m_rule;
};

OpenTransactions::OpenTransactions(QObject *parent)
    : QObject(parent)
    , m_listener(std::make_shared<CheckListener>())
{
    connect(m_listener.get(), &CheckListener::arrived, this, &OpenTransactions::takeChecks,
            Qt::QueuedConnection);
}

OpenTransactions::~OpenTransactions() = default;

std::shared_ptr<TransactionListener> OpenTransactions::listener() const
{
    return m_listener;
}

void OpenTransactions::setRule(std::optional<TransactionState> rule)
{
    m_listener->setRule(rule);
}

std::optional<TransactionState> OpenTransactions::rule() const
{
    return m_listener->rule();
}

qsizetype OpenTransactions::openCount() const
{
    return std::ranges::count(m_list, OpenTransaction::State::Open, &OpenTransaction::state);
}

OpenTransaction &OpenTransactions::entry(const QString &msgId)
{
    const auto found = std::ranges::find(m_list, msgId, &OpenTransaction::msgId);
    if (found != m_list.end())
        return *found;
    m_list.prepend({.msgId = msgId});
    if (m_list.size() > mostListed)
        m_list.removeLast();
    return m_list.front();
}

void OpenTransactions::note(const std::vector<SentMessage> &messages)
{
    bool isAnyNew = false;
    for (const SentMessage &sent : messages) {
        const std::shared_ptr<const TransactionOutcome> &transaction = sent.outcome.transaction;
        const bool isOpen =
            transaction
            && (transaction->error || !transaction->state || transaction->state == TransactionState::Unknown);
        if (!isOpen)
            continue;
        OpenTransaction &open = entry(sent.outcome.msgId.toString());
        open.topic = sent.message->topic.text();
        open.tag = sent.message->tag;
        if (open.asked == 0) { // else a check was quicker, and knows better where it is
            open.half = transaction->half;
            open.at = QDateTime::currentDateTime();
        }
        if (transaction->error)
            open.trouble = transaction->error->detail;
        isAnyNew = true;
    }
    if (isAnyNew)
        Q_EMIT changed();
}

void OpenTransactions::takeChecks()
{
    const std::vector<CheckListener::Checked> checks = m_listener->take();
    for (const CheckListener::Checked &checked : checks)
        noteCheck(checked.check, checked.answer);
    if (!checks.empty())
        Q_EMIT changed();
}

void OpenTransactions::noteCheck(const TransactionCheck &check, std::optional<TransactionState> answer)
{
    OpenTransaction &open = entry(check.half.msgId.toString());
    open.topic = check.message.topic.text();
    open.tag = check.message.tag;
    open.at = QDateTime::currentDateTime();
    open.half = check.half;
    open.asked = std::max(open.asked + 1, check.times);
    if (answer == TransactionState::Commit)
        open.state = OpenTransaction::State::Committed;
    else if (answer == TransactionState::Rollback)
        open.state = OpenTransaction::State::RolledBack;
    else if (open.state != OpenTransaction::State::Telling)
        open.state = OpenTransaction::State::Open;
}

void OpenTransactions::decide(const QString &msgId, TransactionState state,
                              const std::shared_ptr<Producer> &producer)
{
    OpenTransaction &open = entry(msgId);
    open.trouble.clear();
    if (!producer) {
        open.trouble = tr("no producer runs: start it, then decide");
    } else {
        open.state = OpenTransaction::State::Telling;
        producer->endTransaction(
            open.half, state,
            [self = QPointer(this), listener = m_listener, msgId, state](const Result<void> &told) {
                const std::optional<Error> error = told ? std::nullopt : std::optional(told.error());
                // The listener lives in the window's thread, as this object does.
                QMetaObject::invokeMethod(
                    listener.get(),
                    [self, msgId, state, error] {
                        if (self)
                            self->onTold(msgId, state, error);
                    },
                    Qt::QueuedConnection);
            });
    }
    Q_EMIT changed();
}

void OpenTransactions::onTold(const QString &msgId, TransactionState state, const std::optional<Error> &error)
{
    OpenTransaction &open = entry(msgId);
    if (error)
        open.trouble = error->detail;
    if (error || state == TransactionState::Unknown)
        open.state = OpenTransaction::State::Open;
    else
        open.state = state == TransactionState::Commit ? OpenTransaction::State::Committed
                                                       : OpenTransaction::State::RolledBack;
    Q_EMIT changed();
}

void OpenTransactions::clearDecided()
{
    m_list.removeIf([](const OpenTransaction &open) {
        return open.state == OpenTransaction::State::Committed
               || open.state == OpenTransaction::State::RolledBack;
    });
    Q_EMIT changed();
}

} // namespace gantry::ui

#include "opentransactions.moc"
