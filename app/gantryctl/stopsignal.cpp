// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "stopsignal.h"

#include <atomic>
#include <csignal>

namespace gantry::ctl {

namespace {

std::atomic<bool> stop = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler writes it");

void onSignal(int signal)
{
    if (stop.exchange(true))
        std::signal(signal, SIG_DFL); // the next one is no longer ours
}

} // namespace

void watchSignals()
{
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

bool stopRequested()
{
    return stop.load(std::memory_order_relaxed);
}

void requestStop()
{
    stop = true;
}

} // namespace gantry::ctl
