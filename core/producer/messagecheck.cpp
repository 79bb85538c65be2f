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
    // Most messages of a thread go where the one before went.
    thread_local TopicName lastGood;
    if (!lastGood.isEmpty() && topic == lastGood)
        return std::nullopt;
    if (const Result<void> checked = wire::checkTopicName(topic); !checked)
        return checked.error();
    const bool isForbidden =
        std::ranges::any_of(forbiddenTopics, [&](QLatin1StringView name) { return topic.text() == name; });
    if (isForbidden)
        return illegal(u"Sending message to topic[%1] is forbidden."_s.arg(topic.text()),
                       u"brokers use this topic themselves: send to another"_s);
    lastGood = topic;
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

std::optional<Error> deliveryFault(const DeliveryTime &delivery)
{
    const auto *level = std::get_if<DelayLevel>(&delivery);
    if (level && level->value < 1)
        return illegal(u"the delay level %1 is none"_s.arg(level->value),
                       u"levels count from 1; leave it out to deliver at once"_s);
    const auto *delay = std::get_if<std::chrono::milliseconds>(&delivery);
    if (delay && delay->count() < 0)
        return illegal(u"the delay of %1 ms is negative"_s.arg(delay->count()),
                       u"give 0 or more milliseconds, or leave it out to deliver at once"_s);
    return std::nullopt;
}

MessageFault batchFault(MessagePart part, const QString &detail, const QString &hint)
{
    return {part, -1, illegal(u"Failed to initiate the MessageBatch: "_s + detail, hint)};
}

/// Java: MessageBatch#generateFromList
std::optional<MessageFault> misfit(const Message &message, const Message &first)
{
    if (message.topic != first.topic)
        return batchFault(MessagePart::Topic,
                          u"The topic of the messages in one batch should be the same (%1, %2)"_s.arg(
                              first.topic.text(), message.topic.text()),
                          u"send the messages of each topic in a batch of their own"_s);
    if (message.topic.text().startsWith("%RETRY%"_L1))
        return batchFault(MessagePart::Topic, u"Retry Group is not supported for batching"_s,
                          u"send messages for retry topics one by one"_s);
    if (message.delivery.index() != 0)
        return batchFault(MessagePart::Delivery, u"Delayed messages are not supported for batching"_s,
                          u"send delayed messages one by one"_s);
    if (message.waitStoreOk != first.waitStoreOk)
        return batchFault(MessagePart::Topic,
                          u"The waitStoreMsgOK of the messages in one batch should the same"_s,
                          u"give all of them the same waitStoreOk"_s);
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
    if (std::optional<Error> error = deliveryFault(message.delivery))
        return MessageFault{MessagePart::Delivery, -1, std::move(*error)};
    return std::nullopt;
}

std::optional<MessageFault> findBatchFault(const QList<Message> &messages, qint64 maxMessageBytes,
                                           qsizetype &index)
{
    index = 0;
    if (messages.isEmpty())
        return batchFault(MessagePart::Body, u"it has no message"_s, u"give it at least one"_s);
    for (; index < messages.size(); ++index) {
        const Message &message = messages.at(index);
        if (std::optional<MessageFault> fault = findMessageFault(message, maxMessageBytes))
            return fault;
        if (std::optional<MessageFault> fault = misfit(message, messages.constFirst()))
            return fault;
    }
    return std::nullopt;
}

} // namespace gantry
