// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/names.h>
#include <gantry/result.h>

namespace gantry::wire {

/// Whether a topic may have this name: 1 to 127 characters of `%|a-zA-Z0-9_-`. Java:
/// TopicValidator#validateTopic. Errors: IllegalMessage.
[[nodiscard]] Result<void> checkTopicName(const TopicName &topic);

} // namespace gantry::wire
