// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"

#include <QMainWindow>

namespace gantry::ui {

class ComposerPanel;
class ConnectionPanel;
class FlightPanel;
class LogPanel;
class RoutingPanel;

/// The window: connection left, composer in the centre, routing right, log and flight below.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Workspace &workspace, QWidget *parent = nullptr);
    ~MainWindow() override;

private:
    Workspace &m_workspace;
    ConnectionPanel *m_connection;
    ComposerPanel *m_composer;
    RoutingPanel *m_routing;
    LogPanel *m_log;
    FlightPanel *m_flight;
};

} // namespace gantry::ui
