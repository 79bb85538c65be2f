// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/routelookups.h"

#include <QPointer>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace gantry::producer {

namespace {
constexpr milliseconds worthAnotherLookUp = 50ms;
}

RouteLookUps::RouteLookUps(client::ClientCore &core, Found found, Missed missed)
    : m_core(core)
    , m_found(std::move(found))
    , m_missed(std::move(missed))
{
}

void RouteLookUps::wait(SendTask *task)
{
    const TopicName topic = task->message.topic;
    std::vector<SendTask *> &waiting = m_waiting[topic];
    waiting.push_back(task);
    if (waiting.size() > 1)
        return;
    m_deadlines.insert(topic, task->deadline);
    const auto remaining = std::max(1ms, duration_cast<milliseconds>(task->deadline - now()));
    m_core.routes().find(topic, remaining,
                         [self = QPointer(this), topic](const Result<client::PublishInfo *> &info) {
                             if (self)
                                 self->onLookedUp(topic, info);
                         });
}

void RouteLookUps::onLookedUp(const TopicName &topic, const Result<client::PublishInfo *> &info)
{
    const std::vector<SendTask *> waiting = m_waiting.take(topic);
    if (waiting.empty())
        return; // all were given up meanwhile
    // The look-up had the time of the send that began it: for who has more left it was not the last word.
    const bool ranOutOfTime = !info && now() >= m_deadlines.take(topic);
    for (SendTask *task : waiting) {
        if (info) {
            m_found(task, **info);
        } else if (ranOutOfTime && task->deadline > now() + worthAnotherLookUp)
            wait(task);
        else
            m_missed(task, info.error());
    }
}

void RouteLookUps::expire()
{
    const Clock::TimePoint time = now();
    for (std::vector<SendTask *> &waiting : m_waiting) {
        std::erase_if(waiting, [this, time](SendTask *task) {
            if (time < task->deadline)
                return false;
            m_missed(task, Error{ErrorKind::NameServer,
                                 u"no NameServer told the route of topic %1 within the %2 ms of the send"_s
                                     .arg(task->message.topic.text())
                                     .arg(task->timeout.count()),
                                 u"check that the NameServers run and are reachable, or raise the time-out"_s,
                                 clienterror::accessBrokerTimeout});
            return true;
        });
    }
}

} // namespace gantry::producer
