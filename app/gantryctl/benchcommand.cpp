// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "commonoptions.h"
#include "exitstatus.h"
#include "messagesource.h"
#include "outcomeprinter.h"
#include "ratelimiter.h"
#include "resourceusage.h"
#include "stopsignal.h"
#include <gantry/latencyhistogram.h>
#include <gantry/producer.h>

#include <QHash>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <barrier>
#include <cmath>
#include <memory>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using SteadyTime = std::chrono::steady_clock::time_point;

namespace gantry::ctl {

namespace {

/// ONEWAY tells nothing: a synchronous send so often makes sure that what was counted has arrived.
constexpr quint64 onewayCheckEvery = 20'000;
/// The clock is read once in so many ONEWAY messages.
constexpr quint64 onewayClockEvery = 16;

struct BenchOptions {
    CommonOptions common;
    std::string topic;
    std::string mode = "sync";
    int threads = 1;
    int inFlight = 1000;
    qint64 size = 1024;
    std::string bodyFile;
    double rate = 0;
    int warmupMs = 1500;
    int measureMs = 5000;
    quint64 count = 0;
};

void addOptions(CLI::App &command, BenchOptions &options)
{
    command.add_option("-t,--topic", options.topic, "Topic to send to")->required();
    command.add_option("--mode", options.mode, "How it is sent")
        ->capture_default_str()
        ->check(CLI::IsMember({"sync", "async", "oneway"}));
    command.add_option("--threads", options.threads, "Sending threads")
        ->capture_default_str()
        ->check(CLI::Range(1, 1024));
    command.add_option("--in-flight", options.inFlight, "ASYNC: messages without an outcome at a time")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000));
    command.add_option("--size", options.size, "Body: generated text of so many bytes")
        ->capture_default_str()
        ->check(CLI::Range(qint64(1), qint64(1) << 30));
    command.add_option("--body-file", options.bodyFile, "Body: the bytes of this file");
    command.add_option("--rate", options.rate, "Messages a second, evenly")->check(CLI::PositiveNumber);
    command.add_option("--warmup", options.warmupMs, "Not measured, in ms")->capture_default_str();
    command.add_option("--measure", options.measureMs, "Measured, in ms")
        ->capture_default_str()
        ->check(CLI::Range(1, 86'400'000));
    command.add_option("--count", options.count, "Send so many messages instead, all of them measured");
    addCommonOptions(command, options.common);
}

/// The outcomes while measuring, of one thread.
struct Tally {
    quint64 total = 0; ///< since the start of the program
    quint64 ok = 0;
    quint64 failed = 0;
    LatencyHistogram latencies;
    std::vector<std::pair<MessageQueue, quint64>> queues; ///< few: found faster than in a hash

    void record(const SendOutcome &outcome, bool isMeasured)
    {
        ++total;
        if (!isMeasured)
            return;
        if (!outcome.isOk()) {
            ++failed;
            return;
        }
        ++ok;
        latencies.record(outcome.elapsed);
        const MessageQueue &queue = outcome.result->queue;
        const auto found = std::ranges::find_if(queues, [&queue](const auto &entry) {
            return entry.first.queueId == queue.queueId && entry.first.broker == queue.broker;
        });
        if (found == queues.end())
            queues.emplace_back(queue, 1);
        else
            ++found->second;
    }

    void add(const Tally &other)
    {
        total += other.total;
        ok += other.ok;
        failed += other.failed;
        latencies.add(other.latencies);
        for (const auto &[queue, count] : other.queues) {
            const auto found = std::ranges::find(queues, queue, &std::pair<MessageQueue, quint64>::first);
            if (found == queues.end())
                queues.emplace_back(queue, count);
            else
                found->second += count;
        }
    }
};

SendMode sendMode(const std::string &name)
{
    if (name == "async")
        return SendMode::Async;
    return name == "oneway" ? SendMode::Oneway : SendMode::Sync;
}

/// One measured load.
class Bench
{
public:
    Bench(const BenchOptions &options, Producer &producer, Message message)
        : m_options(options)
        , m_producer(producer)
        , m_message(std::move(message))
        , m_rate(options.rate)
        , m_checkpoint(options.threads, BeginMeasuring{this})
    {
    }

    /// Errors: what the first send failed with.
    Result<void> run()
    {
        const SendOutcome first = m_producer.send(m_message);
        if (!first.isOk())
            return first.result.error();
        m_firstOk = std::chrono::system_clock::now();
        m_sync.total = 1;
        if (m_options.count > 0)
            m_left = qint64(m_options.count);
        std::vector<std::thread> threads;
        std::vector<Tally> tallies(size_t(m_options.threads));
        threads.reserve(tallies.size());
        if (m_options.count > 0)
            beginMeasuring();
        for (Tally &tally : tallies)
            threads.emplace_back([this, &tally] { send(tally); });
        if (m_options.count == 0 && m_mode != SendMode::Oneway)
            timeIt();
        for (std::thread &thread : threads)
            thread.join();
        if (m_options.count == 0 && m_mode == SendMode::Oneway)
            endMeasuring();
        m_producer.shutdown(m_producer.config().sendTimeout + 1s);
        if (m_options.count > 0)
            endMeasuring();
        for (const Tally &tally : tallies)
            m_sync.add(tally);
        m_sync.add(m_async);
        return {};
    }

    [[nodiscard]] QJsonObject json() const
    {
        QJsonObject queues;
        for (const auto &[queue, count] : m_sync.queues)
            queues.insert(queueLabel(queue), qint64(count));
        const double seconds = std::chrono::duration<double>(m_elapsed).count();
        const auto firstOk =
            std::chrono::duration_cast<std::chrono::microseconds>(m_firstOk.time_since_epoch());
        const auto cpu = std::chrono::duration_cast<std::chrono::microseconds>(m_cpu);
        const double perSecond = seconds > 0 ? double(m_sync.ok) / seconds : 0;
        const double cpuPerMessage = m_sync.ok > 0 ? double(cpu.count()) / double(m_sync.ok) : 0;
        const QJsonObject bench{{u"mode"_s, QString::fromStdString(m_options.mode)},
                                {u"ok"_s, qint64(m_sync.ok)},
                                {u"failed"_s, qint64(m_sync.failed)},
                                {u"total"_s, qint64(m_sync.total)},
                                {u"seconds"_s, seconds},
                                {u"perSecond"_s, std::round(perSecond)},
                                {u"cpuMicros"_s, qint64(cpu.count())},
                                {u"cpuMicrosPerMessage"_s, std::round(cpuPerMessage * 1000) / 1000},
                                {u"firstOkEpochMicros"_s, qint64(firstOk.count())},
                                {u"peakRssKiB"_s, peakRssKiB()},
                                {u"latencyMs"_s, toJson(m_sync.latencies)},
                                {u"queues"_s, queues}};
        return {{u"bench"_s, bench}};
    }

    [[nodiscard]] quint64 failed() const { return m_sync.failed; }

private:
    /// What the barrier calls when all threads have reached it.
    struct BeginMeasuring {
        Bench *bench;
        void operator()() const noexcept { bench->beginMeasuring(); }
    };

    void beginMeasuring()
    {
        m_cpu = processCpuTime();
        m_begin = std::chrono::steady_clock::now();
        m_measuring = true;
    }

    void endMeasuring()
    {
        m_measuring = false;
        m_elapsed = std::chrono::steady_clock::now() - m_begin;
        m_cpu = processCpuTime() - m_cpu;
    }

    void timeIt()
    {
        pause(std::chrono::milliseconds(m_options.warmupMs));
        beginMeasuring();
        pause(std::chrono::milliseconds(m_options.measureMs));
        endMeasuring();
        m_ended = true;
    }

    /// Whoever asks to stop wants what was measured until then.
    static void pause(std::chrono::milliseconds time)
    {
        static_cast<void>(waitUntil(std::chrono::steady_clock::now() + time));
    }

    /// Whether one more message is to be sent.
    bool takeTurn()
    {
        if (m_ended.load(std::memory_order_relaxed))
            return false;
        if (m_options.count > 0 && m_left.fetch_sub(1, std::memory_order_relaxed) <= 0)
            return false;
        return m_rate.wait();
    }

    void send(Tally &tally)
    {
        switch (m_mode) {
        case SendMode::Sync:
            while (takeTurn())
                sendSync(tally);
            break;
        case SendMode::Async:
            while (takeTurn())
                submit(tally);
            break;
        case SendMode::Oneway:
            sendOneway(tally);
            break;
        }
    }

    /// Measured from one synchronous send, which tells that all before has arrived, to another one.
    void sendOneway(Tally &tally)
    {
        if (m_options.count > 0) {
            sendOnewayUntil(SteadyTime::max(), tally);
            return;
        }
        sendOnewayUntil(std::chrono::steady_clock::now() + std::chrono::milliseconds(m_options.warmupMs),
                        tally);
        m_checkpoint.arrive_and_wait();
        sendOnewayUntil(m_begin + std::chrono::milliseconds(m_options.measureMs), tally);
    }

    void sendOnewayUntil(SteadyTime end, Tally &tally)
    {
        quint64 sent = 0;
        while (takeTurn()) {
            submit(tally);
            if (++sent % onewayCheckEvery == 0)
                sendSync(tally);
            const bool isSlow = m_options.rate > 0;
            if ((isSlow || sent % onewayClockEvery == 0) && std::chrono::steady_clock::now() >= end)
                break;
        }
        sendSync(tally);
    }

    void sendSync(Tally &tally)
    {
        tally.record(m_producer.send(m_message), m_measuring.load(std::memory_order_relaxed));
    }

    void submit(Tally &tally)
    {
        const Result<SendId> id = m_producer.submit(m_mode, m_message, {}, m_record);
        if (id)
            return;
        SendOutcome refused;
        refused.result = id.error();
        tally.record(refused, m_measuring);
    }

    const BenchOptions &m_options;
    Producer &m_producer;
    const Message m_message;
    const SendMode m_mode = sendMode(m_options.mode);
    RateLimiter m_rate;
    std::barrier<BeginMeasuring> m_checkpoint; ///< between warming up and being measured; ONEWAY
    std::chrono::system_clock::time_point m_firstOk;
    SteadyTime m_begin;
    std::chrono::nanoseconds m_elapsed{};
    std::chrono::microseconds m_cpu{};
    std::atomic<bool> m_measuring = false;
    std::atomic<bool> m_ended = false;
    std::atomic<qint64> m_left = 0;
    Tally m_sync; ///< of the sending threads; at the end of all
    Tally m_async;
    /// On the network thread, which alone touches m_async while the threads run.
    const OutcomeHandler m_record = [this](const SendOutcome &outcome) {
        m_async.record(outcome, m_measuring.load(std::memory_order_relaxed));
    };
};

Result<Message> benchMessage(const BenchOptions &options)
{
    MessageOptions message;
    message.topic = options.topic;
    message.bodyFile = options.bodyFile;
    message.size = options.bodyFile.empty() ? options.size : 0;
    const Result<std::unique_ptr<MessageSource>> source = MessageSource::make(message, 1);
    if (!source)
        return source.error();
    return (*source)->next()->message;
}

QString toText(const QJsonObject &json)
{
    const QJsonObject bench = json.value("bench"_L1).toObject();
    const QJsonObject latency = bench.value("latencyMs"_L1).toObject();
    const auto number = [](const QJsonValue &value) { return QString::number(value.toDouble(), 'g', 10); };
    return u"%1: %2 accepted, %3 failed in %4 s: %5/s, %6 µs CPU a message, peak %7 KiB; latency ms p50 %8 "_s
               .arg(bench.value("mode"_L1).toString(), number(bench.value("ok"_L1)),
                    number(bench.value("failed"_L1)),
                    QString::number(bench.value("seconds"_L1).toDouble(), 'f', 2),
                    number(bench.value("perSecond"_L1)),
                    QString::number(bench.value("cpuMicrosPerMessage"_L1).toDouble(), 'f', 2),
                    number(bench.value("peakRssKiB"_L1)), number(latency.value("p50"_L1)))
           + u"p90 %1 p99 %2 p99.9 %3 max %4"_s.arg(
               number(latency.value("p90"_L1)), number(latency.value("p99"_L1)),
               number(latency.value("p999"_L1)), number(latency.value("max"_L1)));
}

int runBench(const BenchOptions &options)
{
    const OutputFormat format = options.common.format();
    Result<Connection> connection = toConnection(options.common);
    const Result<Message> message = benchMessage(options);
    if (!connection || !message) {
        const Error &error = connection ? message.error() : connection.error();
        report(error, format);
        return startStatusFor(error);
    }
    if (options.mode == "async")
        connection->config.maxInFlight = options.inFlight;
    Producer producer(connection->config);
    if (const Result<void> started = producer.start(); !started) {
        report(started.error(), format);
        return CouldNotStart;
    }
    Bench bench(options, producer, *message);
    if (const Result<void> ran = bench.run(); !ran) {
        report(ran.error(), format);
        return ran.error().kind == ErrorKind::NameServer ? CouldNotStart : SomeFailed;
    }
    if (format == OutputFormat::Json)
        printJson(bench.json());
    else
        printLine(toText(bench.json()));
    return bench.failed() == 0 ? AllAccepted : SomeFailed;
}

} // namespace

Command addBenchCommand(CLI::App &app)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App *command = app.add_subcommand("bench", "Measure a load");
    addOptions(*command, *options);
    return {command, [options] { return runBench(*options); }};
}

} // namespace gantry::ctl
