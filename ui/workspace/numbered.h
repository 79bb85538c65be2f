// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <vector>

namespace gantry::ui {

/// Values by number, each kept once: for what many rows share. T has == and qHash().
template<typename T>
class Numbered
{
public:
    [[nodiscard]] quint32 numberOf(const T &value)
    {
        if (const auto known = m_numbers.constFind(value); known != m_numbers.cend())
            return *known;
        const auto number = quint32(m_values.size());
        m_values.push_back(value);
        m_numbers.insert(value, number);
        return number;
    }
    [[nodiscard]] const T &at(quint32 number) const { return m_values[number]; }

    /// Frees what only numberOf() needs, which must not be called any more.
    void seal()
    {
        m_numbers = {};
        m_values.shrink_to_fit();
    }
    [[nodiscard]] qsizetype bytes() const
    {
        return qsizetype(m_values.capacity() * sizeof(T))
               + m_numbers.capacity() * qsizetype(sizeof(T) + sizeof(quint32));
    }

private:
    std::vector<T> m_values;
    QHash<T, quint32> m_numbers;
};

} // namespace gantry::ui
