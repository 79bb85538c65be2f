// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/outcomematcher.h"
#include "workspace/outcomestore.h"

#include <chrono>
#include <vector>

namespace gantry::ui {

/// Which rows of a store a query lets through, found slice by slice: numbers of rows, ascending.
class LogFilter
{
public:
    /// `store` must outlive it.
    LogFilter(const OutcomeStore &store, const OutcomeQuery &query);

    /// Looks at rows for about as long as `slice`; true: at all there are.
    [[nodiscard]] bool scan(std::chrono::nanoseconds slice);
    /// 0 to 1.
    [[nodiscard]] double progress() const;
    /// Rows that have gone meanwhile are still among them.
    [[nodiscard]] std::vector<quint64> takeNumbers() { return std::move(m_numbers); }
    [[nodiscard]] bool matches(qsizetype row) { return m_matcher.matches(m_store.at(row)); }

private:
    const OutcomeStore &m_store;
    OutcomeMatcher m_matcher;
    quint64 m_next = 0; ///< the number of the row to look at
    std::vector<quint64> m_numbers;
};

} // namespace gantry::ui
