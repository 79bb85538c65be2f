// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcomeinbox.h"
#include "workspace/outcomequery.h"
#include <gantry/result.h>

#include <QSqlDatabase>
#include <QSqlQuery>

#include <memory>
#include <span>
#include <vector>

namespace gantry::ui {

/// The file in which outcomes outlive the window.
///
/// Thread: one, from open() to its end. Errors: Usage with SQLite's own words, and the path.
class HistoryDatabase
{
public:
    enum class Access { Write, Read };

    HistoryDatabase(QString path, Access access);
    ~HistoryDatabase();
    Q_DISABLE_COPY_MOVE(HistoryDatabase)

    /// For writing: makes folder, file and table where they are missing.
    [[nodiscard]] Result<void> open();
    [[nodiscard]] bool isOpen() const { return m_insert != nullptr; }
    void close();

    /// All of them or none; the oldest rows go where there are more than `maxRows` then.
    [[nodiscard]] Result<void> add(std::span<const SentMessage> messages, qint64 maxRows);
    /// The newest `limit` that `query` asks for, oldest first. Their messages have no body.
    [[nodiscard]] Result<std::vector<SentMessage>> find(const OutcomeQuery &query, int limit);

private:
    [[nodiscard]] Result<void> run(const QString &statement);
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> insert(const SentMessage &sent);
    [[nodiscard]] Result<void> removeOldest(qint64 maxRows);
    [[nodiscard]] Error failure(const QSqlError &error) const;

    const QString m_path;
    const Access m_access;
    const QString m_connection;
    std::unique_ptr<QSqlQuery> m_insert;
};

} // namespace gantry::ui
