// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/waitingroom.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <limits>

namespace gantry {

void WaitingRoom::sleep(quint32 round, quint32 bell)
{
    syscall(SYS_futex, &m_round, FUTEX_WAIT_BITSET_PRIVATE, round, nullptr, nullptr, bell);
}

void WaitingRoom::wake(quint32 bells)
{
    syscall(SYS_futex, &m_round, FUTEX_WAKE_BITSET_PRIVATE, std::numeric_limits<int>::max(), nullptr, nullptr,
            bells);
}

} // namespace gantry
