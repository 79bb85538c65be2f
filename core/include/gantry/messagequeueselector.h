// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/message.h>
#include <gantry/topicroute.h>

#include <QList>
#include <QString>
#include <QStringView>

#include <functional>
#include <optional>

namespace gantry {

/// Picks the queue of one message out of those its topic has: an index into `queues`, which are in the order
/// that Java's producers see. Nothing, or an index out of range, fails the send. Called once a message: it is
/// never sent elsewhere afterwards.
///
/// Java:   MessageQueueSelector
/// Thread: network; must be quick and must not block
using MessageQueueSelector =
    std::function<std::optional<qsizetype>(const QList<MessageQueue> &queues, const Message &message)>;

/// The same queue for the same key while the number of queues stays: the order of messages with one key is
/// kept when one thread sends them one after the other. Java: SelectMessageQueueByHash with a String
[[nodiscard]] MessageQueueSelector selectQueueByHash(const QString &shardingKey);
/// Any queue. Java: SelectMessageQueueByRandom
[[nodiscard]] MessageQueueSelector selectQueueByRandom();

/// Java: String#hashCode
[[nodiscard]] qint32 javaHash(QStringView text);

} // namespace gantry
