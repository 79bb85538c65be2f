// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/numbered.h"
#include "workspace/outcomeinbox.h"
#include "workspace/outcomerow.h"
#include "workspace/stringtable.h"

#include <QHash>

#include <optional>
#include <vector>

namespace gantry::ui {

/// Outcomes in a row of a log, oldest first, with all that belongs to them: what is dropped with them is
/// gone. Texts are kept once a chunk, so that a filter can look at each only once.
class OutcomeChunk
{
public:
    static constexpr size_t maxRows = 16384;

    explicit OutcomeChunk(quint64 firstNumber)
        : m_firstNumber(firstNumber)
    {
    }

    /// Of its first row; no other chunk of the store has it.
    [[nodiscard]] quint64 firstNumber() const { return m_firstNumber; }
    /// `bodySerial`: which of the store's messages it was.
    void append(const SentMessage &sent, quint64 bodySerial);
    /// Full: no more will come.
    void seal();

    [[nodiscard]] size_t size() const { return m_rows.size(); }
    [[nodiscard]] const OutcomeRow &row(size_t index) const { return m_rows[index]; }
    [[nodiscard]] const StringTable &strings() const { return m_strings; }
    [[nodiscard]] qsizetype bytes() const;

    [[nodiscard]] quint32 topicId(const OutcomeRow &row) const
    {
        return m_messages[row.message].outcomeTopic;
    }
    [[nodiscard]] quint32 tagId(const OutcomeRow &row) const { return m_messages[row.message].tag; }
    [[nodiscard]] quint32 keysId(const OutcomeRow &row) const { return m_messages[row.message].keys; }
    [[nodiscard]] quint64 bodySerial(const OutcomeRow &row) const { return m_messages[row.message].body; }
    /// The smallest serial that any row has.
    [[nodiscard]] quint64 oldestBody() const { return m_oldestBody; }
    /// 0 when it is ok.
    [[nodiscard]] quint32 errorDetailId(const OutcomeRow &row) const;
    [[nodiscard]] std::optional<ErrorKind> errorKind(const OutcomeRow &row) const;
    [[nodiscard]] std::optional<int> errorCode(const OutcomeRow &row) const;
    [[nodiscard]] std::optional<SendStatus> status(const OutcomeRow &row) const;
    /// The queue it is in; that of the last attempt where it failed, 0 and -1 where nothing was tried.
    [[nodiscard]] quint32 brokerId(const OutcomeRow &row) const;
    [[nodiscard]] int queueId(const OutcomeRow &row) const;
    /// -1 when there is none.
    [[nodiscard]] qint64 queueOffset(const OutcomeRow &row) const;

    [[nodiscard]] IdText msgId(const OutcomeRow &row) const;
    /// As it was given to append(), but for the flight.
    [[nodiscard]] SendOutcome outcome(const OutcomeRow &row) const;
    /// A message with all but the body and the user's properties.
    [[nodiscard]] Message messageWithoutBody(const OutcomeRow &row) const;

private:
    struct StoredMessage {
        quint64 body = 0;
        quint32 messageTopic = 0;
        quint32 outcomeTopic = 0;
        quint32 tag = 0;
        quint32 keys = 0;
    };
    static constexpr quint32 noError = ~quint32(0);

    struct StoredError {
        quint32 detail = 0;
        quint32 hint = 0;
        qint32 code = 0;
        quint8 kind = 0;
        bool hasCode = false;

        friend bool operator==(const StoredError &, const StoredError &) = default;
        friend size_t qHash(const StoredError &error, size_t seed)
        {
            return qHashMulti(seed, error.detail, error.hint, error.code, error.kind);
        }
    };
    /// What attempts share.
    struct StoredPlace {
        quint32 broker = 0;
        quint32 address = 0;
        qint32 queueId = -1;
        quint32 error = noError;
        qint8 status = -1; ///< -1: none

        friend bool operator==(const StoredPlace &, const StoredPlace &) = default;
        friend size_t qHash(const StoredPlace &place, size_t seed)
        {
            return qHashMulti(seed, place.broker, place.address, place.queueId, place.error, place.status);
        }
    };
    struct StoredAttempt {
        qint64 startedAfter = 0;
        qint64 budget = 0;
        qint64 took = 0;
        quint32 place = 0;
        qint32 opaque = 0;
    };
    /// What results share.
    struct StoredAnswer {
        quint32 topic = 0;
        quint32 broker = 0;
        qint32 queueId = -1;
        quint32 recallHandle = 0;
        quint32 regionId = 0;
        qint32 brokerVersion = 0;
        quint8 status = 0;
        quint8 offsetMsgIdKind = StoredId::Empty;
        quint8 transactionIdKind = StoredId::Empty;
        bool traceOn = true;

        friend bool operator==(const StoredAnswer &, const StoredAnswer &) = default;
        friend size_t qHash(const StoredAnswer &answer, size_t seed)
        {
            return qHashMulti(seed, answer.topic, answer.broker, answer.queueId, answer.recallHandle,
                              answer.regionId, answer.status);
        }
    };
    struct StoredResult {
        qint64 queueOffset = -1;
        StoredId offsetMsgId;
        quint32 transactionId = 0; ///< of m_transactionIds; not where it is none, or the message's
        quint32 answer = 0;
    };
    static_assert(sizeof(StoredAttempt) == 32 && sizeof(StoredResult) == 32);

    [[nodiscard]] quint32 storeMessage(const SentMessage &sent, quint64 bodySerial);
    [[nodiscard]] quint32 storeError(const Error &error);
    [[nodiscard]] quint32 storeResult(const SendResult &result, const IdText &msgId);
    void storeAttempt(const Attempt &attempt);
    [[nodiscard]] std::pair<StoredId, StoredId::Kind> storeId(const IdText &id);
    [[nodiscard]] Error error(quint32 index) const;
    [[nodiscard]] Attempt attempt(quint32 index) const;
    [[nodiscard]] const StoredAnswer &answer(const OutcomeRow &row) const
    {
        return m_answers.at(m_results[row.result].answer);
    }
    [[nodiscard]] const StoredPlace &lastPlace(const OutcomeRow &row) const
    {
        return m_places.at(m_attempts[row.firstAttempt + row.attempts - 1].place);
    }
    [[nodiscard]] SendResult result(const OutcomeRow &row) const;
    [[nodiscard]] IdText idText(const StoredId &id, quint8 kind) const;
    [[nodiscard]] QString text(quint32 id) const { return m_strings.at(id).toString(); }

    const quint64 m_firstNumber;
    StringTable m_strings;
    std::vector<OutcomeRow> m_rows;
    std::vector<StoredMessage> m_messages;
    Numbered<StoredError> m_errors;
    Numbered<StoredPlace> m_places;
    Numbered<StoredAnswer> m_answers;
    std::vector<StoredAttempt> m_attempts;
    std::vector<StoredResult> m_results;
    std::vector<StoredId> m_transactionIds;
    QHash<quint64, quint32> m_messageOfBody; ///< empty once sealed
    quint64 m_oldestBody = ~quint64(0);
};

} // namespace gantry::ui
