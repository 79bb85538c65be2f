// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "isotime.h"
#include "outcomeformat.h"
#include "storedformat.h"
#include "withclient.h"
#include <gantry/admin.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry::ctl {

namespace {

struct ReadOptions {
    CommonOptions common;
    std::string id;
    std::string topic;
    std::string key;
    std::string from;
    std::string to;
    std::string queue;
    int max = 32;

    [[nodiscard]] TopicName topicName() const { return TopicName(QString::fromStdString(topic)); }
    [[nodiscard]] milliseconds timeout() const { return milliseconds(common.timeoutMs); }
};

Error notFound(const QString &what, const QString &hint)
{
    constexpr int queryNotFound = 22;
    return {ErrorKind::Broker, what, hint, queryNotFound};
}

Error usage(const QString &what, const QString &hint)
{
    return {ErrorKind::Usage, what, hint, std::nullopt};
}

/// What `query --from`, `--to` and `read --from` say. Errors: Usage.
Result<std::optional<IsoTime>> timeOption(const char *option, const std::string &value)
{
    const QString text = QString::fromStdString(value);
    if (text.isEmpty())
        return std::optional<IsoTime>();
    if (const std::optional<IsoTime> time = isoTime(text))
        return time;
    return usage(u"%1 %2 is no time"_s.arg(QString::fromLatin1(option), text), isoTimeHint());
}

/// Prints the messages, and beside them the brokers that could not be asked.
int print(const StoredMessages &found, OutputFormat format)
{
    const bool isJson = format == OutputFormat::Json;
    for (qsizetype i = 0; i < found.messages.size(); ++i) {
        const StoredMessage &message = found.messages.at(i);
        const QString gap = i > 0 ? u"\n"_s : QString();
        const bool isPrinted = isJson ? printJson(toJson(message)) : printLine(gap + toText(message));
        if (!isPrinted)
            return AllAccepted; // nobody reads on
    }
    for (const ServerTrouble &trouble : found.unreachable) {
        complain(trouble.error);
        if (isJson)
            printJson(toJson(trouble));
    }
    return found.unreachable.isEmpty() ? AllAccepted : SomeFailed;
}

using ReadCall = Result<StoredMessages> (*)(const ReadOptions &, Admin &);

int run(const ReadOptions &options, ReadCall call)
{
    return withClient<Admin>(options.common, [&](Admin &admin, const Connection &) {
        const OutputFormat format = options.common.format();
        const Result<StoredMessages> found = call(options, admin);
        return found ? print(*found, format) : failed(found.error(), format);
    });
}

/// Not found is an error, unless some broker could not be asked: then that is.
Result<StoredMessages> foundOr(Result<StoredMessages> found, const Error &otherwise)
{
    const bool isEmpty = found && found->messages.isEmpty();
    if (!isEmpty)
        return found;
    if (found->unreachable.isEmpty())
        return otherwise;
    Error error = found->unreachable.first().error;
    error.detail = u"%1; not every broker could be asked: %2"_s.arg(otherwise.detail, error.detail);
    return error;
}

Result<StoredMessages> viewByUniqueId(const ReadOptions &options, Admin &admin)
{
    const QString id = QString::fromStdString(options.id);
    return foundOr(
        admin.queryByUniqueKey(options.topicName(), id, options.timeout()),
        notFound(u"no message in topic %1 has the unique id %2"_s.arg(options.topicName().text(), id),
                 u"unique ids are looked for in the last 3 days; brokers before 5.4 know those of a "
                 "batch by the batch's own id"_s));
}

Result<StoredMessages> view(const ReadOptions &options, Admin &admin)
{
    const QByteArray id = QByteArray::fromStdString(options.id);
    if (!isOffsetMsgId(id)) {
        if (!options.topic.empty())
            return viewByUniqueId(options, admin);
        return usage(
            u"%1 is no offset id; a unique id is found in its topic alone"_s.arg(QString::fromUtf8(id)),
            u"name the topic: -t TOPIC; or give the offsetMsgId of the send"_s);
    }
    Result<StoredMessage> message =
        admin.viewMessage(IdText(id.toUpper()), options.topicName(), options.timeout());
    if (message)
        return StoredMessages{{*message}, {}};
    // Some other client's unique id may look like an offset id.
    if (!options.topic.empty() && message.error().kind == ErrorKind::Broker) {
        Result<StoredMessages> unique = viewByUniqueId(options, admin);
        if (unique)
            return unique;
    }
    return message.error();
}

Result<StoredMessages> query(const ReadOptions &options, Admin &admin)
{
    const Result<std::optional<IsoTime>> from = timeOption("--from", options.from);
    const Result<std::optional<IsoTime>> to = timeOption("--to", options.to);
    if (!from || !to)
        return from ? to.error() : from.error();
    KeyQuery query{.topic = options.topicName(),
                   .key = QString::fromStdString(options.key),
                   .from = *from,
                   .to = *to,
                   .max = options.max};
    return foundOr(
        admin.queryByKey(query, options.timeout()),
        notFound(u"no message in topic %1 has the key %2"_s.arg(query.topic.text(), query.key),
                 u"keys are whole words, as they were sent; --from and --to limit the time of storing"_s));
}

/// "broker-a:3". Errors: Usage.
Result<std::optional<MessageQueue>> queueOption(const ReadOptions &options)
{
    const QString text = QString::fromStdString(options.queue);
    if (text.isEmpty())
        return std::optional<MessageQueue>();
    const qsizetype colon = text.lastIndexOf(u':');
    bool isNumber = false;
    const int id = text.sliced(colon + 1).toInt(&isNumber);
    if (colon < 1 || !isNumber || id < 0)
        return usage(u"--queue %1 is no queue"_s.arg(text), u"write BROKER:ID, such as broker-a:3"_s);
    return std::optional(MessageQueue{options.topicName(), BrokerName(text.first(colon)), id});
}

Result<StoredMessages> read(const ReadOptions &options, Admin &admin)
{
    QueueRead read{.topic = options.topicName(), .queue = {}, .from = ReadFrom::Latest(), .max = options.max};
    const Result<std::optional<MessageQueue>> queue = queueOption(options);
    if (!queue)
        return queue.error();
    read.queue = *queue;
    if (options.from == "earliest") {
        read.from = ReadFrom::Earliest();
    } else if (options.from != "latest") {
        const Result<std::optional<IsoTime>> time = timeOption("--from", options.from);
        if (!time)
            return time.error();
        if (*time)
            read.from = **time;
    }
    Result<StoredMessages> found = admin.readQueues(read, options.timeout());
    if (found && found->messages.isEmpty() && found->unreachable.isEmpty())
        std::fprintf(stderr, "gantryctl: topic %s holds no such message\n",
                     qUtf8Printable(read.topic.text()));
    return found;
}

Command makeCommand(CLI::App *command, const std::shared_ptr<ReadOptions> &options, ReadCall call)
{
    addCommonOptions(*command, options->common);
    return {command, [options, call] { return run(*options, call); }};
}

} // namespace

Command addViewCommand(CLI::App &app)
{
    auto options = std::make_shared<ReadOptions>();
    CLI::App *command = app.add_subcommand("view", "Show a message that a broker stored");
    command->add_option("id", options->id, "offsetMsgId, or with -t msgId, of its send")->required();
    command->add_option("-t,--topic", options->topic, "Topic; a unique id is found in its topic alone");
    return makeCommand(command, options, view);
}

Command addQueryCommand(CLI::App &app)
{
    auto options = std::make_shared<ReadOptions>();
    CLI::App *command = app.add_subcommand("query", "Show the stored messages that have a key");
    command->add_option("topic", options->topic, "Topic")->required();
    command->add_option("-k,--key", options->key, "One of the message's keys")->required();
    command->add_option("--from", options->from, "Stored at this time or later, ISO 8601");
    command->add_option("--to", options->to, "Stored at this time or before, ISO 8601");
    command->add_option("--max", options->max, "At most so many, the newest; 32 unless given")
        ->check(CLI::PositiveNumber);
    return makeCommand(command, options, query);
}

Command addReadCommand(CLI::App &app)
{
    auto options = std::make_shared<ReadOptions>();
    options->from = "latest";
    CLI::App *command =
        app.add_subcommand("read", "Show the messages in a topic's queues, without being a consumer");
    command->add_option("topic", options->topic, "Topic")->required();
    command->add_option("--from", options->from,
                        "earliest, latest (the last ones), or a time, ISO 8601; latest unless given");
    command->add_option("--max", options->max, "At most so many; 32 unless given")
        ->check(CLI::PositiveNumber);
    command->add_option("--queue", options->queue, "Only this queue: BROKER:ID");
    return makeCommand(command, options, read);
}

} // namespace gantry::ctl
