// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/error.h>
#include <gantry/sendoutcome.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QList>
#include <QString>

namespace gantry::ui {

/// One condition on an outcome.
struct QueryTerm {
    enum class Field {
        Text, ///< in topic, tag, keys, message id or error
        Topic,
        Tag,
        Keys,
        MsgId,
        Error,
        Broker, ///< and, where `number` is not -1, that queue id
        Queue,  ///< a queue id on any broker
        Failed,
        Ok,      ///< a broker has stored it
        Unknown, ///< ONEWAY that went out
        Mode,
        Status,
        Kind,
        Code,
        Elapsed, ///< nanoseconds
        Size,    ///< bytes of the body
        Attempts,
        Time ///< nanoseconds since 1970
    };
    enum class Op { Equal, Less, LessOrEqual, Greater, GreaterOrEqual };

    Field field = Field::Text;
    bool isNegated = false;
    Op op = Op::Equal;
    QString text; ///< to be contained, upper and lower case alike
    qint64 number = -1;

    /// `value` compared with `number`.
    [[nodiscard]] bool holds(qint64 value) const;
    friend bool operator==(const QueryTerm &, const QueryTerm &) = default;
};

/// What a filter field says. All terms must hold; what is wrong is left out, and named.
///
/// Words are text, `failed ok unknown sync async oneway` what they say, `topic: tag: key: id: error: broker:
/// queue: status: kind: code: after: before:` ask one member; `>50ms`, `size>1k` and `attempts>1` compare.
/// A minus before a term turns it round; quotes keep spaces, and make any word text.
class OutcomeQuery
{
    Q_DECLARE_TR_FUNCTIONS(gantry::ui::OutcomeQuery)

public:
    struct Problem {
        QString term; ///< as it was typed
        QString what; ///< a sentence
    };

    OutcomeQuery() = default;
    /// `now`: what "after:10m" counts from.
    explicit OutcomeQuery(const QString &text, const QDateTime &now = QDateTime::currentDateTime());

    [[nodiscard]] const QList<QueryTerm> &terms() const { return m_terms; }
    [[nodiscard]] const QList<Problem> &problems() const { return m_problems; }
    [[nodiscard]] bool isEmpty() const { return m_terms.isEmpty(); }
    /// All problems, as one line; empty when there are none.
    [[nodiscard]] QString problemText() const;

private:
    struct Token;
    [[nodiscard]] static QList<Token> tokens(const QString &text);
    [[nodiscard]] Result<QueryTerm> term(const Token &token) const;
    [[nodiscard]] Result<QueryTerm> comparison(const QString &name, QueryTerm::Op op,
                                               const QString &value) const;
    [[nodiscard]] Result<QueryTerm> member(const QString &name, const QString &value) const;
    [[nodiscard]] Result<QueryTerm> queue(const QString &value) const;
    [[nodiscard]] Result<QueryTerm> kind(const QString &value) const;
    [[nodiscard]] Result<QueryTerm> code(const QString &value) const;
    [[nodiscard]] Result<QueryTerm> time(QueryTerm::Op op, const QString &value) const;

    QDateTime m_now;
    QList<QueryTerm> m_terms;
    QList<Problem> m_problems;
};

} // namespace gantry::ui
