// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxpanel.h"

#include "sandbox/brokerstab.h"
#include "sandbox/faultform.h"
#include "sandbox/scenariostab.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr std::array columnCharacters{15, 12, 38, 24, 20}; ///< of all columns but the last
constexpr int rowPadding = 4;

/// A panel's height is little; what does not fit is scrolled to.
QWidget *scrolled(QWidget *widget)
{
    auto *scroll = new QScrollArea;
    scroll->setWidget(widget);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

} // namespace

SandboxPanel::SandboxPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_watch(workspace.session())
    , m_note(new MessageLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_brokers(new BrokersTab(m_watch))
    , m_faults(new FaultForm(m_watch))
    , m_scenarios(new ScenariosTab(m_watch))
    , m_requests(new QTableView)
{
    m_note->setObjectName(u"sandboxNote"_s);
    m_tabs->setObjectName(u"sandboxTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_brokers, QString());
    m_tabs->addTab(scrolled(m_faults), QString());
    m_tabs->addTab(scrolled(m_scenarios), QString());
    m_tabs->addTab(m_requests, QString());
    buildRequests();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_note);
    column->addWidget(m_tabs, 1);
    connect(&m_watch, &SandboxWatch::availableChanged, this, &SandboxPanel::showAvailable);
    connect(&m_watch, &SandboxWatch::viewChanged, this, &SandboxPanel::showRequests);
    retranslate();
    showAvailable();
}

void SandboxPanel::buildRequests()
{
    m_requests->setObjectName(u"sandboxRequests"_s);
    m_requests->setModel(&m_requestModel);
    m_requests->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_requests->setTabKeyNavigation(false);
    m_requests->verticalHeader()->hide();
    m_requests->verticalHeader()->setDefaultSectionSize(m_requests->fontMetrics().height() + rowPadding);
    m_requests->horizontalHeader()->setStretchLastSection(true);
    for (int column = 0; column < RequestLogModel::FaultColumn; ++column)
        m_requests->setColumnWidth(column, m_requests->fontMetrics().averageCharWidth()
                                               * columnCharacters[size_t(column)]);
    followTail();
}

QList<QAction *> SandboxPanel::menuActions() const
{
    return m_brokers->menuActions() + m_faults->menuActions() + m_scenarios->menuActions();
}

void SandboxPanel::retranslate()
{
    m_tabs->setTabText(0, tr("Brokers"));
    m_tabs->setTabText(1, tr("Faults"));
    m_tabs->setTabText(2, tr("Scenarios"));
    m_tabs->setTabText(3, tr("Requests"));
    m_tabs->setAccessibleName(tr("Sandbox"));
    m_requests->setAccessibleName(tr("Requests that the sandbox received"));
    showAvailable();
}

void SandboxPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SandboxPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_watch.setWatched(true);
}

void SandboxPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_watch.setWatched(false);
}

void SandboxPanel::showAvailable()
{
    m_tabs->setEnabled(m_watch.isAvailable());
    m_note->say(Status::Neutral,
                m_watch.isAvailable() ? QString() : tr("Start the producer on the sandbox to play with it."));
}

void SandboxPanel::showRequests()
{
    m_requestModel.show(m_watch.view().requests);
}

/// The tail is followed while it is in view.
void SandboxPanel::followTail()
{
    QScrollBar *bar = m_requests->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this,
            [this, bar](int value) { m_followsTail = value == bar->maximum(); });
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar](int, int maximum) {
        if (m_followsTail)
            bar->setValue(maximum);
    });
}

} // namespace gantry::ui
