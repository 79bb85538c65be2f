// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "outcomeprinter.h"
#include "ratelimiter.h"
#include "sendoptions.h"
#include <gantry/producer.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace gantry::ctl {

/// The threads of one `send`, from the first message to the last outcome.
class SendRun
{
public:
    SendRun(const SendCommandOptions &options, Producer &producer, MessageSource &source,
            OutcomePrinter &printer);
    Q_DISABLE_COPY_MOVE(SendRun)
    ~SendRun() = default;

    /// Ends when everything was sent and has its outcome, or some time after somebody asked to stop.
    void run();
    /// Ends the producer, which gives what is still under way an outcome.
    void shutdown();
    /// False when a thread still waits for standard input: then only the end of the process ends it.
    bool join();

private:
    void work();
    [[nodiscard]] std::optional<SourcedMessage> nextMessage();
    void send(SourcedMessage &&next);
    void sendBatch(std::vector<SourcedMessage> batch);
    [[nodiscard]] SendOptions optionsFor(const SourcedMessage &next) const;
    void take(const SendOutcome &outcome, quint64 seq, bool isTimer);
    void refuse(quint64 seq, const Message &message, const Error &error);

    const SendCommandOptions &m_options;
    Producer &m_producer;
    MessageSource &m_source;
    OutcomePrinter &m_printer;
    RateLimiter m_limiter;
    std::optional<MessageQueue> m_queue;
    std::vector<std::thread> m_threads;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    int m_running = 0;
    std::atomic<bool> m_timerWarned = false;
};

} // namespace gantry::ctl
