// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "cluster/clustersuite.h"
#include <gantry/admin.h>
#include <gantry/producer.h>

#include <QHash>
#include <QRandomGenerator>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

constexpr int messageCount = 10'000;
constexpr int patienceMs = 120'000;
constexpr int sampleSize = 50;

QString randomText(QRandomGenerator &random, int longest)
{
    static const QString alphabet = u"abcXYZ0189-_./:{}\"' 订单号码上海北京测试é√\t"_s;
    QString text;
    const int length = random.bounded(1, longest + 1);
    for (int i = 0; i < length; ++i) {
        if (random.bounded(20) == 0)
            text += QString::fromUcs4(U"😀", 1);
        else
            text += alphabet.at(random.bounded(alphabet.size()));
    }
    return text;
}

QByteArray randomBody(QRandomGenerator &random)
{
    switch (random.bounded(5)) {
    case 0: // as short as can be
        return QByteArray(random.bounded(1, 3), char(random.bounded(256)));
    case 1:
        return randomText(random, 400).toUtf8();
    case 2: // compresses well
        return randomText(random, 40).toUtf8().repeated(random.bounded(10, 300));
    default: {
        QByteArray body(random.bounded(1, 3000), Qt::Uninitialized);
        std::ranges::generate(body, [&random] { return char(random.bounded(256)); });
        return body;
    }
    }
}

/// A word without blanks, as tags and keys are.
QString randomWord(QRandomGenerator &random)
{
    QString word = randomText(random, 20);
    word.removeIf([](QChar c) { return c.isSpace(); });
    return word.isEmpty() ? u"k"_s : word;
}

Message randomMessage(QRandomGenerator &random, const TopicName &topic)
{
    Message message{.topic = topic, .body = randomBody(random)};
    if (random.bounded(2) == 0)
        message.tag = randomWord(random);
    if (random.bounded(2) == 0)
        message.keys = random.bounded(2) == 0 ? randomWord(random)
                                              : QString(randomWord(random) + u' ' + randomWord(random));
    const int properties = random.bounded(6);
    for (int i = 0; i < properties; ++i)
        message.properties.append({u"p%1 "_s.arg(i) + randomWord(random), u'v' + randomText(random, 60)});
    message.flag = random.bounded(3) == 0 ? qint32(random.generate()) : 0;
    message.waitStoreOk = random.bounded(4) != 0;
    return message;
}

QString textOf(const QList<StoredDifference> &differences)
{
    QStringList texts;
    for (const StoredDifference &difference : differences)
        texts.append(difference.text);
    return texts.join(u"; "_s);
}

/// Everything that was sent, with what became of it. Thread: any.
class Sent
{
public:
    struct Entry {
        Message message;
        SendOutcome outcome;
    };

    void add(const Message &message, const SendOutcome &outcome)
    {
        const std::lock_guard lock(m_mutex);
        m_failed += outcome.isOk() ? 0 : 1;
        m_entries.append({message, outcome});
    }
    [[nodiscard]] qsizetype count() const
    {
        const std::lock_guard lock(m_mutex);
        return m_entries.size();
    }
    [[nodiscard]] int failed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_failed;
    }
    /// Only when nothing is added any more.
    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }

private:
    mutable std::mutex m_mutex;
    QList<Entry> m_entries;
    int m_failed = 0;
};

/// Commits each.
class Committing final : public TransactionListener
{
public:
    std::optional<TransactionState> executeLocalTransaction(const Message &, const SendOutcome &) override
    {
        return TransactionState::Commit;
    }
    std::optional<TransactionState> checkLocalTransaction(const TransactionCheck &) override
    {
        return TransactionState::Commit;
    }
};

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

void TestClusterReadBack::everyKindIsAsItWasSent()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"readback"_s, twoBrokers(version));
    const TopicName topic(u"Kinds"_s);
    GANTRY_VERIFY_CLUSTER(cluster, topic(topic.text() + u":4"_s));
    Producer producer(configFor(cluster, u"PG_kinds"_s));
    QVERIFY(producer.start());
    Admin admin(configFor(cluster, u"PG"_s));
    QVERIFY(admin.start());
    QRandomGenerator random(5);
    QList<Sent::Entry> entries;
    for (const DeliveryTime &delivery : {DeliveryTime(), DeliveryTime(DelayLevel{1}), DeliveryTime(2000ms)}) {
        Message message = randomMessage(random, topic);
        message.delivery = delivery;
        entries.append({message, producer.send(message)});
        QVERIFY(entries.last().outcome.isOk());
        // Waiting, or already where it belongs.
        const auto waiting = admin.viewMessage(entries.last().outcome.result->offsetMsgId, {}, 20s);
        QVERIFY2(waiting, waiting ? "" : qPrintable(waiting.error().detail));
        VERIFY_SAME(compareStored(message, entries.last().outcome, *waiting));
    }
    const Message half = randomMessage(random, topic);
    entries.append({half, producer.sendInTransaction(half)});
    QVERIFY(entries.last().outcome.isOk());
    Sent oneway;
    const Message unanswered = randomMessage(random, topic);
    QVERIFY(producer.sendOneway(unanswered, {},
                                [&](const SendOutcome &outcome) { oneway.add(unanswered, outcome); }));
    QTRY_COMPARE_WITH_TIMEOUT(oneway.count(), 1, patienceMs);
    entries.append(oneway.entries().first());
    for (const Sent::Entry &entry : entries) {
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
