// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "client/clientcore.h"
#include "producer/sendtask.h"
#include <gantry/error.h>
#include <gantry/names.h>

#include <QHash>
#include <QObject>

#include <functional>
#include <vector>

namespace gantry::producer {

/// The sends that wait for their topic's route; one look-up a topic at a time, whoever asked first.
///
/// Java:   DefaultMQProducerImpl#tryToFindTopicPublishInfo, which every sender does for itself
/// Thread: network
class RouteLookUps final : public QObject
{
    Q_OBJECT

public:
    using Found = std::function<void(SendTask *task, client::PublishInfo &info)>;
    using Missed = std::function<void(SendTask *task, const Error &error)>;

    /// One of the two is called for each task that waits, but for those that are let go by clear().
    RouteLookUps(client::ClientCore &core, Found found, Missed missed);

    void wait(SendTask *task);
    /// Those whose time is up miss the route: a look-up may take longer than the send that waits for it.
    void expire();
    void clear() { m_waiting.clear(); }

private:
    void onLookedUp(const TopicName &topic, const Result<client::PublishInfo *> &info);
    [[nodiscard]] Clock::TimePoint now() const { return m_core.remoting().batchTime(); }

    client::ClientCore &m_core;
    const Found m_found;
    const Missed m_missed;
    QHash<TopicName, std::vector<SendTask *>> m_waiting;
    QHash<TopicName, Clock::TimePoint> m_deadlines; ///< of the look-ups
};

} // namespace gantry::producer
