// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "inputpipe.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace gantry::ctl {

bool isInputPiped()
{
#ifdef Q_OS_UNIX
    struct stat input = {};
    return fstat(STDIN_FILENO, &input) == 0 && (S_ISFIFO(input.st_mode) || S_ISSOCK(input.st_mode));
#else
    return true;
#endif
}

} // namespace gantry::ctl
