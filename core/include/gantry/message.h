// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/names.h>

#include <QByteArray>
#include <QList>
#include <QString>

namespace gantry {

/// One user property of a message.
struct Property {
    QString name;
    QString value;

    friend bool operator==(const Property &, const Property &) = default;
};

/// What is sent. A value: copies share the body.
///
/// Checked when it is sent (Java: Validators#checkMessage, Message#putUserProperty): the topic has 1 to 127
/// characters of `%|a-zA-Z0-9_-`; the body has 1 byte to ProducerConfig::maxMessageBytes (4 MiB); property
/// names are not RocketMQ's own, neither name nor value is blank or holds U+0001 or U+0002.
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

    friend bool operator==(const Message &, const Message &) = default;
};

} // namespace gantry
