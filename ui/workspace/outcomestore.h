// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/keptmessages.h"
#include "workspace/outcomechunk.h"
#include "workspace/outcomeinbox.h"
#include "workspace/outcometotals.h"

#include <QObject>

#include <deque>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace gantry::ui {

/// How much an OutcomeStore keeps.
struct OutcomeLimits {
    qsizetype rows = 1'000'000;               ///< over that, the oldest chunk of rows goes
    qint64 messageBytes = 48LL * 1024 * 1024; ///< of messages for resending; 0: keeps none
    qsizetype extras = 2000;                  ///< how many sends' steps, replies and the like
};

/// What only some outcomes have.
struct OutcomeExtras {
    std::shared_ptr<const SendFlight> flight;
    std::shared_ptr<const BatchPlace> batch;
    std::shared_ptr<const TransactionOutcome> transaction;
    std::shared_ptr<const ReplyMessage> reply;

    [[nodiscard]] bool isEmpty() const { return !flight && !batch && !transaction && !reply; }
};

/// One row of the store; valid until the store changes.
struct OutcomeRef {
    const OutcomeChunk &chunk;
    const OutcomeRow &row;

    [[nodiscard]] QString text(quint32 id) const { return chunk.strings().at(id).toString(); }
};

/// Everything that was sent since the window opened or the store was cleared, oldest first, up to a limit.
/// Rows have numbers that stay, from 1; their indexes move when the oldest ones go.
class OutcomeStore final : public QObject
{
    Q_OBJECT

public:
    explicit OutcomeStore(QObject *parent = nullptr)
        : OutcomeStore(OutcomeLimits(), parent)
    {
    }
    explicit OutcomeStore(OutcomeLimits limits, QObject *parent = nullptr);
    ~OutcomeStore() override;

    void append(const std::vector<gantry::ui::SentMessage> &messages);
    /// Takes effect with the next append().
    void setMaxRows(qsizetype rows) { m_limits.rows = rows; }
    void clear();

    [[nodiscard]] qsizetype size() const { return m_size; }
    /// The number of the oldest row that is there.
    [[nodiscard]] quint64 firstNumber() const { return m_firstNumber; }
    [[nodiscard]] OutcomeRef at(qsizetype row) const;
    /// As it was appended. Where the message was let go (see hasMessage()), one without body and properties.
    [[nodiscard]] SentMessage sent(qsizetype row) const;
    /// False: too many bytes came after it.
    [[nodiscard]] bool hasMessage(qsizetype row) const;

    [[nodiscard]] const OutcomeTotals &totals() const { return m_totals; }
    /// Where the topic's messages went, since the beginning or clear().
    [[nodiscard]] QueueCounts counts(const TopicName &topic) const { return m_totals.queues.value(topic); }

    /// Of the rows with all that belongs to them, without messages and flights.
    [[nodiscard]] qsizetype bytes() const;
    [[nodiscard]] qint64 messageBytes() const { return m_messages.bytes(); }

Q_SIGNALS:
    void aboutToAppend(qsizetype count);
    void appended(qsizetype count);
    /// The `count` oldest rows.
    void aboutToRemove(qsizetype count);
    void removed(qsizetype count);
    void aboutToClear();
    void cleared();

private:
    void store(const SentMessage &message);
    void removeOldest();
    [[nodiscard]] std::pair<const OutcomeChunk *, size_t> find(qsizetype row) const;

    OutcomeLimits m_limits;
    KeptMessages m_messages;
    std::deque<std::unique_ptr<OutcomeChunk>> m_chunks; ///< all but the last one full
    std::map<quint64, OutcomeExtras> m_extras;          ///< by number of the row
    qsizetype m_size = 0;
    quint64 m_firstNumber = 1;
    OutcomeTotals m_totals;
};

} // namespace gantry::ui
