// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace gantry::ui {

/// Texts by number, each kept once, one after the other in one block. Number 0 is the empty text.
class StringTable
{
public:
    StringTable();

    [[nodiscard]] quint32 intern(QStringView text);
    /// Valid until the next intern().
    [[nodiscard]] QStringView at(quint32 id) const;
    [[nodiscard]] quint32 size() const { return quint32(m_ends.size()); }

    /// Frees what only intern() needs, which must not be called any more.
    void seal();
    [[nodiscard]] qsizetype bytes() const;

private:
    void grow();
    [[nodiscard]] size_t slotOf(QStringView text) const;

    std::vector<char16_t> m_text;
    std::vector<quint32> m_ends;  ///< of each text in m_text
    std::vector<quint32> m_slots; ///< numbers by hash, open addressing; 0: free
};

} // namespace gantry::ui
