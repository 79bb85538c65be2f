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
#include <chrono>
#include <variant>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::producer {

namespace {

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
    if (const auto delivery = wire::deliveryProperty(message.delivery))
        wire::appendProperty(out, delivery->name, QByteArray::number(delivery->value));
    if (task.special) {
        for (const auto &[name, value] : task.special->properties)
            wire::appendProperty(out, name, value);
    }
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

void packBatchMember(SendTask &task)
{
    task.outcome.topic = task.message.topic;
    task.outcome.msgId = wire::createUniqueId(wallTimeAt(task.acceptedAt));
    task.outcome.bodyBytes = task.message.body.size();
    packProperties(task);
}

void packMessage(SendTask &task, const ProducerConfig &config)
{
    packBatchMember(task);
    if (task.isHalf())
        task.sysFlag |= wire::sysflag::transactionPrepared;
    if (task.message.body.size() >= config.compressBodyOverBytes)
        packBody(task, config);
    if (SendFlight *flight = task.flight())
        flight->packedAfter = Clock::TimePoint::clock::now() - task.acceptedAt;
}

} // namespace gantry::producer
