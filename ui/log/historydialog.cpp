// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/historydialog.h"

#include "log/filterfield.h"
#include "log/logmodel.h"
#include "log/logview.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSpinBox>
#include <QVBoxLayout>

#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ui {

namespace {

constexpr int mostShown = 10'000;
constexpr auto pause = 200ms;

/// Bodies are not in the history, so that none is kept.
OutcomeLimits limits()
{
    OutcomeLimits limits;
    limits.messageBytes = 0;
    return limits;
}

} // namespace

HistoryDialog::HistoryDialog(Workspace &workspace, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_found(limits())
    , m_model(new LogModel(m_found, this))
    , m_view(new LogView(*m_model, this))
    , m_filter(new FilterField(this))
    , m_state(new QLabel(this))
    , m_keepLabel(new QLabel(this))
    , m_keep(new QSpinBox(this))
    , m_copyText(addRowAction(u"copyHistoryRows"_s))
    , m_copyTsv(addRowAction(u"copyHistoryRowsAsTable"_s))
    , m_copyJson(addRowAction(u"copyHistoryRowsAsJson"_s))
    , m_resend(addRowAction(u"resendHistoryRows"_s))
    , m_edit(addRowAction(u"editHistoryRow"_s))
{
    build();
    connect(&m_workspace.history(), &History::found, this, &HistoryDialog::onFound);
    connect(m_filter, &FilterField::queryChanged, this, [this] { m_pause.start(pause); });
    connect(&m_pause, &QTimer::timeout, this, &HistoryDialog::search);
    connect(m_view, &LogView::rowPicked, this, [this](quint64 number) {
        if (number != 0)
            Q_EMIT selected(sent(m_model->storeRow(m_model->rowOf(number))));
    });
    connect(m_resend, &QAction::triggered, this, &HistoryDialog::refuseResend);
    connect(m_edit, &QAction::triggered, this, &HistoryDialog::editSelected);
    connect(m_copyText, &QAction::triggered, m_view, [this] { m_view->copySelected(LogFormat::Text); });
    connect(m_copyTsv, &QAction::triggered, m_view, [this] { m_view->copySelected(LogFormat::Tsv); });
    connect(m_copyJson, &QAction::triggered, m_view, [this] { m_view->copySelected(LogFormat::JsonLines); });
    connect(m_keep, &QSpinBox::editingFinished, this,
            [this] { m_workspace.setHistoryRows(m_keep->value()); });
    retranslate();
}

QAction *HistoryDialog::addRowAction(const QString &name)
{
    auto *action = new QAction(this);
    action->setObjectName(name);
    m_view->addAction(action);
    return action;
}

SentMessage HistoryDialog::sent(qsizetype row) const
{
    SentMessage sent = m_found.sent(row);
    sent.noFlight = NoFlight::NotInHistory;
    return sent;
}

/// An action that is greyed out would not say why.
void HistoryDialog::refuseResend()
{
    m_state->setText(
        tr("These cannot be sent again: the history keeps no bodies and no properties. “Edit and "
           "resend” opens a message with the topic, tag and keys, for you to fill in the rest."));
}

void HistoryDialog::editSelected()
{
    const std::vector<qsizetype> rows = m_view->selectedStoreRows(1);
    if (rows.empty())
        return;
    Q_EMIT editRequested(sent(rows.front()));
    m_state->setText(
        tr("The message is in a new tab of the composer, without the body and properties that the "
           "history does not keep."));
}

void HistoryDialog::build()
{
    setObjectName("historyDialog"_L1);
    m_view->setObjectName("history"_L1);
    m_view->setShown(LogColumn::Number, false);
    m_view->setSample(LogColumn::Time, u"2026-12-24 00:00:00.000"_s);
    m_view->addAction(m_view->columnsMenu()->menuAction());
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_copyText->setShortcut(QKeySequence::Copy);
    m_copyText->setShortcutContext(Qt::WidgetShortcut);
    m_state->setObjectName("historyState"_L1);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_keep->setObjectName("historyRows"_L1);
    m_keep->setRange(1000, std::numeric_limits<int>::max());
    m_keep->setSingleStep(100'000);
    m_keep->setGroupSeparatorShown(true);
    m_keep->setKeyboardTracking(false);
    m_keep->setValue(int(m_workspace.history().maxRows()));
    m_keepLabel->setBuddy(m_keep);
    m_pause.setSingleShot(true);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_state, 1);
    bottom->addWidget(m_keepLabel);
    bottom->addWidget(m_keep);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_filter);
    layout->addWidget(m_filter->problem());
    layout->addWidget(m_view, 1);
    layout->addLayout(bottom);
    const QFontMetrics metrics(font());
    resize(metrics.averageCharWidth() * 150, metrics.height() * 32);
}

void HistoryDialog::retranslate()
{
    setWindowTitle(tr("History"));
    m_view->retranslate();
    m_view->setAccessibleName(tr("Results in the history"));
    m_filter->setTexts(tr("Search: failed topic:Order after:2026-12-24 text"), tr("Search in the history"));
    m_resend->setText(tr("Resend"));
    m_resend->setStatusTip(tr("Says why results of the history cannot be sent again"));
    m_edit->setText(tr("Edit and resend"));
    m_edit->setStatusTip(tr("Opens the selected message in a new tab of the composer"));
    m_keepLabel->setText(tr("&Keep at most"));
    m_keep->setAccessibleName(tr("How many results the history keeps"));
    m_copyText->setText(tr("Copy"));
    m_copyText->setStatusTip(tr("Copies the selected results as text"));
    m_copyTsv->setText(tr("Copy as table"));
    m_copyTsv->setStatusTip(tr("Copies the selected results with tabs, for a spreadsheet"));
    m_copyJson->setText(tr("Copy as JSON"));
    m_copyJson->setStatusTip(tr("Copies the selected results as JSON, one a line"));
}

void HistoryDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void HistoryDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    m_filter->edit()->setFocus();
    search();
}

void HistoryDialog::search()
{
    m_state->setText(tr("Searching…"));
    m_workspace.history().search(m_filter->query(), mostShown);
}

void HistoryDialog::onFound(const std::vector<SentMessage> &messages, const QString &error)
{
    m_found.clear();
    m_found.append(messages);
    const auto count = int(messages.size());
    if (!error.isEmpty())
        m_state->setText(tr("The history cannot be read: %1").arg(error));
    else if (count == mostShown)
        m_state->setText(
            tr("The newest %n results are shown; a narrower search reaches older ones.", nullptr, count));
    else
        m_state->setText(tr("%n results", nullptr, count));
}

} // namespace gantry::ui
