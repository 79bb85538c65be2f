// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "stopsignal.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <thread>

using namespace std::chrono_literals;

namespace gantry::ctl {

namespace {

constexpr auto lookForStop = 20ms; // a signal handler can wake nobody
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

bool waitUntil(std::chrono::steady_clock::time_point time)
{
    while (!stopRequested()) {
        const auto left = time - std::chrono::steady_clock::now();
        if (left <= 0ns)
            return true;
        std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(left, lookForStop));
    }
    return false;
}

void requestStop()
{
    stop = true;
}

} // namespace gantry::ctl
