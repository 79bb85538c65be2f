// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace gantry {

/// Begins to fetch what is about to be written from another core's cache, while there is still other work to
/// do: to wait for it is most of what handing an object from thread to thread costs.
inline void prefetchForWrite([[maybe_unused]] const void *object, [[maybe_unused]] size_t size)
{
#if defined(__GNUC__)
    constexpr size_t cacheLine = 64;
    const char *const begin = static_cast<const char *>(object);
    for (size_t offset = 0; offset < size; offset += cacheLine)
        __builtin_prefetch(begin + offset, 1);
#endif
}

} // namespace gantry
