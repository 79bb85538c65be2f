// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/outcomechunk.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

using std::chrono::nanoseconds;

namespace gantry::ui {

namespace {

constexpr qsizetype hexDigits = 32;

/// Upper case only, so that the text comes back as it was.
int hexValue(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

bool readHex(QByteArrayView text, std::array<quint8, 16> &bytes)
{
    if (text.size() != hexDigits)
        return false;
    for (size_t i = 0; i < bytes.size(); ++i) {
        const int high = hexValue(text[qsizetype(2 * i)]);
        const int low = hexValue(text[qsizetype(2 * i + 1)]);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = quint8(high << 4 | low);
    }
    return true;
}

quint32 clampedSize(qsizetype bytes)
{
    return quint32(std::clamp<qsizetype>(bytes, 0, std::numeric_limits<quint32>::max()));
}

template<typename T>
qsizetype bytesOf(const std::vector<T> &values)
{
    return qsizetype(values.capacity() * sizeof(T));
}

} // namespace

void OutcomeChunk::append(const SentMessage &sent, quint64 bodySerial)
{
    if (m_rows.capacity() == 0) { // as they grew, they would leave holes behind in memory
        m_rows.reserve(maxRows);
        m_attempts.reserve(maxRows);
        m_results.reserve(maxRows);
    }
    const SendOutcome &outcome = sent.outcome;
    OutcomeRow row;
    row.at = std::chrono::duration_cast<nanoseconds>(sent.at.time_since_epoch()).count();
    row.elapsed = outcome.elapsed.count();
    row.id = outcome.id.value;
    const auto [msgId, kind] = storeId(outcome.msgId);
    row.msgId = msgId;
    row.msgIdKind = quint8(kind) & 3U;
    row.message = storeMessage(sent, bodySerial);
    row.firstAttempt = quint32(m_attempts.size());
    row.attempts = quint16(std::min<qsizetype>(outcome.attempts.size(), std::numeric_limits<quint16>::max()));
    for (qsizetype i = 0; i < row.attempts; ++i)
        storeAttempt(outcome.attempts[i]);
    row.isOk = outcome.isOk();
    row.result =
        outcome.isOk() ? storeResult(*outcome.result, outcome.msgId) : storeError(outcome.result.error());
    row.bodyBytes = clampedSize(outcome.bodyBytes);
    row.wireBytes = clampedSize(outcome.wireBytes);
    row.mode = quint8(outcome.mode) & 3U;
    row.compressed = outcome.compressed;
    row.hasExtras = outcome.flight || outcome.batch || outcome.transaction || outcome.reply;
    m_rows.push_back(row);
}

void OutcomeChunk::seal()
{
    m_strings.seal();
    m_messages.shrink_to_fit();
    m_errors.seal();
    m_places.seal();
    m_answers.seal();
    m_attempts.shrink_to_fit();
    m_results.shrink_to_fit();
    m_transactionIds.shrink_to_fit();
    m_messageOfBody = {};
}

qsizetype OutcomeChunk::bytes() const
{
    return m_strings.bytes() + bytesOf(m_rows) + bytesOf(m_messages) + m_errors.bytes() + m_places.bytes()
           + m_answers.bytes() + bytesOf(m_attempts) + bytesOf(m_results) + bytesOf(m_transactionIds)
           + m_messageOfBody.capacity() * qsizetype(sizeof(quint64) + sizeof(quint32));
}

quint32 OutcomeChunk::errorDetailId(const OutcomeRow &row) const
{
    return row.isOk ? 0 : m_errors.at(row.result).detail;
}

std::optional<ErrorKind> OutcomeChunk::errorKind(const OutcomeRow &row) const
{
    return row.isOk ? std::nullopt : std::optional(ErrorKind(m_errors.at(row.result).kind));
}

std::optional<int> OutcomeChunk::errorCode(const OutcomeRow &row) const
{
    if (row.isOk || !m_errors.at(row.result).hasCode)
        return {};
    return m_errors.at(row.result).code;
}

std::optional<SendStatus> OutcomeChunk::status(const OutcomeRow &row) const
{
    return row.isOk ? std::optional(SendStatus(answer(row).status)) : std::nullopt;
}

quint32 OutcomeChunk::brokerId(const OutcomeRow &row) const
{
    if (row.isOk)
        return answer(row).broker;
    return row.attempts > 0 ? lastPlace(row).broker : 0;
}

int OutcomeChunk::queueId(const OutcomeRow &row) const
{
    if (row.isOk)
        return answer(row).queueId;
    return row.attempts > 0 ? lastPlace(row).queueId : -1;
}

qint64 OutcomeChunk::queueOffset(const OutcomeRow &row) const
{
    return row.isOk ? m_results[row.result].queueOffset : -1;
}

IdText OutcomeChunk::msgId(const OutcomeRow &row) const
{
    return idText(row.msgId, row.msgIdKind);
}

SendOutcome OutcomeChunk::outcome(const OutcomeRow &row) const
{
    SendOutcome outcome;
    outcome.id.value = row.id;
    outcome.mode = SendMode(row.mode);
    outcome.topic = TopicName(text(topicId(row)));
    outcome.msgId = msgId(row);
    outcome.bodyBytes = row.bodyBytes;
    outcome.wireBytes = row.wireBytes;
    outcome.compressed = row.compressed;
    outcome.elapsed = nanoseconds(row.elapsed);
    for (quint32 i = 0; i < row.attempts; ++i)
        outcome.attempts.append(attempt(row.firstAttempt + i));
    if (row.isOk)
        outcome.result = result(row);
    else
        outcome.result = error(row.result);
    return outcome;
}

Message OutcomeChunk::messageWithoutBody(const OutcomeRow &row) const
{
    const StoredMessage &stored = m_messages[row.message];
    Message message;
    message.topic = TopicName(text(stored.messageTopic));
    message.tag = text(stored.tag);
    message.keys = text(stored.keys);
    return message;
}

quint32 OutcomeChunk::storeMessage(const SentMessage &sent, quint64 bodySerial)
{
    const quint32 topic = m_strings.intern(sent.outcome.topic.text());
    const auto known = m_messageOfBody.constFind(bodySerial);
    if (known != m_messageOfBody.cend() && m_messages[*known].outcomeTopic == topic)
        return *known;
    const Message &message = *sent.message;
    m_messages.push_back({bodySerial, m_strings.intern(message.topic.text()), topic,
                          m_strings.intern(message.tag), m_strings.intern(message.keys)});
    const auto index = quint32(m_messages.size() - 1);
    m_messageOfBody.insert(bodySerial, index);
    m_oldestBody = std::min(m_oldestBody, bodySerial);
    return index;
}

quint32 OutcomeChunk::storeError(const Error &error)
{
    return m_errors.numberOf({m_strings.intern(error.detail), m_strings.intern(error.hint),
                              error.code.value_or(0), quint8(error.kind), error.code.has_value()});
}

quint32 OutcomeChunk::storeResult(const SendResult &result, const IdText &msgId)
{
    StoredResult stored;
    stored.queueOffset = result.queueOffset;
    StoredAnswer answer;
    const auto [offsetMsgId, offsetKind] = storeId(result.offsetMsgId);
    stored.offsetMsgId = offsetMsgId;
    answer.offsetMsgIdKind = offsetKind;
    if (!result.transactionId.isEmpty() && result.transactionId == msgId) {
        answer.transactionIdKind = StoredId::SameAsMsgId;
    } else if (const auto [id, kind] = storeId(result.transactionId); kind != StoredId::Empty) {
        answer.transactionIdKind = kind;
        stored.transactionId = quint32(m_transactionIds.size());
        m_transactionIds.push_back(id);
    }
    answer.topic = m_strings.intern(result.queue.topic.text());
    answer.broker = m_strings.intern(result.queue.broker.text());
    answer.queueId = result.queue.queueId;
    answer.recallHandle = m_strings.intern(result.recallHandle);
    answer.regionId = m_strings.intern(result.regionId);
    answer.brokerVersion = result.brokerVersion;
    answer.status = quint8(result.status);
    answer.traceOn = result.traceOn;
    stored.answer = m_answers.numberOf(answer);
    m_results.push_back(stored);
    return quint32(m_results.size() - 1);
}

void OutcomeChunk::storeAttempt(const Attempt &attempt)
{
    StoredAttempt stored;
    stored.startedAfter = attempt.startedAfter.count();
    stored.budget = attempt.budget.count();
    stored.took = attempt.took.count();
    stored.opaque = attempt.opaque;
    StoredPlace place;
    place.broker = m_strings.intern(attempt.broker.text());
    place.address = m_strings.intern(attempt.address.text());
    place.queueId = attempt.queueId;
    place.status = attempt.status ? qint8(*attempt.status) : qint8(-1);
    if (attempt.error)
        place.error = storeError(*attempt.error);
    stored.place = m_places.numberOf(place);
    m_attempts.push_back(stored);
}

std::pair<StoredId, StoredId::Kind> OutcomeChunk::storeId(const IdText &id)
{
    StoredId stored;
    if (id.isEmpty())
        return {stored, StoredId::Empty};
    if (readHex(id.view(), stored.bytes))
        return {stored, StoredId::Hex};
    const quint32 number = m_strings.intern(id.toString());
    std::memcpy(stored.bytes.data(), &number, sizeof number);
    return {stored, StoredId::Text};
}

Error OutcomeChunk::error(quint32 index) const
{
    const StoredError &stored = m_errors.at(index);
    return {ErrorKind(stored.kind), text(stored.detail), text(stored.hint),
            stored.hasCode ? std::optional<int>(stored.code) : std::nullopt};
}

Attempt OutcomeChunk::attempt(quint32 index) const
{
    const StoredAttempt &stored = m_attempts[index];
    Attempt attempt;
    const StoredPlace &place = m_places.at(stored.place);
    attempt.broker = BrokerName(text(place.broker));
    attempt.queueId = place.queueId;
    attempt.address = Address(text(place.address));
    attempt.opaque = stored.opaque;
    attempt.startedAfter = nanoseconds(stored.startedAfter);
    attempt.budget = nanoseconds(stored.budget);
    attempt.took = nanoseconds(stored.took);
    if (place.status >= 0)
        attempt.status = SendStatus(place.status);
    if (place.error != noError)
        attempt.error = error(place.error);
    return attempt;
}

SendResult OutcomeChunk::result(const OutcomeRow &row) const
{
    const StoredResult &stored = m_results[row.result];
    SendResult result;
    const StoredAnswer &shared = answer(row);
    result.status = SendStatus(shared.status);
    result.offsetMsgId = idText(stored.offsetMsgId, shared.offsetMsgIdKind);
    result.queue = {TopicName(text(shared.topic)), BrokerName(text(shared.broker)), shared.queueId};
    result.queueOffset = stored.queueOffset;
    if (shared.transactionIdKind == StoredId::SameAsMsgId)
        result.transactionId = msgId(row);
    else if (shared.transactionIdKind != StoredId::Empty)
        result.transactionId = idText(m_transactionIds[stored.transactionId], shared.transactionIdKind);
    result.recallHandle = text(shared.recallHandle);
    result.regionId = text(shared.regionId);
    result.traceOn = shared.traceOn;
    result.brokerVersion = shared.brokerVersion;
    return result;
}

IdText OutcomeChunk::idText(const StoredId &id, quint8 kind) const
{
    if (kind == StoredId::Empty)
        return {};
    if (kind == StoredId::Text) {
        quint32 number = 0;
        std::memcpy(&number, id.bytes.data(), sizeof number);
        return IdText(m_strings.at(number).toLatin1());
    }
    std::array<char, hexDigits> digits{};
    for (size_t i = 0; i < id.bytes.size(); ++i) {
        digits[2 * i] = "0123456789ABCDEF"[id.bytes[i] >> 4];
        digits[2 * i + 1] = "0123456789ABCDEF"[id.bytes[i] & 15];
    }
    return IdText(QByteArrayView(digits.data(), hexDigits));
}

} // namespace gantry::ui
