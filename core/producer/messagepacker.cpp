// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/messagepacker.h"

#include "base/logging.h"
#include "wire/codes.h"
#include "wire/compression.h"
#include "wire/message.h"
#include "wire/messageid.h"
#include "wire/topicname.h"

#include <QStringEncoder>

#include <algorithm>
#include <array>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::producer {

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

/// The wall clock's time at `now`, a moment ago. Asks it once a millisecond and thread: an id is no finer.
std::chrono::system_clock::time_point wallTimeAt(Clock::TimePoint now)
{
    struct Anchor {
        Clock::TimePoint steady;
        std::chrono::system_clock::time_point wall;
    };
    thread_local Anchor anchor;
    if (now < anchor.steady || now - anchor.steady >= 1ms)
        anchor = {now, std::chrono::system_clock::now()};
    return anchor.wall + (now - anchor.steady);
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

void packBody(SendTask &task, const ProducerConfig &config)
{
    if (Result<QByteArray> packed =
            wire::compress(config.compressionType, config.compressionLevel, task.message.body)) {
        task.packedBody = std::move(packed).value();
        task.sysFlag |= wire::compressionFlag(config.compressionType);
        task.outcome.compressed = true;
    } else { // As in Java: the plain body goes out.
        qCWarning(logging::producer) << "compression failed:" << packed.error().detail;
    }
}

} // namespace

Result<void> checkMessage(const Message &message, qint64 maxMessageBytes)
{
    if (Result<void> topic = wire::checkTopicName(message.topic); !topic)
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
    task.outcome.msgId = wire::createUniqueId(wallTimeAt(task.acceptedAt));
    task.outcome.bodyBytes = message.body.size();
    packProperties(task);
    if (message.body.size() >= config.compressBodyOverBytes)
        packBody(task, config);
    if (task.flight)
        task.flight->packedAfter = Clock::TimePoint::clock::now() - task.acceptedAt;
}

} // namespace gantry::producer
