// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "commonoptions.h"
#include "exitstatus.h"
#include "outcomeprinter.h"
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

int runRecall(const RecallOptions &options)
{
    const OutputFormat format = options.common.format();
    const Result<Connection> connection = toConnection(options.common);
    if (!connection) {
        report(connection.error(), format);
        return CouldNotStart;
    }
    Producer producer(connection->config);
    if (const Result<void> started = producer.start(); !started) {
        report(started.error(), format);
        return CouldNotStart;
    }
    const Result<QString> msgId =
        producer.recallMessage(TopicName(QString::fromStdString(options.topic)),
                               QString::fromStdString(options.handle), connection->config.sendTimeout);
    if (!msgId) {
        report(msgId.error(), format);
        return statusFor(msgId.error());
    }
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
    return {command, [options] { return runRecall(*options); }};
}

} // namespace gantry::ctl
