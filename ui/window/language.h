// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTranslator>

namespace gantry::ui {

/// The language of the whole application; switched while it runs.
class Language
{
public:
    /// `name`: "en", "zh_CN", or "system". Widgets get a LanguageChange event.
    void apply(const QString &name);
    [[nodiscard]] const QString &name() const { return m_name; }

private:
    QString m_name;
    QTranslator m_gantry;
    QTranslator m_qt; ///< for the buttons and menus of Qt's own dialogs and editors
};

} // namespace gantry::ui
