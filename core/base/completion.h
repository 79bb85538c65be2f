// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/result.h>

#include <functional>

namespace gantry {

/// Called once, on the network thread, never before the call that took it has returned.
template<typename T>
using Completion = std::function<void(Result<T>)>;

} // namespace gantry
