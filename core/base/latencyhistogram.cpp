// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/latencyhistogram.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace gantry {

LatencyHistogram::LatencyHistogram()
    : m_counts(std::make_unique<std::array<quint64, buckets>>())
{
}

/// Values below 64 have a bucket each; above, the highest seven bits choose.
size_t LatencyHistogram::bucketOf(quint64 nanos)
{
    const int shift = std::max(0, int(std::bit_width(nanos)) - subBits - 1);
    return std::min(buckets - 1, (size_t(shift) << subBits) + size_t(nanos >> shift));
}

quint64 LatencyHistogram::highestOf(size_t bucket)
{
    const size_t shift = bucket < (size_t(2) << subBits) ? 0 : (bucket >> subBits) - 1;
    const quint64 mantissa = bucket - (shift << subBits);
    return ((mantissa + 1) << shift) - 1;
}

void LatencyHistogram::record(std::chrono::nanoseconds latency)
{
    const auto nanos = quint64(std::max<std::chrono::nanoseconds::rep>(0, latency.count()));
    ++(*m_counts)[bucketOf(nanos)];
    ++m_count;
    m_max = std::max(m_max, nanos);
}

void LatencyHistogram::add(const LatencyHistogram &other)
{
    for (size_t i = 0; i < buckets; ++i)
        (*m_counts)[i] += (*other.m_counts)[i];
    m_count += other.m_count;
    m_max = std::max(m_max, other.m_max);
}

std::chrono::nanoseconds LatencyHistogram::percentile(double percent) const
{
    const auto wanted = quint64(std::ceil(double(m_count) * std::clamp(percent, 0.0, 100.0) / 100.0));
    quint64 seen = 0;
    for (size_t bucket = 0; bucket < buckets && m_count > 0; ++bucket) {
        seen += (*m_counts)[bucket];
        if (seen >= std::max<quint64>(1, wanted))
            return std::chrono::nanoseconds(std::min(highestOf(bucket), m_max));
    }
    return {};
}

} // namespace gantry
