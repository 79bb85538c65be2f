// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/readback.h"

#include <gantry/admin.h>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ui {

namespace {

constexpr auto patience = 5s;

/// One reading back, from the place to the index.
class Reader
{
public:
    Reader(Admin &admin, const SentMessage &sent)
        : m_admin(admin)
        , m_sent(sent)
        , m_outcome(sent.outcome)
    {
    }

    [[nodiscard]] ReadBack run()
    {
        const bool isAtItsPlace = viewPlace() && m_found.stored->queue.topic == m_outcome.topic;
        if (!isAtItsPlace)
            askIndexes();
        judge();
        return m_found;
    }

private:
    [[nodiscard]] bool viewPlace();
    void askIndexes();
    void judge();
    [[nodiscard]] bool isOurs(const StoredMessage &stored) const;

    Admin &m_admin;
    const SentMessage &m_sent;
    const SendOutcome &m_outcome;
    ReadBack m_found;
    bool m_isEverybodyAsked = true;
};

/// A message without an id is ours that lost it; one with another id is another cluster's.
bool Reader::isOurs(const StoredMessage &stored) const
{
    return stored.msgId.isEmpty() || stored.msgId == m_outcome.msgId
           || (m_outcome.batch && stored.msgId == m_outcome.batch->batchId);
}

bool Reader::viewPlace()
{
    if (!m_outcome.isOk() || m_outcome.result->offsetMsgId.isEmpty())
        return false;
    const IdText id = m_outcome.result->offsetMsgId;
    const Result<StoredMessage> stored = m_admin.viewMessage(id, m_outcome.topic, patience);
    if (!stored) {
        m_found.error = stored.error();
        m_isEverybodyAsked = stored.error().kind == ErrorKind::Broker;
        return false;
    }
    if (!isOurs(*stored)) {
        m_found.error = Error{
            ErrorKind::Broker,
            u"another message (%1) lies at the place that the outcome names"_s.arg(stored->msgId.toString()),
            u"it may have been sent to another cluster than the one that is asked now"_s, std::nullopt};
        return false;
    }
    m_found.stored = *stored;
    return true;
}

/// Brokers before 5.4 know the messages of a batch only by the id of the batch.
void Reader::askIndexes()
{
    QStringList ids{m_outcome.msgId.toString()};
    if (m_outcome.batch && m_outcome.batch->batchId != m_outcome.msgId)
        ids.append(m_outcome.batch->batchId.toString());
    for (const QString &id : std::as_const(ids)) {
        Result<StoredMessages> answer = m_admin.queryByUniqueKey(m_outcome.topic, id, patience);
        if (!answer) {
            if (!m_found.error)
                m_found.error = answer.error();
            m_isEverybodyAsked &= answer.error().kind == ErrorKind::Topic;
            continue;
        }
        m_isEverybodyAsked &= answer->unreachable.isEmpty();
        m_found.unreachable = answer->unreachable;
        const bool isBatch = id != m_outcome.msgId.toString();
        if (isBatch && m_outcome.isOk())
            answer->messages.removeIf([this](const StoredMessage &stored) {
                return stored.queueOffset != m_outcome.result->queueOffset;
            });
        if (answer->messages.isEmpty())
            continue;
        m_found.stored = answer->messages.first();
        m_found.copies = answer->messages.size();
        return;
    }
}

void Reader::judge()
{
    using Verdict = ReadBack::Verdict;
    if (!m_found.stored) {
        m_found.verdict = m_isEverybodyAsked ? Verdict::NotFound : Verdict::NotKnown;
        return;
    }
    m_found.error.reset();
    if (!isKept(m_sent)) {
        m_found.verdict = Verdict::NotCompared;
        return;
    }
    m_found.differences = compareStored(*m_sent.message, m_outcome, *m_found.stored);
    m_found.verdict = m_found.differences.isEmpty() ? Verdict::Equal : Verdict::Differs;
}

} // namespace

bool isKept(const SentMessage &sent)
{
    return !sent.message->body.isEmpty();
}

bool mayBeStored(const SentMessage &sent)
{
    return !sent.outcome.msgId.isEmpty();
}

ReadBack readBack(const ProducerConfig &config, const SentMessage &sent)
{
    Admin admin(config);
    if (const Result<void> started = admin.start(); !started) {
        ReadBack failed;
        failed.error = started.error();
        return failed;
    }
    return Reader(admin, sent).run();
}

} // namespace gantry::ui
