// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/queuecounts.h"

namespace gantry::ui {

bool RotationCounts::add(const SendOutcome &outcome)
{
    if (!outcome.attempts.isEmpty())
        last = QueueKey(outcome.attempts.back().broker, outcome.attempts.back().queueId);
    if (outcome.isOk()) {
        last = QueueKey(outcome.result->queue.broker, outcome.result->queue.queueId);
        ++accepted[*last];
    } else if (!outcome.attempts.isEmpty()) {
        ++failed[*last];
    }
    return !outcome.isOk();
}

TopicCounts::Change TopicCounts::add(const std::vector<SentMessage> &messages, const TopicName &topic)
{
    Change change;
    for (const SentMessage &sent : messages) {
        const bool isFailed = m_topics[sent.outcome.topic].add(sent.outcome);
        if (sent.outcome.topic != topic)
            continue;
        change.isAny = true;
        change.isAnyFailed = change.isAnyFailed || isFailed;
    }
    return change;
}

} // namespace gantry::ui
