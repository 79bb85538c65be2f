// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transactions/transactionmodel.h"
#include "workspace/workspace.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QTableView>
#include <QWidget>

namespace gantry::ui {

/// The transactions that wait for a decision: a person commits or rolls back, or a rule answers the brokers.
class TransactionPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit TransactionPanel(Workspace &workspace, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> menuActions() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    QAction *makeAction(const char *name, const QKeySequence &shortcut);
    void retranslate();
    void showActions();
    void decide(TransactionState state);
    void applyRule();

    Workspace &m_workspace;
    TransactionModel m_model;
    QTableView *m_table;
    QLabel *m_empty;
    QLabel *m_ruleLabel;
    QComboBox *m_rule;
    QAction *m_commit;
    QAction *m_rollback;
    QAction *m_clear;
};

} // namespace gantry::ui
