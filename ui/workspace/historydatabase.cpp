// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/historydatabase.h"

#include "workspace/historycondition.h"
#include "workspace/outcomepacking.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

using std::chrono::nanoseconds;
using std::chrono::system_clock;

namespace {

QSqlDatabase connectionOf(const QString &name)
{
    return QSqlDatabase::database(name, false);
}

QVariant orNull(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

MessageQueue queueOf(const SendOutcome &outcome)
{
    if (outcome.isOk())
        return outcome.result->queue;
    if (outcome.attempts.isEmpty())
        return {};
    return {outcome.topic, outcome.attempts.last().broker, outcome.attempts.last().queueId};
}

SentMessage readRow(const QSqlQuery &row)
{
    Message message;
    message.topic = TopicName(row.value(2).toString());
    message.tag = row.value(3).toString();
    message.keys = row.value(4).toString();
    SentMessage sent;
    sent.at = system_clock::time_point(
        std::chrono::duration_cast<system_clock::duration>(nanoseconds(row.value(0).toLongLong())));
    sent.outcome = unpackOutcome(row.value(8).toByteArray());
    for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway}) {
        if (row.value(1).toString() == name(mode))
            sent.outcome.mode = mode;
    }
    sent.outcome.topic = message.topic;
    sent.outcome.msgId.assign(row.value(5).toByteArray());
    sent.outcome.elapsed = nanoseconds(row.value(6).toLongLong());
    sent.outcome.bodyBytes = row.value(7).toLongLong();
    sent.message = std::make_shared<const Message>(std::move(message));
    return sent;
}

} // namespace

HistoryDatabase::HistoryDatabase(QString path, Access access)
    : m_path(std::move(path))
    , m_access(access)
    , m_connection(QUuid::createUuid().toString())
{
}

HistoryDatabase::~HistoryDatabase()
{
    close();
}

Result<void> HistoryDatabase::open()
{
    const QString folder = QFileInfo(m_path).path();
    if (m_access == Access::Write && !QDir().mkpath(folder))
        return Error{ErrorKind::Usage, u"the folder %1 cannot be made"_s.arg(folder), {}, std::nullopt};
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    database.setDatabaseName(m_path);
    database.setConnectOptions(m_access == Access::Read ? u"QSQLITE_BUSY_TIMEOUT=2000;QSQLITE_OPEN_READONLY"_s
                                                        : u"QSQLITE_BUSY_TIMEOUT=2000"_s);
    if (!database.open())
        return failure(database.lastError());
    if (m_access == Access::Write) {
        if (Result<void> made = prepare(); !made)
            return made;
    }
    m_insert = std::make_unique<QSqlQuery>(database);
    if (m_access == Access::Write
        && !m_insert->prepare(u"INSERT INTO outcomes (at, mode, topic, tag, keys, msgId, status, kind, code, "
                              "error, broker, queue, elapsed, size, attempts, details) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)) {
        const Error error = failure(m_insert->lastError());
        m_insert.reset();
        return error;
    }
    return {};
}

void HistoryDatabase::close()
{
    m_insert.reset();
    if (QSqlDatabase::contains(m_connection)) {
        connectionOf(m_connection).close();
        QSqlDatabase::removeDatabase(m_connection);
    }
}

Result<void> HistoryDatabase::prepare()
{
    for (const QString &statement :
         {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s,
          u"CREATE TABLE IF NOT EXISTS outcomes (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, "
          "mode TEXT NOT NULL, topic TEXT NOT NULL, tag TEXT, keys TEXT, msgId TEXT, status TEXT NOT NULL, "
          "kind TEXT, code INTEGER, error TEXT, broker TEXT, queue INTEGER, elapsed INTEGER NOT NULL, "
          "size INTEGER NOT NULL, attempts INTEGER NOT NULL, details BLOB NOT NULL)"_s,
          u"PRAGMA user_version = 1"_s}) {
        if (Result<void> done = run(statement); !done)
            return done;
    }
    return {};
}

Result<void> HistoryDatabase::add(std::span<const SentMessage> messages, qint64 maxRows)
{
    QSqlDatabase database = connectionOf(m_connection);
    if (!database.transaction())
        return failure(database.lastError());
    Result<void> done;
    for (const SentMessage &sent : messages) {
        done = insert(sent);
        if (!done)
            break;
    }
    if (done)
        done = removeOldest(maxRows);
    if (done && !database.commit())
        done = failure(database.lastError());
    if (!done)
        database.rollback();
    return done;
}

Result<std::vector<SentMessage>> HistoryDatabase::find(const OutcomeQuery &query, int limit)
{
    const HistoryCondition condition = historyCondition(query);
    QSqlQuery select(connectionOf(m_connection));
    select.setForwardOnly(true);
    if (!select.prepare(
            u"SELECT at, mode, topic, tag, keys, msgId, elapsed, size, details FROM outcomes WHERE %1 "
            "ORDER BY id DESC LIMIT %2"_s.arg(condition.where, QString::number(limit))))
        return failure(select.lastError());
    for (const QVariant &value : condition.values)
        select.addBindValue(value);
    if (!select.exec())
        return failure(select.lastError());
    std::vector<SentMessage> found;
    while (select.next())
        found.push_back(readRow(select));
    if (select.lastError().isValid())
        return failure(select.lastError());
    std::ranges::reverse(found);
    return found;
}

Result<void> HistoryDatabase::run(const QString &statement)
{
    QSqlQuery query(connectionOf(m_connection));
    return query.exec(statement) ? Result<void>() : failure(query.lastError());
}

Result<void> HistoryDatabase::insert(const SentMessage &sent)
{
    const SendOutcome &outcome = sent.outcome;
    const Error *error = outcome.isOk() ? nullptr : &outcome.result.error();
    const MessageQueue queue = queueOf(outcome);
    const QVariantList values{
        qint64(std::chrono::duration_cast<nanoseconds>(sent.at.time_since_epoch()).count()),
        QString(name(outcome.mode)),
        outcome.topic.text().isNull() ? u""_s : outcome.topic.text(),
        orNull(sent.message->tag),
        orNull(sent.message->keys),
        orNull(outcome.msgId.toString()),
        error ? u"FAILED"_s : QString(name(outcome.result->status)),
        error ? QVariant(QString(name(error->kind))) : QVariant(),
        error && error->code ? QVariant(*error->code) : QVariant(),
        error ? QVariant(error->detail) : QVariant(),
        orNull(queue.broker.text()),
        queue.queueId < 0 ? QVariant() : QVariant(queue.queueId),
        qint64(outcome.elapsed.count()),
        qint64(outcome.bodyBytes),
        int(outcome.attempts.size()),
        packOutcome(outcome)};
    for (int i = 0; i < int(values.size()); ++i)
        m_insert->bindValue(i, values.at(i));
    return m_insert->exec() ? Result<void>() : failure(m_insert->lastError());
}

Result<void> HistoryDatabase::removeOldest(qint64 maxRows)
{
    return run(u"DELETE FROM outcomes WHERE id <= (SELECT max(id) FROM outcomes) - %1"_s.arg(maxRows));
}

Error HistoryDatabase::failure(const QSqlError &error) const
{
    return {ErrorKind::Usage,
            u"%1: %2"_s.arg(m_path, error.databaseText().isEmpty() ? error.text() : error.databaseText()),
            {},
            std::nullopt};
}

} // namespace gantry::ui
