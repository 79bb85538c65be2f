// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/clientcore.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <functional>
#include <vector>

namespace gantry::producer {

/// Sees to it that replies can come: a broker pushes a reply to the client that it knows by its heartbeat,
/// and any broker of the cluster may be the one that a replier sends to.
///
/// Java:   DefaultMQProducerImpl#prepareSendRequest, which greets the topic's own brokers only
/// Thread: network
class ReplyPath final : public QObject
{
    Q_OBJECT

public:
    explicit ReplyPath(client::ClientCore &core);

    /// Runs `ready` once every broker of the topic's clusters was greeted, or `timeout` has passed; at once
    /// when that was done before.
    void prepare(const TopicName &topic, std::chrono::milliseconds timeout, std::function<void()> ready);

private:
    void findReplyTopics(const TopicName &topic, std::chrono::milliseconds timeout);
    void greet(const TopicName &topic);
    void finish(const TopicName &topic);

    client::ClientCore &m_core;
    QSet<TopicName> m_ready;
    QHash<TopicName, std::vector<std::function<void()>>> m_waiting;
};

} // namespace gantry::producer
