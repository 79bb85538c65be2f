// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/outcomestore.h"

#include <algorithm>

using std::chrono::nanoseconds;
using std::chrono::system_clock;

namespace gantry::ui {

namespace {
constexpr auto maxRows = qsizetype(OutcomeChunk::maxRows);
}

OutcomeStore::OutcomeStore(OutcomeLimits limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
    , m_messages(limits.messageBytes)
{
}

OutcomeStore::~OutcomeStore() = default;

void OutcomeStore::append(const std::vector<SentMessage> &messages)
{
    if (messages.empty())
        return;
    Q_EMIT aboutToAppend(qsizetype(messages.size()));
    for (const SentMessage &message : messages)
        store(message);
    m_totals.rate.add(messages.size(), std::chrono::steady_clock::now());
    Q_EMIT appended(qsizetype(messages.size()));
    while (m_size > m_limits.rows && m_chunks.size() > 1)
        removeOldest();
}

void OutcomeStore::clear()
{
    Q_EMIT aboutToClear();
    m_firstNumber += quint64(m_size);
    m_size = 0;
    m_chunks.clear();
    m_messages.clear();
    m_extras.clear();
    m_totals = {};
    Q_EMIT cleared();
}

OutcomeRef OutcomeStore::at(qsizetype row) const
{
    const auto [chunk, index] = find(row);
    return {*chunk, chunk->row(index)};
}

SentMessage OutcomeStore::sent(qsizetype row) const
{
    const OutcomeRef ref = at(row);
    SentMessage sent;
    sent.message = m_messages.at(ref.chunk.bodySerial(ref.row));
    if (!sent.message)
        sent.message = std::make_shared<const Message>(ref.chunk.messageWithoutBody(ref.row));
    sent.at =
        system_clock::time_point(std::chrono::duration_cast<system_clock::duration>(nanoseconds(ref.row.at)));
    sent.outcome = ref.chunk.outcome(ref.row);
    if (ref.row.hasExtras) {
        if (const auto extras = m_extras.find(m_firstNumber + quint64(row)); extras != m_extras.end()) {
            sent.outcome.flight = extras->second.flight;
            sent.outcome.batch = extras->second.batch;
            sent.outcome.transaction = extras->second.transaction;
            sent.outcome.reply = extras->second.reply;
        } else {
            sent.noFlight = NoFlight::LetGo;
        }
    }
    return sent;
}

bool OutcomeStore::hasMessage(qsizetype row) const
{
    const OutcomeRef ref = at(row);
    return m_messages.at(ref.chunk.bodySerial(ref.row)) != nullptr;
}

qsizetype OutcomeStore::bytes() const
{
    qsizetype bytes = 0;
    for (const std::unique_ptr<OutcomeChunk> &chunk : m_chunks)
        bytes += qsizetype(sizeof(OutcomeChunk)) + chunk->bytes();
    return bytes;
}

namespace {

OutcomeExtras extrasOf(const SendOutcome &outcome)
{
    return {outcome.flight, outcome.batch, outcome.transaction, outcome.reply};
}

} // namespace

void OutcomeStore::store(const SentMessage &message)
{
    if (m_chunks.empty() || m_chunks.back()->size() == OutcomeChunk::maxRows) {
        if (!m_chunks.empty())
            m_chunks.back()->seal();
        m_chunks.push_back(std::make_unique<OutcomeChunk>(m_firstNumber + quint64(m_size)));
    }
    m_chunks.back()->append(message, m_messages.add(message.message));
    OutcomeExtras extras = extrasOf(message.outcome);
    if (!extras.isEmpty()) {
        m_extras.emplace_hint(m_extras.end(), m_firstNumber + quint64(m_size), std::move(extras));
        if (qsizetype(m_extras.size()) > m_limits.extras)
            m_extras.erase(m_extras.begin());
    }
    ++m_size;
    m_totals.add(message.outcome);
}

void OutcomeStore::removeOldest()
{
    Q_EMIT aboutToRemove(maxRows);
    m_chunks.pop_front();
    m_size -= maxRows;
    m_firstNumber += quint64(maxRows);
    m_extras.erase(m_extras.begin(), m_extras.lower_bound(m_firstNumber));
    quint64 oldestBody = ~quint64(0);
    for (const std::unique_ptr<OutcomeChunk> &chunk : m_chunks)
        oldestBody = std::min(oldestBody, chunk->oldestBody());
    m_messages.forgetBefore(oldestBody);
    Q_EMIT removed(maxRows);
}

std::pair<const OutcomeChunk *, size_t> OutcomeStore::find(qsizetype row) const
{
    Q_ASSERT(row >= 0 && row < m_size);
    return {m_chunks[size_t(row / maxRows)].get(), size_t(row % maxRows)};
}

} // namespace gantry::ui
