// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>
#include <gantry/message.h>

#include <QtGlobal>

#include <optional>

namespace gantry {

/// A part of a Message that can be wrong.
enum class MessagePart { Topic, Body, Tag, Keys, Properties };

/// What is wrong with a message, and where.
struct MessageFault {
    MessagePart part = MessagePart::Topic;
    qsizetype property = -1; ///< index of the property, when that is it
    Error error;             ///< IllegalMessage or MessageTooLarge: as a send would fail
};

/// The first thing for which a send would refuse `message`, or nothing. Pure.
///
/// Java:   Validators#checkMessage, Message#putUserProperty
/// Thread: any
[[nodiscard]] std::optional<MessageFault> findMessageFault(const Message &message, qint64 maxMessageBytes);

} // namespace gantry
