// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/message.h>
#include <gantry/producer.h>

#include <QJsonObject>
#include <QString>

#include <optional>

namespace gantry::ui {

/// How a body is shown and edited; its bytes do not depend on it.
enum class BodyView { Text, Json, Xml, Hex, Base64 };

/// What sort of send it is.
enum class SendKind {
    Message,     ///< one by one, by the mode
    Batch,       ///< several in one request, by the mode
    Transaction, ///< a half message, and then the decision
    Request      ///< awaits a consumer's reply
};

/// What a composer's tab holds: a message, how it is sent, and how often.
struct MessageDraft {
    QString title;
    QString path; ///< of the file that it was opened from or saved to; not a part of what is saved
    Message message;
    BodyView bodyView = BodyView::Text;
    QString bodyFile;             ///< the body is what this file holds when it is sent; empty: message.body
    bool expandVariables = false; ///< {{uuid}} and its like, in topic, tag, keys, properties and a text body

    SendMode mode = SendMode::Sync;
    std::optional<int> timeoutMs; ///< of the whole send; else the producer's
    std::optional<int> retries;   ///< after the first try; else the producer's
    std::optional<MessageQueue> queue;
    QString shardingKey; ///< its hash picks the queue; empty: the rotation does, or `queue`
    SendKind kind = SendKind::Message;
    int batch = 10; ///< messages in one request, 1 to 10,000
    std::optional<TransactionState> decision = TransactionState::Commit; ///< nothing: a person decides later

    quint64 count = 1;
    double rate = 0;  ///< messages a second; 0: as fast as it goes
    int window = 100; ///< messages without an outcome at a time, 1 to 100,000; a SYNC sender has one

    /// The message of RocketMQ's producer example.
    [[nodiscard]] static MessageDraft example();

    [[nodiscard]] SendOptions options() const;
    [[nodiscard]] QJsonObject toJson() const;
    /// What is missing or of the wrong type keeps its default: nothing of an older file is lost.
    [[nodiscard]] static MessageDraft fromJson(const QJsonObject &json);

    friend bool operator==(const MessageDraft &, const MessageDraft &) = default;
};

} // namespace gantry::ui
