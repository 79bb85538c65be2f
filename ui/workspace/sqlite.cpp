// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/sqlite.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {
constexpr int busyTimeoutMs = 2000;
} // namespace

SqliteStatement::SqliteStatement(sqlite3 *database, const QString &sql)
{
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v3(database, text.constData(), int(text.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                       nullptr);
    m_statement.reset(statement);
}

void SqliteStatement::Finalizer::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

void SqliteStatement::bind(qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), m_next++, value);
}

void SqliteStatement::bind(const QString &text)
{
    const QByteArray &utf8 = m_held.emplace_back(text.toUtf8());
    sqlite3_bind_text(m_statement.get(), m_next++, utf8.constData(), int(utf8.size()), nullptr);
}

void SqliteStatement::bind(QLatin1String text)
{
    sqlite3_bind_text(m_statement.get(), m_next++, text.data(), int(text.size()), nullptr);
}

void SqliteStatement::bind(const QByteArray &blob)
{
    const QByteArray &held = m_held.emplace_back(blob);
    sqlite3_bind_blob(m_statement.get(), m_next++, held.constData(), int(held.size()), nullptr);
}

void SqliteStatement::bindNull()
{
    sqlite3_bind_null(m_statement.get(), m_next++);
}

void SqliteStatement::bindOrNull(const QString &text)
{
    if (text.isEmpty())
        bindNull();
    else
        bind(text);
}

SqliteStatement::Step SqliteStatement::step()
{
    switch (sqlite3_step(m_statement.get())) {
    case SQLITE_ROW:
        return Step::Row;
    case SQLITE_DONE:
        return Step::Done;
    default:
        return Step::Failed;
    }
}

void SqliteStatement::rewind()
{
    sqlite3_reset(m_statement.get());
    m_held.clear();
    m_next = 1;
}

qint64 SqliteStatement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

QByteArray SqliteStatement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return {data, sqlite3_column_bytes(m_statement.get(), column)};
}

bool SqliteConnection::open(const QString &path, Access access)
{
    sqlite3 *database = nullptr;
    const int flags =
        access == Access::Write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    const int code =
        sqlite3_open_v2(path.toUtf8().constData(), &database, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    m_database.reset(database); // also that of a failed open is to be closed
    if (code != SQLITE_OK) {
        m_openError = QString::fromUtf8(sqlite3_errstr(code));
        m_database.reset();
        return false;
    }
    sqlite3_busy_timeout(database, busyTimeoutMs);
    return true;
}

void SqliteConnection::Closer::operator()(sqlite3 *database) const
{
    sqlite3_close_v2(database);
}

bool SqliteConnection::run(const QString &sql) const
{
    return sqlite3_exec(m_database.get(), sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

QString SqliteConnection::error() const
{
    return m_database ? QString::fromUtf8(sqlite3_errmsg(m_database.get())) : m_openError;
}

} // namespace gantry::ui
