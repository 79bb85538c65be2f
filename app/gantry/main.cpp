// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/aboutdialog.h"
#include "window/mainwindow.h"
#include "workspace/logfile.h"
#include "workspace/systemkeychain.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QCommandLineParser>

#include <memory>

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
    const gantry::ui::WorkspacePaths paths = gantry::ui::WorkspacePaths::standard();
    gantry::ui::LogFile log(gantry::ui::LogFile::standardPath());
    log.takeMessages();
    const QString about = gantry::ui::AboutDialog::report(paths);
    log.append(QtInfoMsg, "gantry", u"starts: "_s + QString(about).replace(u'\n', "; "_L1));
    gantry::ui::Workspace workspace(paths, std::make_unique<gantry::ui::SystemKeychain>());
    gantry::ui::MainWindow window(workspace);
    window.show();
    const int status = QApplication::exec();
    log.append(QtInfoMsg, "gantry", u"ends"_s);
    return status;
}
