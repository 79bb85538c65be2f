// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcomeinbox.h"
#include <gantry/names.h>

#include <QHash>

#include <optional>
#include <utility>
#include <vector>

namespace gantry::ui {

using QueueKey = std::pair<BrokerName, int>;

/// Where each topic's rotation stands: the queue of the last attempt.
class LastQueues
{
public:
    /// What some outcomes mean for one topic.
    struct Change {
        bool isAny = false;
        bool isAnyFailed = false;
    };

    Change add(const std::vector<SentMessage> &messages, const TopicName &topic);
    [[nodiscard]] std::optional<QueueKey> of(const TopicName &topic) const;

private:
    QHash<TopicName, QueueKey> m_topics;
};

} // namespace gantry::ui
