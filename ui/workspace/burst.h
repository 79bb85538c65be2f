// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/messagedraft.h"
#include "workspace/outcomeinbox.h"
#include "workspace/producerhost.h"
#include "workspace/variables.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace gantry::ui {

/// Sends a draft as often as it says, from a thread of its own: paced by its rate, with at most its window of
/// messages without an outcome; a SYNC burst sends the next one after the outcome of the last.
///
/// Thread: the window's; the inbox gets every outcome.
class Burst
{
public:
    /// Of a burst, so many of the first messages record their flight: each takes some kilobytes.
    static constexpr quint64 mostFlights = 1000;

    /// `inbox` must outlive it.
    Burst(MessageDraft draft, RunningProducer running, OutcomeInbox &inbox);
    /// Sends these messages instead of the draft's own, once each; the draft says how.
    Burst(MessageDraft draft, std::vector<std::shared_ptr<const Message>> messages, RunningProducer running,
          OutcomeInbox &inbox);
    /// Cancels it, and waits for its thread; outcomes of what is under way still reach the inbox.
    ~Burst();
    Q_DISABLE_COPY_MOVE(Burst)

    void setPaused(bool paused);
    /// Sends no more.
    void cancel();

    [[nodiscard]] const MessageDraft &draft() const { return m_draft; }
    [[nodiscard]] bool isPaused() const { return m_paused; }
    [[nodiscard]] quint64 submitted() const { return m_state->submitted; }
    [[nodiscard]] quint64 settled() const { return m_state->settled; }
    /// Nothing more will be sent, and everything has its outcome.
    [[nodiscard]] bool isDone() const;

private:
    /// What outcome handlers touch: they may run after the burst is gone.
    struct State {
        std::mutex mutex;
        std::condition_variable changed;
        std::atomic<quint64> submitted = 0;
        std::atomic<quint64> settled = 0;
    };

    void run();
    void sendAll();
    [[nodiscard]] bool waitForTurn(std::chrono::steady_clock::time_point turn);
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<std::shared_ptr<const Message>> nextMessage(quint64 seq);
    void submit(std::shared_ptr<const Message> message);
    [[nodiscard]] Result<SendId> submitOne(const Message &message, const SendOptions &options,
                                           OutcomeHandler handler);
    void submitBatch();
    [[nodiscard]] const SendOptions &optionsNow() const;
    [[nodiscard]] quint64 windowSize() const;
    void refuse(std::shared_ptr<const Message> message, Error error);
    static void settle(State &state);

    const MessageDraft m_draft;
    const RunningProducer m_running;
    OutcomeInbox &m_inbox;
    const SendOptions m_options;
    const SendOptions m_recorded;                                 ///< the same, with their flight
    Message m_template;                                           ///< with its variables
    const std::vector<std::shared_ptr<const Message>> m_messages; ///< empty: the draft's
    std::shared_ptr<const Message> m_fixed;                       ///< the one that is sent again and again
    std::vector<std::shared_ptr<const Message>> m_batch;          ///< gathered for one request
    Variables m_variables;
    std::shared_ptr<State> m_state = std::make_shared<State>();
    std::atomic<bool> m_paused = false;
    std::atomic<bool> m_cancelled = false;
    std::atomic<bool> m_ended = false;
    std::thread m_thread;
};

} // namespace gantry::ui
