// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"

#include <QWidget>

namespace gantry::ui {

class RoutingPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit RoutingPanel(Workspace &workspace, QWidget *parent = nullptr);

    /// The topic that is composed now.
    void setTopic(const TopicName &topic);

    [[nodiscard]] QList<QAction *> menuActions() const { return {}; }

private:
    Workspace &m_workspace;
};

} // namespace gantry::ui
