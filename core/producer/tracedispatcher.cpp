// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/tracedispatcher.h"

#include "base/logging.h"
#include <gantry/producer.h>

#include <QCoreApplication>
#include <QSet>

#include <map>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::producer {

namespace {

constexpr auto flushInterval = 5s;
constexpr auto shutdownGrace = 2s;
constexpr qsizetype mostBodyBytes = 100'000; ///< of 128,000 that the trace producer takes
constexpr qsizetype mostKeys = 400;          ///< of 32 characters each, so that they fit the properties

/// Java: AsyncTraceDispatcher#genGroupNameForTrace; there too long groups make the start fail.
GroupName traceGroup(const GroupName &host)
{
    static std::atomic<int> counter = 0;
    constexpr qsizetype longestHost = 80;
    return GroupName(
        u"_INNER_TRACE_PRODUCER-%1-PRODUCE-%2"_s.arg(host.text().left(longestHost)).arg(++counter));
}

ProducerConfig traceConfig(const ProducerConfig &host)
{
    static std::atomic<int> counter = 0;
    ProducerConfig config = host;
    config.group = traceGroup(host.group);
    config.instanceName =
        u"PID_CLIENT_INNER_TRACE_PRODUCER_%1#%2"_s.arg(QCoreApplication::applicationPid()).arg(++counter);
    config.namespaceName.clear(); // as in Java: the trace topic is shared
    config.enableTrace = false;
    config.sendTimeout = 5000ms;
    config.attemptTimeout = 0ms;
    config.maxMessageBytes = 128'000;
    config.vipChannel = false;
    config.autoBatch = false;
    config.whenFull = WhenFull::Wait;
    config.maxInFlight = 64;
    config.transactionListener.reset();
    config.checkForbiddenHooks.clear();
    config.sendMessageHooks.clear();
    config.endTransactionHooks.clear();
    return config;
}

} // namespace

TraceDispatcher::TraceDispatcher(const ProducerConfig &host)
    : m_topic(host.traceTopic.trimmed().isEmpty() ? u"RMQ_SYS_TRACE_TOPIC"_s : host.traceTopic.trimmed())
    , m_producer(std::make_unique<Producer>(traceConfig(host)))
    , m_thread(u"gantry-trace"_s)
{
}

TraceDispatcher::~TraceDispatcher()
{
    shutdown();
}

Result<void> TraceDispatcher::start()
{
    if (Result<void> started = m_producer->start(); !started)
        return started;
    m_thread.run([this] {
        m_timer = std::make_unique<QTimer>();
        QObject::connect(m_timer.get(), &QTimer::timeout, m_timer.get(), [this] { flush(); });
        QObject::connect(
            &m_waker, &Waker::rung, m_timer.get(), [this] { flush(); }, Qt::QueuedConnection);
        m_timer->start(flushInterval);
    });
    return {};
}

void TraceDispatcher::shutdown()
{
    if (!m_timer)
        return;
    m_thread.run([this] {
        flush();
        m_timer.reset();
    });
    m_producer->shutdown(shutdownGrace);
    if (const TraceCounts lost = counts(); lost.dropped + lost.failed > 0)
        qCWarning(logging::producer) << lost.dropped << "trace records were dropped," << lost.failed
                                     << "could not be sent, of" << lost.recorded;
}

bool TraceDispatcher::isTraceTopic(const TopicName &topic) const
{
    return topic.text().startsWith(m_topic);
}

void TraceDispatcher::append(TraceRecord record)
{
    m_recorded.fetch_add(1, std::memory_order_relaxed);
    const int waiting = m_waiting.fetch_add(1) + 1;
    if (waiting > queueLimit) {
        m_waiting.fetch_sub(1);
        m_dropped.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    static_cast<void>(m_records.push(std::move(record)));
    // The others of this batch ride along, or wait for the timer.
    if (waiting == flushAt)
        m_waker.ring();
}

TraceCounts TraceDispatcher::counts() const
{
    return {.recorded = m_recorded, .stored = m_stored, .dropped = m_dropped, .failed = m_failed};
}

/// As in Java each message tells of one topic.
void TraceDispatcher::flush()
{
    std::vector<TraceRecord> records;
    m_records.takeAll(records);
    std::map<TopicName, std::vector<const TraceRecord *>> topics;
    for (const TraceRecord &record : records)
        topics[record.topic].push_back(&record);
    for (const auto &[topic, group] : topics)
        sendGroup(group);
    const int taken = int(records.size());
    if (m_waiting.fetch_sub(taken) - taken >= flushAt) // that came meanwhile
        m_waker.ring();
}

void TraceDispatcher::sendGroup(const std::vector<const TraceRecord *> &records)
{
    QByteArray body;
    QSet<QString> keys;
    qint64 count = 0;
    const auto sendIt = [&] {
        sendMessage({.topic = TopicName(m_topic),
                     .body = std::exchange(body, {}),
                     .keys = QStringList(keys.begin(), keys.end()).join(u' ')},
                    std::exchange(count, 0));
        keys.clear();
    };
    for (const TraceRecord *record : records) {
        const QStringList more = recordKeys(*record);
        if (count > 0 && (body.size() > mostBodyBytes || keys.size() + more.size() > mostKeys))
            sendIt();
        appendRecord(body, *record);
        for (const QString &key : more.first(std::min(more.size(), mostKeys)))
            keys.insert(key);
        ++count;
    }
    if (count > 0)
        sendIt();
}

/// Waits while too many are under way: then records gather, and at last are dropped.
void TraceDispatcher::sendMessage(Message message, qint64 records)
{
    const Result<SendId> accepted =
        m_producer->sendAsync(std::move(message), {}, [this, records](const SendOutcome &outcome) {
            (outcome.isOk() ? m_stored : m_failed).fetch_add(records, std::memory_order_relaxed);
            if (!outcome.isOk())
                qCDebug(logging::producer) << "trace:" << outcome.result.error().detail;
        });
    if (!accepted)
        m_failed.fetch_add(records, std::memory_order_relaxed);
}

} // namespace gantry::producer
