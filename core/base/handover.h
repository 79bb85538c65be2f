// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSemaphore>

#include <atomic>

namespace gantry {

/// What one thread does before release(), another sees after acquire(). For once; whoever waits may delete it
/// then.
///
/// A QSemaphore does the same, but inside of Qt: the thread sanitizer, which does not look into it, needs a
/// trace of it in our code. std::binary_semaphore burns processor time before it sleeps.
class Handover
{
public:
    void release()
    {
        m_isReleased.store(true, std::memory_order_release);
        m_semaphore.release();
    }
    void acquire()
    {
        m_semaphore.acquire();
        static_cast<void>(m_isReleased.load(std::memory_order_acquire));
    }

private:
    QSemaphore m_semaphore;
    std::atomic<bool> m_isReleased = false;
};

} // namespace gantry
