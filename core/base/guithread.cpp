// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/guithread.h"

#include <QCoreApplication>
#include <QThread>

namespace gantry {

bool isGuiThread()
{
    const QCoreApplication *application = QCoreApplication::instance();
    // The thread first: to compare the names of classes for every message would cost more than all else here.
    return application && application->thread() == QThread::currentThread()
           && application->inherits("QGuiApplication");
}

} // namespace gantry
