// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace gantry::sandbox {

/// Java: TopicConfig
struct TopicConfig {
    int readQueues = 4;
    int writeQueues = 4;
    int permission = 6;
    bool order = false;

    [[nodiscard]] QJsonObject toJson(const QString &name) const;
};

/// Topics that brokers have from the start. Java: TopicValidator, TopicConfigManager
namespace systemtopic {
inline constexpr QLatin1StringView templateTopic("TBW102");
inline constexpr QLatin1StringView schedule("SCHEDULE_TOPIC_XXXX");
inline constexpr QLatin1StringView timer("rmq_sys_wheel_timer");
inline constexpr QLatin1StringView half("RMQ_SYS_TRANS_HALF_TOPIC");
inline constexpr QLatin1StringView checkMaxTimes("TRANS_CHECK_MAX_TIME_TOPIC");
} // namespace systemtopic

/// The topics of one broker. Thread: sandbox. Java: TopicConfigManager
class TopicTable
{
public:
    /// `queues`: of every new topic. `replyTopic`: where replies are stored.
    TopicTable(int queues, const QString &replyTopic);

    [[nodiscard]] const TopicConfig *find(const QString &name) const;
    void set(const QString &name, const TopicConfig &config) { m_topics.insert(name, config); }
    void remove(const QString &name) { m_topics.remove(name); }
    /// The topic, made now if `fallback` is a template. Null when it may not be made.
    [[nodiscard]] const TopicConfig *findOrCreate(const QString &name, const QString &fallback);
    /// All topics that are no system's get this many queues, and new ones, too.
    void setQueues(int queues);
    /// A consumer group's topic for messages to be tried again.
    void ensureRetryTopic(const QString &group);

    [[nodiscard]] const QMap<QString, TopicConfig> &all() const { return m_topics; }
    [[nodiscard]] static bool isSystem(const QString &name);

private:
    QMap<QString, TopicConfig> m_topics;
};

} // namespace gantry::sandbox
