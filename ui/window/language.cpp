// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace gantry::ui {

void Language::apply(const QString &name)
{
    m_name = name;
    QCoreApplication::removeTranslator(&m_gantry);
    QCoreApplication::removeTranslator(&m_qt);
    const QLocale locale = name == "system"_L1 ? QLocale::system() : QLocale(name);
    QLocale::setDefault(locale);
    if (m_qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    // English has a file, too: its plurals.
    if (m_gantry.load(locale, u"gantry"_s, u"_"_s, u":/translations"_s)
        || m_gantry.load(u":/translations/gantry_en.qm"_s))
        QCoreApplication::installTranslator(&m_gantry);
}

} // namespace gantry::ui
