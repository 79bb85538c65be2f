// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"

#include <QWidget>

namespace gantry::ui {

class LogPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(Workspace &workspace, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> menuActions() const { return {}; }

Q_SIGNALS:
    /// The row whose details are wanted.
    void selected(const gantry::ui::SentMessage &message);
    /// The selection is empty.
    void nothingSelected();
    void resendRequested(const std::vector<gantry::ui::SentMessage> &messages);
    void editRequested(const gantry::ui::SentMessage &message);

private:
    Workspace &m_workspace;
};

} // namespace gantry::ui
