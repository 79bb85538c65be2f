// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "producer/sendtask.h"
#include <gantry/message.h>
#include <gantry/producerconfig.h>
#include <gantry/result.h>

namespace gantry::producer {

/// Java: Validators#checkMessage, Message#putUserProperty, in the same order.
/// Errors: IllegalMessage; MessageTooLarge (both 13 where Java gives that code).
[[nodiscard]] Result<void> checkMessage(const Message &message, qint64 maxMessageBytes);

/// Does what needs no I/O, before the network thread sees the message: unique id, property string,
/// compression. `task.message` is set and checked. Java: DefaultMQProducerImpl#sendKernelImpl up to the
/// header
void packMessage(SendTask &task, const ProducerConfig &config);

} // namespace gantry::producer
