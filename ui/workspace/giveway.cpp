// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/giveway.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace gantry::ui {

void giveWayToWindow()
{
#ifdef Q_OS_LINUX
    // On Linux niceness is a thread's own, and inherited. QThread::setPriority() does nothing for it.
    constexpr int nice = 4;
    const auto thread = id_t(syscall(SYS_gettid));
    if (const int now = getpriority(PRIO_PROCESS, thread); now < nice)
        setpriority(PRIO_PROCESS, thread, nice);
#endif
}

} // namespace gantry::ui
