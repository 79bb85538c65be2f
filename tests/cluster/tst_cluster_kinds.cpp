// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "cluster/clustersuite.h"
#include "support/javapeer.h"
#include <gantry/messagequeueselector.h>
#include <gantry/producer.h>

#include <QDateTime>
#include <QHash>
#include <QRandomGenerator>
#include <QSet>

#include <atomic>
#include <map>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 60'000;

Message messageTo(const QString &topic, const QByteArray &body, const QString &tag = {})
{
    Message message;
    message.topic = TopicName(topic);
    message.body = body;
    message.tag = tag;
    return message;
}

QString describe(const SendOutcome &outcome)
{
    return outcome.isOk() ? u"ok"_s : outcome.result.error().detail;
}

/// Random keys: ASCII, Chinese and emoji, of 1 to 40 characters.
QStringList randomKeys(int count)
{
    static const QString alphabet = u"abcXYZ0189-_ 订单号码上海北京测试"_s;
    QRandomGenerator generator(20261123);
    QStringList keys;
    while (keys.size() < count) {
        QString key;
        const int length = generator.bounded(1, 41);
        for (int i = 0; i < length; ++i) {
            if (generator.bounded(6) == 0)
                key += QString::fromUcs4(U"😀", 1) + QChar(u'A' + generator.bounded(26));
            else
                key += alphabet.at(generator.bounded(alphabet.size()));
        }
        keys.append(key);
    }
    return keys;
}

/// The bodies that came, and how many messages had each.
QMap<QByteArray, int> bodiesOf(const JavaPeer &consumer)
{
    QMap<QByteArray, int> bodies;
    for (const ReceivedMessage &message : consumer.stored())
        ++bodies[message.body];
    return bodies;
}

/// Decides by the message's tag: "commit", "rollback", "unknown-commit" and so on: what follows the dash is
/// the answer to a check-back.
class ByTag final : public TransactionListener
{
public:
    std::optional<TransactionState> executeLocalTransaction(const Message &message,
                                                            const SendOutcome &) override
    {
        const QString word = message.tag.section(u'-', 0, 0);
        return transactionStateOf(word); // "silence" is none
    }
    std::optional<TransactionState> checkLocalTransaction(const TransactionCheck &check) override
    {
        const std::lock_guard lock(m_mutex);
        m_checked.append(check);
        return transactionStateOf(check.message.tag.section(u'-', 1));
    }
    [[nodiscard]] QList<TransactionCheck> checked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_checked;
    }

private:
    mutable std::mutex m_mutex;
    QList<TransactionCheck> m_checked;
};

} // namespace

/// Every kind of message against real servers, with RocketMQ's own client on the other side.
class TestClusterKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase();

    void keysGoWhereJavaSendsThem_data() { addVersionRows(); }
    void keysGoWhereJavaSendsThem();
    void orderOfAKeyIsKept_data() { addVersionRows(); }
    void orderOfAKeyIsKept();
    void batchesAreConsumedOnce_data() { addVersionRows(); }
    void batchesAreConsumedOnce();
    void gatheredMessagesAreConsumedOnce_data() { addVersionRows(); }
    void gatheredMessagesAreConsumedOnce();
    void delayedMessagesComeLater_data() { addVersionRows(); }
    void delayedMessagesComeLater();
    void recalledMessagesDoNotCome();
    void transactionsEndAsDecided_data() { addVersionRows(); }
    void transactionsEndAsDecided();
    void aThousandTransactions_data() { addVersionRows(); }
    void aThousandTransactions();
    void anotherInstanceIsAskedWhenOneDied_data() { addVersionRows(); }
    void anotherInstanceIsAskedWhenOneDied();
    void requestsGetTheirReplies_data() { addVersionRows(); }
    void requestsGetTheirReplies();

private:
    [[nodiscard]] static ClusterOptions options(const QString &version);
    [[nodiscard]] PeerProgram *program(const QString &version);
    [[nodiscard]] static ProducerConfig configFor(const RocketMqCluster &cluster, const QString &group);

    ClusterPool m_pool;
    std::map<QString, std::unique_ptr<PeerProgram>> m_programs;
};

/// Declares `cluster`, running servers of `version`, `java`, a Java client for them, and `topic`, with four
/// queues at each of two brokers.
#define GANTRY_KINDS_CLUSTER(version)                                                                        \
    GANTRY_NEEDS_JAVA(version);                                                                              \
    GANTRY_CLUSTER(cluster, m_pool, u"kinds"_s, options(version));                                           \
    PeerProgram *const java_ = program(version);                                                             \
    QVERIFY2(java_, "the Java peer cannot be compiled");                                                     \
    PeerProgram &java = *java_;                                                                              \
    const QString topic = QString::fromLatin1(QTest::currentTestFunction());                                 \
    GANTRY_VERIFY_CLUSTER(cluster, topic(topic + u":4"_s))

namespace {

/// Starts a consumer that gets everything in the topic.
bool consume(JavaPeer &consumer, const RocketMqCluster &cluster, const QString &topic,
             const QString &kind = u"concurrent"_s)
{
    return consumer.start({u"consume"_s, kind, u"-n"_s, cluster.nameServers(), u"-g"_s,
                           topic + u"_consumers"_s, u"-t"_s, topic});
}

} // namespace

void TestClusterKinds::cleanupTestCase()
{
    m_pool.clear();
}

/// Half messages are asked about soon, and timer messages may be recalled: both are rare in a broker's
/// defaults.
ClusterOptions TestClusterKinds::options(const QString &version)
{
    ClusterOptions options;
    options.version = version;
    options.brokers = 2;
    options.settings = {u"transactionTimeOut=1000"_s, u"transactionCheckInterval=1500"_s,
                        u"recallMessageEnable=true"_s};
    return options;
}

PeerProgram *TestClusterKinds::program(const QString &version)
{
    std::unique_ptr<PeerProgram> &program = m_programs[version];
    if (!program)
        program = std::make_unique<PeerProgram>(version);
    return program->compile() ? program.get() : nullptr;
}

ProducerConfig TestClusterKinds::configFor(const RocketMqCluster &cluster, const QString &group)
{
    ProducerConfig config;
    config.group = GroupName(group);
    config.nameServers = cluster.nameServers();
    config.sendTimeout = 15s; // a busy machine
    return config;
}

void TestClusterKinds::keysGoWhereJavaSendsThem()
{
    QFETCH(QString, version);
    GANTRY_KINDS_CLUSTER(version);
    JavaPeer javaProducer(java);
    GANTRY_VERIFY_PEER(javaProducer,
                       javaProducer.start({u"produce"_s, u"-n"_s, cluster.nameServers(), u"-g"_s, u"PGJ"_s}));
    Producer producer(configFor(cluster, u"PG"_s));
    QVERIFY(producer.start());
    const QStringList keys = randomKeys(1000);
    QList<int> ids;
    for (const QString &key : keys)
        ids.append(javaProducer.tell(
            {{u"send"_s, u"hash"_s}, {u"topic"_s, topic}, {u"key"_s, key}, {u"body"_s, u"x"_s}}));
    QSet<QString> queues;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        GANTRY_TRY_PEER(javaProducer, !javaProducer.answer(ids.at(i)).isEmpty(), patienceMs);
        const QJsonObject answer = javaProducer.answer(ids.at(i));
        const SendOutcome outcome =
            producer.send(messageTo(topic, "x"), {.selector = selectQueueByHash(keys.at(i))});
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        const MessageQueue &queue = outcome.result->queue;
        QCOMPARE(queue.broker.text() + u':' + QString::number(queue.queueId),
                 text(answer, "broker"_L1) + u':' + QString::number(answer.value("queueId"_L1).toInt()));
        queues.insert(queue.broker.text() + QString::number(queue.queueId));
    }
    QCOMPARE(queues.size(), 8);
    GANTRY_VERIFY_PEER(javaProducer, javaProducer.stop());
}

void TestClusterKinds::orderOfAKeyIsKept()
{
    QFETCH(QString, version);
    GANTRY_KINDS_CLUSTER(version);
    JavaPeer consumer(java);
    GANTRY_VERIFY_PEER(consumer, consume(consumer, cluster, topic, u"orderly"_s));
    Producer producer(configFor(cluster, u"PG"_s));
    QVERIFY(producer.start());
    constexpr int keyCount = 20;
    constexpr int perKey = 10;
    for (int n = 0; n < perKey; ++n) {
        for (int key = 0; key < keyCount; ++key) {
            Message message = messageTo(topic, QByteArray::number(n));
            message.keys = u"key-%1"_s.arg(key);
            const SendOutcome outcome = producer.send(message, {.selector = selectQueueByHash(message.keys)});
            QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        }
    }
    GANTRY_TRY_PEER(consumer, consumer.stored().size() >= keyCount * perKey, patienceMs);
    QMap<QString, QList<QByteArray>> perKeyBodies;
    for (const ReceivedMessage &message : consumer.stored())
        perKeyBodies[message.keys].append(message.body);
    QCOMPARE(perKeyBodies.size(), keyCount);
    for (const QList<QByteArray> &bodies : std::as_const(perKeyBodies)) {
        QCOMPARE(bodies.size(), perKey);
        for (int n = 0; n < perKey; ++n)
            QCOMPARE(bodies.at(n), QByteArray::number(n));
    }
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestClusterKinds::batchesAreConsumedOnce()
{
    QFETCH(QString, version);
    GANTRY_KINDS_CLUSTER(version);
    JavaPeer consumer(java);
    GANTRY_VERIFY_PEER(consumer, consume(consumer, cluster, topic));
    ProducerConfig config = configFor(cluster, u"PG"_s);
    config.maxMessageBytes = 200'000; // so that the batch travels in several requests
    Producer producer(config);
    QVERIFY(producer.start());
    QList<Message> messages;
    for (int i = 0; i < 400; ++i) {
        Message message = messageTo(topic, "第 " + QByteArray::number(i) + QByteArray(i * 7, 'b'), u"标签"_s);
        message.keys = u"batch-%1"_s.arg(i);
        message.properties = {{u"index"_s, QString::number(i)}};
        messages.append(message);
    }
    const QList<SendOutcome> outcomes = producer.sendBatch(messages);
    QSet<QString> batches;
    for (const SendOutcome &outcome : outcomes) {
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        batches.insert(outcome.batch->batchId.toString());
    }
    QVERIFY(batches.size() > 2);
    GANTRY_TRY_PEER(consumer, consumer.stored().size() >= messages.size(), patienceMs);
    QCOMPARE(consumer.stored().size(), messages.size());
    QHash<QString, ReceivedMessage> byIndex;
    for (const ReceivedMessage &message : consumer.stored())
        byIndex.insert(message.properties.value(u"index"_s), message);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const ReceivedMessage &message = byIndex[QString::number(i)];
        const SendOutcome &outcome = outcomes.at(i);
        QCOMPARE(message.body, messages.at(i).body);
        QCOMPARE(message.tags, messages.at(i).tag);
        QCOMPARE(message.keys, messages.at(i).keys);
        QCOMPARE(message.queueOffset, outcome.result->queueOffset);
        QCOMPARE(message.broker, outcome.result->queue.broker.text());
        // Brokers before 5.4 give the members the properties of their batch.
        const IdText id = version.startsWith(u'4') ? outcome.batch->batchId : outcome.msgId;
        QCOMPARE(message.properties.value(u"UNIQ_KEY"_s), id.toString());
    }
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestClusterKinds::gatheredMessagesAreConsumedOnce()
{
    QFETCH(QString, version);
    GANTRY_KINDS_CLUSTER(version);
    JavaPeer consumer(java);
    GANTRY_VERIFY_PEER(consumer, consume(consumer, cluster, topic));
    ProducerConfig config = configFor(cluster, u"PG"_s);
    config.autoBatch = true;
    Producer producer(config);
    QVERIFY(producer.start());
    constexpr int count = 2000;
    std::atomic<int> accepted = 0;
    std::atomic<int> batched = 0;
    for (int i = 0; i < count; ++i) {
        QVERIFY(producer.sendAsync(messageTo(topic, "gathered " + QByteArray::number(i)), {},
                                   [&](const SendOutcome &outcome) {
                                       accepted += outcome.isOk() ? 1 : 0;
                                       batched += outcome.batch ? 1 : 0;
                                   }));
    }
    GANTRY_TRY_PEER(consumer, bodiesOf(consumer).size() == count, patienceMs);
    QCOMPARE(consumer.stored().size(), count);
    QTRY_COMPARE(accepted.load(), count);
    QVERIFY(batched.load() > count / 2);
    producer.shutdown();
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestClusterKinds::delayedMessagesComeLater()
{
    QFETCH(QString, version);
    GANTRY_KINDS_CLUSTER(version);
    JavaPeer consumer(java);
    GANTRY_VERIFY_PEER(consumer, consume(consumer, cluster, topic));
    Producer producer(configFor(cluster, u"PG"_s));
    QVERIFY(producer.start());
    const bool hasTimers = !version.startsWith(u'4');
    Message level = messageTo(topic, "level");
    level.delivery = DelayLevel{2}; // 5 s
    Message delay = messageTo(topic, "delay");
    delay.delivery = 4000ms;
    Message time = messageTo(topic, "time");
    time.delivery = std::chrono::sys_time<std::chrono::milliseconds>(
        std::chrono::milliseconds(QDateTime::currentMSecsSinceEpoch() + 4000));
    for (const Message &message : {level, delay, time}) {
        const SendOutcome outcome = producer.send(message);
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        const bool isTimer = message.body != "level";
        QCOMPARE(!outcome.result->recallHandle.isEmpty(), isTimer && hasTimers);
        QCOMPARE(outcome.result->brokerVersion < 413, !hasTimers);
    }
    GANTRY_TRY_PEER(consumer, consumer.stored().size() >= 3, patienceMs);
    for (const ReceivedMessage &message : consumer.stored()) {
        const qint64 waited = message.receivedMs - message.bornMs;
        if (message.body == "level")
            QVERIFY2(waited >= 4900, QByteArray::number(waited).constData());
        else if (hasTimers) // kept to the second
            QVERIFY2(waited >= 2900, QByteArray(message.body + ' ' + QByteArray::number(waited)).constData());
    }
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestClusterKinds::recalledMessagesDoNotCome()
{
    const QString version = u"5.5.0"_s;
    GANTRY_KINDS_CLUSTER(version);
    JavaPeer consumer(java);
    GANTRY_VERIFY_PEER(consumer, consume(consumer, cluster, topic));
    Producer producer(configFor(cluster, u"PG"_s));
    QVERIFY(producer.start());
    const auto timer = [&](const QByteArray &body, std::chrono::milliseconds delay) {
        Message message = messageTo(topic, body);
        message.delivery = delay;
        return producer.send(message);
    };
    const SendOutcome recalled = timer("recalled", 5s);
    const SendOutcome kept = timer("kept", 7s);
    QVERIFY2(recalled.isOk() && kept.isOk(), qPrintable(describe(recalled) + describe(kept)));
    const Result<QString> answer =
        producer.recallMessage(TopicName(topic), recalled.result->recallHandle, 15s);
    QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
    QCOMPARE(*answer, recalled.msgId.toString());
    GANTRY_TRY_PEER(consumer, consumer.stored().size() >= 1, patienceMs);
    QCOMPARE(consumer.stored().constFirst().body, QByteArray("kept")); // the later one, and no other before
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestClusterKinds::transactionsEndAsDecided()
{
    QFETCH(QString, version);
    GANTRY_KINDS_CLUSTER(version);
    JavaPeer consumer(java);
    GANTRY_VERIFY_PEER(consumer, consume(consumer, cluster, topic));
    auto listener = std::make_shared<ByTag>();
    ProducerConfig config = configFor(cluster, u"PGT"_s);
    config.transactionListener = listener;
    Producer producer(config);
    QVERIFY(producer.start());
    const QStringList tags{u"commit"_s,           u"rollback"_s,       u"unknown-commit"_s,
                           u"unknown-rollback"_s, u"silence-commit"_s, u"silence-rollback"_s};
    QHash<QString, SendOutcome> outcomes;
    for (const QString &tag : tags) {
        Message message = messageTo(topic, "body of " + tag.toUtf8(), tag);
        message.properties = {{u"kind"_s, tag}};
        outcomes[tag] = producer.sendInTransaction(message);
        QVERIFY2(outcomes[tag].isOk(), qPrintable(describe(outcomes[tag])));
        const std::shared_ptr<const TransactionOutcome> transaction = outcomes[tag].transaction;
        QVERIFY2(!transaction->error,
                 qPrintable(transaction->error ? transaction->error->detail : QString()));
        QCOMPARE(transaction->state, transactionStateOf(tag.section(u'-', 0, 0)));
    }
    GANTRY_TRY_PEER(consumer, bodiesOf(consumer).size() >= 3, patienceMs);
    // The rolled-back ones were asked about, too, and nothing came of it.
    QTRY_VERIFY_WITH_TIMEOUT(listener->checked().size() >= 4, patienceMs);
    QSet<QString> received;
    for (const ReceivedMessage &message : consumer.stored()) {
        received.insert(message.tags);
        QCOMPARE(message.body, "body of " + message.tags.toUtf8());
        QCOMPARE(message.msgId, outcomes[message.tags].msgId.toString());
    }
    QCOMPARE(received, (QSet<QString>{u"commit"_s, u"unknown-commit"_s, u"silence-commit"_s}));
    // A broker notes an end only some time after it was told, may ask once more in between, and stores the
    // message for each commit that it is told.
    QMap<QByteArray, int> commits{{"body of commit", 1}};
    for (const TransactionCheck &check : listener->checked())
        ++commits[check.message.body];
    const QMap<QByteArray, int> bodies = bodiesOf(consumer);
    for (auto it = bodies.cbegin(); it != bodies.cend(); ++it)
        QVERIFY2(it.value() <= commits.value(it.key()), it.key().constData());
    for (const TransactionCheck &check : listener->checked()) {
        QCOMPARE(check.half.msgId, outcomes[check.message.tag].msgId);
        QCOMPARE(check.message.topic.text(), topic);
        QCOMPARE(check.message.properties, (QList<Property>{{u"kind"_s, check.message.tag}}));
    }
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestClusterKinds::aThousandTransactions()
{
    QFETCH(QString, version);
    GANTRY_KINDS_CLUSTER(version);
    JavaPeer consumer(java);
    GANTRY_VERIFY_PEER(consumer, consume(consumer, cluster, topic));
    auto listener = std::make_shared<ByTag>();
    ProducerConfig config = configFor(cluster, u"PGM"_s);
    config.transactionListener = listener;
    Producer producer(config);
    QVERIFY(producer.start());
    const QStringList tags{u"commit"_s, u"rollback"_s, u"unknown-commit"_s, u"unknown-rollback"_s};
    constexpr int count = 1000;
    std::atomic<int> done = 0;
    std::atomic<int> wrong = 0;
    QSet<QByteArray> expected;
    for (int i = 0; i < count; ++i) {
        const QString tag = tags.at(i % tags.size());
        const QByteArray body = QByteArray::number(i) + ' ' + tag.toUtf8();
        if (tag.endsWith("commit"_L1))
            expected.insert(body);
        const Result<SendId> id =
            producer.submitInTransaction(messageTo(topic, body, tag), {}, [&](const SendOutcome &outcome) {
                wrong += outcome.isOk() && outcome.transaction && !outcome.transaction->error ? 0 : 1;
                ++done;
            });
        QVERIFY2(id, qPrintable(id ? QString() : id.error().detail));
    }
    QTRY_COMPARE_WITH_TIMEOUT(done.load(), count, patienceMs);
    QCOMPARE(wrong.load(), 0);
    GANTRY_TRY_PEER(consumer, bodiesOf(consumer).size() >= expected.size(), 2 * patienceMs);
    const QMap<QByteArray, int> received = bodiesOf(consumer);
    QCOMPARE(QSet<QByteArray>(received.keyBegin(), received.keyEnd()), expected);
    // Every one that was left open was asked about; brokers may ask about others, too, before they have noted
    // what they were told.
    const auto openOnes = [&] {
        QSet<QByteArray> bodies;
        for (const TransactionCheck &check : listener->checked()) {
            if (check.message.tag.startsWith("unknown"_L1))
                bodies.insert(check.message.body);
        }
        return bodies.size();
    };
    QTRY_COMPARE_WITH_TIMEOUT(openOnes(), count / 2, patienceMs);
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestClusterKinds::anotherInstanceIsAskedWhenOneDied()
{
    QFETCH(QString, version);
    GANTRY_KINDS_CLUSTER(version);
    JavaPeer consumer(java);
    GANTRY_VERIFY_PEER(consumer, consume(consumer, cluster, topic));
    auto listener = std::make_shared<ByTag>();
    ProducerConfig config = configFor(cluster, u"PGD"_s);
    config.transactionListener = listener;
    Producer second(config);
    QVERIFY(second.start());
    for (int i = 0; i < 16; ++i) // brokers of both names know the group by it
        QVERIFY(second.send(messageTo(topic, "warm " + QByteArray::number(i))).isOk());
    {
        GantryCtlProcess first; // ends, killed, without a word about its message
        first.start(
            jsonCommand(u"send"_s, cluster,
                        u"-t %1 -g PGD -c silence-commit -p orphan --transaction none --check unknown "
                        "--wait 60000"_s.arg(topic)));
        QTRY_VERIFY_WITH_TIMEOUT(!first.outcomes().isEmpty(), patienceMs); // and is killed
    }
    GANTRY_TRY_PEER(consumer, bodiesOf(consumer).contains("orphan"), patienceMs);
    QVERIFY(!listener->checked().isEmpty());
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestClusterKinds::requestsGetTheirReplies()
{
    QFETCH(QString, version);
    GANTRY_KINDS_CLUSTER(version);
    JavaPeer replier(java);
    GANTRY_VERIFY_PEER(replier, replier.start({u"reply"_s, u"-n"_s, cluster.nameServers(), u"-g"_s,
                                               topic + u"_repliers"_s, u"-t"_s, topic}));
    Producer producer(configFor(cluster, u"PGR"_s));
    QVERIFY(producer.start());
    constexpr int count = 30;
    std::atomic<int> done = 0;
    std::mutex mutex;
    QHash<QByteArray, SendOutcome> outcomes;
    for (int i = 0; i < count; ++i) {
        const QByteArray question = "question " + QByteArray::number(i) + QByteArray(i * 400, 'q');
        QVERIFY(producer.submitRequest(messageTo(topic, question), {.timeout = 30s},
                                       [&, question](const SendOutcome &o) {
                                           const std::lock_guard lock(mutex);
                                           outcomes.insert(question, o);
                                           ++done;
                                       }));
    }
    QTRY_COMPARE_WITH_TIMEOUT(done.load(), count, patienceMs);
    for (auto it = outcomes.cbegin(); it != outcomes.cend(); ++it) {
        QVERIFY2(it->isOk(), qPrintable(describe(*it)));
        QCOMPARE(it->reply->message.body, "reply to " + it.key());
    }
    const SendOutcome nobody = producer.request(messageTo(topic + u"_nobody"_s, "?"), {.timeout = 3s});
    QCOMPARE(nobody.result.has_value(), false);
    QCOMPARE(nobody.result.error().code, 10006);
    GANTRY_VERIFY_PEER(replier, replier.stop());
}

QTEST_GUILESS_MAIN(TestClusterKinds)
#include "tst_cluster_kinds.moc"
