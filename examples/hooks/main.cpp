// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
// The three kinds of hooks, each doing what it is good for:
//   NAMESRV_ADDR=127.0.0.1:9876 ./hooks TOPIC…
#include <gantry/hooks.h>
#include <gantry/producer.h>

#include <QCoreApplication>
#include <QMap>
#include <QTextStream>

#include <chrono>
#include <memory>
#include <mutex>

using namespace Qt::StringLiterals;

namespace {

/// Keeps a program on its own topics: what it must not send is refused before a byte is written.
class OwnTopicsOnly final : public gantry::CheckForbiddenHook
{
public:
    gantry::Result<void> check(const gantry::SendMessageContext &context) override
    {
        if (context.message.topic.text().startsWith("example-"_L1))
            return {};
        return gantry::Error{gantry::ErrorKind::Permission,
                             u"topic %1 is not one of ours"_s.arg(context.message.topic.text()),
                             u"send to a topic that begins with example-"_s, std::nullopt};
    }
};

/// Measures each broker: hooks run on the network thread, the summary is read on another.
class BrokerTimes final : public gantry::SendMessageHook
{
public:
    void before(const gantry::SendMessageContext &) override {}
    void after(const gantry::SendMessageContext &context, const gantry::Attempt &attempt,
               const gantry::SendResult *result) override
    {
        const std::lock_guard lock(m_mutex);
        Times &times = m_brokers[context.queue.broker.text()];
        ++times.attempts;
        times.failed += result ? 0 : 1;
        times.sum += attempt.took;
    }
    [[nodiscard]] QString summary() const
    {
        const std::lock_guard lock(m_mutex);
        QString text;
        for (const auto &[broker, times] : m_brokers.asKeyValueRange()) {
            const double ms = std::chrono::duration<double, std::milli>(times.sum).count() / times.attempts;
            text += u"%1: %2 attempts, %3 failed, %4 ms each\n"_s.arg(broker)
                        .arg(times.attempts)
                        .arg(times.failed)
                        .arg(ms, 0, 'f', 2);
        }
        return text;
    }

private:
    struct Times {
        int attempts = 0;
        int failed = 0;
        std::chrono::nanoseconds sum{};
    };
    mutable std::mutex m_mutex;
    QMap<QString, Times> m_brokers;
};

/// Marks every request with where it comes from, for a gateway or a broker's own hook to read. A signature
/// (ProducerConfig::credentials) covers the mark.
class SourceMark final : public gantry::RpcHook
{
public:
    void beforeRequest(const gantry::Address &, gantry::RpcRequest &request) override
    {
        request.fields.emplaceBack("source", "examples/hooks");
    }
    void afterResponse(const gantry::Address &, int, const gantry::RpcResponse &) override {}
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const auto times = std::make_shared<BrokerTimes>();
    gantry::ProducerConfig config;
    config.group = gantry::GroupName(u"example"_s);
    config.nameServers = qEnvironmentVariable("NAMESRV_ADDR");
    config.checkForbiddenHooks = {std::make_shared<OwnTopicsOnly>()};
    config.sendMessageHooks = {times};
    config.rpcHooks = {std::make_shared<SourceMark>()};
    gantry::Producer producer(config);
    QTextStream out(stdout);
    if (const auto started = producer.start(); !started) {
        out << "cannot start: " << started.error().detail << "\n";
        return 3;
    }
    bool isAllSent = true;
    for (const QString &topic : QCoreApplication::arguments().sliced(1)) {
        const auto outcome = producer.send({.topic = gantry::TopicName(topic), .body = "hello"});
        isAllSent = isAllSent && outcome.isOk();
        out << topic << ": " << (outcome.isOk() ? u"sent"_s : outcome.result.error().detail) << "\n";
    }
    out << times->summary();
    return isAllSent ? 0 : 1;
}
