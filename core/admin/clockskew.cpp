// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/clockskew.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::admin {

namespace {

/// "[ 1 days, 2 hours, 3 minutes, 4 seconds ]"
std::optional<std::chrono::seconds> runningFor(const QString &text)
{
    static const QRegularExpression pattern(u"(\\d+) days, (\\d+) hours, (\\d+) minutes, (\\d+) seconds"_s);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1).toLongLong() * 24h + match.captured(2).toLongLong() * 1h
           + match.captured(3).toLongLong() * 1min + match.captured(4).toLongLong() * 1s;
}

} // namespace

std::optional<std::chrono::seconds> clockSkew(const BrokerView &broker,
                                              std::chrono::system_clock::time_point now)
{
    const std::optional<std::chrono::seconds> running = runningFor(broker.runtime.value(u"runtime"_s));
    if (!running || !broker.startedAt)
        return std::nullopt;
    return std::chrono::duration_cast<std::chrono::seconds>(*broker.startedAt + *running - now);
}

} // namespace gantry::admin
