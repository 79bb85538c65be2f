// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"

#include <QDialog>

namespace gantry::ui {

/// The version, and what a report of a fault needs, to copy by one click. Holds no secrets.
class AboutDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(const WorkspacePaths &paths, QWidget *parent = nullptr);

    /// "Gantry 0.1.0 (commit …)", Qt, OpenSSL, system, desktop session, screen, and where files are; a line
    /// each. The home directory is `~`: its name is often that of a person.
    [[nodiscard]] static QString report(const WorkspacePaths &paths);
};

} // namespace gantry::ui
