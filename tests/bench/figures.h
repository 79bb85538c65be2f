// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstdint>
#include <cstdio>

namespace gantry::bench {

/// Latencies in nanoseconds, counted in steps of less than one percent. Recording is a few instructions.
class LatencyHistogram final
{
public:
    void record(std::uint64_t nanos)
    {
        ++m_buckets[bucketOf(nanos)];
        ++m_count;
        m_max = std::max(m_max, nanos);
    }

    /// The latency in milliseconds that this share of all does not exceed.
    [[nodiscard]] double millis(double share) const
    {
        const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(m_count));
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < m_buckets.size(); ++i) {
            seen += m_buckets[i];
            if (seen > wanted)
                return static_cast<double>(std::min(topOf(i), m_max)) / 1e6;
        }
        return maxMillis();
    }
    [[nodiscard]] double maxMillis() const { return static_cast<double>(m_max) / 1e6; }

private:
    // The highest bit says the power of two, the seven below it the step.
    static constexpr int stepBits = 7;

    static std::size_t bucketOf(std::uint64_t nanos)
    {
        const int shift = std::max(0, static_cast<int>(std::bit_width(nanos)) - stepBits - 1);
        return (static_cast<std::size_t>(shift) << stepBits) + static_cast<std::size_t>(nanos >> shift);
    }
    static std::uint64_t topOf(std::size_t bucket)
    {
        const std::size_t steps = std::size_t{1} << stepBits;
        if (bucket < 2 * steps)
            return bucket;
        const std::size_t shift = bucket / steps - 1;
        return ((bucket % steps + steps + 1) << shift) - 1;
    }

    std::array<std::uint64_t, (64 - stepBits + 1) << stepBits> m_buckets{};
    std::uint64_t m_count = 0;
    std::uint64_t m_max = 0;
};

/// Processor time of this process so far, user and system.
inline std::int64_t cpuMicros()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto micros = [](const timeval &time) {
        return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_usec;
    };
    return micros(usage.ru_utime) + micros(usage.ru_stime);
}

inline long peakRssKiB()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

inline std::int64_t epochMicros()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

/// What `gantryctl bench -o json` says, too.
struct BenchFigures {
    const char *mode = "sync";
    std::uint64_t ok = 0;
    std::uint64_t failed = 0;
    std::uint64_t total = 0; // since the start, warm-up and first send included
    double seconds = 0;
    std::int64_t cpu = 0;
    std::int64_t firstOk = 0;
};

inline void printFigures(const BenchFigures &figures, const LatencyHistogram &latency)
{
    const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
    std::printf(
        "{\"bench\":{\"mode\":\"%s\",\"ok\":%llu,\"failed\":%llu,\"total\":%llu,\"seconds\":%.6f,"
        "\"perSecond\":%.1f,\"cpuMicros\":%lld,\"firstOkEpochMicros\":%lld,\"peakRssKiB\":%ld,"
        "\"latencyMs\":{\"p50\":%.6f,\"p90\":%.6f,\"p99\":%.6f,\"p999\":%.6f,\"max\":%.6f},\"queues\":{}}}\n",
        figures.mode, number(figures.ok), number(figures.failed), number(figures.total), figures.seconds,
        figures.seconds > 0 ? static_cast<double>(figures.ok) / figures.seconds : 0.0,
        static_cast<long long>(figures.cpu), static_cast<long long>(figures.firstOk), peakRssKiB(),
        latency.millis(0.5), latency.millis(0.9), latency.millis(0.99), latency.millis(0.999),
        latency.maxMillis());
    std::fflush(stdout);
}

} // namespace gantry::bench
