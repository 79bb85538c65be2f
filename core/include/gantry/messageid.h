// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <array>

namespace gantry {

/// The text of an id. Up to 56 characters (every single id of RocketMQ) are held in place, without an
/// allocation; longer ones (the comma lists of batches) on the heap.
class IdText
{
public:
    IdText() = default;
    explicit IdText(QByteArrayView text) { assign(text); }
    void assign(QByteArrayView text);
    void clear() { m_size = 0; }

    /// Valid until this object is changed or destroyed.
    [[nodiscard]] QByteArrayView view() const
    {
        return m_size <= inPlace ? QByteArrayView(m_text.data(), m_size) : QByteArrayView(m_long);
    }
    [[nodiscard]] QString toString() const { return QString::fromLatin1(view()); }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }

    friend bool operator==(const IdText &a, const IdText &b) { return a.view() == b.view(); }

private:
    static constexpr qsizetype inPlace = 56;
    std::array<char, inPlace> m_text{};
    qsizetype m_size = 0;
    QByteArray m_long;
};

} // namespace gantry
