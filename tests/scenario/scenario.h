// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/fakebroker.h"
#include "wire/codes.h"
#include <gantry/producer.h>

#include <QString>
#include <QStringList>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

/// What the engine's scenarios share: messages, configurations and outcomes of the public API against fake
/// servers.
namespace gantry::testing {

inline constexpr int sendCode = wire::requestcode::sendMessageV2;
inline constexpr int routeCode = wire::requestcode::getRouteInfoByTopic;
inline constexpr int heartbeatCode = wire::requestcode::heartBeat;
inline constexpr int unregisterCode = wire::requestcode::unregisterClient;

/// Nothing takes so long unless it is stuck.
inline constexpr std::chrono::seconds stuck{30};

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
inline constexpr bool isSanitized = true;
#else
inline constexpr bool isSanitized = false;
#endif

[[nodiscard]] inline Message messageTo(const QString &topic, const QByteArray &body = "hello")
{
    Message message;
    message.topic = TopicName(topic);
    message.body = body;
    return message;
}

[[nodiscard]] inline ProducerConfig configFor(const FakeCluster &cluster)
{
    ProducerConfig config;
    config.group = GroupName(QStringLiteral("PG"));
    config.nameServers = cluster.nameServers();
    return config;
}

/// A NameServer and the brokers a and b, with four queues of topic T each.
struct TwoBrokers {
    TwoBrokers()
    {
        cluster.addNameServer();
        cluster.addBroker(QStringLiteral("a"));
        cluster.addBroker(QStringLiteral("b"));
        cluster.setTopic(QStringLiteral("T"), QStringLiteral("a:4 b:4"));
    }
    [[nodiscard]] FakeServer &a() { return cluster.broker(QStringLiteral("a")); }
    [[nodiscard]] FakeServer &b() { return cluster.broker(QStringLiteral("b")); }

    FakeCluster cluster;
};

/// A NameServer and the broker a, with four queues of topic T.
struct OneBroker {
    OneBroker()
    {
        cluster.addNameServer();
        cluster.addBroker(QStringLiteral("a"));
        cluster.setTopic(QStringLiteral("T"), QStringLiteral("a:4"));
    }
    [[nodiscard]] FakeServer &a() { return cluster.broker(QStringLiteral("a")); }

    FakeCluster cluster;
};

/// "a b": the brokers of the attempts, in order.
[[nodiscard]] inline QString brokersOf(const SendOutcome &outcome)
{
    QStringList brokers;
    for (const Attempt &attempt : outcome.attempts)
        brokers.append(attempt.broker.text());
    return brokers.join(u' ');
}

/// "SEND_OK", or the error's kind.
[[nodiscard]] inline QString verdictOf(const SendOutcome &outcome)
{
    return outcome.isOk() ? QString(name(outcome.result->status))
                          : QString(name(outcome.result.error().kind));
}

/// For the message of a test that fails.
[[nodiscard]] inline QString describe(const SendOutcome &outcome)
{
    QString text = QStringLiteral("%1 after %2 ms on [%3]")
                       .arg(verdictOf(outcome))
                       .arg(std::chrono::duration_cast<std::chrono::milliseconds>(outcome.elapsed).count())
                       .arg(brokersOf(outcome));
    if (!outcome.isOk())
        text += QStringLiteral(": ") + outcome.result.error().detail;
    return text;
}

/// What the error of a Result is called; empty when there is none.
template<typename T>
[[nodiscard]] QString kindOf(const Result<T> &result)
{
    return result ? QString() : QString(name(result.error().kind));
}

/// Takes outcomes on any thread and lets the test wait for them.
class OutcomeBox
{
public:
    [[nodiscard]] OutcomeHandler handler()
    {
        return [this](const SendOutcome &outcome) {
            const std::lock_guard lock(m_mutex);
            m_outcomes.push_back(outcome);
            m_came.notify_all();
        };
    }

    /// False when fewer came in `time`.
    [[nodiscard]] bool waitFor(size_t count, std::chrono::milliseconds time = stuck)
    {
        std::unique_lock lock(m_mutex);
        return m_came.wait_for(lock, time, [this, count] { return m_outcomes.size() >= count; });
    }
    [[nodiscard]] size_t count() const
    {
        const std::lock_guard lock(m_mutex);
        return m_outcomes.size();
    }
    [[nodiscard]] std::vector<SendOutcome> all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_outcomes;
    }
    void clear()
    {
        const std::lock_guard lock(m_mutex);
        m_outcomes.clear();
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_came;
    std::vector<SendOutcome> m_outcomes;
};

/// Sends by the rules of a mode and waits for the outcome; one that was not accepted has an outcome, too.
[[nodiscard]] inline SendOutcome sendBy(Producer &producer, SendMode mode, Message message,
                                        const SendOptions &options = {})
{
    if (mode == SendMode::Sync)
        return producer.send(std::move(message), options);
    OutcomeBox box;
    SendOutcome outcome;
    if (const Result<SendId> id = producer.submit(mode, std::move(message), options, box.handler()); !id)
        outcome.result = id.error();
    else if (box.waitFor(1))
        outcome = box.all().front();
    else
        qFatal("a send has no outcome");
    return outcome;
}

} // namespace gantry::testing
