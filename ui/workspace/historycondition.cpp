// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/historycondition.h"

#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace gantry::ui {

using Field = QueryTerm::Field;

namespace {

/// For LIKE … ESCAPE '\'.
QString pattern(QString text)
{
    text.replace(u'\\', "\\\\"_L1).replace(u'%', "\\%"_L1).replace(u'_', "\\_"_L1);
    return u'%' + text + u'%';
}

HistoryCondition contains(const QStringList &columns, const QString &text)
{
    HistoryCondition condition;
    QStringList parts;
    for (const QString &column : columns) {
        parts.append(column + " LIKE ? ESCAPE '\\'"_L1);
        condition.values.append(pattern(text));
    }
    condition.where = parts.join(" OR "_L1);
    return condition;
}

HistoryCondition compares(const QString &column, const QueryTerm &term)
{
    static constexpr std::array ops{"="_L1, "<"_L1, "<="_L1, ">"_L1, ">="_L1};
    return {column + ' '_L1 + ops.at(size_t(term.op)) + " ?"_L1, {term.number}};
}

HistoryCondition isOnQueue(const QueryTerm &term)
{
    HistoryCondition condition = contains({u"broker"_s}, term.text);
    if (term.number >= 0) {
        condition.where += " AND queue = ?"_L1;
        condition.values.append(term.number);
    }
    return condition;
}

HistoryCondition conditionOf(const QueryTerm &term)
{
    switch (term.field) {
    case Field::Text:
        return contains({u"topic"_s, u"tag"_s, u"keys"_s, u"msgId"_s, u"error"_s}, term.text);
    case Field::Topic:
        return contains({u"topic"_s}, term.text);
    case Field::Tag:
        return contains({u"tag"_s}, term.text);
    case Field::Keys:
        return contains({u"keys"_s}, term.text);
    case Field::MsgId:
        return contains({u"msgId"_s}, term.text);
    case Field::Error:
        return contains({u"error"_s}, term.text);
    case Field::Status:
        return contains({u"status"_s}, term.text);
    case Field::Broker:
        return isOnQueue(term);
    case Field::Queue:
        return {u"queue = ?"_s, {term.number}};
    case Field::Failed:
        return {u"status = 'FAILED'"_s, {}};
    case Field::Ok:
        return {u"status NOT IN ('FAILED', 'ONEWAY')"_s, {}};
    case Field::Unknown:
        return {u"status = 'ONEWAY'"_s, {}};
    case Field::Mode:
        return {u"mode = ?"_s, {QString(name(SendMode(term.number)))}};
    case Field::Kind:
        return {u"kind = ?"_s, {QString(name(ErrorKind(term.number)))}};
    case Field::Code:
        return {u"code = ?"_s, {term.number}};
    case Field::Elapsed:
        return compares(u"elapsed"_s, term);
    case Field::Size:
        return compares(u"size"_s, term);
    case Field::Attempts:
        return compares(u"attempts"_s, term);
    case Field::Time:
        return compares(u"at"_s, term);
    }
    return {};
}

} // namespace

HistoryCondition historyCondition(const OutcomeQuery &query)
{
    HistoryCondition all{u"1"_s, {}};
    for (const QueryTerm &term : query.terms()) {
        const HistoryCondition one = conditionOf(term);
        // A member that is NULL is not what was asked for.
        all.where += (term.isNegated ? u" AND NOT ifnull(("_s : u" AND ifnull(("_s) + one.where + "), 0)"_L1;
        all.values += one.values;
    }
    return all;
}

} // namespace gantry::ui
