// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <utility>

namespace gantry::ui {

/// Writes numbers and texts in few bytes: seven bits a byte, least first; signed numbers in zigzag; texts in
/// UTF-8 after their length.
class PackingBytes
{
public:
    PackingBytes() { m_bytes.reserve(usual); }

    void number(quint64 value)
    {
        for (; value > 127; value >>= 7)
            m_bytes.append(char(value | 128));
        m_bytes.append(char(value));
    }
    void signedNumber(qint64 value) { number(quint64(value) << 1 ^ quint64(value >> 63)); }
    void bytes(QByteArrayView bytes)
    {
        number(quint64(bytes.size()));
        m_bytes.append(bytes);
    }
    void text(const QString &text) { bytes(text.toUtf8()); }

    [[nodiscard]] QByteArray take() { return std::move(m_bytes); }

private:
    static constexpr qsizetype usual = 200;

    QByteArray m_bytes;
};

/// Reads what PackingBytes wrote; anything else gives zeros and empty texts, and isWhole() is false.
class PackedBytes
{
public:
    /// `bytes` must outlive it.
    explicit PackedBytes(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }

    [[nodiscard]] quint64 number()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64 && !m_rest.isEmpty(); shift += 7) {
            const auto byte = quint8(m_rest.front());
            m_rest = m_rest.sliced(1);
            value |= quint64(byte & 127) << shift;
            if (byte < 128)
                return value;
        }
        m_isWhole = false;
        return 0;
    }
    [[nodiscard]] qint64 signedNumber()
    {
        const quint64 value = number();
        return qint64(value >> 1) ^ -qint64(value & 1);
    }
    [[nodiscard]] QByteArrayView bytes()
    {
        const quint64 size = number();
        if (size > quint64(m_rest.size())) {
            m_isWhole = false;
            return {};
        }
        const QByteArrayView found = m_rest.first(qsizetype(size));
        m_rest = m_rest.sliced(qsizetype(size));
        return found;
    }
    [[nodiscard]] QString text() { return QString::fromUtf8(bytes()); }
    /// Nothing was missing so far.
    [[nodiscard]] bool isWhole() const { return m_isWhole; }

private:
    QByteArrayView m_rest;
    bool m_isWhole = true;
};

} // namespace gantry::ui
