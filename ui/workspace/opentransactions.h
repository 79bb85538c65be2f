// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/producer.h>
#include <gantry/transaction.h>

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace gantry::ui {

struct SentMessage;
class CheckListener;

/// A half message about which something was left open.
struct OpenTransaction {
    enum class State { Open, Telling, Committed, RolledBack };

    QString msgId;
    QString topic;
    QString tag;
    QDateTime at;     ///< it was sent, or last asked about
    int asked = 0;    ///< how often a broker asked
    HalfMessage half; ///< where it is now: each check moves it
    State state = State::Open;
    QString trouble; ///< why the broker could not be told
};

/// The half messages whose transaction was left open, with the brokers' check-backs; a person decides about
/// them, or a rule does.
///
/// Thread: the window's
class OpenTransactions final : public QObject
{
    Q_OBJECT

public:
    explicit OpenTransactions(QObject *parent = nullptr);
    ~OpenTransactions() override;

    /// For the producer: takes check-backs on any thread, and answers them by the rule. Decides nothing when
    /// a half message is stored: see SendOptions::localTransaction.
    [[nodiscard]] std::shared_ptr<TransactionListener> listener() const;

    /// What check-backs are answered from now on; nothing: a person does, or nobody.
    void setRule(std::optional<TransactionState> rule);
    [[nodiscard]] std::optional<TransactionState> rule() const;

    /// The latest 1,000, newest first.
    [[nodiscard]] const QList<OpenTransaction> &list() const { return m_list; }
    /// Those that wait for a decision.
    [[nodiscard]] qsizetype openCount() const;

    /// Takes note of what was sent in a transaction and left open.
    void note(const std::vector<gantry::ui::SentMessage> &messages);
    /// Tells the broker. `producer` may be null: then nothing runs, and the row says so.
    void decide(const QString &msgId, TransactionState state, const std::shared_ptr<Producer> &producer);
    /// Forgets those that were decided.
    void clearDecided();

Q_SIGNALS:
    void changed();

private:
    void takeChecks();
    void noteCheck(const TransactionCheck &check, std::optional<TransactionState> answer);
    void onTold(const QString &msgId, TransactionState state, const std::optional<Error> &error);
    [[nodiscard]] OpenTransaction &entry(const QString &msgId);

    std::shared_ptr<CheckListener> m_listener;
    QList<OpenTransaction> m_list;
};

} // namespace gantry::ui
