// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "outcomeformat.h"
#include "withclient.h"
#include <gantry/producer.h>

#include <CLI/CLI.hpp>
#include <memory>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

struct SelectOptions {
    CommonOptions common;
    std::string topic;
    int count = 8;
    std::string shardingKey;
};

/// With a key every send goes to the same queue.
Result<QList<QueueChoice>> choose(const SelectOptions &options, Producer &producer)
{
    const TopicName topic(QString::fromStdString(options.topic));
    if (options.shardingKey.empty())
        return producer.selectQueues(topic, options.count);
    const Result<QueueChoice> choice =
        producer.selectQueue(topic, selectQueueByHash(QString::fromStdString(options.shardingKey)));
    if (!choice)
        return choice.error();
    return QList<QueueChoice>(options.count, *choice);
}

int select(const SelectOptions &options, Producer &producer)
{
    const OutputFormat format = options.common.format();
    const Result<QList<QueueChoice>> choices = choose(options, producer);
    if (!choices)
        return failed(choices.error(), format);
    int number = 0;
    for (const QueueChoice &choice : *choices) {
        ++number;
        if (format == OutputFormat::Json)
            printJson({{u"n"_s, number},
                       {u"topic"_s, choice.queue.topic.text()},
                       {u"broker"_s, choice.queue.broker.text()},
                       {u"queueId"_s, choice.queue.queueId},
                       {u"addr"_s, choice.address.text()},
                       {u"reason"_s, choice.reason}});
        else
            printLine(u"%1. %2 at %3 (%4)"_s.arg(QString::number(number), queueLabel(choice.queue),
                                                 choice.address.text(), choice.reason));
    }
    return AllAccepted;
}

} // namespace

Command addSelectCommand(CLI::App &app)
{
    auto options = std::make_shared<SelectOptions>();
    CLI::App *command =
        app.add_subcommand("select", "Show which queues the next sends would go to, without sending");
    command->add_option("topic", options->topic, "Topic")->required();
    command->add_option("--count", options->count, "How many sends")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000));
    command->add_option("--sharding-key", options->shardingKey, "Of messages with this key");
    addCommonOptions(*command, options->common);
    return {command, [options] {
                return withClient<Producer>(options->common, [&](Producer &producer, const Connection &) {
                    return select(*options, producer);
                });
            }};
}

} // namespace gantry::ctl
