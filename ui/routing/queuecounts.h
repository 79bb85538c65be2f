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

/// What went to the queues of one topic.
struct RotationCounts {
    QHash<QueueKey, quint64> accepted;
    QHash<QueueKey, quint64> failed; ///< by the queue of the last attempt
    std::optional<QueueKey> last;    ///< where the last attempt went

    /// Whether one of them failed.
    bool add(const SendOutcome &outcome);
};

/// RotationCounts of every topic that was sent to.
class TopicCounts
{
public:
    /// The counts of `topic` changed, and whether one of its messages failed.
    struct Change {
        bool isAny = false;
        bool isAnyFailed = false;
    };

    Change add(const std::vector<SentMessage> &messages, const TopicName &topic);
    [[nodiscard]] RotationCounts of(const TopicName &topic) const { return m_topics.value(topic); }

private:
    QHash<TopicName, RotationCounts> m_topics;
};

} // namespace gantry::ui
