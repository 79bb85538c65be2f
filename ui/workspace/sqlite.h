// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLatin1String>
#include <QString>

#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace gantry::ui {

/// A prepared statement. Of SQLite's own library, since QtSql's binding of values took four times as long as
/// the insert itself: 12 µs a row of the history, against 3.
class SqliteStatement
{
public:
    SqliteStatement() = default;
    SqliteStatement(sqlite3 *database, const QString &sql);

    /// Else the connection's error says why.
    [[nodiscard]] bool isPrepared() const { return m_statement != nullptr; }

    /// Parameters are bound in order, from the first; they stay until rewind().
    void bind(qint64 value);
    void bind(const QString &text);
    void bind(QLatin1String text); ///< ASCII, not copied
    void bind(const QByteArray &blob);
    void bindNull();
    /// As bind(), but nothing for an empty one.
    void bindOrNull(const QString &text);

    enum class Step { Row, Done, Failed };
    [[nodiscard]] Step step();
    /// Ready for other values.
    void rewind();

    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] QString text(int column) const { return QString::fromUtf8(bytes(column)); }

private:
    struct Finalizer {
        void operator()(sqlite3_stmt *statement) const;
    };

    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
    std::vector<QByteArray> m_held; ///< what SQLite points into
    int m_next = 1;
};

/// A connection to a file. Thread: one at a time.
class SqliteConnection
{
public:
    enum class Access { Write, Read };

    /// Makes the file where it is missing, for writing. False: error() says why.
    [[nodiscard]] bool open(const QString &path, Access access);
    void close() { m_database.reset(); }
    [[nodiscard]] bool isOpen() const { return m_database != nullptr; }

    [[nodiscard]] SqliteStatement prepare(const QString &sql) const { return {m_database.get(), sql}; }
    /// One statement without parameters, whatever it gives.
    [[nodiscard]] bool run(const QString &sql) const;
    /// In SQLite's words, of the last call that failed.
    [[nodiscard]] QString error() const;

private:
    struct Closer {
        void operator()(sqlite3 *database) const;
    };

    std::unique_ptr<sqlite3, Closer> m_database;
    QString m_openError;
};

} // namespace gantry::ui
