// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/mainwindow.h"
#include "workspace/workspace.h"

#include <QApplication>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QApplication::setApplicationName(u"gantry"_s);
    QApplication::setApplicationVersion(QStringLiteral(GANTRY_VERSION));
    gantry::ui::Workspace workspace(gantry::ui::WorkspacePaths::standard());
    gantry::ui::MainWindow window(workspace);
    window.show();
    return QApplication::exec();
}
