// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/brokerstab.h"

#include <QEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {
constexpr int rowPadding = 6;
} // namespace

BrokersTab::BrokersTab(SandboxWatch &watch, QWidget *parent)
    : QWidget(parent)
    , m_watch(watch)
    , m_table(new QTableView(this))
    , m_message(new MessageLabel(this))
    , m_buttons(new QVBoxLayout)
    , m_stop(makeAction(u"brokerStop"_s, &BrokersTab::stopOrStart))
    , m_readOnly(makeAction(u"brokerReadOnly"_s, &BrokersTab::setReadOnlyOrWritable))
    , m_leave(makeAction(u"brokerLeave"_s, &BrokersTab::leaveOrJoin))
{
    m_table->setObjectName(u"sandboxBrokers"_s);
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + rowPadding);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents); // some rows, no log
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_table, 1);
    column->addWidget(m_message);
    column->addLayout(m_buttons);
    connect(&watch, &SandboxWatch::viewChanged, this, &BrokersTab::showView);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &BrokersTab::showActions);
    retranslate();
}

QAction *BrokersTab::makeAction(const QString &name, void (BrokersTab::*slot)())
{
    auto *action = new QAction(this);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    auto *button = new QPushButton(this);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, [button, action] {
        button->setText(action->text());
        button->setToolTip(action->statusTip());
        button->setEnabled(action->isEnabled());
    });
    m_buttons->addWidget(button, 0, Qt::AlignLeft); // beside each other they would need a wide dock
    return action;
}

void BrokersTab::retranslate()
{
    m_table->setAccessibleName(tr("Brokers of the sandbox"));
    showActions();
}

void BrokersTab::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void BrokersTab::showView()
{
    m_model.show(m_watch.view().brokers);
    if (!m_table->currentIndex().isValid() && m_model.rowCount() > 0)
        m_table->selectRow(0);
    showActions();
}

std::optional<SandboxBroker> BrokersTab::current() const
{
    return m_model.broker(m_table->currentIndex().row());
}

void BrokersTab::showActions()
{
    const std::optional<SandboxBroker> broker = current();
    for (QAction *action : menuActions())
        action->setEnabled(broker.has_value());
    m_leave->setEnabled(broker && broker->isRunning);
    const QString name = broker ? broker->name.text() : tr("broker");
    const bool isRunning = !broker || broker->isRunning;
    const bool isReadOnly = broker && broker->isReadOnly;
    const bool isInRoute = !broker || broker->isInRoute || !isRunning;
    m_stop->setText(isRunning ? tr("Stop %1").arg(name) : tr("Start %1").arg(name));
    m_stop->setStatusTip(isRunning ? tr("Closes all connections of the broker, and its port.")
                                   : tr("Opens the broker's port again."));
    m_readOnly->setText(isReadOnly ? tr("Make %1 writable").arg(name) : tr("Make %1 read-only").arg(name));
    m_readOnly->setStatusTip(isReadOnly ? tr("The broker takes messages again.")
                                        : tr("The broker refuses sends with NO_PERMISSION."));
    m_leave->setText(isInRoute ? tr("Take %1 out of the route").arg(name)
                               : tr("Put %1 into the route").arg(name));
    m_leave->setStatusTip(isInRoute ? tr("Routes do not name the broker; it still answers.")
                                    : tr("Routes name the broker again."));
}

void BrokersTab::tell(const QString &verb)
{
    const std::optional<SandboxBroker> broker = current();
    if (!broker)
        return;
    m_watch.control(verb + u' ' + broker->name.text(), this,
                    [this](const Result<void> &done) { m_message->say(done); });
}

void BrokersTab::stopOrStart()
{
    tell(current() && current()->isRunning ? u"stop"_s : u"start"_s);
}

void BrokersTab::setReadOnlyOrWritable()
{
    tell(current() && current()->isReadOnly ? u"writable"_s : u"read-only"_s);
}

void BrokersTab::leaveOrJoin()
{
    tell(current() && current()->isInRoute ? u"leave"_s : u"join"_s);
}

} // namespace gantry::ui
