// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "isotime.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

std::optional<IsoTime> isoTime(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    return IsoTime(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QString isoText(IsoTime time)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODateWithMs);
}

QString isoTimeHint()
{
    return u"give a time such as 2027-01-31T18:00:00+01:00; without an offset it is local time"_s;
}

} // namespace gantry::ctl
