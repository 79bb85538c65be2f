// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/threadindex.h"

#include <QRandomGenerator>

#include <atomic>

namespace gantry::client {

ThreadIndex::ThreadIndex()
    : m_value(QRandomGenerator::global()->generate())
{
}

void ThreadIndex::reset()
{
    m_value = QRandomGenerator::global()->generate() & 0x7FFF'FFFFU;
}

quint32 currentThreadLane()
{
    static std::atomic<quint32> counter = 0;
    thread_local const quint32 lane = counter.fetch_add(1, std::memory_order_relaxed) % rotationLanes;
    return lane;
}

} // namespace gantry::client
