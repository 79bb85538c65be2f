// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/requestlogmodel.h"
#include "sandbox/sandboxwatch.h"
#include "workspace/messagelabel.h"
#include "workspace/workspace.h"

#include <QAction>
#include <QTabWidget>
#include <QTableView>
#include <QWidget>

namespace gantry::ui {

class BrokersTab;
class FaultForm;
class ScenariosTab;

/// The sandbox behind the window: its brokers, faults by a click, scenarios, and what its servers received.
/// Enabled while the session runs on it.
class SandboxPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SandboxPanel(Workspace &workspace, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> menuActions() const;

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void retranslate();
    void showAvailable();
    void showRequests();
    void buildRequests();
    void followTail();

    SandboxWatch m_watch;
    RequestLogModel m_requestModel;
    MessageLabel *m_note;
    QTabWidget *m_tabs;
    BrokersTab *m_brokers;
    FaultForm *m_faults;
    ScenariosTab *m_scenarios;
    QTableView *m_requests;
    bool m_followsTail = true;
};

} // namespace gantry::ui
