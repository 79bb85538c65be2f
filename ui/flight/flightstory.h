// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcomeinbox.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <chrono>
#include <utility>

namespace gantry::ui {

/// One step of a send as people read it; times count from acceptance.
struct FlightStep {
    enum class State { Done, Failed, Skipped };

    QString name;    ///< "Attempt 1: broker-a, queue 2"
    QString details; ///< "127.0.0.1:10911; passed over broker-b, which does not answer"
    std::chrono::nanoseconds begin{};
    std::chrono::nanoseconds end{};
    State state = State::Done;
    QList<FlightStep> children;
    QList<std::pair<QString, QString>> fields; ///< of a request or a response
};

/// Tells what happened to one message, from its outcome and, where there is one, its flight.
class FlightStory
{
    Q_DECLARE_TR_FUNCTIONS(gantry::ui::FlightStory)

public:
    explicit FlightStory(const SentMessage &message);

    /// What happened, in plain words.
    [[nodiscard]] const QString &sentence() const { return m_sentence; }
    /// What to do about it; empty where nothing needs to be done.
    [[nodiscard]] const QString &advice() const { return m_advice; }
    /// Why there are no steps within the attempts; empty where there are.
    [[nodiscard]] QString note() const;
    [[nodiscard]] const QList<FlightStep> &steps() const { return m_steps; }
    /// From acceptance to outcome.
    [[nodiscard]] std::chrono::nanoseconds elapsed() const { return m_message.outcome.elapsed; }

    /// "1.52 ms"
    [[nodiscard]] static QString timeText(std::chrono::nanoseconds time);

private:
    void tell();
    [[nodiscard]] QString success() const;
    [[nodiscard]] QString failure() const;
    [[nodiscard]] QString whyAgain() const;
    [[nodiscard]] QString batchText() const;
    [[nodiscard]] QString transactionText() const;
    [[nodiscard]] QString replyText() const;
    void addPreparation(const SendFlight &flight);
    [[nodiscard]] FlightStep attemptStep(qsizetype index) const;
    void addParts(FlightStep &step, const Attempt &attempt, const AttemptFlight &flight) const;
    [[nodiscard]] QString attemptDetails(const Attempt &attempt, const AttemptFlight *flight) const;
    [[nodiscard]] QString packed() const;

    const SentMessage m_message;
    QString m_sentence;
    QString m_advice;
    QList<FlightStep> m_steps;
};

} // namespace gantry::ui
