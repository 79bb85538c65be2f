// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace gantry::client {

/// The counter of a rotation over queues. Starts anywhere, never negative, goes on at 0 after 2^31 - 1.
///
/// Java: ThreadLocalIndex, of which every sending thread has one for every topic.
class ThreadIndex
{
public:
    ThreadIndex();
    explicit ThreadIndex(quint32 start)
        : m_value(start)
    {
    }

    /// The next position, in [0, 2^31).
    [[nodiscard]] quint32 next() { return ++m_value & 0x7FFF'FFFFU; }
    /// Goes on from a random value.
    void reset();

private:
    quint32 m_value;
};

/// A small number for the calling thread, the same for as long as it lives: which of a topic's rotations its
/// sends follow.
[[nodiscard]] quint32 currentThreadLane();

/// Rotations of one topic. A thread beyond the 64th shares one; its sends still rotate, only together with
/// the other thread's.
inline constexpr quint32 rotationLanes = 64;

} // namespace gantry::client
