// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"

#include <QWidget>

namespace gantry::ui {

class FlightPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit FlightPanel(Workspace &workspace, QWidget *parent = nullptr);

    void show(const SentMessage &message);
    void clear();

private:
    Workspace &m_workspace;
};

} // namespace gantry::ui
