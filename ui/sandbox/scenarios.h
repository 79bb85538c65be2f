// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace gantry::ui {

/// A story of faults that comes with the program.
struct Scenario {
    QString name;  ///< "lost-broker"
    QString title; ///< its first line: "One of two brokers dies, and comes back."
    QString text;  ///< for Sandbox::play()
};

/// By name.
[[nodiscard]] QList<Scenario> scenarios();
/// Ends whatever a scenario has done: faults, and what servers were told.
[[nodiscard]] QString peace();

} // namespace gantry::ui
