// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "outcomeformat.h"
#include "withclient.h"
#include <gantry/admin.h>

#include <QDateTime>
#include <QJsonArray>

#include <CLI/CLI.hpp>
#include <memory>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry::ctl {

namespace {

struct AdminOptions {
    CommonOptions common;
    std::string topic;
    int queues = 8;
    std::string permission = "rw";
    bool order = false;
    std::string attributes;
    std::string cluster;
    std::string broker;

    [[nodiscard]] TopicName topicName() const { return TopicName(QString::fromStdString(topic)); }
    [[nodiscard]] milliseconds timeout() const { return milliseconds(common.timeoutMs); }
};

/// What a call gave, as it is printed.
struct Printed {
    QJsonObject json;
    QString text;
};

int print(const Result<Printed> &printed, OutputFormat format)
{
    if (!printed)
        return failed(printed.error(), format);
    if (format == OutputFormat::Json)
        printJson(printed->json);
    else
        printLine(printed->text);
    return AllAccepted;
}

QString timeText(const std::optional<std::chrono::system_clock::time_point> &time)
{
    if (!time)
        return {};
    const auto millis = std::chrono::duration_cast<milliseconds>(time->time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(millis.count()).toString(Qt::ISODateWithMs);
}

Result<Printed> listTopics(const AdminOptions &options, Admin &admin)
{
    const Result<QStringList> topics = admin.topics(options.timeout());
    if (!topics)
        return topics.error();
    return Printed{{{u"topics"_s, QJsonArray::fromStringList(*topics)}}, topics->join(u'\n')};
}

Result<Printed> showCluster(const AdminOptions &options, Admin &admin)
{
    const Result<ClusterView> cluster = admin.cluster(options.timeout());
    if (!cluster)
        return cluster.error();
    QJsonArray rows;
    QStringList lines;
    for (const BrokerView &broker : cluster->brokers) {
        rows.append(
            QJsonObject{{u"cluster"_s, broker.cluster},
                        {u"broker"_s, broker.broker.text()},
                        {u"id"_s, broker.id},
                        {u"addr"_s, broker.address.text()},
                        {u"version"_s, orNull(broker.version)},
                        {u"putTps"_s, broker.putTps},
                        {u"startedAt"_s, orNull(timeText(broker.startedAt))},
                        {u"reachable"_s, broker.isReachable()},
                        {u"error"_s, broker.error ? QJsonValue(toJson(*broker.error)) : QJsonValue()}});
        const QString state = broker.error ? u"! "_s + toText(*broker.error)
                                           : u"%1, %2 messages/s, started %3"_s.arg(
                                               broker.version, QString::number(broker.putTps, 'f', 1),
                                               timeText(broker.startedAt));
        lines.append(u"%1  %2  %3  %4  %5"_s.arg(
            broker.cluster, broker.broker.text(),
            broker.isMaster() ? u"master"_s : u"slave %1"_s.arg(broker.id), broker.address.text(), state));
    }
    return Printed{{{u"brokers"_s, rows}}, lines.join(u'\n')};
}

int permissionOf(const std::string &text)
{
    return (text.find('r') != std::string::npos ? permission::read : 0)
           | (text.find('w') != std::string::npos ? permission::write : 0);
}

Result<Printed> createTopic(const AdminOptions &options, Admin &admin)
{
    TopicSpec spec;
    spec.topic = options.topicName();
    spec.queues = options.queues;
    spec.permission = permissionOf(options.permission);
    spec.order = options.order;
    spec.attributes = QString::fromStdString(options.attributes);
    spec.cluster = QString::fromStdString(options.cluster);
    spec.broker = BrokerName(QString::fromStdString(options.broker));
    if (const Result<void> created = admin.createTopic(spec, options.timeout()); !created)
        return created.error();
    return Printed{{{u"ok"_s, true}, {u"topic"_s, spec.topic.text()}, {u"queues"_s, spec.queues}},
                   u"%1 created with %2 queues a broker"_s.arg(spec.topic.text()).arg(spec.queues)};
}

Result<Printed> deleteTopic(const AdminOptions &options, Admin &admin)
{
    if (const Result<void> deleted = admin.deleteTopic(options.topicName(), options.timeout()); !deleted)
        return deleted.error();
    return Printed{{{u"ok"_s, true}, {u"topic"_s, options.topicName().text()}},
                   options.topicName().text() + u" deleted"_s};
}

Result<Printed> topicStats(const AdminOptions &options, Admin &admin)
{
    const Result<TopicStats> stats = admin.topicStats(options.topicName(), options.timeout());
    if (!stats)
        return stats.error();
    QJsonArray rows;
    QJsonArray troubles;
    QStringList lines{u"%1: %2 messages in %3 queues"_s.arg(options.topicName().text(),
                                                            QString::number(stats->messages()),
                                                            QString::number(stats->queues.size()))};
    for (const TopicQueueStats &queue : stats->queues) {
        const QString updated = timeText(queue.lastUpdate);
        rows.append(QJsonObject{{u"broker"_s, queue.broker.text()},
                                {u"queueId"_s, queue.queueId},
                                {u"minOffset"_s, queue.minOffset},
                                {u"maxOffset"_s, queue.maxOffset},
                                {u"lastUpdate"_s, orNull(updated)}});
        lines.append(u"  %1:%2  %3 to %4  %5"_s.arg(
            queue.broker.text(), QString::number(queue.queueId), QString::number(queue.minOffset),
            QString::number(queue.maxOffset), updated.isEmpty() ? u"never written"_s : updated));
    }
    for (const ServerTrouble &trouble : stats->unreachable) {
        troubles.append(QJsonObject{{u"server"_s, trouble.server}, {u"error"_s, toJson(trouble.error)}});
        lines.append(u"! %1: %2"_s.arg(trouble.server, toText(trouble.error)));
    }
    return Printed{{{u"topic"_s, options.topicName().text()},
                    {u"messages"_s, stats->messages()},
                    {u"queues"_s, rows},
                    {u"unreachable"_s, troubles}},
                   lines.join(u'\n')};
}

using AdminCall = Result<Printed> (*)(const AdminOptions &, Admin &);

Command makeCommand(CLI::App *command, const std::shared_ptr<AdminOptions> &options, AdminCall call)
{
    addCommonOptions(*command, options->common);
    return {command, [options, call] {
                return withClient<Admin>(options->common, [&](Admin &admin, const Connection &) {
                    return print(call(*options, admin), options->common.format());
                });
            }};
}

Command addCreate(CLI::App &topic)
{
    auto options = std::make_shared<AdminOptions>();
    CLI::App *command = topic.add_subcommand("create", "Create a topic, or change it");
    command->add_option("topic", options->topic, "Topic")->required();
    command->add_option("--queues", options->queues, "Queues at every broker")
        ->capture_default_str()
        ->check(CLI::Range(1, 65535));
    command->add_option("--perm", options->permission, "Permission")
        ->capture_default_str()
        ->check(CLI::IsMember({"rw", "r", "w"}));
    command->add_flag("--order", options->order, "An ordered topic");
    command->add_option("--attributes", options->attributes,
                        "Brokers 5.x: attributes, for example +message.type=FIFO");
    command->add_option("--cluster", options->cluster, "Only at this cluster's brokers");
    command->add_option("-b,--broker", options->broker, "Only at this broker");
    return makeCommand(command, options, createTopic);
}

} // namespace

Command addTopicsCommand(CLI::App &app)
{
    return makeCommand(app.add_subcommand("topics", "List all topics"), std::make_shared<AdminOptions>(),
                       listTopics);
}

Command addClusterCommand(CLI::App &app)
{
    return makeCommand(app.add_subcommand("cluster", "List all brokers, and what they say of themselves"),
                       std::make_shared<AdminOptions>(), showCluster);
}

std::vector<Command> addTopicCommand(CLI::App &app)
{
    CLI::App *topic = app.add_subcommand("topic", "Create, delete or look at a topic");
    topic->require_subcommand(1);
    std::vector<Command> commands{addCreate(*topic)};
    auto deleted = std::make_shared<AdminOptions>();
    CLI::App *remove = topic->add_subcommand("delete", "Delete a topic with its messages");
    remove->add_option("topic", deleted->topic, "Topic")->required();
    commands.push_back(makeCommand(remove, deleted, deleteTopic));
    auto looked = std::make_shared<AdminOptions>();
    CLI::App *stats = topic->add_subcommand("stats", "Show how many messages each queue holds");
    stats->add_option("topic", looked->topic, "Topic")->required();
    commands.push_back(makeCommand(stats, looked, topicStats));
    return commands;
}

} // namespace gantry::ctl
