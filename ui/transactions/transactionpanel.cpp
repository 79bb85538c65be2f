// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transactions/transactionpanel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr int rowPadding = 6;
constexpr std::array<std::optional<TransactionState>, 4> rules{
    std::nullopt, TransactionState::Commit, TransactionState::Rollback, TransactionState::Unknown};

} // namespace

TransactionPanel::TransactionPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_model(workspace.session().transactions())
    , m_table(new QTableView(this))
    , m_empty(new QLabel(this))
    , m_ruleLabel(new QLabel(this))
    , m_rule(new QComboBox(this))
    , m_commit(makeAction("transactionCommit", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)))
    , m_rollback(makeAction("transactionRollback", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B)))
    , m_clear(makeAction("transactionsClear", {}))
{
    m_table->setObjectName("transactions"_L1);
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + rowPadding);
    m_table->horizontalHeader()->setSectionResizeMode(
        QHeaderView::ResizeToContents); // at most a thousand rows
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_empty->setWordWrap(true);
    m_rule->setObjectName("transactionRule"_L1);
    m_rule->addItems({{}, {}, {}, {}});
    m_ruleLabel->setBuddy(m_rule);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_ruleLabel);
    buttons->addWidget(m_rule);
    buttons->addStretch(1);
    for (QAction *action : menuActions()) {
        auto *button = new QPushButton(this);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, [button, action] {
            button->setText(action->text());
            button->setToolTip(action->statusTip());
            button->setEnabled(action->isEnabled());
        });
        buttons->addWidget(button);
    }
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_empty);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    connect(m_commit, &QAction::triggered, this, [this] { decide(TransactionState::Commit); });
    connect(m_rollback, &QAction::triggered, this, [this] { decide(TransactionState::Rollback); });
    connect(m_clear, &QAction::triggered, this,
            [this] { m_workspace.session().transactions().clearDecided(); });
    connect(m_rule, &QComboBox::currentIndexChanged, this, &TransactionPanel::applyRule);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TransactionPanel::showActions);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &TransactionPanel::showActions);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &TransactionPanel::showActions);
    retranslate();
}

QAction *TransactionPanel::makeAction(const char *name, const QKeySequence &shortcut)
{
    auto *action = new QAction(this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(shortcut);
    addAction(action);
    return action;
}

QList<QAction *> TransactionPanel::menuActions() const
{
    return {m_commit, m_rollback, m_clear};
}

void TransactionPanel::retranslate()
{
    m_table->setAccessibleName(tr("Transactions that wait for a decision"));
    m_empty->setText(
        tr("Messages that are sent in a transaction and left open are listed here, and those that a broker "
           "asks about."));
    m_ruleLabel->setText(tr("When a broker asks"));
    const QStringList texts{tr("decide by hand"), tr("commit"), tr("roll back"), tr("answer unknown")};
    for (int i = 0; i < texts.size(); ++i)
        m_rule->setItemText(i, texts.at(i));
    m_rule->setToolTip(tr("What a broker is answered that asks about a half message"));
    m_commit->setText(tr("&Commit transaction"));
    m_commit->setStatusTip(tr("Consumers see the message"));
    m_rollback->setText(tr("Roll &back transaction"));
    m_rollback->setStatusTip(tr("Consumers never see the message"));
    m_clear->setText(tr("Clear &decided"));
    m_clear->setStatusTip(tr("Takes those that were decided from the list"));
    showActions();
}

void TransactionPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void TransactionPanel::showActions()
{
    bool isAnyOpen = false;
    bool isAnyDecided = false;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const OpenTransaction::State state = m_model.at(row)->state;
        const bool isOpen = state == OpenTransaction::State::Open;
        isAnyOpen |= isOpen && m_table->selectionModel()->isRowSelected(row, {});
        isAnyDecided |=
            state == OpenTransaction::State::Committed || state == OpenTransaction::State::RolledBack;
    }
    m_commit->setEnabled(isAnyOpen);
    m_rollback->setEnabled(isAnyOpen);
    m_clear->setEnabled(isAnyDecided);
    m_empty->setVisible(m_model.rowCount() == 0);
}

void TransactionPanel::decide(TransactionState state)
{
    QStringList chosen;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows()) {
        const std::optional<OpenTransaction> open = m_model.at(index.row());
        if (open && open->state == OpenTransaction::State::Open)
            chosen.append(open->msgId);
    }
    for (const QString &msgId : chosen)
        m_workspace.session().transactions().decide(msgId, state, m_workspace.session().running().producer);
}

void TransactionPanel::applyRule()
{
    m_workspace.session().transactions().setRule(rules.at(size_t(m_rule->currentIndex())));
}

} // namespace gantry::ui
