// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/sandboxwatch.h"
#include "sandbox/scenarios.h"
#include "workspace/messagelabel.h"

#include <QAction>
#include <QListWidget>
#include <QPushButton>
#include <QWidget>

namespace gantry::ui {

/// Plays stories of faults on the sandbox, and shows what they tell.
class ScenariosTab final : public QWidget
{
    Q_OBJECT

public:
    explicit ScenariosTab(SandboxWatch &watch, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> menuActions() const { return m_actions; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void play(const Scenario &scenario);
    void end();
    void tell(const QString &text);
    void showAvailable();

    SandboxWatch &m_watch;
    const QList<Scenario> m_scenarios = scenarios();
    QList<QAction *> m_actions; ///< one for each scenario, then the end
    QList<QPushButton *> m_buttons;
    MessageLabel *m_message;
    QListWidget *m_told;
};

} // namespace gantry::ui
