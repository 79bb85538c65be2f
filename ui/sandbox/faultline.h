// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace gantry::ui {

/// What is chosen for a fault, as a form has it. docs/sandbox.md has the line's grammar.
struct FaultChoice {
    QString server;  ///< "broker-a", "namesrv"; empty: any broker
    int queue = -1;  ///< -1: all
    QString request; ///< "send"; empty: any
    QString action;  ///< "delay"
    int number = 0;  ///< of delay the milliseconds, of refuse the code
    QString remark;  ///< of refuse
    int next = 0;    ///< 0: until it is cleared
    int share = 100; ///< percent
};

/// The line for Sandbox::control(). Pure.
[[nodiscard]] QString faultLine(const FaultChoice &choice);

/// The words of the grammar, in the order in which they are offered.
[[nodiscard]] QStringList faultRequests();
[[nodiscard]] QStringList faultActions();

} // namespace gantry::ui
