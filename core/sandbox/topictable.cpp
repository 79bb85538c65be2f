// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/topictable.h"

#include <gantry/topicroute.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

constexpr int readAndWrite = permission::read | permission::write;
constexpr int scheduleQueues = 18;
constexpr std::array systemTopics{
    systemtopic::templateTopic,       systemtopic::schedule,   systemtopic::timer, systemtopic::half,
    systemtopic::checkMaxTimes,       "SELF_TEST_TOPIC"_L1,    "BenchmarkTest"_L1, "OFFSET_MOVED_EVENT"_L1,
    "RMQ_SYS_TRANS_OP_HALF_TOPIC"_L1, "RMQ_SYS_TRACE_TOPIC"_L1};

} // namespace

QJsonObject TopicConfig::toJson(const QString &name) const
{
    return {
        {u"topicName"_s, name},  {u"readQueueNums"_s, readQueues},        {u"writeQueueNums"_s, writeQueues},
        {u"perm"_s, permission}, {u"topicFilterType"_s, u"SINGLE_TAG"_s}, {u"topicSysFlag"_s, 0},
        {u"order"_s, order},     {u"attributes"_s, QJsonObject()}};
}

TopicTable::TopicTable(int queues, const QString &replyTopic)
{
    for (const QLatin1StringView name : systemTopics)
        m_topics.insert(name, {.readQueues = 1, .writeQueues = 1, .permission = readAndWrite});
    m_topics[systemtopic::schedule] = {
        .readQueues = scheduleQueues, .writeQueues = scheduleQueues, .permission = readAndWrite};
    m_topics[systemtopic::templateTopic] = {
        .readQueues = queues, .writeQueues = queues, .permission = readAndWrite | permission::inherit};
    // The topic of every first try, on all brokers from the start: one that is created by a message is on the
    // broker alone that took it, as in RocketMQ.
    m_topics.insert(u"TopicTest"_s,
                    {.readQueues = queues, .writeQueues = queues, .permission = readAndWrite});
    m_topics.insert(replyTopic, {.readQueues = 1, .writeQueues = 1, .permission = readAndWrite});
}

bool TopicTable::isSystem(const QString &name)
{
    return name.startsWith("rmq_sys_"_L1) || name.endsWith("_REPLY_TOPIC"_L1)
           || std::ranges::find(systemTopics, name) != systemTopics.end();
}

const TopicConfig *TopicTable::find(const QString &name) const
{
    const auto found = m_topics.constFind(name);
    return found == m_topics.cend() ? nullptr : &*found;
}

const TopicConfig *TopicTable::findOrCreate(const QString &name, const QString &fallback)
{
    if (const TopicConfig *found = find(name))
        return found;
    const TopicConfig *from = find(fallback);
    if (!from || (from->permission & permission::inherit) == 0)
        return nullptr;
    const TopicConfig made{.readQueues = from->writeQueues,
                           .writeQueues = from->writeQueues,
                           .permission = from->permission & ~permission::inherit};
    return &*m_topics.insert(name, made);
}

void TopicTable::setQueues(int queues)
{
    for (auto topic = m_topics.begin(); topic != m_topics.end(); ++topic) {
        const bool isTemplate = topic.key() == systemtopic::templateTopic;
        if (isTemplate || (!isSystem(topic.key()) && !topic.key().startsWith(u'%')))
            topic->readQueues = topic->writeQueues = queues;
    }
}

void TopicTable::ensureRetryTopic(const QString &group)
{
    const QString name = u"%RETRY%"_s + group;
    if (!m_topics.contains(name))
        m_topics.insert(name, {.readQueues = 1, .writeQueues = 1, .permission = readAndWrite});
}

} // namespace gantry::sandbox
