// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/historydatabase.h"

#include "workspace/historycondition.h"
#include "workspace/outcomepacking.h"

#include <QDir>
#include <QFileInfo>
#include <QVariant>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

using std::chrono::nanoseconds;
using std::chrono::system_clock;

namespace {

MessageQueue queueOf(const SendOutcome &outcome)
{
    if (outcome.isOk())
        return outcome.result->queue;
    if (outcome.attempts.isEmpty())
        return {};
    return {outcome.topic, outcome.attempts.last().broker, outcome.attempts.last().queueId};
}

/// Of the columns that find() asks for.
SentMessage readRow(const SqliteStatement &row)
{
    Message message;
    message.topic = TopicName(row.text(2));
    message.tag = row.text(3);
    message.keys = row.text(4);
    SentMessage sent;
    sent.at = system_clock::time_point(
        std::chrono::duration_cast<system_clock::duration>(nanoseconds(row.integer(0))));
    sent.outcome.topic = message.topic;
    sent.outcome.msgId.assign(row.bytes(5));
    unpackOutcome(row.bytes(8), sent.outcome);
    for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway}) {
        if (row.text(1) == name(mode))
            sent.outcome.mode = mode;
    }
    sent.outcome.elapsed = nanoseconds(row.integer(6));
    sent.outcome.bodyBytes = row.integer(7);
    sent.message = std::make_shared<const Message>(std::move(message));
    return sent;
}

void bindValue(SqliteStatement &statement, const QVariant &value)
{
    if (value.typeId() == QMetaType::QString)
        statement.bind(value.toString());
    else
        statement.bind(value.toLongLong());
}

} // namespace

HistoryDatabase::HistoryDatabase(QString path, Access access)
    : m_path(std::move(path))
    , m_access(access)
{
}

Result<void> HistoryDatabase::open()
{
    const QString folder = QFileInfo(m_path).path();
    if (m_access == Access::Write && !QDir().mkpath(folder))
        return Error{ErrorKind::Usage, u"the folder %1 cannot be made"_s.arg(folder), {}, std::nullopt};
    if (!m_connection.open(m_path, m_access))
        return failure();
    Result<void> prepared;
    if (m_access == Access::Write)
        prepared = prepare();
    if (!prepared)
        close();
    return prepared;
}

void HistoryDatabase::close()
{
    m_insert = {};
    m_connection.close();
}

Result<void> HistoryDatabase::prepare()
{
    for (const QString &statement :
         {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s,
          // A checkpoint waits for the disk twice, so there are fewer of them than SQLite makes: one in 32
          // MiB.
          u"PRAGMA wal_autocheckpoint = 8192"_s,
          u"CREATE TABLE IF NOT EXISTS outcomes (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, "
          "mode TEXT NOT NULL, topic TEXT NOT NULL, tag TEXT, keys TEXT, msgId TEXT, status TEXT NOT NULL, "
          "kind TEXT, code INTEGER, error TEXT, broker TEXT, queue INTEGER, elapsed INTEGER NOT NULL, "
          "size INTEGER NOT NULL, attempts INTEGER NOT NULL, details BLOB NOT NULL)"_s,
          u"PRAGMA user_version = 1"_s}) {
        if (Result<void> done = run(statement); !done)
            return done;
    }
    m_insert = m_connection.prepare(
        u"INSERT INTO outcomes (at, mode, topic, tag, keys, msgId, status, kind, code, error, broker, queue, "
        "elapsed, size, attempts, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
    return m_insert.isPrepared() ? Result<void>() : failure();
}

Result<void> HistoryDatabase::add(std::span<const SentMessage> messages, qint64 maxRows)
{
    Result<void> done = run(u"BEGIN"_s);
    if (!done)
        return done;
    if (!std::ranges::all_of(messages, [this](const SentMessage &sent) { return insert(sent); }))
        done = failure();
    if (done)
        done = removeOldest(maxRows);
    if (done)
        done = run(u"COMMIT"_s);
    if (!done)
        static_cast<void>(m_connection.run(u"ROLLBACK"_s));
    return done;
}

Result<std::vector<SentMessage>> HistoryDatabase::find(const OutcomeQuery &query, int limit)
{
    const HistoryCondition condition = historyCondition(query);
    SqliteStatement select = m_connection.prepare(
        u"SELECT at, mode, topic, tag, keys, msgId, elapsed, size, details FROM outcomes WHERE %1 "
        "ORDER BY id DESC LIMIT %2"_s.arg(condition.where, QString::number(limit)));
    if (!select.isPrepared())
        return failure();
    for (const QVariant &value : condition.values)
        bindValue(select, value);
    std::vector<SentMessage> found;
    SqliteStatement::Step step = select.step();
    for (; step == SqliteStatement::Step::Row; step = select.step())
        found.push_back(readRow(select));
    if (step == SqliteStatement::Step::Failed)
        return failure();
    std::ranges::reverse(found);
    return found;
}

Result<void> HistoryDatabase::run(const QString &statement)
{
    return m_connection.run(statement) ? Result<void>() : failure();
}

/// Binds the columns in the order of the INSERT.
bool HistoryDatabase::insert(const SentMessage &sent)
{
    const SendOutcome &outcome = sent.outcome;
    const Error *error = outcome.isOk() ? nullptr : &outcome.result.error();
    const MessageQueue queue = queueOf(outcome);
    const QByteArray msgId = outcome.msgId.view().toByteArray();
    m_insert.bind(qint64(std::chrono::duration_cast<nanoseconds>(sent.at.time_since_epoch()).count()));
    m_insert.bind(name(outcome.mode));
    m_insert.bind(outcome.topic.text());
    m_insert.bindOrNull(sent.message->tag);
    m_insert.bindOrNull(sent.message->keys);
    if (msgId.isEmpty())
        m_insert.bindNull();
    else
        m_insert.bind(QLatin1String(msgId));
    m_insert.bind(error ? "FAILED"_L1 : name(outcome.result->status));
    if (error)
        m_insert.bind(name(error->kind));
    else
        m_insert.bindNull();
    if (error && error->code)
        m_insert.bind(qint64(*error->code));
    else
        m_insert.bindNull();
    if (error)
        m_insert.bind(error->detail);
    else
        m_insert.bindNull();
    m_insert.bindOrNull(queue.broker.text());
    if (queue.queueId < 0)
        m_insert.bindNull();
    else
        m_insert.bind(qint64(queue.queueId));
    m_insert.bind(qint64(outcome.elapsed.count()));
    m_insert.bind(qint64(outcome.bodyBytes));
    m_insert.bind(qint64(outcome.attempts.size()));
    m_insert.bind(packOutcome(outcome));
    const bool isDone = m_insert.step() == SqliteStatement::Step::Done;
    m_insert.rewind();
    return isDone;
}

Result<void> HistoryDatabase::removeOldest(qint64 maxRows)
{
    return run(u"DELETE FROM outcomes WHERE id <= (SELECT max(id) FROM outcomes) - %1"_s.arg(maxRows));
}

Error HistoryDatabase::failure() const
{
    return {ErrorKind::Usage, u"%1: %2"_s.arg(m_path, m_connection.error()), {}, std::nullopt};
}

} // namespace gantry::ui
