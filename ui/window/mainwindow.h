// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window/language.h"
#include "window/theme.h"
#include "workspace/workspace.h"

#include <QList>
#include <QMainWindow>
#include <QTimer>

class QActionGroup;
class QDockWidget;
class QLabel;
class QMenu;

namespace gantry::ui {

class ComposerPanel;
class ConnectionPanel;
class DoctorDialog;
class FlightPanel;
class LogPanel;
class MessageList;
class ProductionFrame;
class RoutingPanel;
class SandboxPanel;
class StoredPanel;
class TransactionPanel;

/// The window: connection left, composer in the centre, routing right, log and flight below.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Workspace &workspace, QWidget *parent = nullptr);
    ~MainWindow() override;

    void setTheme(Theme::Kind kind);
    /// As Language::apply().
    void setLanguage(const QString &name);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void moveEvent(QMoveEvent *event) override;

private:
    void makeDocks();
    QDockWidget *addDock(const char *name, QWidget *panel, Qt::DockWidgetArea area);
    void makeMenus();
    QMenu *addPanelMenu(const QList<QAction *> &actions);
    void makeViewMenu();
    QAction *addChoice(QMenu *menu, QActionGroup *group, const QString &value);
    void connectPanels();
    void arrange();
    void retranslate();
    void showState();
    void showTransactions();
    void showEnvironment();
    void showAbout();
    void examine(const TopicName &topic);
    void restore();
    void remember() const;
    [[nodiscard]] QString settingsFile() const;

    Workspace &m_workspace;
    Theme m_theme;
    Language m_language;
    ConnectionPanel *m_connection;
    ComposerPanel *m_composer;
    MessageList *m_messages;
    RoutingPanel *m_routing;
    SandboxPanel *m_sandbox;
    LogPanel *m_log;
    FlightPanel *m_flight;
    StoredPanel *m_stored;
    TransactionPanel *m_transactions;
    ProductionFrame *m_frame;
    QLabel *m_state;
    QByteArray m_layoutToFit; ///< until the window is shown
    QTimer m_remembering;     ///< until the layout rests: who is killed in the middle finds it again
    QList<QDockWidget *> m_docks;
    DoctorDialog *m_doctor = nullptr; ///< once it was asked for
    QMenu *m_messageMenu = nullptr;
    QMenu *m_connectionMenu = nullptr;
    QMenu *m_resultsMenu = nullptr;
    QMenu *m_routingMenu = nullptr;
    QMenu *m_sandboxMenu = nullptr;
    QMenu *m_transactionsMenu = nullptr;
    QMenu *m_viewMenu = nullptr;
    QMenu *m_themeMenu = nullptr;
    QMenu *m_languageMenu = nullptr;
    QMenu *m_helpMenu = nullptr;
    QActionGroup *m_themes = nullptr;
    QActionGroup *m_languages = nullptr;
    QAction *m_resetLayout = nullptr;
    QAction *m_quit = nullptr;
    QAction *m_about = nullptr;
    QAction *m_examine = nullptr;
};

} // namespace gantry::ui
