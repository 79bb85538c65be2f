// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>
#include <gantry/message.h>

#include <QList>
#include <QtGlobal>

#include <optional>

namespace gantry {

/// A part of a Message that can be wrong.
enum class MessagePart { Topic, Body, Tag, Keys, Properties, Delivery };

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

/// Why `messages` cannot travel as one batch, or nothing. They are checked one by one, too; `index` gets the
/// one that is at fault.
///
/// Java:   MessageBatch#generateFromList: one topic that is no retry topic, no delay, one waitStoreOk
/// Thread: any
[[nodiscard]] std::optional<MessageFault> findBatchFault(const QList<Message> &messages,
                                                         qint64 maxMessageBytes, qsizetype &index);

} // namespace gantry
