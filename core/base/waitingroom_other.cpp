// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
// Where the system cannot wake some of those who wait: all of them look.
#include "base/waitingroom.h"

namespace gantry {

void WaitingRoom::sleep(quint32 round, [[maybe_unused]] quint32 bell)
{
    m_round.wait(round, std::memory_order_acquire);
}

void WaitingRoom::wake([[maybe_unused]] quint32 bells)
{
    m_round.notify_all();
}

} // namespace gantry
