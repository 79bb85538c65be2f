// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/message.h>
#include <gantry/sendoutcome.h>

#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace gantry::ui {

/// Why an outcome comes without its flight.
enum class NoFlight {
    NotRecorded, ///< a burst records its first ones only
    LetGo,       ///< newer ones came
    NotInHistory ///< which keeps none
};

/// A message that was sent, or refused, and what became of it.
struct SentMessage {
    std::shared_ptr<const Message> message; ///< never null; the messages of a burst may share one
    std::chrono::system_clock::time_point at;
    SendOutcome outcome;                       ///< of a refused message: no id, no attempts
    NoFlight noFlight = NoFlight::NotRecorded; ///< where the outcome has none
};

/// Gathers outcomes from the network thread and gives them to the window at most once a frame.
class OutcomeInbox final : public QObject
{
    Q_OBJECT

public:
    explicit OutcomeInbox(QObject *parent = nullptr);

    /// Thread: any.
    void add(SentMessage message);
    /// How many wait to be given out: whoever makes more than the window can take should wait. Thread: any.
    [[nodiscard]] size_t size() const { return m_size; }
    /// Gives out at once what still waits: at the end, when no more will come.
    void giveOutRest();

Q_SIGNALS:
    void arrived(const std::vector<gantry::ui::SentMessage> &messages);

private:
    void onWoken();
    void giveOut();
    [[nodiscard]] std::vector<SentMessage> takeNext();

    std::mutex m_mutex;                 ///< only ever held for a moment: the window waits for it
    std::vector<SentMessage> m_arrived; ///< guarded by m_mutex
    std::atomic<size_t> m_size = 0;
    std::deque<SentMessage> m_left; ///< of what arrived, too many for a frame
    size_t m_atOnce;                ///< what the window last took in time
    QTimer m_frame;
    std::chrono::steady_clock::time_point m_lastGivenOut;
};

} // namespace gantry::ui
