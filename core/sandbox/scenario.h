// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/result.h>

#include <QList>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>

namespace gantry::sandbox {

/// One line of a scenario.
struct ScenarioStep {
    enum class Kind { Control, Say, Wait, Repeat };

    Kind kind = Kind::Control;
    QString text;                   ///< of Control and Say
    std::chrono::milliseconds time; ///< of Wait
};

/// Reads a scenario: `after 5s` waits, `say …` tells, `repeat` begins again, every other line is one for
/// Sandbox::control(). Errors: Usage, naming the line.
[[nodiscard]] Result<QList<ScenarioStep>> readScenario(const QString &text);

/// Carries out a scenario's steps when their time has come. Thread: sandbox.
class ScenarioPlayer final : public QObject
{
    Q_OBJECT

public:
    using Control = std::function<Result<void>(const QString &)>;
    using Say = std::function<void(const QString &)>;

    /// From now on these steps; those of another scenario end.
    void play(QList<ScenarioStep> steps, Control control, Say say);

private:
    void goOn();

    QList<ScenarioStep> m_steps;
    qsizetype m_next = 0;
    Control m_control;
    Say m_say;
    QTimer m_timer;
};

} // namespace gantry::sandbox
