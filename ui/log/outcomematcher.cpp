// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/outcomematcher.h"

#include <algorithm>

namespace gantry::ui {

using Field = QueryTerm::Field;

namespace {

QByteArray asHexDigits(const QString &text)
{
    const QByteArray digits = text.toUpper().toLatin1();
    const bool isHex = std::ranges::all_of(
        digits, [](char digit) { return (digit >= '0' && digit <= '9') || (digit >= 'A' && digit <= 'F'); });
    return isHex && text.size() <= 32 ? digits : QByteArray();
}

} // namespace

OutcomeMatcher::OutcomeMatcher(const OutcomeQuery &query)
{
    for (const QueryTerm &term : query.terms())
        m_terms.push_back({term, asHexDigits(term.text), {}});
}

bool OutcomeMatcher::matches(const OutcomeRef &ref)
{
    if (ref.chunk.firstNumber() != m_chunk) {
        for (Term &term : m_terms)
            term.answers.clear();
        m_chunk = ref.chunk.firstNumber();
    }
    return std::ranges::all_of(m_terms,
                               [&ref](Term &term) { return holds(term, ref) != term.asked.isNegated; });
}

bool OutcomeMatcher::holds(Term &term, const OutcomeRef &ref)
{
    const auto &[chunk, row] = ref;
    switch (term.asked.field) {
    case Field::Text:
        return contains(term, ref, chunk.topicId(row)) || contains(term, ref, chunk.tagId(row))
               || contains(term, ref, chunk.keysId(row)) || contains(term, ref, chunk.errorDetailId(row))
               || isInMsgId(term, ref);
    case Field::Topic:
        return contains(term, ref, chunk.topicId(row));
    case Field::Tag:
        return contains(term, ref, chunk.tagId(row));
    case Field::Keys:
        return contains(term, ref, chunk.keysId(row));
    case Field::MsgId:
        return isInMsgId(term, ref);
    case Field::Error:
        return contains(term, ref, chunk.errorDetailId(row));
    case Field::Broker:
    case Field::Queue:
        return isOnQueue(term, ref);
    case Field::Failed:
        return !row.isOk;
    case Field::Ok:
        return row.isOk && !isOneway(ref);
    case Field::Unknown:
        return isOneway(ref);
    case Field::Mode:
        return row.mode == term.asked.number;
    case Field::Status:
        return isInStatus(term, ref);
    case Field::Kind:
        return !row.isOk && int(*chunk.errorKind(row)) == term.asked.number;
    case Field::Code:
        return chunk.errorCode(row) == int(term.asked.number);
    case Field::Elapsed:
        return term.asked.holds(row.elapsed);
    case Field::Size:
        return term.asked.holds(row.bodyBytes);
    case Field::Attempts:
        return term.asked.holds(row.attempts);
    case Field::Time:
        return term.asked.holds(row.at);
    }
    return false;
}

bool OutcomeMatcher::contains(Term &term, const OutcomeRef &ref, quint32 textId)
{
    if (textId == 0)
        return false;
    if (textId >= term.answers.size())
        term.answers.resize(ref.chunk.strings().size(), qint8(-1));
    qint8 &answer = term.answers[textId];
    if (answer < 0)
        answer = ref.chunk.strings().at(textId).contains(term.asked.text, Qt::CaseInsensitive) ? 1 : 0;
    return answer == 1;
}

bool OutcomeMatcher::isInMsgId(const Term &term, const OutcomeRef &ref)
{
    if (ref.row.msgIdKind == StoredId::Empty
        || (ref.row.msgIdKind == StoredId::Hex && term.hexDigits.isEmpty()))
        return false;
    const IdText id = ref.chunk.msgId(ref.row);
    return ref.row.msgIdKind == StoredId::Hex ? id.view().contains(term.hexDigits)
                                              : id.toString().contains(term.asked.text, Qt::CaseInsensitive);
}

bool OutcomeMatcher::isInStatus(const Term &term, const OutcomeRef &ref)
{
    const std::optional<SendStatus> status = ref.chunk.status(ref.row);
    const QLatin1String text = status ? name(*status) : QLatin1String("FAILED");
    return text.contains(term.asked.text, Qt::CaseInsensitive);
}

bool OutcomeMatcher::isOnQueue(Term &term, const OutcomeRef &ref)
{
    if (term.asked.number >= 0 && ref.chunk.queueId(ref.row) != int(term.asked.number))
        return false;
    return term.asked.field == Field::Queue || contains(term, ref, ref.chunk.brokerId(ref.row));
}

bool OutcomeMatcher::isOneway(const OutcomeRef &ref)
{
    return ref.chunk.status(ref.row) == SendStatus::Oneway;
}

} // namespace gantry::ui
