// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/producer.h>
#include <gantry/sandbox.h>

#include <QLoggingCategory>
#include <QMutex>
#include <QTcpSocket>
#include <QTest>
#include <QtEndian>

#include <sys/resource.h>

#include <algorithm>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace std::chrono_literals;

namespace {

/// What the sandbox logs, from whichever thread, while this lives.
class LogCapture
{
public:
    LogCapture()
    {
        s_lines.clear();
        QLoggingCategory::setFilterRules(u"gantry.sandbox=true"_s);
        s_before = qInstallMessageHandler(
            [](QtMsgType type, const QMessageLogContext &context, const QString &line) {
                if (qstrcmp(context.category, "gantry.sandbox") != 0) {
                    s_before(type, context, line);
                    return;
                }
                const QMutexLocker lock(&s_mutex);
                s_lines.append(line);
            });
    }
    ~LogCapture()
    {
        qInstallMessageHandler(s_before);
        QLoggingCategory::setFilterRules(QString());
    }
    Q_DISABLE_COPY_MOVE(LogCapture)

    /// How many lines have that in them.
    [[nodiscard]] qsizetype count(const QString &text) const
    {
        const QMutexLocker lock(&s_mutex);
        return s_lines.filter(text).size();
    }

private:
    static inline QMutex s_mutex;
    static inline QStringList s_lines;
    static inline QtMessageHandler s_before = nullptr;
};

/// How many idle connections can be held: 5,000, or as many as this process may open, at both ends.
int possibleConnections(int wanted)
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    constexpr rlim_t others = 2000; // the sandbox's ends of them, at most 400 a port, and all other files
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= rlim_t(wanted) + others)
        return wanted;
    return std::max(0, int(limit.rlim_cur) - int(others));
}

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, 0);
    qToBigEndian(value, bytes.data());
    return bytes;
}

/// One of each kind, in turn.
QByteArray badFrame(int number)
{
    const QList<QByteArray> kinds{
        bigEndian(17'000'000) + bigEndian(100),                          // too long
        bigEndian(0xFFFF'FFF0U) + bigEndian(100),                        // negative
        bigEndian(20) + bigEndian(4000) + QByteArray(16, 'x'),           // a header longer than its frame
        bigEndian(12) + bigEndian(8) + "{broken}",                       // no JSON
        QByteArray(4096, '\xA5'),                                        // garbage
        bigEndian(10'000'000) + bigEndian(100) + "{\"code\":310,\"opa"}; // truncated: it may still come
    return kinds.at(number % kinds.size());
}

std::unique_ptr<QTcpSocket> connectTo(const Address &address)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(u"127.0.0.1"_s, address.text().section(u':', 1).toUShort());
    return socket->waitForConnected() ? std::move(socket) : nullptr;
}

/// The latencies of sends one after the other; fewer than asked for when one fails or needs a second attempt.
std::vector<std::chrono::nanoseconds> latencies(Producer &producer, int count)
{
    std::vector<std::chrono::nanoseconds> times;
    for (int i = 0; i < count; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const SendOutcome outcome = producer.send({.topic = TopicName(u"TopicTest"_s), .body = "hello"});
        if (!outcome.isOk() || outcome.attempts.size() != 1)
            return times;
        times.push_back(std::chrono::steady_clock::now() - start);
    }
    std::ranges::sort(times);
    return times;
}

} // namespace

/// What a crowd of peers that mean no good can do to the others.
class TestSandboxLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idleConnectionsAndBadFramesSlowNobody();
    void silentConnectionsAreClosed();
};

void TestSandboxLimits::idleConnectionsAndBadFramesSlowNobody()
{
    constexpr int wanted = 5000;
    constexpr int sends = 400;
    const int idle = possibleConnections(wanted);
    if (idle < wanted)
        qWarning("ONLY %d IDLE CONNECTIONS, NOT %d: the hard limit of open files is too low", idle, wanted);
    const LogCapture log;
    Sandbox sandbox({.brokers = 1});
    QVERIFY(sandbox.start());
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = sandbox.nameServer();
    Producer producer(config);
    QVERIFY(producer.start());
    QCOMPARE(latencies(producer, sends).size(), size_t(sends));
    const std::vector<std::chrono::nanoseconds> alone = latencies(producer, sends);

    const Address broker = sandbox.brokers().first().address;
    std::vector<std::unique_ptr<QTcpSocket>> crowd;
    for (int i = 0; i < idle; ++i) {
        crowd.push_back(connectTo(broker));
        QVERIFY2(crowd.back(), qPrintable(u"connection %1"_s.arg(i)));
        if (i % 10 == 0) { // the more there are, the less they may be in the way
            auto wrong = connectTo(broker);
            QVERIFY(wrong);
            wrong->write(badFrame(i / 10));
            QVERIFY(wrong->waitForBytesWritten());
            crowd.push_back(std::move(wrong));
        }
        if (i % 500 == 0)
            QCOMPARE(latencies(producer, 20).size(), size_t(20));
    }
    const std::vector<std::chrono::nanoseconds> crowded = latencies(producer, sends);
    QCOMPARE(crowded.size(), size_t(sends)); // no attempt failed
    const auto median = [](const auto &times) { return times[times.size() / 2]; };
    qInfo("median of a SYNC send: %ld us alone, %ld us beside %zu connections", median(alone) / 1us,
          median(crowded) / 1us, crowd.size());
    QVERIFY(median(crowded) < 5 * median(alone) + 2ms);
    QTRY_VERIFY(log.count(u"too many connections"_s) >= idle - 500);
    QVERIFY(log.count(u"frame"_s) > 0);
    QVERIFY(sandbox.brokers().first().isRunning);
}

void TestSandboxLimits::silentConnectionsAreClosed()
{
    const LogCapture log;
    Sandbox sandbox({.brokers = 1, .maxIdle = 300ms});
    QVERIFY(sandbox.start());
    const auto silent = connectTo(sandbox.brokers().first().address);
    const auto half = connectTo(sandbox.brokers().first().address);
    QVERIFY(silent && half);
    half->write(bigEndian(1000) + bigEndian(100) + "{");
    QTRY_COMPARE_WITH_TIMEOUT(silent->state(), QAbstractSocket::UnconnectedState, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(half->state(), QAbstractSocket::UnconnectedState, 30'000);
    QTRY_VERIFY(log.count(u"idle"_s) >= 2);
}

QTEST_GUILESS_MAIN(TestSandboxLimits)
#include "tst_sandboxlimits.moc"
