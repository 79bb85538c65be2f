// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/scenarios.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace gantry::ui {

QList<Scenario> scenarios()
{
    QList<Scenario> list;
    for (const QFileInfo &info :
         QDir(u":/scenarios"_s).entryInfoList({u"*.scenario"_s}, QDir::Files, QDir::Name)) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString text = QString::fromUtf8(file.readAll());
        const QString first = text.section(u'\n', 0, 0);
        list.append({info.completeBaseName(), first.startsWith(u"# ") ? first.sliced(2) : first, text});
    }
    return list;
}

QString peace()
{
    return u"clear\nstart namesrv\nstart all\nwritable all\njoin all\nadvertise all -\n"_s;
}

} // namespace gantry::ui
