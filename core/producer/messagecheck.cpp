// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/codes.h"
#include "wire/message.h"
#include "wire/topicname.h"
#include <gantry/messagecheck.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gantry {

namespace {

/// Topics that brokers use themselves. Java: TopicValidator.NOT_ALLOWED_SEND_TOPIC_SET
constexpr std::array forbiddenTopics{"SCHEDULE_TOPIC_XXXX"_L1,
                                     "RMQ_SYS_TRANS_HALF_TOPIC"_L1,
                                     "RMQ_SYS_TRANS_OP_HALF_TOPIC"_L1,
                                     "TRANS_CHECK_MAX_TIME_TOPIC"_L1,
                                     "SELF_TEST_TOPIC"_L1,
                                     "OFFSET_MOVED_EVENT"_L1,
                                     "RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC"_L1,
                                     "RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC"_L1};

Error illegal(const QString &detail, const QString &hint, std::optional<int> code = std::nullopt)
{
    return {ErrorKind::IllegalMessage, detail, hint, code};
}

bool isBlank(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.isSpace(); });
}

bool holdsSeparator(const QString &text)
{
    return text.contains(u'\u0001') || text.contains(u'\u0002');
}

std::optional<Error> topicFault(const TopicName &topic)
{
    if (const Result<void> checked = wire::checkTopicName(topic); !checked)
        return checked.error();
    const bool isForbidden =
        std::ranges::any_of(forbiddenTopics, [&](QLatin1StringView name) { return topic.text() == name; });
    if (isForbidden)
        return illegal(u"Sending message to topic[%1] is forbidden."_s.arg(topic.text()),
                       u"brokers use this topic themselves: send to another"_s);
    return std::nullopt;
}

std::optional<Error> bodyFault(const QByteArray &body, qint64 maxMessageBytes)
{
    if (body.isEmpty())
        return illegal(u"the message body length is zero"_s, u"give the message a body"_s,
                       wire::responsecode::messageIllegal);
    if (body.size() > maxMessageBytes)
        return Error{ErrorKind::MessageTooLarge,
                     u"the message body size over max value, MAX: %1 (it has %2 bytes)"_s.arg(maxMessageBytes)
                         .arg(body.size()),
                     u"make it smaller, or raise maxMessageBytes here and maxMessageSize of the brokers"_s,
                     wire::responsecode::messageIllegal};
    return std::nullopt;
}

std::optional<Error> propertyFault(const Property &property)
{
    if (isBlank(property.name) || isBlank(property.value))
        return illegal(
            u"The name or value of property can not be null or blank string! (property \"%1\")"_s.arg(
                property.name),
            u"give it a name and a value, or leave it out: brokers drop empty ones"_s);
    if (wire::isReservedProperty(property.name))
        return illegal(u"The Property<%1> is used by system, input another please"_s.arg(property.name),
                       u"RocketMQ sets this one itself; keys, tag and delay have options of their own"_s);
    if (holdsSeparator(property.name) || holdsSeparator(property.value))
        return illegal(u"the property \"%1\" holds U+0001 or U+0002"_s.arg(property.name),
                       u"RocketMQ separates properties by these two characters: leave them out"_s);
    return std::nullopt;
}

} // namespace

std::optional<MessageFault> findMessageFault(const Message &message, qint64 maxMessageBytes)
{
    if (std::optional<Error> error = topicFault(message.topic))
        return MessageFault{MessagePart::Topic, -1, std::move(*error)};
    if (std::optional<Error> error = bodyFault(message.body, maxMessageBytes))
        return MessageFault{MessagePart::Body, -1, std::move(*error)};
    for (qsizetype i = 0; i < message.properties.size(); ++i) {
        if (std::optional<Error> error = propertyFault(message.properties.at(i)))
            return MessageFault{MessagePart::Properties, i, std::move(*error)};
    }
    const bool isInKeys = holdsSeparator(message.keys);
    if (isInKeys || holdsSeparator(message.tag))
        return MessageFault{
            isInKeys ? MessagePart::Keys : MessagePart::Tag, -1,
            illegal(u"the keys or the tag hold U+0001 or U+0002"_s,
                    u"RocketMQ separates properties by these two characters: leave them out"_s)};
    return std::nullopt;
}

} // namespace gantry
