// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/messagequeueselector.h>

namespace gantry {

qint32 javaHash(QStringView text)
{
    quint32 hash = 0; // unsigned: overflow wraps, as Java's does
    for (const QChar c : text)
        hash = 31 * hash + c.unicode();
    return qint32(hash);
}

} // namespace gantry
