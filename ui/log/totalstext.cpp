// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/totalstext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

struct TotalsText {
    Q_DECLARE_TR_FUNCTIONS(gantry::ui::TotalsText)
};

QString millisText(std::chrono::nanoseconds time)
{
    const double millis = double(time.count()) / 1e6;
    return QLocale().toString(millis, 'f', millis < 10 ? 2 : millis < 100 ? 1 : 0);
}

} // namespace

QString totalsText(const OutcomeTotals &totals, double perSecond)
{
    const QLocale locale;
    QStringList parts{TotalsText::tr("Sent %1").arg(locale.toString(totals.sent)),
                      TotalsText::tr("accepted %1").arg(locale.toString(totals.accepted)),
                      TotalsText::tr("failed %1").arg(locale.toString(totals.failed)),
                      TotalsText::tr("unknown %1").arg(locale.toString(totals.unknown))};
    if (perSecond > 0)
        parts.append(TotalsText::tr("%1/s").arg(locale.toString(perSecond, 'f', 0)));
    if (totals.latencies.count() > 0) {
        parts.append(TotalsText::tr("p50 %1 ms").arg(millisText(totals.latencies.percentile(50))));
        parts.append(TotalsText::tr("p99 %1 ms").arg(millisText(totals.latencies.percentile(99))));
    }
    return parts.join(u" · "_s);
}

} // namespace gantry::ui
