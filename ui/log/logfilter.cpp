// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logfilter.h"

#include <algorithm>

namespace gantry::ui {

namespace {
/// Rows between two looks at the clock.
constexpr quint64 stride = 256;
} // namespace

LogFilter::LogFilter(const OutcomeStore &store, const OutcomeQuery &query)
    : m_store(store)
    , m_matcher(query)
    , m_next(store.firstNumber())
{
}

bool LogFilter::scan(std::chrono::nanoseconds slice)
{
    const auto deadline = std::chrono::steady_clock::now() + slice;
    const quint64 first = m_store.firstNumber();
    const quint64 end = first + quint64(m_store.size());
    m_next = std::max(m_next, first);
    while (m_next < end) {
        const quint64 pause = std::min(m_next + stride, end);
        for (; m_next < pause; ++m_next) {
            if (matches(qsizetype(m_next - first)))
                m_numbers.push_back(m_next);
        }
        if (std::chrono::steady_clock::now() >= deadline)
            break;
    }
    return m_next == end;
}

double LogFilter::progress() const
{
    const auto done = double(m_next - std::min(m_next, m_store.firstNumber()));
    return m_store.size() > 0 ? done / double(m_store.size()) : 1;
}

} // namespace gantry::ui
