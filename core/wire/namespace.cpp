// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/namespace.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

constexpr std::array prefixes{"%RETRY%"_L1, "%DLQ%"_L1};

/// Java: TopicValidator#SYSTEM_TOPIC_SET
constexpr std::array systemTopics{"TBW102"_L1,
                                  "SCHEDULE_TOPIC_XXXX"_L1,
                                  "BenchmarkTest"_L1,
                                  "RMQ_SYS_TRANS_HALF_TOPIC"_L1,
                                  "RMQ_SYS_TRACE_TOPIC"_L1,
                                  "RMQ_SYS_TRANS_OP_HALF_TOPIC"_L1,
                                  "TRANS_CHECK_MAX_TIME_TOPIC"_L1,
                                  "SELF_TEST_TOPIC"_L1,
                                  "OFFSET_MOVED_EVENT"_L1,
                                  "CHECKPOINT_TOPIC"_L1};

/// Java: TopicValidator#isSystemTopic, MixAll#isSysConsumerGroup
bool isSystemResource(const QString &resource)
{
    return resource.startsWith("rmq_sys_"_L1) || resource.startsWith("CID_RMQ_SYS_"_L1)
           || std::ranges::find(systemTopics, resource) != systemTopics.end();
}

/// How much of the text stands before the namespace.
qsizetype prefixSize(const QString &resource)
{
    const auto prefix = std::ranges::find_if(
        prefixes, [&resource](QLatin1StringView prefix) { return resource.startsWith(prefix); });
    return prefix == prefixes.end() ? 0 : prefix->size();
}

} // namespace

QString Namespace::wrap(const QString &resource) const
{
    if (m_name.isEmpty() || resource.isEmpty() || isSystemResource(resource) || strip(resource) != resource)
        return resource;
    const qsizetype at = prefixSize(resource);
    return resource.first(at) + m_name + u'%' + resource.sliced(at);
}

QString Namespace::strip(const QString &resource) const
{
    const qsizetype at = prefixSize(resource);
    const QString marked = m_name + u'%';
    if (m_name.isEmpty() || !QStringView(resource).sliced(at).startsWith(marked))
        return resource;
    return resource.first(at) + resource.sliced(at + marked.size());
}

Namespace Namespace::ofEndpoint(const QString &nameServers)
{
    static const QRegularExpression pattern(u"^(?:\\w+://)?(MQ_INST_\\w+_\\w+)\\."_s);
    return Namespace(pattern.match(nameServers.trimmed()).captured(1));
}

} // namespace gantry::wire
