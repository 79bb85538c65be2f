// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"

#include <QWidget>

namespace gantry::ui {

class ComposerPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ComposerPanel(Workspace &workspace, QWidget *parent = nullptr);

    /// A new tab with what was sent.
    void edit(const SentMessage &message);

    [[nodiscard]] QList<QAction *> menuActions() const { return {}; }

Q_SIGNALS:
    void sendRequested(const gantry::ui::MessageDraft &draft);

private:
    Workspace &m_workspace;
};

} // namespace gantry::ui
