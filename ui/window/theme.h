// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

namespace gantry::ui {

/// Light, dark, or what the desktop says.
class Theme
{
public:
    enum class Kind { System, Light, Dark };

    /// Remembers the desktop's own palette. A QApplication exists, and no other theme was applied yet.
    Theme();

    /// Changes the whole application at once.
    void apply(Kind kind);
    [[nodiscard]] Kind kind() const { return m_kind; }

    /// "system", "light", "dark": how it is kept in settings.
    [[nodiscard]] static QString name(Kind kind);
    /// System for any other text.
    [[nodiscard]] static Kind fromName(const QString &name);

private:
    const QPalette m_system;
    const QString m_systemStyle;
    Kind m_kind = Kind::System;
};

} // namespace gantry::ui
