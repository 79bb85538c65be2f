// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace gantry::ui {

/// The version, and what a report of a fault needs, to copy by one click. Holds no secrets.
class AboutDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent = nullptr);

    /// "Gantry 0.1.0", Qt, system, platform, style; a line each.
    [[nodiscard]] static QString report();
};

} // namespace gantry::ui
