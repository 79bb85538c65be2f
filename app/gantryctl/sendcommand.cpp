// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "commonoptions.h"
#include "exitstatus.h"
#include "messagesource.h"
#include "outcomeprinter.h"
#include "ratelimiter.h"
#include "stopsignal.h"
#include <gantry/producer.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ctl {

namespace {

/// How long a send that was interrupted may still take.
constexpr auto interruptGrace = 500ms;

struct SendCommandOptions {
    CommonOptions common;
    MessageOptions message;
    std::string mode = "sync";
    quint64 count = 0;
    double rate = 0;
    int inFlight = 1000;
    int threads = 1;
    std::string broker;
    int queueId = -1;
    std::optional<qint64> compressOver;
    std::string compression = "zlib";
    std::optional<int> compressionLevel;
    bool flow = false;
};

void addOptions(CLI::App &command, SendCommandOptions &options)
{
    addMessageOptions(command, options.message);
    command.add_option("--mode", options.mode, "How it is sent")
        ->capture_default_str()
        ->check(CLI::IsMember({"sync", "async", "oneway"}));
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
    broker->needs(queue);
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
    config.compressionType = compressionTypeOf(QString::fromStdString(options.compression)).value();
    config.compressionLevel = options.compressionLevel.value_or(config.compressionLevel);
    if (options.mode == "async")
        config.maxInFlight = options.inFlight;
    return connection;
}

/// The threads of one `send`, from the first message to the last outcome.
class SendRun
{
public:
    SendRun(const SendCommandOptions &options, Producer &producer, MessageSource &source,
            OutcomePrinter &printer)
        : m_options(options)
        , m_producer(producer)
        , m_source(source)
        , m_printer(printer)
        , m_limiter(options.rate)
    {
        if (!options.broker.empty())
            m_sendOptions.queue =
                MessageQueue{{}, BrokerName(QString::fromStdString(options.broker)), options.queueId};
    }

    /// Ends when everything was sent, or some time after somebody asked to stop.
    void run()
    {
        m_running = m_options.threads;
        for (int i = 0; i < m_options.threads; ++i)
            m_threads.emplace_back([this] { work(); });
        std::unique_lock lock(m_mutex);
        std::optional<std::chrono::steady_clock::time_point> giveUpAt;
        while (m_running > 0) {
            m_ended.wait_for(lock, 20ms); // a signal handler cannot notify
            if (stopRequested() && !giveUpAt)
                giveUpAt = std::chrono::steady_clock::now() + interruptGrace;
            if (giveUpAt && std::chrono::steady_clock::now() > *giveUpAt)
                break;
        }
        lock.unlock();
        m_producer.shutdown(stopRequested() ? interruptGrace : m_producer.config().sendTimeout + 1s);
    }

    /// False when a thread still waits for standard input: then only the end of the process ends it.
    bool join()
    {
        {
            std::unique_lock lock(m_mutex);
            if (!m_ended.wait_for(lock, 1s, [this] { return m_running == 0; }))
                return false;
        }
        for (std::thread &thread : m_threads)
            thread.join();
        return true;
    }

private:
    void work()
    {
        while (!stopRequested()) {
            std::optional<SourcedMessage> next = m_source.next();
            if (!next || !m_limiter.wait())
                break;
            m_printer.waitForRoom();
            send(std::move(*next));
        }
        const std::lock_guard lock(m_mutex);
        --m_running;
        m_ended.notify_all();
    }

    void send(SourcedMessage &&next)
    {
        const quint64 seq = next.seq;
        if (!next.message) {
            refuse(seq, {}, next.message.error());
        } else if (m_options.mode == "sync") {
            m_printer.take(m_producer.send(std::move(next.message).value(), m_sendOptions), seq);
        } else {
            const Message message = std::move(next.message).value();
            const SendMode mode = m_options.mode == "async" ? SendMode::Async : SendMode::Oneway;
            const Result<SendId> id =
                m_producer.submit(mode, message, m_sendOptions,
                                  [this, seq](const SendOutcome &outcome) { m_printer.take(outcome, seq); });
            if (!id)
                refuse(seq, message, id.error());
        }
    }

    void refuse(quint64 seq, const Message &message, const Error &error)
    {
        SendOutcome outcome;
        outcome.mode = m_options.mode == "sync"    ? SendMode::Sync
                       : m_options.mode == "async" ? SendMode::Async
                                                   : SendMode::Oneway;
        outcome.topic = message.topic;
        outcome.bodyBytes = message.body.size();
        outcome.result = error;
        m_printer.take(std::move(outcome), seq);
    }

    const SendCommandOptions &m_options;
    Producer &m_producer;
    MessageSource &m_source;
    OutcomePrinter &m_printer;
    RateLimiter m_limiter;
    SendOptions m_sendOptions;
    std::vector<std::thread> m_threads;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    int m_running = 0;
};

int exitStatus(const SendTotals &totals)
{
    if (totals.failed == 0)
        return AllAccepted;
    // Nothing was ever sent, since no NameServer could be asked: that is no failed send, that is no start.
    return totals.ok == 0 && totals.nameServerFailures == totals.failed ? CouldNotStart : SomeFailed;
}

int runSend(const SendCommandOptions &options)
{
    const OutputFormat format = options.common.format();
    const Result<std::unique_ptr<MessageSource>> source = MessageSource::make(options.message, options.count);
    if (!source) {
        report(source.error(), format);
        return source.error().kind == ErrorKind::Usage ? WrongUsage : CouldNotStart;
    }
    const Result<Connection> connection = connect(options);
    if (!connection) {
        report(connection.error(), format);
        return CouldNotStart;
    }
    Producer producer(connection->config);
    if (const Result<void> started = producer.start(); !started) {
        report(started.error(), format);
        return CouldNotStart;
    }
    OutcomePrinter printer(format, options.flow);
    SendRun run(options, producer, **source, printer);
    run.run();
    const bool joined = run.join();
    printer.finish();
    const int status = exitStatus(printer.totals());
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
