// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "exitstatus.h"
#include "sendrun.h"
#include "stopsignal.h"
#include "transactionanswers.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <memory>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

void addKindOptions(CLI::App &command, SendCommandOptions &options, CLI::Option *mode)
{
    auto *batch = command.add_option("--batch", options.batch, "Send so many messages in one request");
    batch->capture_default_str()->check(CLI::Range(1, 100'000));
    auto *transaction = command.add_option(
        "--transaction", options.transaction,
        "Send in a transaction, and decide so; none: say nothing, so that the broker asks");
    transaction->check(CLI::IsMember({"commit", "rollback", "unknown", "none"}));
    auto *check = command.add_option("--check", options.check,
                                     "Answer the broker's check-backs so, and stay until they came");
    check->check(CLI::IsMember({"commit", "rollback", "unknown"}))->needs(transaction);
    command.add_option("--wait", options.waitMs, "How long to stay for check-backs, in ms")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber)
        ->needs(check);
    auto *request =
        command.add_flag("--request", options.request, "Wait for a consumer's reply, and print it");
    for (CLI::Option *option : {transaction, request})
        option->excludes(batch)->excludes(mode);
    transaction->excludes(request);
    for (CLI::Option *option : {batch, transaction, check, request})
        option->group("Kind");
}

void addOptions(CLI::App &command, SendCommandOptions &options)
{
    addMessageOptions(command, options.message);
    auto *mode = command.add_option("--mode", options.mode, "How it is sent");
    mode->capture_default_str()->check(CLI::IsMember({"sync", "async", "oneway"}));
    addKindOptions(command, options, mode);
    command.add_option("--count", options.count, "How many messages (of --lines and --jsonl: at most)");
    command.add_option("--rate", options.rate, "Messages a second")->check(CLI::PositiveNumber);
    command.add_option("--in-flight", options.inFlight, "ASYNC: messages without an outcome at a time")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000));
    command.add_option("--threads", options.threads, "Sending threads")
        ->capture_default_str()
        ->check(CLI::Range(1, 1024));
    auto *broker = command.add_option("-b,--broker", options.broker, "Send to a queue of this broker");
    auto *queue = command.add_option("-i,--queue", options.queueId, "Send to this queue of the broker");
    broker->needs(queue)->excludes(command.get_option("--sharding-key"));
    queue->needs(broker);
    command.add_option("--compress-over", options.compressOver,
                       "Compress bodies of so many bytes and more (4096)");
    command.add_option("--compression", options.compression, "How bodies are compressed")
        ->capture_default_str()
        ->check(CLI::IsMember({"zlib", "lz4", "zstd"}));
    command.add_option("--compression-level", options.compressionLevel, "How hard (5)")
        ->check(CLI::Range(0, 22));
    command.add_flag("--flow", options.flow, "Print every attempt");
    addCommonOptions(command, options.common);
}

Result<Connection> connect(const SendCommandOptions &options)
{
    Result<Connection> connection = toConnection(options.common);
    if (!connection)
        return connection;
    ProducerConfig &config = connection->config;
    config.compressBodyOverBytes = options.compressOver.value_or(config.compressBodyOverBytes);
    if (options.common.counts("--compression"))
        config.compressionType = compressionTypeOf(QString::fromStdString(options.compression)).value();
    config.compressionLevel = options.compressionLevel.value_or(config.compressionLevel);
    if (options.mode == "async")
        config.maxInFlight = options.inFlight;
    return connection;
}

std::shared_ptr<TransactionAnswers> transactionAnswers(const SendCommandOptions &options,
                                                       OutcomePrinter &printer)
{
    if (options.transaction.empty())
        return nullptr;
    return std::make_shared<TransactionAnswers>(
        transactionStateOf(QString::fromStdString(options.transaction)),
        transactionStateOf(QString::fromStdString(options.check)),
        [&printer](const TransactionCheck &check, std::optional<TransactionState> answer) {
            printer.note(check, answer);
        });
}

int exitStatus(const SendTotals &totals)
{
    if (totals.failed == 0)
        return totals.undecided == 0 ? AllAccepted : SomeFailed;
    // Nothing was ever sent, since no NameServer could be asked: that is no failed send, that is no start.
    return totals.ok == 0 && totals.nameServerFailures == totals.failed ? CouldNotStart : SomeFailed;
}

/// Stays until the brokers asked about every transaction that was left open. False when they did not.
bool awaitChecks(const SendCommandOptions &options, TransactionAnswers &answers)
{
    const qsizetype open =
        answers.waitForChecks(std::chrono::milliseconds(options.waitMs), [] { return stopRequested(); });
    if (open == 0)
        return true;
    complain({ErrorKind::Timeout,
              u"%1 half messages were not decided by a check-back within the %2 ms of --wait"_s.arg(open).arg(
                  options.waitMs),
              u"brokers ask after transactionTimeOut (6 s), each transactionCheckInterval (30 s; 4.9: 60 s): "
              u"raise "
              "--wait; to --check unknown they ask again and again"_s,
              std::nullopt});
    return false;
}

int runSend(const SendCommandOptions &options)
{
    const OutputFormat format = options.common.format();
    const Result<std::unique_ptr<MessageSource>> source = MessageSource::make(options.message, options.count);
    if (!source) {
        report(source.error(), format);
        return source.error().kind == ErrorKind::Usage ? WrongUsage : CouldNotStart;
    }
    Result<Connection> connection = connect(options);
    if (!connection) {
        report(connection.error(), format);
        return startStatusFor(connection.error());
    }
    OutcomePrinter printer(format, options.flow);
    const std::shared_ptr<TransactionAnswers> answers = transactionAnswers(options, printer);
    connection->config.transactionListener = answers;
    Producer producer(connection->config);
    if (const Result<void> started = producer.start(); !started) {
        printer.cancel();
        report(started.error(), format);
        return CouldNotStart;
    }
    SendRun run(options, producer, **source, printer);
    run.run();
    const bool checked = options.check.empty() || awaitChecks(options, *answers);
    run.shutdown();
    const bool joined = run.join();
    printer.finish();
    const int status = checked ? exitStatus(printer.totals()) : int(SomeFailed);
    if (!joined)
        std::_Exit(status);
    return status;
}

} // namespace

Command addSendCommand(CLI::App &app)
{
    auto options = std::make_shared<SendCommandOptions>();
    CLI::App *command = app.add_subcommand("send", "Send messages");
    addOptions(*command, *options);
    return {command, [options] { return runSend(*options); }};
}

} // namespace gantry::ctl
