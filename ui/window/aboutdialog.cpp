// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/aboutdialog.h"

#include "workspace/logfile.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QSslSocket>
#include <QStyle>
#include <QSysInfo>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

QString withoutHome(const QString &path)
{
    const QString home = QDir::homePath();
    return path.startsWith(home + u'/') ? u'~' + path.mid(home.size()) : path;
}

QString orNone(const QString &text)
{
    return text.isEmpty() ? u"none"_s : text;
}

QString edition()
{
    const QString commit = QStringLiteral(GANTRY_COMMIT);
    const QString version = QApplication::applicationVersion();
    return commit.isEmpty() ? u"Gantry %1"_s.arg(version) : u"Gantry %1 (commit %2)"_s.arg(version, commit);
}

} // namespace

QString AboutDialog::report(const WorkspacePaths &paths)
{
    QStringList lines{
        edition(),
        u"Qt %1 (built with %2)"_s.arg(QLatin1StringView(qVersion()), QLatin1StringView(QT_VERSION_STR)),
        u"TLS: %1"_s.arg(orNone(QSslSocket::sslLibraryVersionString())),
        u"%1, %2, %3"_s.arg(QSysInfo::prettyProductName(), QSysInfo::kernelVersion(),
                            QSysInfo::currentCpuArchitecture()),
        u"platform %1, style %2"_s.arg(QApplication::platformName(), QApplication::style()->name()),
        u"session %1, desktop %2"_s.arg(orNone(qEnvironmentVariable("XDG_SESSION_TYPE")),
                                        orNone(qEnvironmentVariable("XDG_CURRENT_DESKTOP")))};
    if (const QScreen *screen = QApplication::primaryScreen())
        lines.append(u"screen %1×%2, scale %3"_s.arg(screen->size().width())
                         .arg(screen->size().height())
                         .arg(screen->devicePixelRatio()));
    lines.append(u"settings %1"_s.arg(withoutHome(paths.config)));
    lines.append(u"data %1"_s.arg(withoutHome(paths.data)));
    lines.append(u"log %1"_s.arg(withoutHome(LogFile::standardPath())));
    return lines.join(u'\n');
}

AboutDialog::AboutDialog(const WorkspacePaths &paths, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("About Gantry"));
    auto *text =
        new QLabel(tr("A producer console for Apache RocketMQ. The core is licensed under Apache-2.0, the "
                      "window under GPL-3.0-or-later. Apache RocketMQ is a trademark of the Apache Software "
                      "Foundation, which has no part in this."),
                   this);
    text->setWordWrap(true);
    auto *details = new QPlainTextEdit(report(paths), this);
    details->setObjectName("faultReport"_L1);
    details->setLineWrapMode(QPlainTextEdit::NoWrap);
    details->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    const QFontMetrics metrics(details->font());
    details->setMinimumSize(metrics.averageCharWidth() * 68, metrics.lineSpacing() * 12);
    details->setReadOnly(true);
    details->setAccessibleName(tr("For a report of a fault"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName("copyReport"_L1);
    connect(copy, &QPushButton::clicked, details,
            [details] { QApplication::clipboard()->setText(details->toPlainText()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(details);
    layout->addWidget(buttons);
}

} // namespace gantry::ui
