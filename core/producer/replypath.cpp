// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/replypath.h"

#include <QPointer>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::producer {

namespace {
constexpr auto replyTopicSuffix = "_REPLY_TOPIC"_L1; // Java: MixAll.REPLY_TOPIC_POSTFIX
}

ReplyPath::ReplyPath(client::ClientCore &core)
    : m_core(core)
{
}

void ReplyPath::prepare(const TopicName &topic, std::chrono::milliseconds timeout,
                        std::function<void()> ready)
{
    if (m_ready.contains(topic)) {
        ready();
        return;
    }
    std::vector<std::function<void()>> &waiting = m_waiting[topic];
    waiting.push_back(std::move(ready));
    if (waiting.size() > 1)
        return;
    m_core.routes().find(topic, timeout,
                         [self = QPointer(this), topic, timeout](const Result<client::PublishInfo *> &info) {
                             if (!self)
                                 return;
                             if (info)
                                 self->findReplyTopics(topic, timeout);
                             else // the send finds out itself why
                                 self->finish(topic);
                         });
}

/// The route of a cluster's reply topic names all of its brokers.
void ReplyPath::findReplyTopics(const TopicName &topic, std::chrono::milliseconds timeout)
{
    QSet<QString> clusters;
    if (const std::optional<TopicPublishInfo> info = m_core.routes().snapshot(topic)) {
        for (const BrokerRoute &broker : info->route.brokers)
            clusters.insert(broker.cluster);
    }
    const std::shared_ptr<void> last(nullptr, [self = QPointer(this), topic](void *) {
        if (self)
            self->greet(topic);
    });
    for (const QString &cluster : std::as_const(clusters))
        m_core.routes().find(TopicName(cluster + replyTopicSuffix), timeout,
                             [last](const Result<client::PublishInfo *> &) {});
}

void ReplyPath::greet(const TopicName &topic)
{
    m_core.introduce([self = QPointer(this), topic] {
        if (!self)
            return;
        self->m_ready.insert(topic);
        self->finish(topic);
    });
}

void ReplyPath::finish(const TopicName &topic)
{
    const std::vector<std::function<void()>> waiting = m_waiting.take(topic);
    for (const std::function<void()> &ready : waiting)
        ready();
}

} // namespace gantry::producer
