// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/mainwindow.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QCommandLineParser>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QApplication::setApplicationName(u"gantry"_s);
    QApplication::setApplicationVersion(QStringLiteral(GANTRY_VERSION));
    QApplication::setDesktopFileName(u"io.github.gantry.Gantry"_s);
    const QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Producer console for Apache RocketMQ"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);
    gantry::ui::Workspace workspace(gantry::ui::WorkspacePaths::standard());
    gantry::ui::MainWindow window(workspace);
    window.show();
    return QApplication::exec();
}
