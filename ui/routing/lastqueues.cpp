// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/lastqueues.h"

namespace gantry::ui {

LastQueues::Change LastQueues::add(const std::vector<SentMessage> &messages, const TopicName &topic)
{
    Change change;
    for (const SentMessage &sent : messages) {
        const SendOutcome &outcome = sent.outcome;
        if (!outcome.attempts.isEmpty())
            m_topics.insert(outcome.topic, {outcome.attempts.back().broker, outcome.attempts.back().queueId});
        if (outcome.topic != topic)
            continue;
        change.isAny = true;
        change.isAnyFailed = change.isAnyFailed || !outcome.isOk();
    }
    return change;
}

std::optional<QueueKey> LastQueues::of(const TopicName &topic) const
{
    const auto last = m_topics.constFind(topic);
    return last == m_topics.cend() ? std::nullopt : std::optional(*last);
}

} // namespace gantry::ui
