// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/names.h>

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <variant>

namespace gantry {

/// One user property of a message.
struct Property {
    QString name;
    QString value;

    friend bool operator==(const Property &, const Property &) = default;
};

/// One of the broker's delay levels, from 1. Unless it has a table of its own there are 18: 1s 5s 10s 30s 1m
/// 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h; what is above the last one counts as the last.
/// Java: Message#setDelayTimeLevel
struct DelayLevel {
    int value = 1;

    friend bool operator==(const DelayLevel &, const DelayLevel &) = default;
};

/// When consumers may see a message: at once, after a level, after a time, or at a time.
///
/// Times need brokers 5, which take at most 3 days unless told otherwise and keep them to the second; brokers
/// 4.9 ignore times and deliver at once (see SendResult::brokerVersion).
/// Java: Message#setDelayTimeLevel, #setDelayTimeMs, #setDeliverTimeMs
using DeliveryTime = std::variant<std::monostate, DelayLevel, std::chrono::milliseconds,
                                  std::chrono::sys_time<std::chrono::milliseconds>>;

/// What is sent. A value: copies share the body.
///
/// Checked when it is sent (Java: Validators#checkMessage, Message#putUserProperty): the topic has 1 to 127
/// characters of `%|a-zA-Z0-9_-`; the body has 1 byte to ProducerConfig::maxMessageBytes (4 MiB); property
/// names are not RocketMQ's own, neither name nor value is blank or holds U+0001 or U+0002; a delay level is
/// over 0, a delay not negative.
///
/// Java: org.apache.rocketmq.common.message.Message
struct Message {
    TopicName topic;
    QByteArray body;
    QString tag;                ///< at most one; empty for none
    QString keys;               ///< index keys, separated by one space; empty for none
    QList<Property> properties; ///< of the user; sent in this order
    qint32 flag = 0;            ///< opaque to the broker
    bool waitStoreOk = true;    ///< the answer waits for flush and replicas where the broker does so
    DeliveryTime delivery;      ///< at once, unless set

    friend bool operator==(const Message &, const Message &) = default;
};

} // namespace gantry
