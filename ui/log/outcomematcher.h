// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcomequery.h"
#include "workspace/outcomestore.h"

#include <QByteArray>

#include <vector>

namespace gantry::ui {

/// Whether rows are what a query asks for. Remembers its answers about the texts of the chunk it looked at
/// last, so that each is read once: ask row after row.
class OutcomeMatcher
{
public:
    explicit OutcomeMatcher(const OutcomeQuery &query);

    [[nodiscard]] bool matches(const OutcomeRef &ref);

private:
    struct Term {
        QueryTerm asked;
        QByteArray hexDigits;       ///< the text, where it can be part of an id in hexadecimal digits
        std::vector<qint8> answers; ///< by number of the text; -1: not looked at yet
    };

    [[nodiscard]] static bool holds(Term &term, const OutcomeRef &ref);
    [[nodiscard]] static bool contains(Term &term, const OutcomeRef &ref, quint32 textId);
    [[nodiscard]] static bool isInMsgId(const Term &term, const OutcomeRef &ref);
    [[nodiscard]] static bool isInStatus(const Term &term, const OutcomeRef &ref);
    [[nodiscard]] static bool isOnQueue(Term &term, const OutcomeRef &ref);
    [[nodiscard]] static bool isOneway(const OutcomeRef &ref);

    std::vector<Term> m_terms;
    quint64 m_chunk = 0; ///< whose texts the answers are about
};

} // namespace gantry::ui
