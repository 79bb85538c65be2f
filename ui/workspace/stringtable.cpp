// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/stringtable.h"

#include <QHashFunctions>

namespace gantry::ui {

namespace {
constexpr size_t firstSlots = 64; ///< a power of two
}

StringTable::StringTable()
    : m_ends{0}
    , m_slots(firstSlots)
{
}

quint32 StringTable::intern(QStringView text)
{
    if (text.isEmpty())
        return 0;
    Q_ASSERT(!m_slots.empty());
    size_t slot = slotOf(text);
    if (m_slots[slot] != 0)
        return m_slots[slot];
    if (m_ends.size() * 2 > m_slots.size()) {
        grow();
        slot = slotOf(text);
    }
    m_text.insert(m_text.end(), text.utf16(), text.utf16() + text.size());
    m_ends.push_back(quint32(m_text.size()));
    return m_slots[slot] = size() - 1;
}

QStringView StringTable::at(quint32 id) const
{
    if (id == 0)
        return {};
    return {m_text.data() + m_ends[id - 1], m_text.data() + m_ends[id]};
}

void StringTable::seal()
{
    m_slots = {};
    m_text.shrink_to_fit();
    m_ends.shrink_to_fit();
}

qsizetype StringTable::bytes() const
{
    return qsizetype(m_text.capacity() * sizeof(char16_t)
                     + (m_ends.capacity() + m_slots.capacity()) * sizeof(quint32));
}

void StringTable::grow()
{
    m_slots.assign(m_slots.size() * 2, 0);
    for (quint32 id = 1; id < size(); ++id)
        m_slots[slotOf(at(id))] = id;
}

/// Where `text` is, or where it would be put.
size_t StringTable::slotOf(QStringView text) const
{
    const size_t mask = m_slots.size() - 1;
    size_t slot = qHash(text) & mask;
    while (m_slots[slot] != 0 && at(m_slots[slot]) != text)
        slot = (slot + 1) & mask;
    return slot;
}

} // namespace gantry::ui
