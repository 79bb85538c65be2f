// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/historyworkers.h"

#include <QObject>
#include <QThread>

namespace gantry::ui {

/// Every outcome, kept over starts in an SQLite file, up to a number of rows. What is killed in the middle
/// misses the last half second at most.
///
/// Thread: the window's; file and searches have threads of their own.
class History final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 defaultRows = 1'000'000;

    explicit History(const QString &path, qint64 maxRows = defaultRows, QObject *parent = nullptr);
    /// Writes what waits.
    ~History() override;

    void append(const std::vector<gantry::ui::SentMessage> &messages) { m_writer->add(messages); }
    /// Of those, how many are in the file.
    [[nodiscard]] qint64 written() const { return m_writer->written(); }
    [[nodiscard]] qint64 maxRows() const { return m_maxRows; }
    /// Counts from the next outcome on.
    void setMaxRows(qint64 rows);

    /// After a failure; five seconds unless set.
    void setRetryTime(std::chrono::milliseconds time) { m_writer->setRetryTime(time); }

    /// Asks for the newest `limit` outcomes that `query` lets through; found() answers the last question.
    void search(const OutcomeQuery &query, int limit);

    /// What keeps it from being written, a sentence; empty: nothing.
    [[nodiscard]] QString trouble() const;

Q_SIGNALS:
    void troubleChanged();
    /// Oldest first, without bodies. `error`: why there are none; else empty.
    void found(const std::vector<gantry::ui::SentMessage> &messages, const QString &error);
    /// What was appended is in the file.
    void wrote();

private:
    void onTroubled(const QString &what, qint64 lost);
    void onFound(quint64 question, const std::vector<gantry::ui::SentMessage> &messages,
                 const QString &error);

    qint64 m_maxRows;
    QThread m_writerThread;
    QThread m_readerThread;
    HistoryWriter *m_writer; ///< lives on m_writerThread
    HistoryReader *m_reader; ///< lives on m_readerThread
    quint64 m_question = 0;
    QString m_what;
    qint64 m_lost = 0;
};

} // namespace gantry::ui
