// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/completion.h"
#include "client/clientcore.h"
#include <gantry/result.h>

#include <QString>

#include <chrono>

namespace gantry::producer {

/// What the handle of a timer message says. Java: RecallMessageHandle.HandleV1
struct RecallHandle {
    TopicName topic;
    BrokerName broker;
    qint64 deliverAt = 0; ///< milliseconds since 1970
    QString msgId;
};

/// Errors: Usage, when it is no such handle.
[[nodiscard]] Result<RecallHandle> readRecallHandle(const QString &handle);

/// Asks the broker that has the message; the topic's route is known. Gives the message's unique id. Errors:
/// Usage, Route; Permission, Topic, Broker as the broker says; Connect, Timeout. Thread: network
void recall(client::ClientCore &core, const GroupName &group, const TopicName &topic, const QString &handle,
            std::chrono::milliseconds timeout, Completion<QString> completion);

} // namespace gantry::producer
