// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcomeinbox.h"
#include "workspace/outcomequery.h"
#include "workspace/sqlite.h"
#include <gantry/result.h>

#include <span>
#include <vector>

namespace gantry::ui {

/// The file in which outcomes outlive the window.
///
/// Thread: one, from open() to its end. Errors: Usage with SQLite's own words, and the path.
class HistoryDatabase
{
public:
    using Access = SqliteConnection::Access;

    HistoryDatabase(QString path, Access access);

    /// For writing: makes folder, file and table where they are missing.
    [[nodiscard]] Result<void> open();
    [[nodiscard]] bool isOpen() const { return m_connection.isOpen(); }
    void close();

    /// All of them or none; the oldest rows go where there are more than `maxRows` then.
    [[nodiscard]] Result<void> add(std::span<const SentMessage> messages, qint64 maxRows);
    /// The newest `limit` that `query` asks for, oldest first. Their messages have no body.
    [[nodiscard]] Result<std::vector<SentMessage>> find(const OutcomeQuery &query, int limit);

private:
    [[nodiscard]] Result<void> run(const QString &statement);
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] bool insert(const SentMessage &sent);
    [[nodiscard]] Result<void> removeOldest(qint64 maxRows);
    [[nodiscard]] Error failure() const;

    const QString m_path;
    const Access m_access;
    SqliteConnection m_connection;
    SqliteStatement m_insert; ///< goes before its connection
};

} // namespace gantry::ui
