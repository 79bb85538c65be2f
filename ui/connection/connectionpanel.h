// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connectionmonitor.h"
#include "profiles/profilestore.h"
#include "workspace/messagelabel.h"
#include "workspace/workspace.h"

#include <QAction>
#include <QList>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidget>

namespace gantry::ui {

class AdvancedDialog;
class ConnectionForm;
class ProfileBar;

/// Where to, as whom, and whether it works: profiles, the producer's start and stop, its state.
class ConnectionPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionPanel(Workspace &workspace, QWidget *parent = nullptr);
    /// Saves what was typed last.
    ~ConnectionPanel() override;

    [[nodiscard]] QList<QAction *> menuActions() const;
    [[nodiscard]] ConnectionMonitor::State state() const { return m_monitor.state(); }
    /// "Running on Sandbox".
    [[nodiscard]] QString stateText() const;
    /// Where sends go now or would go next: Production when either does.
    [[nodiscard]] Environment environment() const;

Q_SIGNALS:
    void stateChanged();
    void environmentChanged(gantry::Environment environment);

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QAction *makeAction(const QString &name, void (ConnectionPanel::*slot)());
    void build();
    void addRows(QVBoxLayout &column);
    void connectParts();
    void retranslate();

    void selectProfile(int index);
    void changeProfile(const Profile &profile);
    void onFormEdited(const Profile &profile);
    void onNameServersTyped(const QString &nameServers);
    void save();

    void startOrStop();
    void restart();
    void showAdvanced();
    void showAccessKeys();
    void copyClientId();

    void onStateChanged();
    void showState();
    void showTroubles();
    void showChanges();
    void connectKeys();
    [[nodiscard]] bool runsAnotherProfile() const;

    Workspace &m_workspace;
    ProfileStore m_store;
    ConnectionMonitor m_monitor;
    QTimer m_saving;
    int m_index = 0;
    bool m_isNamedByAddress = false; ///< the profile has no name of its own yet
    bool m_startsAgain = false;
    Environment m_environment = Environment::None;

    ProfileBar *m_bar;
    ConnectionForm *m_form;
    AdvancedDialog *m_dialog;
    QPushButton *m_advancedButton;
    QPushButton *m_keysButton; ///< beside a refusal
    QPushButton *m_startButton;
    QPushButton *m_restartButton;
    MessageLabel *m_state;
    MessageLabel *m_troubles;
    MessageLabel *m_pending;
    QLabel *m_clientId;
    QToolButton *m_copyButton;
    QAction *m_startStop;
    QAction *m_restart;
    QAction *m_advanced;
    QAction *m_accessKeys;
    QAction *m_copy;
};

} // namespace gantry::ui
