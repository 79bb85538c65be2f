// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/messagepacker.h"

#include "base/logging.h"
#include "wire/codes.h"
#include "wire/compression.h"
#include "wire/message.h"
#include "wire/messageid.h"

#include <QStringEncoder>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gantry::producer {

namespace {

constexpr qsizetype maxTopicLength = 127;

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

bool isTopicCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'%'
           || c == u'|' || c == u'_' || c == u'-';
}

bool isBlank(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.isSpace(); });
}

QString topicHint()
{
    return u"a topic's name has 1 to 127 characters of %|a-zA-Z0-9_-"_s;
}

bool holdsSeparator(const QString &text)
{
    return text.contains(u'\u0001') || text.contains(u'\u0002');
}

Result<void> checkProperties(const Message &message)
{
    for (const Property &property : message.properties) {
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
    }
    if (holdsSeparator(message.keys) || holdsSeparator(message.tag))
        return illegal(u"the keys or the tag hold U+0001 or U+0002"_s,
                       u"RocketMQ separates properties by these two characters: leave them out"_s);
    return {};
}

void appendUtf8(QByteArray &out, QStringView text)
{
    const qsizetype old = out.size();
    QStringEncoder encoder(QStringEncoder::Utf8);
    out.resize(old + encoder.requiredSpace(text.size()));
    const char *end = encoder.appendToBuffer(out.data() + old, text);
    out.truncate(end - out.constData());
}

void appendProperty(QByteArray &out, QByteArrayView name, QStringView value)
{
    out.append(name.data(), name.size());
    out.append('\1');
    appendUtf8(out, value);
    out.append('\2');
}

void packProperties(SendTask &task)
{
    const Message &message = task.message;
    QByteArray &out = task.properties;
    if (!message.keys.isEmpty())
        appendProperty(out, wire::propertyname::keys, message.keys);
    wire::appendProperty(out, wire::propertyname::uniqueKey, task.outcome.msgId.view());
    wire::appendProperty(out, wire::propertyname::waitStoreOk, message.waitStoreOk ? "true" : "false");
    if (!message.tag.isEmpty())
        appendProperty(out, wire::propertyname::tags, message.tag);
    for (const Property &property : message.properties)
        appendProperty(out, property.name.toUtf8(), property.value);
}

} // namespace

Result<void> checkTopic(const TopicName &topic)
{
    const QString &name = topic.text();
    if (isBlank(name))
        return illegal(u"The specified topic is blank"_s, topicHint());
    if (name.size() > maxTopicLength)
        return illegal(u"The specified topic is longer than topic max length %1."_s.arg(maxTopicLength),
                       topicHint());
    if (!std::ranges::all_of(name, isTopicCharacter))
        return illegal(
            u"The specified topic[%1] contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$"_s.arg(
                name),
            topicHint());
    return {};
}

Result<void> checkMessage(const Message &message, qint64 maxMessageBytes)
{
    if (Result<void> topic = checkTopic(message.topic); !topic)
        return topic;
    if (std::ranges::any_of(forbiddenTopics,
                            [&](QLatin1StringView name) { return message.topic.text() == name; }))
        return illegal(u"Sending message to topic[%1] is forbidden."_s.arg(message.topic.text()),
                       u"brokers use this topic themselves: send to another"_s);
    if (message.body.isEmpty())
        return illegal(u"the message body length is zero"_s, u"give the message a body"_s,
                       wire::responsecode::messageIllegal);
    if (message.body.size() > maxMessageBytes)
        return Error{ErrorKind::MessageTooLarge,
                     u"the message body size over max value, MAX: %1 (it has %2 bytes)"_s.arg(maxMessageBytes)
                         .arg(message.body.size()),
                     u"make it smaller, or raise maxMessageBytes here and maxMessageSize of the brokers"_s,
                     wire::responsecode::messageIllegal};
    return checkProperties(message);
}

void packMessage(SendTask &task, const ProducerConfig &config)
{
    const Message &message = task.message;
    task.outcome.topic = message.topic;
    task.outcome.msgId = wire::createUniqueId();
    task.outcome.bodyBytes = message.body.size();
    packProperties(task);
    task.wireBody = message.body;
    if (message.body.size() < config.compressBodyOverBytes)
        return;
    if (Result<QByteArray> packed =
            wire::compress(config.compressionType, config.compressionLevel, message.body)) {
        task.wireBody = std::move(packed).value();
        task.sysFlag |= wire::compressionFlag(config.compressionType);
        task.outcome.compressed = true;
    } else { // As in Java: the plain body goes out.
        qCWarning(logging::producer) << "compression failed:" << packed.error().detail;
    }
}

} // namespace gantry::producer
