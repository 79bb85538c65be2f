// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/message.h>
#include <gantry/names.h>

#include <QString>

#include <chrono>

namespace gantry {

/// What a consumer replied to a request. Java: the Message that DefaultMQProducer#request returns
struct ReplyMessage {
    Message message;  ///< its topic is the cluster's reply topic; only the replier's own properties
    Address bornHost; ///< of the replier, as the broker saw it
    Address from;     ///< the broker that pushed it
    QString correlationId;
    std::chrono::nanoseconds arrivedAfter{}; ///< since the request was accepted
};

} // namespace gantry
