// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "cluster/clustersuite.h"

#include <QElapsedTimer>
#include <QObject>
#include <QRegularExpression>
#include <QSet>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <optional>

using namespace Qt::StringLiterals;
using namespace gantry::testing;

namespace {

constexpr int newsTimeoutMs = 15'000;
/// What an operating system's timers and a busy machine may add to a time-out.
constexpr double toleranceMs = 50;

double elapsedMs(const QJsonObject &line)
{
    return line["elapsedMs"_L1].toDouble(-1);
}

bool isOk(const QJsonObject &outcome)
{
    return outcome["ok"_L1].toBool();
}

/// The outcomes from the `begin`-th on.
QList<QJsonObject> outcomesFrom(const GantryCtlProcess &ctl, qsizetype begin)
{
    return ctl.outcomes().mid(begin);
}

qsizetype countOf(const QList<QJsonObject> &outcomes, bool ok)
{
    return std::count_if(outcomes.begin(), outcomes.end(),
                         [ok](const QJsonObject &line) { return isOk(line) == ok; });
}

qsizetype countOn(const QList<QJsonObject> &outcomes, const QString &broker)
{
    return std::count_if(outcomes.begin(), outcomes.end(), [&broker](const QJsonObject &line) {
        return isOk(line) && text(line, "broker"_L1) == broker;
    });
}

/// The first outcome that needed more than one attempt.
std::optional<QJsonObject> firstRetried(const QList<QJsonObject> &outcomes)
{
    for (const QJsonObject &outcome : outcomes) {
        if (attempts(outcome).size() > 1)
            return outcome;
    }
    return std::nullopt;
}

QSet<QString> idsOf(const QList<StoredMessage> &messages)
{
    QSet<QString> ids;
    for (const StoredMessage &message : messages)
        ids.insert(message.msgId);
    return ids;
}

/// An address where connects neither succeed nor fail: it listens, and its queue is full.
class SilentAddress
{
public:
    SilentAddress(const char *host, quint16 port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        ::inet_pton(AF_INET, host, &address.sin_addr);
        const auto *const generic = reinterpret_cast<const sockaddr *>(&address);
        for (int &one : m_sockets)
            one = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        m_isReady =
            ::bind(m_sockets.front(), generic, sizeof(address)) == 0 && ::listen(m_sockets.front(), 0) == 0;
        for (size_t i = 1; i < m_sockets.size(); ++i)
            (void)::connect(m_sockets.at(i), generic, sizeof(address)); // in progress: that is enough
    }
    ~SilentAddress()
    {
        for (const int one : m_sockets)
            ::close(one);
    }
    Q_DISABLE_COPY_MOVE(SilentAddress)

    [[nodiscard]] bool isReady() const { return m_isReady; }

private:
    std::array<int, 4> m_sockets{};
    bool m_isReady = false;
};

} // namespace

/// Lost, silent and returning servers while gantryctl sends.
class TestClusterFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { m_pool.clear(); }

    void noSendFailsWhenOneOfTwoBrokersIsKilled_data() { addVersionRows(); }
    void noSendFailsWhenOneOfTwoBrokersIsKilled();
    void sendsFailAfterThreeAttemptsWithoutBrokersAndResumeWithThem_data() { addNewestVersion(); }
    void sendsFailAfterThreeAttemptsWithoutBrokersAndResumeWithThem();
    void aSilentBrokerCostsOneTimeoutAndIsAvoidedUntilItAnswers_data() { addVersionRows(); }
    void aSilentBrokerCostsOneTimeoutAndIsAvoidedUntilItAnswers();
    void anAttemptTimeoutLeavesTimeForTheOtherBroker_data() { addNewestVersion(); }
    void anAttemptTimeoutLeavesTimeForTheOtherBroker();
    void theFirstSendWorksWithOneOfTwoNameServers_data();
    void theFirstSendWorksWithOneOfTwoNameServers();
    void sendsToKnownTopicsGoOnWithoutNameServers_data() { addNewestVersion(); }
    void sendsToKnownTopicsGoOnWithoutNameServers();
    void routeSaysThatAnAdvertisedAddressIsUnreachable_data();
    void routeSaysThatAnAdvertisedAddressIsUnreachable();

private:
    static void addNewestVersion() { addVersionRows({RocketMqCluster::versions().first()}); }
    static ClusterOptions twoOfEach(const QString &version);
    static ClusterOptions unreachable(const QString &version);

    ClusterPool m_pool;
};

ClusterOptions TestClusterFaults::twoOfEach(const QString &version)
{
    ClusterOptions options;
    options.version = version;
    options.brokers = 2;
    options.nameServers = 2;
    options.topics = QStringList{u"Faults"_s};
    return options;
}

/// A broker that tells NameServers an address where it does not listen.
ClusterOptions TestClusterFaults::unreachable(const QString &version)
{
    ClusterOptions options;
    options.version = version;
    options.topics = QStringList{u"Faults"_s};
    options.settings = QStringList{u"brokerIP1=127.0.0.9"_s};
    return options;
}

void TestClusterFaults::noSendFailsWhenOneOfTwoBrokersIsKilled()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"faults"_s, twoOfEach(version));
    constexpr int count = 2000;
    GantryCtlProcess ctl;
    ctl.start(jsonCommand(u"send"_s, cluster,
                          u"-g Kill -t Faults -p x --mode sync --rate 500 --count %1"_s.arg(count)));
    GANTRY_TRY_CTL(ctl, ctl.outcomeCount() >= count / 4, newsTimeoutMs);
    GANTRY_VERIFY_CLUSTER(cluster, kill(u"broker-b"_s));
    const qsizetype beforeKill = ctl.outcomeCount();
    GANTRY_VERIFY_CTL(ctl, ctl.waitForEnd());

    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0);
    const QList<QJsonObject> outcomes = ctl.outcomes();
    QCOMPARE(outcomes.size(), count);
    QCOMPARE(countOf(outcomes, true), count);
    GANTRY_VERIFY_CTL(ctl, beforeKill < count); // else nothing was sent after it
    QVERIFY(countOn(outcomes, u"broker-b"_s) > 0);
    QCOMPARE(countOn(outcomes.mid(beforeKill), u"broker-b"_s), 0);

    const std::optional<QJsonObject> touched = firstRetried(outcomes);
    GANTRY_VERIFY_CTL(ctl, touched.has_value());
    const QList<QJsonObject> tries = attempts(*touched);
    QCOMPARE(text(tries.first(), "broker"_L1), u"broker-b"_s);
    QVERIFY2(text(tries.first(), "outcome"_L1) != "SEND_OK"_L1, compact(*touched).constData());
    QCOMPARE(text(tries.last(), "broker"_L1), u"broker-a"_s);
    QCOMPARE(text(tries.last(), "outcome"_L1), u"SEND_OK"_s);

    GANTRY_VERIFY_CLUSTER(cluster, restart(u"broker-b"_s));
    const QSet<QString> stored = idsOf(cluster.dump(u"Faults"_s, {count, 20'000, false}));
    for (const QJsonObject &outcome : outcomes)
        QVERIFY2(stored.contains(text(outcome, "msgId"_L1)), compact(outcome).constData());
}

void TestClusterFaults::sendsFailAfterThreeAttemptsWithoutBrokersAndResumeWithThem()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"faults"_s, twoOfEach(version));
    constexpr int timeoutMs = 2000;
    GantryCtlProcess ctl;
    ctl.start(jsonCommand(
        u"send"_s, cluster,
        u"-g Both -t Faults -p x --mode sync --rate 50 --count 100000 --timeout %1"_s.arg(timeoutMs)));
    GANTRY_TRY_CTL(ctl, ctl.outcomeCount() >= 50, newsTimeoutMs);
    GANTRY_VERIFY_CLUSTER(cluster, kill(u"broker-b"_s));
    GANTRY_VERIFY_CLUSTER(cluster, kill(u"broker-a"_s));
    const qsizetype begin = ctl.outcomeCount() + 1; // that one may have begun before
    GANTRY_TRY_CTL(ctl, ctl.outcomeCount() >= begin + 10, newsTimeoutMs);
    const QList<QJsonObject> failed = outcomesFrom(ctl, begin).first(10);
    for (const QJsonObject &outcome : failed) {
        const QByteArray line = compact(outcome);
        QVERIFY2(!isOk(outcome), line.constData());
        QVERIFY2(attempts(outcome).size() == 3, line.constData());
        QVERIFY2(errorKind(outcome) == "connect"_L1 || errorKind(outcome) == "timeout"_L1, line.constData());
        QVERIFY2(elapsedMs(outcome) <= timeoutMs + toleranceMs, line.constData());
    }

    GANTRY_VERIFY_CLUSTER(cluster, restart(u"broker-a"_s));
    const qsizetype restarted = ctl.outcomeCount();
    GANTRY_TRY_CTL(ctl, countOn(outcomesFrom(ctl, restarted), u"broker-a"_s) >= 20, newsTimeoutMs);
    ctl.interrupt();
    GANTRY_VERIFY_CTL(ctl, ctl.waitForEnd());
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 1);
    QCOMPARE(ctl.summary()["failed"_L1].toInteger(), countOf(ctl.outcomes(), false));
    QCOMPARE(ctl.summary()["ok"_L1].toInteger(), countOf(ctl.outcomes(), true));
}

void TestClusterFaults::aSilentBrokerCostsOneTimeoutAndIsAvoidedUntilItAnswers()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"faults"_s, twoOfEach(version));
    constexpr int timeoutMs = 1000;
    GantryCtlProcess ctl;
    ctl.start(jsonCommand(
        u"send"_s, cluster,
        u"-g Pause -t Faults -p x --mode sync --rate 200 --count 100000 --timeout %1"_s.arg(timeoutMs)));
    GANTRY_TRY_CTL(ctl, ctl.outcomeCount() >= 50, newsTimeoutMs);
    GANTRY_VERIFY_CLUSTER(cluster, pause(u"broker-b"_s));
    GANTRY_TRY_CTL(ctl, countOf(ctl.outcomes(), false) > 0, newsTimeoutMs);
    const qsizetype timedOut = ctl.outcomeCount();
    GANTRY_TRY_CTL(ctl, ctl.outcomeCount() >= timedOut + 200, newsTimeoutMs);

    // One sending thread: one send was waiting for the broker, and no other goes there.
    const QList<QJsonObject> outcomes = ctl.outcomes();
    GANTRY_VERIFY_CTL(ctl, countOf(outcomes, false) == 1);
    const auto failed = std::find_if_not(outcomes.begin(), outcomes.end(), isOk);
    const QByteArray line = compact(*failed);
    QCOMPARE(errorKind(*failed), u"timeout"_s);
    QVERIFY2(text(attempts(*failed).last(), "broker"_L1) == "broker-b"_L1, line.constData());
    QVERIFY2(elapsedMs(*failed) >= timeoutMs - 1 && elapsedMs(*failed) <= timeoutMs + toleranceMs,
             line.constData());
    const QList<QJsonObject> rest(failed + 1, outcomes.end());
    QCOMPARE(countOn(rest, u"broker-a"_s), rest.size());

    GANTRY_VERIFY_CLUSTER(cluster, resume(u"broker-b"_s));
    const qsizetype resumed = ctl.outcomeCount();
    GANTRY_TRY_CTL(ctl, countOn(outcomesFrom(ctl, resumed), u"broker-b"_s) >= 20, newsTimeoutMs);
    ctl.interrupt();
    GANTRY_VERIFY_CTL(ctl, ctl.waitForEnd());
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 1);
    GANTRY_VERIFY_CTL(ctl, ctl.summary()["failed"_L1].toInteger() == 1);
}

void TestClusterFaults::anAttemptTimeoutLeavesTimeForTheOtherBroker()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"faults"_s, twoOfEach(version));
    constexpr int attemptMs = 300;
    GantryCtlProcess ctl;
    ctl.start(jsonCommand(
        u"send"_s, cluster,
        u"-g Attempt -t Faults -p x --mode sync --rate 200 --count 100000 --attempt-timeout %1"_s.arg(
            attemptMs)));
    GANTRY_TRY_CTL(ctl, ctl.outcomeCount() >= 50, newsTimeoutMs);
    GANTRY_VERIFY_CLUSTER(cluster, pause(u"broker-b"_s));
    GANTRY_TRY_CTL(ctl, firstRetried(ctl.outcomes()).has_value(), newsTimeoutMs);
    ctl.interrupt();
    GANTRY_VERIFY_CTL(ctl, ctl.waitForEnd());

    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0);
    const QJsonObject touched = firstRetried(ctl.outcomes()).value();
    const QByteArray line = compact(touched);
    QVERIFY2(isOk(touched), line.constData());
    QCOMPARE(text(touched, "broker"_L1), u"broker-a"_s);
    const QJsonObject first = attempts(touched).first();
    QCOMPARE(text(first, "broker"_L1), u"broker-b"_s);
    QVERIFY2(elapsedMs(first) >= attemptMs - 1 && elapsedMs(first) <= attemptMs + toleranceMs,
             line.constData());
}

void TestClusterFaults::theFirstSendWorksWithOneOfTwoNameServers_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("isSilent");
    const QStringList versions = RocketMqCluster::versions();
    for (const QString &version : versions) {
        QTest::addRow("%s, the other is dead", qPrintable(version)) << version << false;
        QTest::addRow("%s, the other is silent", qPrintable(version)) << version << true;
    }
}

void TestClusterFaults::theFirstSendWorksWithOneOfTwoNameServers()
{
    QFETCH(QString, version);
    QFETCH(bool, isSilent);
    GANTRY_CLUSTER(cluster, m_pool, u"faults"_s, twoOfEach(version));
    const QString down = cluster.nameServerNodes().first().address;
    const QString well = cluster.nameServerNodes().last().address;
    if (isSilent)
        GANTRY_VERIFY_CLUSTER(cluster, pause(u"namesrv-1"_s));
    else
        GANTRY_VERIFY_CLUSTER(cluster, kill(u"namesrv-1"_s));
    // Where the list is begun may be left to chance: several starts for each order.
    for (const QString &list : {u"%1;%2"_s.arg(down, well), u"%1;%2"_s.arg(well, down)}) {
        for (int start = 0; start < 3; ++start) {
            GantryCtlProcess ctl;
            QStringList line =
                u"send -t Faults -p x -g OneNameServer --timeout 1500 -o json -n"_s.split(u' ');
            line << list;
            GANTRY_VERIFY_CTL(ctl, ctl.run(line));
            GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0 && ctl.outcomeCount() == 1);
            GANTRY_VERIFY_CTL(ctl, elapsedMs(ctl.outcomes().first()) < 1500);
        }
    }
}

void TestClusterFaults::sendsToKnownTopicsGoOnWithoutNameServers()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"faults"_s, twoOfEach(version));
    GantryCtlProcess ctl;
    ctl.start(jsonCommand(u"send"_s, cluster,
                          u"-g NoNameServer -t Faults -p x --mode sync --rate 200 --count 100000"_s));
    GANTRY_TRY_CTL(ctl, ctl.outcomeCount() >= 50, newsTimeoutMs);
    GANTRY_VERIFY_CLUSTER(cluster, kill(u"namesrv-1"_s));
    GANTRY_VERIFY_CLUSTER(cluster, kill(u"namesrv-2"_s));
    const qsizetype killed = ctl.outcomeCount();
    GANTRY_TRY_CTL(ctl, ctl.outcomeCount() >= killed + 200, newsTimeoutMs);
    ctl.interrupt();
    GANTRY_VERIFY_CTL(ctl, ctl.waitForEnd());
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0);
    QCOMPARE(countOf(ctl.outcomes(), false), 0);
}

void TestClusterFaults::routeSaysThatAnAdvertisedAddressIsUnreachable_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("isSilent");
    const QStringList versions = RocketMqCluster::versions();
    for (const QString &version : versions) {
        QTest::addRow("%s, it refuses", qPrintable(version)) << version << false;
        QTest::addRow("%s, it is silent", qPrintable(version)) << version << true;
    }
}

void TestClusterFaults::routeSaysThatAnAdvertisedAddressIsUnreachable()
{
    QFETCH(QString, version);
    QFETCH(bool, isSilent);
    GANTRY_CLUSTER(cluster, m_pool, u"unreachable"_s, unreachable(version));
    const quint16 port = cluster.brokers().first().port;
    const QByteArray address = "127.0.0.9:" + QByteArray::number(port);
    std::optional<SilentAddress> silent;
    if (isSilent)
        QVERIFY(silent.emplace("127.0.0.9", port).isReady());
    constexpr int timeoutMs = 2000;
    QElapsedTimer took;
    took.start();
    GantryCtlProcess ctl;
    GANTRY_VERIFY_CTL(ctl, ctl.run({u"route"_s, u"Faults"_s, u"-n"_s, cluster.nameServers(), u"--timeout"_s,
                                    QString::number(timeoutMs)}));
    GANTRY_VERIFY_CTL(ctl, took.elapsed() < timeoutMs + 1000); // the start and end of a process, too
    static const QRegularExpression says(u"unreachable|not reachable|cannot be reached|refused|no answer|"
                                         "not answer|did not accept"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const QList<QByteArray> lines = ctl.output().split('\n');
    const bool isSaid = std::any_of(lines.begin(), lines.end(), [&address](const QByteArray &line) {
        return line.contains(address) && says.match(QString::fromUtf8(line)).hasMatch();
    });
    GANTRY_VERIFY_CTL(ctl, isSaid);
}

QTEST_GUILESS_MAIN(TestClusterFaults)
#include "tst_cluster_faults.moc"
