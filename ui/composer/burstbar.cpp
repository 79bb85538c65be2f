// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/burstbar.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ui {

namespace {
constexpr int steps = 1000;
constexpr auto refreshInterval = 100ms;
} // namespace

BurstBar::BurstBar(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_progress(new QProgressBar(this))
    , m_text(new QLabel(this))
    , m_pause(new QAction(this))
    , m_cancel(new QAction(this))
{
    m_progress->setRange(0, steps);
    m_progress->setTextVisible(false);
    m_pause->setObjectName("pauseBurst"_L1);
    m_pause->setCheckable(true);
    m_cancel->setObjectName("cancelBurst"_L1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_progress, 1);
    layout->addWidget(m_text);
    for (QAction *action : {m_pause, m_cancel}) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
        action->setEnabled(false);
    }
    m_refresh.setInterval(refreshInterval);
    connect(&m_refresh, &QTimer::timeout, this, &BurstBar::refresh);
    connect(&session, &Session::burstStarted, this, &BurstBar::onBurstStarted);
    connect(m_pause, &QAction::triggered, this, [this](bool isOn) {
        if (Burst *burst = m_session.burst())
            burst->setPaused(isOn);
        refresh();
    });
    connect(m_cancel, &QAction::triggered, this, [this] {
        if (Burst *burst = m_session.burst())
            burst->cancel();
    });
    retranslate();
    hide();
}

QList<QAction *> BurstBar::menuActions() const
{
    return {m_pause, m_cancel};
}

void BurstBar::retranslate()
{
    m_progress->setAccessibleName(tr("Progress of the burst"));
    m_pause->setText(tr("Pause"));
    m_pause->setStatusTip(tr("Sends no more of the burst until this is switched off"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setStatusTip(tr("Ends the burst; what is under way still gets its outcome"));
    refresh();
}

void BurstBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void BurstBar::onBurstStarted()
{
    m_pause->setChecked(false);
    m_refresh.start();
    refresh();
}

/// A single message needs no bar.
void BurstBar::refresh()
{
    const Burst *burst = m_session.burst();
    const bool isShown = burst && burst->draft().count > 1 && !burst->isDone();
    setVisible(isShown);
    m_pause->setEnabled(isShown);
    m_cancel->setEnabled(isShown);
    if (!isShown) {
        m_refresh.stop();
        return;
    }
    const quint64 settled = burst->settled();
    const quint64 count = burst->draft().count;
    m_progress->setValue(int(double(settled) / double(count) * steps));
    const QLocale locale;
    m_text->setText(tr("%1 of %2").arg(locale.toString(settled), locale.toString(count)));
}

} // namespace gantry::ui
