// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <array>
#include <chrono>
#include <memory>

namespace gantry {

/// Latencies in buckets no wider than 1/64 of their value, from 1 ns to 137 s (longer ones count as that).
///
/// 17 KiB however many values it takes. Thread: one at a time; add() the histograms of several threads.
class LatencyHistogram
{
public:
    LatencyHistogram();

    void record(std::chrono::nanoseconds latency);
    void add(const LatencyHistogram &other);

    [[nodiscard]] quint64 count() const { return m_count; }
    [[nodiscard]] std::chrono::nanoseconds max() const { return std::chrono::nanoseconds(m_max); }
    /// The latency that `percent` (0 to 100) of the values do not exceed; 0 without values.
    [[nodiscard]] std::chrono::nanoseconds percentile(double percent) const;

private:
    static constexpr int subBits = 6; ///< 64 buckets for each power of two
    static constexpr int maxBits = 37;
    static constexpr size_t buckets = size_t(maxBits - subBits + 1) << subBits;

    [[nodiscard]] static size_t bucketOf(quint64 nanos);
    [[nodiscard]] static quint64 highestOf(size_t bucket);

    std::unique_ptr<std::array<quint64, buckets>> m_counts;
    quint64 m_count = 0;
    quint64 m_max = 0;
};

} // namespace gantry
