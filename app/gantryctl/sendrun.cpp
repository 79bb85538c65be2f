// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sendrun.h"

#include "stopsignal.h"

#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ctl {

namespace {

/// How long a send that was interrupted may still take.
constexpr auto interruptGrace = 500ms;
constexpr int version5 = 413; // MQVersion of 5.0.0

bool isTimer(const Message &message)
{
    return message.delivery.index() != 0 && !std::holds_alternative<DelayLevel>(message.delivery);
}

} // namespace

SendRun::SendRun(const SendCommandOptions &options, Producer &producer, MessageSource &source,
                 OutcomePrinter &printer)
    : m_options(options)
    , m_producer(producer)
    , m_source(source)
    , m_printer(printer)
    , m_limiter(options.rate)
{
    if (!options.broker.empty())
        m_queue = MessageQueue{{}, BrokerName(QString::fromStdString(options.broker)), options.queueId};
}

void SendRun::run()
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
}

void SendRun::shutdown()
{
    m_producer.shutdown(stopRequested() ? interruptGrace : m_producer.config().sendTimeout + 1s);
}

bool SendRun::join()
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

void SendRun::work()
{
    std::vector<SourcedMessage> batch;
    while (std::optional<SourcedMessage> next = nextMessage()) {
        if (m_options.batch == 1 || !next->message) {
            send(std::move(*next));
            continue;
        }
        batch.push_back(std::move(*next));
        if (int(batch.size()) == m_options.batch)
            sendBatch(std::exchange(batch, {}));
    }
    if (!batch.empty())
        sendBatch(std::move(batch));
    const std::lock_guard lock(m_mutex);
    --m_running;
    m_ended.notify_all();
}

std::optional<SourcedMessage> SendRun::nextMessage()
{
    if (stopRequested())
        return std::nullopt;
    std::optional<SourcedMessage> next = m_source.next();
    if (!next || !m_limiter.wait())
        return std::nullopt;
    m_printer.waitForRoom();
    return next;
}

SendOptions SendRun::optionsFor(const SourcedMessage &next) const
{
    SendOptions options;
    options.queue = m_queue;
    if (!next.shardingKey.isEmpty())
        options.selector = selectQueueByHash(next.shardingKey);
    return options;
}

void SendRun::send(SourcedMessage &&next)
{
    const quint64 seq = next.seq;
    if (!next.message) {
        refuse(seq, {}, next.message.error());
        return;
    }
    const SendOptions options = optionsFor(next);
    Message message = std::move(next.message).value();
    const bool timer = isTimer(message);
    if (!m_options.transaction.empty()) {
        take(m_producer.sendInTransaction(std::move(message), options), seq, timer);
    } else if (m_options.request) {
        take(m_producer.request(std::move(message), options), seq, timer);
    } else if (m_options.sendMode() == SendMode::Sync) {
        take(m_producer.send(std::move(message), options), seq, timer);
    } else {
        const Result<SendId> id =
            m_producer.submit(m_options.sendMode(), message, options,
                              [this, seq, timer](const SendOutcome &outcome) { take(outcome, seq, timer); });
        if (!id)
            refuse(seq, message, id.error());
    }
}

void SendRun::sendBatch(std::vector<SourcedMessage> batch)
{
    QList<Message> messages;
    std::vector<quint64> seqs;
    for (const SourcedMessage &next : batch) {
        messages.append(next.message.value());
        seqs.push_back(next.seq);
    }
    const SendOptions options = optionsFor(batch.front());
    if (m_options.sendMode() == SendMode::Sync) {
        const QList<SendOutcome> outcomes = m_producer.sendBatch(messages, options);
        for (qsizetype i = 0; i < outcomes.size(); ++i)
            take(outcomes.at(i), seqs[size_t(i)], false);
        return;
    }
    const Result<QList<SendId>> ids = m_producer.submitBatch(
        m_options.sendMode(), messages, options, [this, seqs](qsizetype index, const SendOutcome &outcome) {
            take(outcome, seqs[size_t(index)], false);
        });
    for (qsizetype i = 0; !ids && i < messages.size(); ++i)
        refuse(seqs[size_t(i)], messages.at(i), ids.error());
}

void SendRun::take(const SendOutcome &outcome, quint64 seq, bool isTimer)
{
    const int version = outcome.isOk() ? outcome.result->brokerVersion : 0;
    if (isTimer && version > 0 && version < version5 && !m_timerWarned.exchange(true))
        std::fprintf(stderr,
                     "WARNING: the broker %s is older than 5.0: it ignores --delay and --deliver-at and "
                     "delivered at once. Delay levels work there: --delay-level.\n",
                     qUtf8Printable(outcome.result->queue.broker.text()));
    m_printer.take(outcome, seq);
}

void SendRun::refuse(quint64 seq, const Message &message, const Error &error)
{
    SendOutcome outcome;
    outcome.mode = m_options.sendMode();
    outcome.topic = message.topic;
    outcome.bodyBytes = message.body.size();
    outcome.result = error;
    m_printer.take(std::move(outcome), seq);
}

} // namespace gantry::ctl
