// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/mainwindow.h"

#include "composer/composerpanel.h"
#include "connection/connectionpanel.h"
#include "flight/flightpanel.h"
#include "log/logpanel.h"
#include "routing/routingpanel.h"

#include <QDockWidget>

using namespace Qt::StringLiterals;

namespace gantry::ui {

MainWindow::MainWindow(Workspace &workspace, QWidget *parent)
    : QMainWindow(parent)
    , m_workspace(workspace)
    , m_connection(new ConnectionPanel(workspace, this))
    , m_composer(new ComposerPanel(workspace, this))
    , m_routing(new RoutingPanel(workspace, this))
    , m_log(new LogPanel(workspace, this))
    , m_flight(new FlightPanel(this))
{
    setWindowTitle(u"Gantry"_s);
    connect(m_composer, &ComposerPanel::sendRequested, &m_workspace, &Workspace::send);
    connect(m_log, &LogPanel::selected, m_flight, &FlightPanel::showMessage);
    connect(m_log, &LogPanel::nothingSelected, m_flight, &FlightPanel::clear);
    connect(m_log, &LogPanel::editRequested, m_composer, &ComposerPanel::edit);
}

MainWindow::~MainWindow() = default;

} // namespace gantry::ui
