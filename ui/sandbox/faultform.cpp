// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faultform.h"

#include "sandbox/faultline.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <limits>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {
constexpr int systemBusy = 2;
constexpr int firstDelay = 500;
} // namespace

FaultForm::FaultForm(SandboxWatch &watch, QWidget *parent)
    : QWidget(parent)
    , m_watch(watch)
    , m_server(new QComboBox(this))
    , m_request(new QComboBox(this))
    , m_action(new QComboBox(this))
    , m_number(new QSpinBox(this))
    , m_remark(new QLineEdit(this))
    , m_next(new QSpinBox(this))
    , m_share(new QSpinBox(this))
    , m_line(new QLineEdit(this))
    , m_set(new QPushButton(this))
    , m_presets(new QToolButton(this))
    , m_message(new MessageLabel(this))
    , m_activeTitle(new QLabel(this))
    , m_active(new QListWidget(this))
    , m_clear(new QPushButton(this))
{
    build();
    addPresets();
    for (QComboBox *choice : {m_server, m_request, m_action})
        connect(choice, &QComboBox::currentIndexChanged, this, &FaultForm::makeLine);
    for (QSpinBox *number : {m_number, m_next, m_share})
        connect(number, &QSpinBox::valueChanged, this, &FaultForm::makeLine);
    connect(m_remark, &QLineEdit::textEdited, this, &FaultForm::makeLine);
    connect(m_line, &QLineEdit::returnPressed, this, &FaultForm::setFault);
    connect(m_set, &QPushButton::clicked, this, &FaultForm::setFault);
    connect(&watch, &SandboxWatch::viewChanged, this, &FaultForm::showView);
    connect(&watch, &SandboxWatch::availableChanged, this, &FaultForm::showView);
    retranslate();
    makeLine();
}

void FaultForm::build()
{
    m_server->setObjectName(u"faultServer"_s);
    m_request->setObjectName(u"faultRequest"_s);
    m_action->setObjectName(u"faultAction"_s);
    m_number->setObjectName(u"faultNumber"_s);
    m_remark->setObjectName(u"faultRemark"_s);
    m_next->setObjectName(u"faultNext"_s);
    m_share->setObjectName(u"faultShare"_s);
    m_line->setObjectName(u"faultLine"_s);
    m_set->setObjectName(u"faultSet"_s);
    m_presets->setObjectName(u"faultPresets"_s);
    m_message->setObjectName(u"faultMessage"_s);
    m_active->setObjectName(u"faults"_s);
    auto *form = new QFormLayout;
    addChoices(*form);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_set);
    buttons->addWidget(m_presets);
    buttons->addStretch();
    auto *left = new QVBoxLayout;
    left->addLayout(form);
    left->addWidget(m_message);
    left->addLayout(buttons);
    left->addStretch(1);
    auto *right = new QVBoxLayout;
    right->addWidget(m_activeTitle);
    right->addWidget(m_active, 1);
    right->addWidget(m_clear, 0, Qt::AlignLeft);
    m_activeTitle->setBuddy(m_active);
    auto *both = new QHBoxLayout(this);
    both->addLayout(left, 3);
    both->addLayout(right, 2);
}

/// A line each of choices that belong together.
void FaultForm::addChoices(QFormLayout &form)
{
    const auto addLine = [this, &form](QWidget *first, QWidget *second) {
        auto *label = new QLabel(this);
        label->setBuddy(first);
        m_labels.append(label);
        auto *line = new QHBoxLayout;
        line->addWidget(first, 1);
        line->addWidget(second, 1);
        form.addRow(label, line);
    };
    m_request->addItems(faultRequests());
    m_action->addItems(faultActions());
    m_number->setRange(0, 600'000);
    m_number->setValue(firstDelay);
    m_next->setRange(0, 1'000'000);
    m_share->setRange(1, 100);
    m_share->setValue(100);
    m_share->setSuffix(u" %"_s);
    addLine(m_server, m_request);
    addLine(m_action, m_number);
    auto *remarkLabel = new QLabel(this);
    remarkLabel->setBuddy(m_remark);
    m_labels.append(remarkLabel);
    form.addRow(remarkLabel, m_remark);
    addLine(m_next, m_share);
    auto *lineLabel = new QLabel(this);
    lineLabel->setBuddy(m_line);
    m_labels.append(lineLabel);
    form.addRow(lineLabel, m_line);
}

QAction *FaultForm::addAction(const QString &name, const QString &line)
{
    auto *action = new QAction(this);
    action->setObjectName(name);
    action->setToolTip(line);
    connect(action, &QAction::triggered, this, [this, line] { carryOut(line); });
    m_actions.append(action);
    QWidget::addAction(action);
    return action;
}

void FaultForm::addPresets()
{
    m_presets->addAction(addAction(u"faultRefuse"_s,
                                   u"broker-a send refuse 2 [TIMEOUT_CLEAN_QUEUE]broker busy, "
                                   "start flow control for a while next 3"_s));
    m_presets->addAction(addAction(u"faultDelay"_s, u"any send delay 2000"_s));
    m_presets->addAction(addAction(u"faultDropResponses"_s, u"any send drop-response"_s));
    m_presets->addAction(addAction(u"faultClose"_s, u"any send close-before next 1"_s));
    m_presets->setPopupMode(QToolButton::InstantPopup);
    m_presets->setFocusPolicy(Qt::StrongFocus);
    m_presets->setToolButtonStyle(Qt::ToolButtonTextOnly);
    QAction *clear = addAction(u"faultClear"_s, u"clear"_s);
    connect(m_clear, &QPushButton::clicked, clear, &QAction::trigger);
}

void FaultForm::retranslate()
{
    const QStringList labels{tr("&Where"), tr("&What"), tr("R&emark"), tr("&How many"), tr("&Line")};
    for (qsizetype i = 0; i < labels.size(); ++i)
        m_labels[i]->setText(labels[i]);
    m_server->setAccessibleName(tr("Server"));
    m_request->setAccessibleName(tr("Request"));
    m_action->setAccessibleName(tr("What happens"));
    m_number->setAccessibleName(tr("Delay in milliseconds, or response code"));
    m_remark->setAccessibleName(tr("Remark of the refusal"));
    m_next->setAccessibleName(tr("For how many requests"));
    m_next->setSpecialValueText(tr("until cleared"));
    m_next->setPrefix(tr("next "));
    m_share->setAccessibleName(tr("Share of the requests"));
    m_line->setAccessibleName(tr("Fault, as the sandbox takes it"));
    m_line->setToolTip(tr("What is chosen above as one line. Lines can be typed, too: also stop, start, "
                          "read-only, queues and the others."));
    m_set->setText(tr("&Set fault"));
    m_presets->setText(tr("&Presets"));
    m_activeTitle->setText(tr("&Active faults"));
    m_active->setAccessibleName(tr("Active faults"));
    m_clear->setText(tr("&Clear faults"));
    const QStringList actions{tr("Refuse the next 3 sends at broker-a with SYSTEM_BUSY"),
                              tr("Delay every answer to a send by 2 s"), tr("Drop the answers to sends"),
                              tr("Close the connection at the next send"), tr("Clear faults")};
    for (qsizetype i = 0; i < actions.size(); ++i) {
        m_actions[i]->setText(actions[i]);
        m_actions[i]->setStatusTip(tr("Sandbox: %1.").arg(actions[i]));
    }
    showView();
}

void FaultForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

QString FaultForm::target() const
{
    return m_server->currentIndex() > 0 ? m_server->currentText() : QString();
}

void FaultForm::makeLine()
{
    const QString action = m_action->currentText();
    const bool isDelay = action == "delay"_L1;
    const bool isRefusal = action == "refuse"_L1;
    m_number->setEnabled(isDelay || isRefusal);
    m_number->setSuffix(isDelay ? u" ms"_s : QString());
    m_remark->setEnabled(isRefusal);
    if (sender() == m_action && (isDelay || isRefusal)) {
        const QSignalBlocker blocker(m_number);
        m_number->setValue(isDelay ? firstDelay : systemBusy);
    }
    m_line->setText(faultLine({.server = target(),
                               .request = m_request->currentText(),
                               .action = action,
                               .number = m_number->value(),
                               .remark = m_remark->text(),
                               .next = m_next->value(),
                               .share = m_share->value()}));
    m_message->clear();
}

void FaultForm::setFault()
{
    carryOut(m_line->text());
}

void FaultForm::carryOut(const QString &line)
{
    m_watch.control(line, this, [this](const Result<void> &done) { m_message->say(done); });
}

void FaultForm::showView()
{
    setEnabled(m_watch.isAvailable());
    for (QAction *action : m_actions)
        action->setEnabled(m_watch.isAvailable());
    QStringList servers{tr("any broker")};
    for (const SandboxBroker &broker : m_watch.view().brokers)
        servers.append(broker.name.text());
    servers.append(u"namesrv"_s);
    QStringList shown;
    for (int i = 0; i < m_server->count(); ++i)
        shown.append(m_server->itemText(i));
    if (servers != shown) {
        const int index = m_server->currentIndex();
        const QSignalBlocker blocker(m_server);
        m_server->clear();
        m_server->addItems(servers);
        m_server->setCurrentIndex(index >= 0 && index < servers.size() ? index : 0);
    }
    QStringList active;
    for (int i = 0; i < m_active->count(); ++i)
        active.append(m_active->item(i)->text());
    if (active == m_watch.view().faults)
        return;
    m_active->clear();
    m_active->addItems(m_watch.view().faults);
}

} // namespace gantry::ui
