// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "producer/sendtask.h"
#include <gantry/message.h>
#include <gantry/producerconfig.h>
#include <gantry/result.h>

namespace gantry::producer {

/// Does what needs no I/O, before the network thread sees the message: unique id, property string,
/// compression. `task.message` is set and checked. Java: DefaultMQProducerImpl#sendKernelImpl up to the
/// header
void packMessage(SendTask &task, const ProducerConfig &config);

/// As packMessage(), without compression: RocketMQ has no compressed batches.
void packBatchMember(SendTask &task);

} // namespace gantry::producer
