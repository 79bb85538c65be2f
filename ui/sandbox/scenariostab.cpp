// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/scenariostab.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QTime>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr int mostTold = 200;

/// Titles that come with the program, for who translates.
[[maybe_unused]] constexpr const char *titles[] = {
    QT_TRANSLATE_NOOP("ScenarioTitle", "The NameServer comes and goes."),
    QT_TRANSLATE_NOOP("ScenarioTitle", "More messages than the brokers can take."),
    QT_TRANSLATE_NOOP("ScenarioTitle", "The disk of one broker is full, then that of the other one."),
    QT_TRANSLATE_NOOP("ScenarioTitle", "One of two brokers dies, and comes back."),
    QT_TRANSLATE_NOOP("ScenarioTitle", "One broker answers slowly, then hardly at all."),
    QT_TRANSLATE_NOOP(
        "ScenarioTitle",
        "One broker advertises an address that clients cannot reach, as brokers in containers do."),
};

} // namespace

ScenariosTab::ScenariosTab(SandboxWatch &watch, QWidget *parent)
    : QWidget(parent)
    , m_watch(watch)
    , m_message(new MessageLabel(this))
    , m_told(new QListWidget(this))
{
    for (const Scenario &scenario : m_scenarios) {
        auto *action = new QAction(this);
        action->setObjectName(u"scenario-"_s + scenario.name);
        connect(action, &QAction::triggered, this, [this, &scenario] { play(scenario); });
        m_actions.append(action);
    }
    auto *end = new QAction(this);
    end->setObjectName(u"scenarioEnd"_s);
    connect(end, &QAction::triggered, this, &ScenariosTab::end);
    m_actions.append(end);
    addActions(m_actions);
    build();
    connect(&watch, &SandboxWatch::said, this, &ScenariosTab::tell);
    connect(&watch, &SandboxWatch::availableChanged, this, &ScenariosTab::showAvailable);
    retranslate();
    showAvailable();
}

void ScenariosTab::build()
{
    m_message->setObjectName(u"scenarioMessage"_s);
    m_told->setObjectName(u"scenarioTold"_s);
    m_told->setWordWrap(true);
    m_told->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *left = new QVBoxLayout;
    for (QAction *action : m_actions) {
        auto *button = new QPushButton(this);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        m_buttons.append(button);
        left->addWidget(button);
    }
    left->addStretch(1);
    auto *right = new QVBoxLayout;
    right->addWidget(m_message);
    right->addWidget(m_told, 1);
    auto *both = new QHBoxLayout(this);
    both->addLayout(left);
    both->addLayout(right, 1);
}

void ScenariosTab::retranslate()
{
    m_told->setAccessibleName(tr("What the scenario tells"));
    for (qsizetype i = 0; i < m_scenarios.size(); ++i) {
        const QString title =
            QCoreApplication::translate("ScenarioTitle", m_scenarios[i].title.toUtf8().constData());
        m_actions[i]->setText(tr("Play %1").arg(m_scenarios[i].name));
        m_actions[i]->setStatusTip(title);
    }
    m_actions.last()->setText(tr("End the scenario"));
    m_actions.last()->setStatusTip(
        tr("Ends the scenario and all faults; every server runs and takes messages."));
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        m_buttons[i]->setText(m_actions[i]->text());
        m_buttons[i]->setToolTip(m_actions[i]->statusTip());
    }
}

void ScenariosTab::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ScenariosTab::showAvailable()
{
    for (QAction *action : m_actions)
        action->setEnabled(m_watch.isAvailable());
    setEnabled(m_watch.isAvailable());
}

void ScenariosTab::play(const Scenario &scenario)
{
    tell(tr("%1 begins.").arg(scenario.name));
    // What an earlier one left behind would be no part of this story.
    m_watch.play(peace() + scenario.text, this, [this](const Result<void> &done) { m_message->say(done); });
}

void ScenariosTab::end()
{
    m_watch.play(peace(), this, [this](const Result<void> &done) {
        m_message->say(done);
        if (done)
            tell(tr("The scenario has ended; every server runs."));
    });
}

void ScenariosTab::tell(const QString &text)
{
    m_told->addItem(QTime::currentTime().toString(u"HH:mm:ss"_s) + u' ' + text);
    while (m_told->count() > mostTold)
        delete m_told->takeItem(0);
    m_told->scrollToBottom();
}

} // namespace gantry::ui
