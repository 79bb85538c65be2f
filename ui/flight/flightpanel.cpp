// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flight/flightpanel.h"

namespace gantry::ui {

FlightPanel::FlightPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
{
}

void FlightPanel::show(const SentMessage &message)
{
    static_cast<void>(message);
}

void FlightPanel::clear() {}

} // namespace gantry::ui
