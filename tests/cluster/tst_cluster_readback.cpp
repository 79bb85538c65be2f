// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "cluster/clustersuite.h"
#include "cluster/randommessages.h"
#include <gantry/admin.h>
#include <gantry/messagequeueselector.h>
#include <gantry/producer.h>

#include <QHash>
#include <QRandomGenerator>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr int messageCount = 10'000;
constexpr int patienceMs = 120'000;
constexpr int sampleSize = 50;

/// Beside the plain ones, of which there are messageCount.
enum class Kind { Ordered, DelayLevel, Delay, DeliverAt, Transaction, Oneway, Request };
constexpr int kindCount = int(Kind::Request) + 1;
constexpr int ofEachKind = 300;

ProducerConfig configFor(const RocketMqCluster &cluster, const QString &group)
{
    ProducerConfig config;
    config.group = GroupName(group);
    config.nameServers = cluster.nameServers();
    config.sendTimeout = 20s; // a busy machine
    config.transactionListener = std::make_shared<Committing>();
    return config;
}

ClusterOptions twoBrokers(const QString &version)
{
    ClusterOptions options;
    options.version = version;
    options.brokers = 2;
    return options;
}

} // namespace

#define VERIFY_SAME(differences) QVERIFY2((differences).isEmpty(), qPrintable(textOf(differences)))

/// What real brokers stored, against what was sent: no false alarm.
class TestClusterReadBack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { m_pool.clear(); }

    void randomMessagesAreAsTheyWereSent_data() { addVersionRows(); }
    void randomMessagesAreAsTheyWereSent();
    void everyKindIsAsItWasSent_data() { addVersionRows(); }
    void everyKindIsAsItWasSent();
    void commandsShowWhatJavaShows_data() { addVersionRows(); }
    void commandsShowWhatJavaShows();
    void aBrokerThatDiedIsSaidBesideTheOthers();

private:
    void sendRandom(const RocketMqCluster &cluster, const TopicName &topic, Sent &sent);
    void compareAll(Admin &admin, const TopicName &topic, const Sent &sent);
    void sendEachKind(Producer &producer, const TopicName &topic, Sent &sent);
    void compareWaiting(Admin &admin, const Sent &sent);
    void compareSample(Admin &admin, const TopicName &topic, const Sent &sent);
    /// The one message with the outcome's unique id, once the broker has indexed it.
    void findOne(Admin &admin, const Message &message, const SendOutcome &outcome);

    ClusterPool m_pool;
};

/// Of each compression type a third, every tenth one in a batch.
void TestClusterReadBack::sendRandom(const RocketMqCluster &cluster, const TopicName &topic, Sent &sent)
{
    QRandomGenerator random(20261123);
    const QList<CompressionType> types{CompressionType::Zlib, CompressionType::Lz4, CompressionType::Zstd};
    std::vector<std::unique_ptr<Producer>> producers;
    for (const CompressionType type : types) {
        ProducerConfig config = configFor(cluster, u"PG_%1"_s.arg(name(type)));
        config.compressionType = type;
        config.compressBodyOverBytes = 500;
        producers.push_back(std::make_unique<Producer>(config));
        QVERIFY(producers.back()->start());
    }
    for (int i = 0; i < messageCount;) {
        Producer &producer = *producers.at(size_t(random.bounded(3)));
        const Message message = randomMessage(random, topic);
        if (i % 100 == 90) {
            QList<Message> batch(10, message);
            for (Message &member : batch) {
                member = randomMessage(random, topic);
                member.waitStoreOk = true;
            }
            const QList<SendOutcome> outcomes = producer.sendBatch(batch);
            for (qsizetype k = 0; k < batch.size(); ++k)
                sent.add(batch[k], outcomes[k]);
            i += 10;
            continue;
        }
        const Result<SendId> id = producer.sendAsync(
            message, {}, [&sent, message](const SendOutcome &outcome) { sent.add(message, outcome); });
        QVERIFY2(id, id ? "" : qPrintable(id.error().detail));
        ++i;
    }
    QTRY_COMPARE_WITH_TIMEOUT(sent.count(), messageCount, patienceMs);
    QCOMPARE(sent.failed(), 0);
}

void TestClusterReadBack::compareAll(Admin &admin, const TopicName &topic, const Sent &sent)
{
    const QueueRead everything{.topic = topic, .from = ReadFrom::Earliest(), .max = 2 * messageCount};
    const auto read = admin.readQueues(everything, 20s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->unreachable.size(), 0);
    QCOMPARE(read->messages.size(), messageCount);
    QHash<QString, const gantry::StoredMessage *> byId;
    for (const auto &message : read->messages)
        byId.insert(message.offsetMsgId.toString(), &message);
    int different = 0;
    QString first;
    for (const Sent::Entry &entry : sent.entries()) {
        const auto *stored = byId.value(entry.outcome.result->offsetMsgId.toString());
        QVERIFY2(stored, "a message is not there");
        const QList<StoredDifference> differences = compareStored(entry.message, entry.outcome, *stored);
        if (!differences.isEmpty() && different++ == 0)
            first = textOf(differences);
    }
    QVERIFY2(different == 0, qPrintable(u"%1 differ; the first: %2"_s.arg(different).arg(first)));
    // And backwards, as far as the end reaches.
    const auto last = admin.readQueues({.topic = topic, .from = ReadFrom::Latest(), .max = 500}, 20s);
    QVERIFY(last && last->messages.size() == 500);
    QVERIFY(last->messages.last().storedAt == read->messages.last().storedAt);
}

void TestClusterReadBack::compareSample(Admin &admin, const TopicName &topic, const Sent &sent)
{
    for (int i = 0; i < sampleSize; ++i) {
        const Sent::Entry &entry = sent.entries().at(i * (messageCount / sampleSize));
        const auto viewed = admin.viewMessage(entry.outcome.result->offsetMsgId, {}, 20s);
        QVERIFY2(viewed, viewed ? "" : qPrintable(viewed.error().detail));
        VERIFY_SAME(compareStored(entry.message, entry.outcome, *viewed));
        findOne(admin, entry.message, entry.outcome);
        if (entry.message.keys.isEmpty() || entry.outcome.batch)
            continue;
        const auto found =
            admin.queryByKey({.topic = topic, .key = entry.message.keys.section(u' ', 0, 0), .max = 64}, 20s);
        QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
        const auto isIt = [&entry](const auto &message) { return message.msgId == entry.outcome.msgId; };
        QVERIFY(std::ranges::any_of(found->messages, isIt));
    }
}

void TestClusterReadBack::findOne(Admin &admin, const Message &message, const SendOutcome &outcome)
{
    // Brokers before 5.4 know the messages of a batch by the batch's id alone.
    const bool isOldBatch = outcome.batch && outcome.result->brokerVersion < 493;
    const QString id = isOldBatch ? outcome.batch->batchId.toString() : outcome.msgId.toString();
    Result<StoredMessages> found = StoredMessages();
    QTRY_VERIFY2_WITH_TIMEOUT((found = admin.queryByUniqueKey(message.topic, id, 20s), found)
                                  && !found->messages.isEmpty(),
                              qPrintable(id), patienceMs);
    for (const auto &stored : found->messages) {
        if (!isOldBatch || stored.offsetMsgId == outcome.result->offsetMsgId)
            VERIFY_SAME(compareStored(message, outcome, stored));
    }
}

void TestClusterReadBack::randomMessagesAreAsTheyWereSent()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"readback"_s, twoBrokers(version));
    const TopicName topic(u"Random"_s);
    GANTRY_VERIFY_CLUSTER(cluster, topic(topic.text() + u":4"_s));
    Sent sent;
    sendRandom(cluster, topic, sent);
    if (QTest::currentTestFailed())
        return;
    Admin admin(configFor(cluster, u"PG"_s));
    QVERIFY(admin.start());
    compareAll(admin, topic, sent);
    if (QTest::currentTestFailed())
        return;
    compareSample(admin, topic, sent);
}

/// Sends one by one what has to wait for its listener, the rest all at once.
void TestClusterReadBack::sendEachKind(Producer &producer, const TopicName &topic, Sent &sent)
{
    QRandomGenerator random(5);
    for (int i = 0; i < kindCount * ofEachKind; ++i) {
        Message message = randomMessage(random, topic);
        SendOptions options;
        const auto kind = Kind(i % kindCount);
        const auto soon = std::chrono::system_clock::now() + 2s;
        if (kind == Kind::Ordered)
            options.selector = selectQueueByHash(randomWord(random));
        else if (kind == Kind::DelayLevel)
            message.delivery = DelayLevel{1};
        else if (kind == Kind::Delay)
            message.delivery = milliseconds(random.bounded(1000, 3000));
        else if (kind == Kind::DeliverAt)
            message.delivery = std::chrono::time_point_cast<milliseconds>(soon);
        else if (kind == Kind::Request)
            options.timeout = 5s; // for so long it waits for its reply
        const auto take = [&sent, message](const SendOutcome &outcome) { sent.add(message, outcome); };
        const Result<SendId> id = kind == Kind::Transaction
                                      ? producer.submitInTransaction(message, options, take)
                                  : kind == Kind::Oneway  ? producer.sendOneway(message, options, take)
                                  : kind == Kind::Request ? producer.submitRequest(message, options, take)
                                                          : producer.sendAsync(message, options, take);
        QVERIFY2(id, id ? "" : qPrintable(id.error().detail));
    }
    QTRY_COMPARE_WITH_TIMEOUT(sent.count(), kindCount * ofEachKind, patienceMs);
    QCOMPARE(sent.failed(), ofEachKind); // nobody replies: the requests are stored and time out
}

/// What is due later, or was undecided, is stored twice: this is the first time.
void TestClusterReadBack::compareWaiting(Admin &admin, const Sent &sent)
{
    int compared = 0;
    for (const Sent::Entry &entry : sent.entries()) {
        const bool isParked = entry.message.delivery.index() != 0 || entry.outcome.transaction;
        if (!isParked || compared % 5 != 0) { // each is read again when it is due
            compared += isParked ? 1 : 0;
            continue;
        }
        ++compared;
        const auto waiting = admin.viewMessage(entry.outcome.result->offsetMsgId, {}, 20s);
        QVERIFY2(waiting, waiting ? "" : qPrintable(waiting.error().detail));
        VERIFY_SAME(compareStored(entry.message, entry.outcome, *waiting));
    }
    QCOMPARE(compared, 4 * ofEachKind);
}

void TestClusterReadBack::everyKindIsAsItWasSent()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"readback"_s, twoBrokers(version));
    const TopicName topic(u"Kinds"_s);
    GANTRY_VERIFY_CLUSTER(cluster, topic(topic.text() + u":4"_s));
    Producer producer(configFor(cluster, u"PG_kinds"_s));
    QVERIFY(producer.start());
    Sent sent;
    sendEachKind(producer, topic, sent);
    if (QTest::currentTestFailed())
        return;
    Admin admin(configFor(cluster, u"PG"_s));
    QVERIFY(admin.start());
    compareWaiting(admin, sent);
    if (QTest::currentTestFailed())
        return;
    const QueueRead everything{.topic = topic, .from = ReadFrom::Earliest(), .max = 2 * messageCount};
    Result<StoredMessages> read = StoredMessages();
    QTRY_VERIFY_WITH_TIMEOUT((read = admin.readQueues(everything, 20s), read)
                                 && read->messages.size() >= kindCount * ofEachKind,
                             patienceMs);
    QCOMPARE(read->messages.size(), kindCount * ofEachKind);
    QHash<QString, const gantry::StoredMessage *> byId;
    for (const auto &message : read->messages)
        byId.insert(message.msgId.toString(), &message);
    for (const Sent::Entry &entry : sent.entries()) {
        const auto *stored = byId.value(entry.outcome.msgId.toString());
        QVERIFY2(stored, "a message is not there");
        VERIFY_SAME(compareStored(entry.message, entry.outcome, *stored));
    }
    for (const Sent::Entry &entry : sent.entries().first(sampleSize)) {
        findOne(admin, entry.message, entry.outcome);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestClusterReadBack::commandsShowWhatJavaShows()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"readback"_s, twoBrokers(version));
    GANTRY_VERIFY_CLUSTER(cluster, topic(u"Commands:4"_s));
    GantryCtlProcess send;
    GANTRY_VERIFY_CTL(send, send.run(jsonCommand(u"send"_s, cluster,
                                                 u"-t Commands -c TagA -k k1 -p Hello --timeout 20000"_s)));
    GANTRY_VERIFY_CTL(send, send.exitCode() == 0);
    const QJsonObject outcome = send.outcomes().first();
    const QString msgId = text(outcome, "msgId"_L1);
    const QString java = cluster.admin({u"queryMsgByUniqueKey"_s, u"-t"_s, u"Commands"_s, u"-i"_s, msgId});
    const auto javaSays = [&java](const QString &name) {
        for (const QString &line : java.split(u'\n')) {
            if (line.startsWith(name + u':'))
                return line.sliced(name.size() + 1).trimmed();
        }
        return QString();
    };
    QVERIFY2(!javaSays(u"Queue Offset"_s).isEmpty(), qPrintable(java));
    for (const QString &words :
         {u"view %1 -t Commands"_s.arg(msgId), u"view %1"_s.arg(text(outcome, "offsetMsgId"_L1)),
          u"query Commands --key k1"_s, u"read Commands --max 1"_s}) {
        GantryCtlProcess ctl;
        const QString command = words.section(u' ', 0, 0);
        GANTRY_VERIFY_CTL(
            ctl, ctl.run(jsonCommand(command, cluster, words.section(u' ', 1) + u" --timeout 20000"_s)));
        GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0 && ctl.lines().size() == 1);
        const QJsonObject line = ctl.lines().first();
        QCOMPARE(text(line, "msgId"_L1), msgId);
        QCOMPARE(text(line, "body"_L1), u"Hello"_s);
        QCOMPARE(text(line, "broker"_L1), text(outcome, "broker"_L1));
        QCOMPARE(text(line, "topic"_L1), javaSays(u"Topic"_s));
        QCOMPARE(u"[%1]"_s.arg(text(line, "tags"_L1)), javaSays(u"Tags"_s));
        QCOMPARE(u"[%1]"_s.arg(text(line, "keys"_L1)), javaSays(u"Keys"_s));
        QCOMPARE(QString::number(line["queueId"_L1].toInt()), javaSays(u"Queue ID"_s));
        QCOMPARE(QString::number(line["queueOffset"_L1].toInt()), javaSays(u"Queue Offset"_s));
        QCOMPARE(QString::number(line["physicalOffset"_L1].toInteger()), javaSays(u"CommitLog Offset"_s));
        QCOMPARE(text(line, "bornHost"_L1), javaSays(u"Born Host"_s));
        QCOMPARE(text(line, "storeHost"_L1), javaSays(u"Store Host"_s));
        QCOMPARE(QString::number(line["sysFlag"_L1].toInt()), javaSays(u"System Flag"_s));
        const QJsonObject all = line["allProperties"_L1].toObject();
        for (auto it = all.begin(); it != all.end(); ++it)
            QVERIFY2(javaSays(u"Properties"_s).contains(it.key() + u'=' + it.value().toString()),
                     qPrintable(java));
    }
}

/// The NameServer names the broker for a while yet.
void TestClusterReadBack::aBrokerThatDiedIsSaidBesideTheOthers()
{
    const QString version = RocketMqCluster::versions().first();
    GANTRY_CLUSTER(cluster, m_pool, u"readback"_s, twoBrokers(version));
    GANTRY_VERIFY_CLUSTER(cluster, topic(u"Paused:2"_s));
    Producer producer(configFor(cluster, u"PG_paused"_s));
    QVERIFY(producer.start());
    for (int i = 0; i < 8; ++i)
        QVERIFY(producer.send({.topic = TopicName(u"Paused"_s), .body = "x"}).isOk());
    GANTRY_VERIFY_CLUSTER(cluster, pause(u"broker-b"_s));
    Admin admin(configFor(cluster, u"PG"_s));
    QVERIFY(admin.start());
    const auto read = admin.readQueues({.topic = TopicName(u"Paused"_s)}, 2s);
    GANTRY_VERIFY_CLUSTER(cluster, resume(u"broker-b"_s));
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->messages.size(), 4);
    QCOMPARE(read->unreachable.size(), 1);
    QVERIFY(read->unreachable.first().server.contains(u"broker-b"));
    QCOMPARE(read->unreachable.first().error.kind, ErrorKind::Timeout);
}

QTEST_GUILESS_MAIN(TestClusterReadBack)
#include "tst_cluster_readback.moc"
