// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/logtext.h"

#include <QObject>
#include <QSaveFile>
#include <QTimer>

#include <vector>

namespace gantry::ui {

/// Writes rows of a store into a file, slice by slice, beside everything else. The file is there when all of
/// it is: a failed export leaves the old one.
class LogExport final : public QObject
{
    Q_OBJECT

public:
    /// `numbers`: of the rows. `store` must outlive it.
    LogExport(const OutcomeStore &store, std::vector<quint64> numbers, LogText text, const QString &path,
              QObject *parent = nullptr);

    void start();
    [[nodiscard]] QString path() const { return m_file.fileName(); }
    /// 0 to 1.
    [[nodiscard]] double progress() const;
    /// Rows that were dropped from the log before they were written.
    [[nodiscard]] qsizetype missed() const { return m_missed; }
    [[nodiscard]] qsizetype written() const { return m_written; }

Q_SIGNALS:
    void progressed();
    /// `error`: empty when the file is there.
    void finished(const QString &error);

private:
    void writeSlice();
    void finish(const QString &error);

    const OutcomeStore &m_store;
    const std::vector<quint64> m_numbers;
    const LogText m_text;
    QSaveFile m_file;
    QTimer m_turn;
    size_t m_next = 0;
    qsizetype m_missed = 0;
    qsizetype m_written = 0;
};

} // namespace gantry::ui
