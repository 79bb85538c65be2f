// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "withclient.h"
#include <gantry/producer.h>

#include <CLI/CLI.hpp>
#include <memory>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

struct RecallOptions {
    CommonOptions common;
    std::string topic;
    std::string handle;
};

int recall(const RecallOptions &options, Producer &producer, const Connection &connection)
{
    const OutputFormat format = options.common.format();
    const Result<QString> msgId =
        producer.recallMessage(TopicName(QString::fromStdString(options.topic)),
                               QString::fromStdString(options.handle), connection.config.sendTimeout);
    if (!msgId)
        return failed(msgId.error(), format);
    if (format == OutputFormat::Json)
        printJson({{u"ok"_s, true}, {u"recalled"_s, *msgId}});
    else
        printLine(u"recalled: msgId=%1"_s.arg(*msgId));
    return AllAccepted;
}

} // namespace

Command addRecallCommand(CLI::App &app)
{
    auto options = std::make_shared<RecallOptions>();
    CLI::App *command = app.add_subcommand(
        "recall", "Recall a timer message (RocketMQ 5.3.2 and later, with recallMessageEnable)");
    command->add_option("topic", options->topic, "Topic it was sent to")->required();
    command->add_option("handle", options->handle, "recallHandle that the send returned")->required();
    addCommonOptions(*command, options->common);
    return {command, [options] {
                return withClient<Producer>(options->common,
                                            [&](Producer &producer, const Connection &connection) {
                                                return recall(*options, producer, connection);
                                            });
            }};
}

} // namespace gantry::ctl
