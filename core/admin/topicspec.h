// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/headers.h"
#include <gantry/admin.h>

namespace gantry::admin {

/// Errors: as checkTopicName(); Usage for a number out of range or attributes that brokers cannot read.
[[nodiscard]] Result<void> checkTopicSpec(const TopicSpec &spec);

/// UPDATE_AND_CREATE_TOPIC's header. Java: MQClientAPIImpl#createTopic
[[nodiscard]] wire::CreateTopicHeader createTopicHeader(const TopicSpec &spec);

} // namespace gantry::admin
