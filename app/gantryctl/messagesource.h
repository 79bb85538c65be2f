// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deliveryoptions.h"
#include <gantry/message.h>
#include <gantry/result.h>

#include <QByteArrayView>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace gantry::ctl {

/// What a command sends: one message again and again, or one for each line of standard input.
struct MessageOptions {
    std::string topic;
    std::optional<std::string> text;
    std::string bodyFile;
    std::string bodyHex;
    std::string bodyBase64;
    bool fromStdin = false;
    bool lines = false;
    bool jsonLines = false;
    qint64 size = 0;
    std::string tag;
    std::string keys;
    std::vector<std::string> properties;
    std::string shardingKey;
    DeliveryOptions delivery;
};

void addMessageOptions(CLI::App &command, MessageOptions &options);

/// One message of a command's input, or why that line is none.
struct SourcedMessage {
    quint64 seq = 0; ///< from 1
    Result<Message> message = Error{};
    QString shardingKey; ///< empty: the rotation picks the queue
};

/// Gives out the messages of a command one by one. Thread: any.
class MessageSource
{
public:
    /// `count`: how often a fixed message is given out; lines of standard input are not limited by it when 0.
    /// Errors: Usage for contradicting, missing or malformed bodies; Config for a file that cannot be read.
    [[nodiscard]] static Result<std::unique_ptr<MessageSource>> make(const MessageOptions &options,
                                                                     quint64 count);

    /// The next message; nothing at the end. Blocks while standard input does.
    [[nodiscard]] std::optional<SourcedMessage> next();

private:
    enum class Kind { Fixed, Lines, JsonLines };

    [[nodiscard]] std::optional<std::string> readLine();

    Kind m_kind = Kind::Fixed;
    Message m_template;
    QString m_shardingKey;
    quint64 m_count = 0; ///< 0: until the end of the input
    quint64 m_given = 0;
    std::mutex m_mutex;
};

/// A message of `--jsonl`:
/// `{"topic","tags","keys","properties","flag","waitStoreOk","shardingKey","delayLevel", "delay" or
/// "deliverAt","body" or "bodyBase64"}`; what is not there comes from `base`. `keys` is a text, or an array
/// of texts. Its message is an error of kind IllegalMessage that names the member, where one makes no sense.
[[nodiscard]] SourcedMessage messageFromJson(QByteArrayView line, const SourcedMessage &base);

/// `size` bytes of text that compresses like text.
[[nodiscard]] QByteArray generatedBody(qint64 size);

} // namespace gantry::ctl
