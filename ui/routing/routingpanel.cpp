// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/routingpanel.h"

namespace gantry::ui {

RoutingPanel::RoutingPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
{
}

void RoutingPanel::setTopic(const TopicName &topic)
{
    static_cast<void>(topic);
}

} // namespace gantry::ui
