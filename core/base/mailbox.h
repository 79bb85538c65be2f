// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace gantry {

/// Values on their way to another thread: many may push, one takes all at once.
///
/// The first value after the reader took wakes it; later ones ride along. The wake-up itself is the
/// caller's: an argument-less queued signal.
template<typename T>
class Mailbox
{
public:
    /// True when the reader has to be woken.
    [[nodiscard]] bool push(T value)
    {
        const std::lock_guard lock(m_mutex);
        m_values.push_back(std::move(value));
        return !std::exchange(m_wakePending, true);
    }

    /// As push(), of all; empties `values`.
    [[nodiscard]] bool pushAll(std::vector<T> &values)
    {
        const std::lock_guard lock(m_mutex);
        std::move(values.begin(), values.end(), std::back_inserter(m_values));
        values.clear();
        return !std::exchange(m_wakePending, true);
    }

    /// Everything that was pushed, in order; `into` is emptied first and keeps its memory in the exchange.
    void takeAll(std::vector<T> &into)
    {
        into.clear();
        const std::lock_guard lock(m_mutex);
        m_values.swap(into);
        m_wakePending = false;
    }

private:
    std::mutex m_mutex;
    std::vector<T> m_values;
    bool m_wakePending = false;
};

} // namespace gantry
