// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/historyworkers.h"

#include <QFileInfo>

#include <algorithm>
#include <iterator>

using namespace std::chrono_literals;

namespace gantry::ui {

namespace {

constexpr auto batchTime = 250ms;
/// Of one transaction: a longer one would hold up the end of the program.
constexpr size_t mostAtOnce = 10'000;
/// While nothing can be written, so many are kept for later.
constexpr size_t mostWaiting = 200'000;

} // namespace

HistoryWriter::HistoryWriter(const QString &path, qint64 maxRows)
    : m_database(path, HistoryDatabase::Access::Write)
    , m_maxRows(maxRows)
    , m_turn(this)
{
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &HistoryWriter::writeAll);
}

void HistoryWriter::add(const std::vector<SentMessage> &messages)
{
    if (messages.empty())
        return;
    std::vector<SentMessage> copy = messages;
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        isFirst = m_arrived.empty();
        m_arrived.push_back(std::move(copy));
    }
    if (isFirst)
        QMetaObject::invokeMethod(this, &HistoryWriter::onWoken, Qt::QueuedConnection);
}

void HistoryWriter::finish()
{
    m_turn.stop();
    writeAll();
    m_turn.stop();
    m_database.close();
}

void HistoryWriter::onWoken()
{
    if (!m_turn.isActive())
        m_turn.start(batchTime);
}

void HistoryWriter::writeAll()
{
    for (takeArrived(); !m_waiting.empty(); takeArrived()) {
        if (const Result<void> done = writeSome(); !done) {
            m_database.close(); // the file may have been moved, the disk be another one
            giveUpOldest();
            m_isTroubled = true;
            m_turn.start(m_retryTime.load());
            Q_EMIT troubled(done.error().detail, m_lost);
            return;
        }
    }
    if (m_isTroubled)
        Q_EMIT troubled({}, m_lost);
    m_isTroubled = false;
    Q_EMIT wrote();
}

void HistoryWriter::takeArrived()
{
    std::vector<std::vector<SentMessage>> arrived;
    {
        const std::lock_guard lock(m_mutex);
        arrived.swap(m_arrived);
    }
    for (std::vector<SentMessage> &messages : arrived)
        m_waiting.insert(m_waiting.end(), std::make_move_iterator(messages.begin()),
                         std::make_move_iterator(messages.end()));
}

Result<void> HistoryWriter::writeSome()
{
    if (!m_database.isOpen()) {
        if (Result<void> opened = m_database.open(); !opened)
            return opened;
    }
    const auto end = m_waiting.begin() + qsizetype(std::min(m_waiting.size(), mostAtOnce));
    std::vector<SentMessage> batch(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(end));
    m_waiting.erase(m_waiting.begin(), end);
    Result<void> added = m_database.add(batch, m_maxRows);
    if (added) {
        m_written += qint64(batch.size());
    } else { // they are still the next ones
        m_waiting.insert(m_waiting.begin(), std::make_move_iterator(batch.begin()),
                         std::make_move_iterator(batch.end()));
    }
    return added;
}

void HistoryWriter::giveUpOldest()
{
    takeArrived();
    if (m_waiting.size() <= mostWaiting)
        return;
    const auto count = qsizetype(m_waiting.size() - mostWaiting);
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + count);
    m_lost += count;
}

void HistoryReader::find(quint64 question, const OutcomeQuery &query, int limit)
{
    if (question != m_expected)
        return;
    if (!QFileInfo::exists(m_path)) {
        Q_EMIT found(question, {}, {});
        return;
    }
    HistoryDatabase database(m_path, HistoryDatabase::Access::Read);
    if (const Result<void> opened = database.open(); !opened) {
        Q_EMIT found(question, {}, opened.error().detail);
        return;
    }
    const Result<std::vector<SentMessage>> messages = database.find(query, limit);
    if (messages)
        Q_EMIT found(question, *messages, {});
    else
        Q_EMIT found(question, {}, messages.error().detail);
}

} // namespace gantry::ui
