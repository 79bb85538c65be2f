// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "cluster/clustersuite.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace gantry::testing;

namespace {

constexpr int newsTimeoutMs = 15'000;

enum class Is { Number, Text, Bool, Null, NumberOrNull, TextOrNull, Object, Array };

bool matches(const QJsonValue &value, Is expected)
{
    switch (expected) {
    case Is::Number:
        return value.isDouble();
    case Is::Text:
        return value.isString() && !value.toString().isEmpty();
    case Is::Bool:
        return value.isBool();
    case Is::Null:
        return value.isNull();
    case Is::NumberOrNull:
        return value.isDouble() || value.isNull();
    case Is::TextOrNull:
        return value.isString() || value.isNull();
    case Is::Object:
        return value.isObject();
    case Is::Array:
        return value.isArray();
    }
    return false;
}

using Shape = QMap<QString, Is>;

/// The members of `object` that are missing or of another type than `shape` has them; empty when it fits.
QString misfits(const QJsonObject &object, const Shape &shape)
{
    QStringList names;
    for (auto it = shape.begin(); it != shape.end(); ++it) {
        if (!object.contains(it.key()) || !matches(object.value(it.key()), it.value()))
            names.append(it.key());
    }
    return names.join(u' ');
}

const Shape outcomeShape{{u"seq"_s, Is::Number},
                         {u"ok"_s, Is::Bool},
                         {u"status"_s, Is::Text},
                         {u"mode"_s, Is::Text},
                         {u"topic"_s, Is::Text},
                         {u"msgId"_s, Is::TextOrNull},
                         {u"offsetMsgId"_s, Is::TextOrNull},
                         {u"broker"_s, Is::TextOrNull},
                         {u"queueId"_s, Is::NumberOrNull},
                         {u"queueOffset"_s, Is::NumberOrNull},
                         {u"bodyBytes"_s, Is::Number},
                         {u"wireBytes"_s, Is::Number},
                         {u"compressed"_s, Is::Bool},
                         {u"elapsedMs"_s, Is::Number},
                         {u"transactionId"_s, Is::TextOrNull},
                         {u"recallHandle"_s, Is::Null},
                         {u"reply"_s, Is::Null},
                         {u"attempts"_s, Is::Array}};
const Shape attemptShape{{u"n"_s, Is::Number},    {u"broker"_s, Is::Text},   {u"queueId"_s, Is::Number},
                         {u"addr"_s, Is::Text},   {u"opaque"_s, Is::Number}, {u"elapsedMs"_s, Is::Number},
                         {u"outcome"_s, Is::Text}};
const Shape errorShape{{u"kind"_s, Is::Text},
                       {u"code"_s, Is::NumberOrNull},
                       {u"name"_s, Is::TextOrNull},
                       {u"message"_s, Is::Text},
                       {u"hint"_s, Is::TextOrNull}};
const Shape summaryShape{{u"sent"_s, Is::Number},      {u"ok"_s, Is::Number},
                         {u"failed"_s, Is::Number},    {u"elapsedMs"_s, Is::Number},
                         {u"perSecond"_s, Is::Number}, {u"latencyMs"_s, Is::Object},
                         {u"queues"_s, Is::Object}};
const Shape latencyShape{{u"p50"_s, Is::Number},
                         {u"p90"_s, Is::Number},
                         {u"p99"_s, Is::Number},
                         {u"p999"_s, Is::Number},
                         {u"max"_s, Is::Number}};

/// All texts and numbers that stand in a JSON value, member names too.
void collectFacts(const QJsonValue &value, QSet<QString> &facts)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            facts.insert(it.key());
            collectFacts(it.value(), facts);
        }
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const auto &item : array)
            collectFacts(item, facts);
    } else {
        facts.insert(value.toVariant().toString());
    }
}

QSet<QString> factsOf(const GantryCtlProcess &ctl)
{
    QSet<QString> facts;
    for (const QJsonObject &line : ctl.lines())
        collectFacts(line, facts);
    return facts;
}

} // namespace

/// The contract of the command line, with real servers at the other end.
class TestClusterCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { m_pool.clear(); }

    void anAcceptedMessageIsALineWithAllMembers_data();
    void anAcceptedMessageIsALineWithAllMembers();
    void theSummaryAddsUpTheLines_data() { addVersionRows(); }
    void theSummaryAddsUpTheLines();
    void failuresHaveTheirKindAndExitCode_data();
    void failuresHaveTheirKindAndExitCode();
    void wrongUsageEndsWithTwoAndTouchesNothing_data();
    void wrongUsageEndsWithTwoAndTouchesNothing();
    void withoutANameServerItEndsWithThree();
    void interruptEndsASendWithSummaryAndUnregisters_data();
    void interruptEndsASendWithSummaryAndUnregisters();
    void aClosedPipeEndsItQuietly_data();
    void aClosedPipeEndsItQuietly();
    void topicsCanBeCreatedListedAndDeleted_data() { addVersionRows(); }
    void topicsCanBeCreatedListedAndDeleted();
    void topicStatsCountTheMessages_data() { addVersionRows(); }
    void topicStatsCountTheMessages();
    void clusterNamesItsBrokers_data() { addVersionRows(); }
    void clusterNamesItsBrokers();
    void routeNamesQueuesAndBrokersOfAllNameServers_data() { addVersionRows(); }
    void routeNamesQueuesAndBrokersOfAllNameServers();
    void selectShowsTheRotationAndSendsNothing_data() { addVersionRows(); }
    void selectShowsTheRotationAndSendsNothing();

private:
    static ClusterOptions options(const QString &version);
    static QStringList textCommand(const QString &command, const RocketMqCluster &cluster,
                                   const QString &words = {});

    ClusterPool m_pool;
};

ClusterOptions TestClusterCli::options(const QString &version)
{
    ClusterOptions options;
    options.version = version;
    options.brokers = 2;
    options.nameServers = 2;
    options.topics = QStringList{u"Cli"_s, u"Stats"_s, u"Select"_s};
    options.autoCreateTopics = false;
    return options;
}

QStringList TestClusterCli::textCommand(const QString &command, const RocketMqCluster &cluster,
                                        const QString &words)
{
    QStringList line = jsonCommand(command, cluster, words);
    line.replace(line.indexOf(u"json"_s), u"text"_s);
    return line;
}

void TestClusterCli::anAcceptedMessageIsALineWithAllMembers_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("mode");
    const QStringList versions = RocketMqCluster::versions();
    for (const QString &version : versions) {
        for (const QString &mode : {u"sync"_s, u"async"_s, u"oneway"_s})
            QTest::addRow("%s %s", qPrintable(version), qPrintable(mode)) << version << mode;
    }
}

void TestClusterCli::anAcceptedMessageIsALineWithAllMembers()
{
    QFETCH(QString, version);
    QFETCH(QString, mode);
    GANTRY_CLUSTER(cluster, m_pool, u"cli"_s, options(version));
    GantryCtlProcess ctl;
    GANTRY_VERIFY_CTL(
        ctl, ctl.run(jsonCommand(u"send"_s, cluster, u"-g Shape -t Cli -p hello -c TagA --mode "_s + mode)));
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0);
    GANTRY_VERIFY_CTL(ctl, ctl.otherLines().isEmpty() && ctl.errorOutput().isEmpty());
    GANTRY_VERIFY_CTL(ctl, ctl.lines().size() == 2 && ctl.outcomeCount() == 1);

    const QJsonObject line = ctl.lines().first();
    QCOMPARE(misfits(line, outcomeShape), QString());
    QCOMPARE(line["seq"_L1].toInteger(), 1);
    QCOMPARE(line["ok"_L1].toBool(), true);
    QCOMPARE(text(line, "mode"_L1), mode);
    QCOMPARE(text(line, "topic"_L1), u"Cli"_s);
    QCOMPARE(line["bodyBytes"_L1].toInteger(), 5);
    QVERIFY(line["wireBytes"_L1].toInteger() > 100);
    QVERIFY(line["error"_L1].isNull() || line["error"_L1].isUndefined());
    const bool isOneway = mode == "oneway"_L1;
    QCOMPARE(text(line, "status"_L1), isOneway ? u"ONEWAY"_s : u"SEND_OK"_s);
    for (const QLatin1String name : {"offsetMsgId"_L1, "queueOffset"_L1})
        QVERIFY2(line[name].isNull() == isOneway, name.data());
    // Brokers tell a transaction id since 5.0, of every message.
    QCOMPARE(line["transactionId"_L1].isNull(), isOneway || version.startsWith(u'4'));

    QCOMPARE(attempts(line).size(), 1);
    const QJsonObject attempt = attempts(line).first();
    QCOMPARE(misfits(attempt, attemptShape), QString());
    QCOMPARE(attempt["n"_L1].toInt(), 1);
    QCOMPARE(text(attempt, "outcome"_L1), text(line, "status"_L1));
    QCOMPARE(text(attempt, "broker"_L1), text(line, "broker"_L1));
    QCOMPARE(text(attempt, "addr"_L1), cluster.node(text(line, "broker"_L1)).address);
}

void TestClusterCli::theSummaryAddsUpTheLines()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"cli"_s, options(version));
    GantryCtlProcess ctl;
    // Of three lines, the second cannot be sent.
    const QByteArray input = R"({"topic":"Cli","body":"one"})"
                             "\n"
                             R"({"topic":"NobodyMadeThis","body":"two"})"
                             "\n"
                             R"({"topic":"Cli","body":"three","tags":"","keys":"k1 k2"})"
                             "\n";
    GANTRY_VERIFY_CTL(ctl, ctl.run(jsonCommand(u"send"_s, cluster, u"-g Summary -t Cli --jsonl"_s), input));
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 1);
    GANTRY_VERIFY_CTL(ctl, ctl.outcomeCount() == 3 && ctl.lines().size() == 4);
    GANTRY_VERIFY_CTL(ctl, ctl.lines().last().contains("summary"_L1));
    const QJsonObject summary = ctl.summary();
    QCOMPARE(misfits(summary, summaryShape), QString());
    QCOMPARE(misfits(summary["latencyMs"_L1].toObject(), latencyShape), QString());
    QCOMPARE(summary["sent"_L1].toInteger(), 3);
    QCOMPARE(summary["ok"_L1].toInteger(), 2);
    QCOMPARE(summary["failed"_L1].toInteger(), 1);
    QMap<QString, qint64> queues;
    for (const QJsonObject &outcome : ctl.outcomes()) {
        if (outcome["ok"_L1].toBool())
            ++queues[text(outcome, "broker"_L1) + u':' + QString::number(outcome["queueId"_L1].toInt())];
    }
    QCOMPARE(summary["queues"_L1].toObject().keys(), queues.keys());
}

void TestClusterCli::failuresHaveTheirKindAndExitCode_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("kind");
    const QStringList versions = RocketMqCluster::versions();
    for (const QString &version : versions) {
        const auto row = [&version](const char *name) -> QTestData & {
            return QTest::addRow("%s %s", qPrintable(version), name) << version;
        };
        row("no such topic") << u"-t NobodyMadeThis -p x"_s << u"route"_s;
        row("a topic of 128 characters") << u"-p x -t "_s + QString(128, u't') << u"illegal-message"_s;
        row("a topic with a blank sign") << u"-p x -t a.b"_s << u"illegal-message"_s;
        row("a body of 5 MiB") << u"-t Cli --size 5242880"_s << u"message-too-large"_s;
        row("a reserved property") << u"-t Cli -p x --property UNIQ_KEY=1"_s << u"illegal-message"_s;
    }
}

void TestClusterCli::failuresHaveTheirKindAndExitCode()
{
    QFETCH(QString, version);
    QFETCH(QString, words);
    QFETCH(QString, kind);
    GANTRY_CLUSTER(cluster, m_pool, u"cli"_s, options(version));
    GantryCtlProcess ctl;
    GANTRY_VERIFY_CTL(ctl, ctl.run(jsonCommand(u"send"_s, cluster, u"-g Failures "_s + words)));
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 1);
    GANTRY_VERIFY_CTL(ctl, ctl.otherLines().isEmpty() && ctl.outcomeCount() == 1);
    const QJsonObject line = ctl.outcomes().first();
    QCOMPARE(misfits(line, outcomeShape), QString());
    QCOMPARE(misfits(line["error"_L1].toObject(), errorShape), QString());
    QCOMPARE(errorKind(line), kind);
    QCOMPARE(text(line, "status"_L1), u"FAILED"_s);
    QCOMPARE(line["ok"_L1].toBool(true), false);
    QVERIFY(attempts(line).isEmpty());
    QCOMPARE(ctl.summary()["failed"_L1].toInteger(), 1);
}

void TestClusterCli::wrongUsageEndsWithTwoAndTouchesNothing_data()
{
    QTest::addColumn<QString>("words");
    QTest::newRow("an unknown option") << u"send -t T -p x --no-such-option"_s;
    QTest::newRow("an unknown command") << u"fire"_s;
    QTest::newRow("no topic") << u"send -p x"_s;
    QTest::newRow("no body") << u"send -t T"_s;
    QTest::newRow("two bodies") << u"send -t T -p x --size 5"_s;
    QTest::newRow("a count that is no number") << u"send -t T -p x --count many"_s;
    QTest::newRow("an unknown mode") << u"send -t T -p x --mode fast"_s;
    QTest::newRow("an unknown output") << u"send -t T -p x -o xml"_s;
    QTest::newRow("a secret as an argument") << u"send -t T -p x --secret-key s"_s;
}

void TestClusterCli::wrongUsageEndsWithTwoAndTouchesNothing()
{
    QFETCH(QString, words);
    GantryCtlProcess ctl;
    GANTRY_VERIFY_CTL(ctl, ctl.run(words.split(u' ') + QStringList{u"-n"_s, u"127.0.0.1:1"_s}));
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 2);
    GANTRY_VERIFY_CTL(ctl, ctl.output().isEmpty());
    GANTRY_VERIFY_CTL(ctl, !ctl.errorOutput().isEmpty());
}

void TestClusterCli::withoutANameServerItEndsWithThree()
{
    GantryCtlProcess ctl;
    GANTRY_VERIFY_CTL(ctl, ctl.run({u"send"_s, u"-t"_s, u"T"_s, u"-p"_s, u"x"_s, u"-o"_s, u"json"_s, u"-n"_s,
                                    u"127.0.0.1:1;127.0.0.1:2"_s}));
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 3);
    for (const QJsonObject &outcome : ctl.outcomes())
        QCOMPARE(errorKind(outcome), u"name-server"_s);
    const QByteArray all = ctl.output() + ctl.errorOutput();
    GANTRY_VERIFY_CTL(ctl, all.contains("127.0.0.1:1") && all.contains("127.0.0.1:2"));
}

void TestClusterCli::interruptEndsASendWithSummaryAndUnregisters_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("mode");
    const QStringList versions = RocketMqCluster::versions();
    for (const QString &version : versions)
        QTest::addRow("%s sync", qPrintable(version)) << version << u"sync"_s;
    for (const QString &mode : {u"async"_s, u"oneway"_s})
        QTest::addRow("%s %s", qPrintable(versions.first()), qPrintable(mode)) << versions.first() << mode;
}

void TestClusterCli::interruptEndsASendWithSummaryAndUnregisters()
{
    QFETCH(QString, version);
    QFETCH(QString, mode);
    GANTRY_CLUSTER(cluster, m_pool, u"cli"_s, options(version));
    const QString group = u"Interrupt-"_s + mode;
    GantryCtlProcess ctl;
    ctl.start(jsonCommand(u"send"_s, cluster,
                          u"-t Cli -p x --count 1000000 --rate 500 -g %1 --mode %2"_s.arg(group, mode)));
    GANTRY_TRY_CTL(ctl, ctl.outcomeCount() >= 100, newsTimeoutMs);
    QTRY_COMPARE_WITH_TIMEOUT(cluster.producers(group).size(), cluster.brokers().size(), newsTimeoutMs);
    QCOMPARE(text(cluster.producers(group).first().toObject(), "language"_L1), u"CPP"_s);

    QElapsedTimer took;
    took.start();
    ctl.interrupt();
    GANTRY_VERIFY_CTL(ctl, ctl.waitForEnd(5000));
    GANTRY_VERIFY_CTL(ctl, took.elapsed() < 2000);
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0);
    GANTRY_VERIFY_CTL(ctl, ctl.lines().last().contains("summary"_L1));
    QCOMPARE(ctl.summary()["sent"_L1].toInteger(), ctl.outcomeCount());
    QCOMPARE(ctl.summary()["ok"_L1].toInteger(), ctl.outcomeCount());
    QCOMPARE(cluster.producers(group), QJsonArray());
    QVERIFY2(cluster.error().isEmpty(), qUtf8Printable(cluster.error()));
    if (mode == "sync"_L1) { // once is enough: it starts a JVM
        const QString said = cluster.admin({u"producerConnection"_s, u"-g"_s, group, u"-t"_s, u"Cli"_s});
        QVERIFY2(said.contains(u"the producer group[%1] not exist"_s.arg(group)), qUtf8Printable(said));
    }
}

void TestClusterCli::aClosedPipeEndsItQuietly_data()
{
    QTest::addColumn<QString>("format");
    for (const QString &format : {u"json"_s, u"text"_s})
        QTest::newRow(qPrintable(format)) << format;
}

void TestClusterCli::aClosedPipeEndsItQuietly()
{
    QFETCH(QString, format);
    GANTRY_CLUSTER(cluster, m_pool, u"cli"_s, options(RocketMqCluster::versions().first()));
    GantryCtlProcess ctl;
    ctl.start({u"send"_s, u"-n"_s, cluster.nameServers(), u"-g"_s, u"Pipe"_s, u"-t"_s, u"Cli"_s, u"-p"_s,
               u"x"_s, u"--rate"_s, u"500"_s, u"--count"_s, u"1000000"_s, u"-o"_s, format});
    GANTRY_TRY_CTL(ctl, ctl.output().contains('\n'), newsTimeoutMs);
    ctl.closeOutput();
    GANTRY_VERIFY_CTL(ctl, ctl.waitForEnd(5000));
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() >= 0); // it was not a signal that ended it
    GANTRY_VERIFY_CTL(ctl, ctl.errorOutput().isEmpty());
    QCOMPARE(cluster.producers(u"Pipe"_s), QJsonArray());
}

void TestClusterCli::topicsCanBeCreatedListedAndDeleted()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"cli"_s, options(version));
    GantryCtlProcess created;
    GANTRY_VERIFY_CTL(created, created.run(jsonCommand(u"topic create Made"_s, cluster, u"--queues 3"_s)));
    GANTRY_VERIFY_CTL(created, created.exitCode() == 0 && created.otherLines().isEmpty());

    GantryCtlProcess listed;
    GANTRY_VERIFY_CTL(listed, listed.run(jsonCommand(u"topics"_s, cluster, {})));
    GANTRY_VERIFY_CTL(listed, listed.exitCode() == 0 && listed.otherLines().isEmpty());
    GANTRY_VERIFY_CTL(listed, factsOf(listed).contains(u"Made"_s) && factsOf(listed).contains(u"Cli"_s));
    GantryCtlProcess asText;
    GANTRY_VERIFY_CTL(asText, asText.run(textCommand(u"topics"_s, cluster)));
    GANTRY_VERIFY_CTL(asText, asText.output().contains("Made") && asText.lines().isEmpty());
    const QString seen = cluster.admin({u"topicRoute"_s, u"-t"_s, u"Made"_s});
    QVERIFY2(seen.contains(u"\"writeQueueNums\":3"_s), qUtf8Printable(seen));

    GantryCtlProcess deleted;
    GANTRY_VERIFY_CTL(deleted, deleted.run(jsonCommand(u"topic delete Made"_s, cluster, {})));
    GANTRY_VERIFY_CTL(deleted, deleted.exitCode() == 0 && deleted.otherLines().isEmpty());
    GantryCtlProcess after;
    GANTRY_VERIFY_CTL(after, after.run(jsonCommand(u"topics"_s, cluster, {})));
    GANTRY_VERIFY_CTL(after, after.exitCode() == 0 && !factsOf(after).contains(u"Made"_s));
    const QList<StoredMessage> left = cluster.dump(u"Made"_s);
    QVERIFY(left.isEmpty() && cluster.error().contains("no broker has the topic"_L1));
}

void TestClusterCli::topicStatsCountTheMessages()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"cli"_s, options(version));
    GantryCtlProcess send;
    GANTRY_VERIFY_CTL(send,
                      send.run(jsonCommand(u"send"_s, cluster, u"-g Stats -t Stats -p x --count 37"_s)));
    GANTRY_VERIFY_CTL(send, send.exitCode() == 0);
    GantryCtlProcess stats;
    GANTRY_VERIFY_CTL(stats, stats.run(jsonCommand(u"topic stats Stats"_s, cluster, {})));
    GANTRY_VERIFY_CTL(stats, stats.exitCode() == 0 && stats.otherLines().isEmpty());
    const QSet<QString> facts = factsOf(stats);
    GANTRY_VERIFY_CTL(stats, facts.contains(u"broker-a"_s) && facts.contains(u"broker-b"_s));
    GANTRY_VERIFY_CTL(stats, facts.contains(u"37"_s) || facts.contains(u"5"_s));
    GantryCtlProcess asText;
    GANTRY_VERIFY_CTL(asText, asText.run(textCommand(u"topic stats Stats"_s, cluster)));
    GANTRY_VERIFY_CTL(asText, asText.exitCode() == 0 && asText.output().contains("broker-b"));
}

void TestClusterCli::clusterNamesItsBrokers()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"cli"_s, options(version));
    GantryCtlProcess json;
    GANTRY_VERIFY_CTL(json, json.run(jsonCommand(u"cluster"_s, cluster, {})));
    GANTRY_VERIFY_CTL(json, json.exitCode() == 0 && json.otherLines().isEmpty());
    GantryCtlProcess asText;
    GANTRY_VERIFY_CTL(asText, asText.run(textCommand(u"cluster"_s, cluster)));
    GANTRY_VERIFY_CTL(asText, asText.exitCode() == 0);
    for (const ClusterNode &broker : cluster.brokers()) {
        for (const QString &fact : {broker.name, broker.address, u"DefaultCluster"_s}) {
            GANTRY_VERIFY_CTL(json, factsOf(json).contains(fact));
            GANTRY_VERIFY_CTL(asText, asText.output().contains(fact.toUtf8()));
        }
    }
}

void TestClusterCli::routeNamesQueuesAndBrokersOfAllNameServers()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"cli"_s, options(version));
    for (const QString &more : {QString(), u"--all-namesrv"_s}) {
        GantryCtlProcess json;
        GANTRY_VERIFY_CTL(json, json.run(jsonCommand(u"route Cli"_s, cluster, more)));
        GANTRY_VERIFY_CTL(json, json.exitCode() == 0 && json.otherLines().isEmpty());
        GantryCtlProcess asText;
        GANTRY_VERIFY_CTL(asText, asText.run(textCommand(u"route Cli"_s, cluster, more)));
        GANTRY_VERIFY_CTL(asText, asText.exitCode() == 0);
        QList<ClusterNode> nodes = cluster.brokers();
        if (!more.isEmpty())
            nodes += cluster.nameServerNodes();
        for (const ClusterNode &node : nodes) {
            GANTRY_VERIFY_CTL(json, factsOf(json).contains(node.address));
            GANTRY_VERIFY_CTL(asText, asText.output().contains(node.address.toUtf8()));
        }
    }
}

void TestClusterCli::selectShowsTheRotationAndSendsNothing()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"cli"_s, options(version));
    GantryCtlProcess json;
    GANTRY_VERIFY_CTL(json, json.run(jsonCommand(u"select Select"_s, cluster, u"--count 16"_s)));
    GANTRY_VERIFY_CTL(json, json.exitCode() == 0 && json.otherLines().isEmpty());
    QMap<QString, qint64> perQueue;
    for (const QJsonObject &line : json.lines())
        ++perQueue[text(line, "broker"_L1) + u':' + QString::number(line["queueId"_L1].toInt(-1))];
    GANTRY_VERIFY_CTL(json, json.lines().size() == 16 && perQueue.size() == 8 && spread(perQueue) == 0);
    GantryCtlProcess asText;
    GANTRY_VERIFY_CTL(asText, asText.run(textCommand(u"select Select"_s, cluster, u"--count 3"_s)));
    GANTRY_VERIFY_CTL(asText, asText.exitCode() == 0 && asText.output().contains("broker-"));
    QVERIFY(cluster.dump(u"Select"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestClusterCli)
#include "tst_cluster_cli.moc"
