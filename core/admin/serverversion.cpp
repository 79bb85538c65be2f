// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/serverversion.h"

using namespace Qt::StringLiterals;

namespace gantry::admin {

QString versionText(int ordinal)
{
    // From 4.0.0 to 5.9.9 the table is regular: ten minors of ten patches, each with a snapshot before it.
    constexpr int v4_0_0 = 213;
    constexpr int v5_9_9 = 611;
    if (ordinal < v4_0_0 - 1 || ordinal > v5_9_9)
        return u'V' + QString::number(ordinal);
    const int release = (ordinal - v4_0_0 + 1) / 2;
    const bool isSnapshot = (ordinal - v4_0_0) % 2 != 0;
    return u"%1.%2.%3"_s.arg(4 + release / 100).arg(release / 10 % 10).arg(release % 10)
           + (isSnapshot ? u"-SNAPSHOT"_s : QString());
}

QString versionText(const QString &description)
{
    if (!description.startsWith(u'V') || !description.contains(u'_'))
        return description;
    QString text = description.sliced(1);
    return text.replace("_SNAPSHOT"_L1, "-SNAPSHOT"_L1).replace(u'_', u'.');
}

} // namespace gantry::admin
