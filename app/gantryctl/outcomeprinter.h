// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commonoptions.h"
#include "outcomeformat.h"
#include <gantry/transaction.h>

#include <QByteArray>
#include <QJsonObject>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace gantry::ctl {

/// Prints one JSON object, and a line end, to standard output. False when nobody reads it any more.
bool printJson(const QJsonObject &object);
/// Prints a line to standard output. False when nobody reads it any more.
bool printLine(const QString &line);
/// Says to standard error why something did not work.
void complain(const Error &error);
/// complain(), and with JSON the error as an object on standard output, too.
void report(const Error &error, OutputFormat format);

/// Prints outcomes on a thread of its own, in the order in which they come, and counts them.
///
/// Whoever sends waits in waitForRoom() when printing falls behind. When nobody reads standard output any
/// more, sending is asked to stop, and nothing more is printed.
class OutcomePrinter
{
public:
    OutcomePrinter(OutputFormat format, bool flow);
    ~OutcomePrinter();
    Q_DISABLE_COPY_MOVE(OutcomePrinter)

    /// Thread: any.
    void take(SendOutcome outcome, quint64 seq);
    /// Prints a broker's check-back, and what it is answered. Thread: any.
    void note(const TransactionCheck &check, std::optional<TransactionState> answer);
    /// Thread: any but the network thread.
    void waitForRoom();
    /// Prints what is there, then the summary, and ends the thread. What take() brings later is lost.
    void finish();
    /// Ends the thread without a summary.
    void cancel();

    [[nodiscard]] const SendTotals &totals() const { return m_totals; } ///< after finish()
    [[nodiscard]] bool isBroken() const { return m_broken; }

private:
    struct Entry {
        SendOutcome outcome;
        quint64 seq = 0;
    };

    void run();
    void print(const std::vector<Entry> &batch);
    void printSummary();

    OutputFormat m_format;
    bool m_flow;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    SendTotals m_totals;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Entry> m_entries;
    QByteArray m_notes;
    bool m_finishing = false;
    bool m_cancelled = false;
    std::atomic<bool> m_broken = false;
    std::thread m_thread;
};

} // namespace gantry::ctl
