// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "producer/sendtask.h"
#include <gantry/result.h>

#include <memory>
#include <vector>

namespace gantry::producer {

/// The bytes that a packed member takes in the body of a batch.
[[nodiscard]] qsizetype batchedBytes(const SendTask &member);

/// Makes `batch`, fresh from the pool, the task that carries the packed `members`: what is sent is sent by it
/// as one message, with the first member's mode, times, queue and lane. Errors: MessageTooLarge, when a
/// member's properties are too long for a batch; `members` are unchanged then.
/// Java: MessageBatch#encode, DefaultMQProducer#batch
[[nodiscard]] Result<void> makeBatch(SendTask &batch, std::vector<std::unique_ptr<SendTask>> &members);

/// Gives each member its outcome out of the batch's.
void shareOutcome(SendTask &batch);

} // namespace gantry::producer
