// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "resourceusage.h"

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace gantry::ctl {

#ifdef Q_OS_UNIX

namespace {

std::chrono::microseconds toMicroseconds(const timeval &time)
{
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

rusage ownUsage()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage;
}

} // namespace

std::chrono::microseconds processCpuTime()
{
    const rusage usage = ownUsage();
    return toMicroseconds(usage.ru_utime) + toMicroseconds(usage.ru_stime);
}

qint64 peakRssKiB()
{
#ifdef Q_OS_MACOS
    return ownUsage().ru_maxrss / 1024;
#else
    return ownUsage().ru_maxrss;
#endif
}

#else

std::chrono::microseconds processCpuTime()
{
    return {};
}

qint64 peakRssKiB()
{
    return 0;
}

#endif

} // namespace gantry::ctl
