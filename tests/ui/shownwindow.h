// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window/mainwindow.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

namespace gantry::ui {

/// The whole window, in English, on a folder of its own.
struct ShownWindow {
    QTemporaryDir folder;
    Workspace workspace{WorkspacePaths{folder.path(), folder.path()}};
    MainWindow window{workspace};

    ShownWindow()
    {
        window.setLanguage(QStringLiteral("en"));
        window.show();
    }

    template<typename T>
    [[nodiscard]] T *find(const char *name) const
    {
        return window.findChild<T *>(QLatin1StringView(name));
    }
    /// Empty while the label is hidden.
    [[nodiscard]] QString said(const char *name) const
    {
        const auto *label = find<QLabel>(name);
        return label->isHidden() ? QString() : label->text();
    }
    void trigger(const char *name) const { find<QAction>(name)->trigger(); }
    /// Brings a panel to the front of its tabs.
    void raise(const char *dock) const
    {
        find<QDockWidget>(dock)->show();
        find<QDockWidget>(dock)->raise();
    }
};

} // namespace gantry::ui
