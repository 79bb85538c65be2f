// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/composerpanel.h"

namespace gantry::ui {

ComposerPanel::ComposerPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
{
}

void ComposerPanel::edit(const SentMessage &message)
{
    static_cast<void>(message);
}

} // namespace gantry::ui
