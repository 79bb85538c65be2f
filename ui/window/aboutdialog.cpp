// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/aboutdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QStyle>
#include <QSysInfo>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace gantry::ui {

QString AboutDialog::report()
{
    QStringList lines{
        u"Gantry %1"_s.arg(QApplication::applicationVersion()),
        u"Qt %1 (built with %2)"_s.arg(QLatin1StringView(qVersion()), QLatin1StringView(QT_VERSION_STR)),
        u"%1, %2, %3"_s.arg(QSysInfo::prettyProductName(), QSysInfo::kernelVersion(),
                            QSysInfo::currentCpuArchitecture()),
        u"platform %1, style %2"_s.arg(QApplication::platformName(), QApplication::style()->name())};
    if (const QScreen *screen = QApplication::primaryScreen())
        lines.append(u"screen %1×%2, scale %3"_s.arg(screen->size().width())
                         .arg(screen->size().height())
                         .arg(screen->devicePixelRatio()));
    return lines.join(u'\n');
}

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("About Gantry"));
    auto *text =
        new QLabel(tr("A producer console for Apache RocketMQ. The core is licensed under Apache-2.0, the "
                      "window under GPL-3.0-or-later. Apache RocketMQ is a trademark of the Apache Software "
                      "Foundation, which has no part in this."),
                   this);
    text->setWordWrap(true);
    auto *details = new QPlainTextEdit(report(), this);
    details->setReadOnly(true);
    details->setAccessibleName(tr("For a report of a fault"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName("copyReport"_L1);
    connect(copy, &QPushButton::clicked, this, [] { QApplication::clipboard()->setText(report()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(details);
    layout->addWidget(buttons);
}

} // namespace gantry::ui
