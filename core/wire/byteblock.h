// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtEndian>

#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// Searches several bytes at once. A search gives marks, of which the lowest is right; 0: nothing was found.
namespace gantry::wire {

/// Eight bytes in an integer, the first one lowest.
struct Block8 {
    static constexpr qsizetype size = 8;
    quint64 bytes = 0;

    [[nodiscard]] static Block8 load(const char *at) { return {qFromLittleEndian<quint64>(at)}; }
    /// Fewer than eight bytes; those behind are 0.
    [[nodiscard]] static Block8 loadFirst(const char *at, size_t count)
    {
        if (count == 0)
            return {};
        if (count >= 4) {
            const quint64 low = qFromLittleEndian<quint32>(at);
            const quint64 high = qFromLittleEndian<quint32>(at + count - 4);
            return {low | high << (8 * (count - 4))};
        }
        const auto byteAt = [at](size_t index) { return quint64(quint8(at[index])) << (8 * index); };
        return {byteAt(0) | byteAt(count / 2) | byteAt(count - 1)};
    }

    [[nodiscard]] quint64 below(quint8 limit) const { return (bytes - ones * limit) & ~bytes & marks; }
    [[nodiscard]] quint64 equal(char c) const { return Block8{bytes ^ (ones * quint8(c))}.below(1); }
    [[nodiscard]] static quint64 marksOfFirst(size_t count) { return (quint64(1) << (8 * count)) - 1; }
    [[nodiscard]] static qsizetype firstIndex(quint64 found) { return std::countr_zero(found) / 8; }

private:
    static constexpr quint64 ones = 0x0101010101010101;
    static constexpr quint64 marks = 0x8080808080808080;
};

#ifdef __SSE2__
/// Sixteen bytes.
struct Block16 {
    static constexpr qsizetype size = 16;
    __m128i bytes;

    [[nodiscard]] static Block16 load(const char *at)
    {
        return {_mm_loadu_si128(reinterpret_cast<const __m128i *>(at))};
    }

    [[nodiscard]] unsigned below(quint8 limit) const
    {
        const __m128i last = _mm_set1_epi8(char(limit - 1));
        return marks(_mm_cmpeq_epi8(_mm_min_epu8(bytes, last), bytes));
    }
    [[nodiscard]] unsigned equal(char c) const { return marks(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c))); }
    [[nodiscard]] static qsizetype firstIndex(unsigned found) { return std::countr_zero(found); }

private:
    [[nodiscard]] static unsigned marks(__m128i found) { return unsigned(_mm_movemask_epi8(found)); }
};
using Block = Block16;
#else
using Block = Block8;
#endif

} // namespace gantry::wire
