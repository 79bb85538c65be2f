// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/historydatabase.h"
#include "workspace/outcomeinbox.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>

namespace gantry::ui {

/// Writes outcomes into the history, those of a quarter of a second in one transaction. What cannot be
/// written waits, and is tried again.
///
/// Thread: its own, but for add() and the setters.
class HistoryWriter final : public QObject
{
    Q_OBJECT

public:
    HistoryWriter(const QString &path, qint64 maxRows);

    /// Thread: any.
    void add(const std::vector<SentMessage> &messages);
    void setMaxRows(qint64 rows) { m_maxRows = rows; }
    /// How long after a failure it tries again.
    void setRetryTime(std::chrono::milliseconds time) { m_retryTime = time; }
    /// How many outcomes it has written so far. Thread: any.
    [[nodiscard]] qint64 written() const { return m_written; }
    /// Writes what waits, and closes.
    void finish();

Q_SIGNALS:
    /// What stands in the way, and how many outcomes were given up for it; empty: nothing.
    void troubled(const QString &what, qint64 lost);
    void wrote();

private:
    void onWoken();
    void writeAll();
    void takeArrived();
    [[nodiscard]] Result<void> writeSome();
    void giveUpOldest();

    HistoryDatabase m_database;
    std::atomic<qint64> m_maxRows;
    std::atomic<qint64> m_written = 0;
    std::atomic<std::chrono::milliseconds> m_retryTime = std::chrono::milliseconds(5000);
    QTimer m_turn;
    std::mutex m_mutex;                              ///< only ever held for a moment: the window waits for it
    std::vector<std::vector<SentMessage>> m_arrived; ///< guarded by m_mutex
    std::deque<SentMessage> m_waiting;
    qint64 m_lost = 0;
    bool m_isTroubled = false;
};

/// Answers questions about the history. Thread: its own.
class HistoryReader final : public QObject
{
    Q_OBJECT

public:
    explicit HistoryReader(const QString &path)
        : m_path(path)
    {
    }

    void find(quint64 question, const OutcomeQuery &query, int limit);
    /// Questions before this one are not answered any more. Thread: any.
    void expect(quint64 question) { m_expected = question; }

Q_SIGNALS:
    void found(quint64 question, const std::vector<gantry::ui::SentMessage> &messages, const QString &error);

private:
    const QString m_path;
    std::atomic<quint64> m_expected = 0;
};

} // namespace gantry::ui
