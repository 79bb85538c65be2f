// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/clusterundertest.h"
#include "sandbox/javasends.h"
#include "sandbox/peermessages.h"
#include "support/javapeer.h"
#include "support/rocketmqcluster.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <map>
#include <memory>

using namespace Qt::StringLiterals;
using namespace gantry::testing;

namespace {

/// Brokers keep a queue locked for a minute, and an orderly consumer that gives one up may, by a race of its
/// own threads, lock it once more.
constexpr int lockMs = 120'000;
/// Longer than any test: a consumer with this learns of changes from brokers, or never.
constexpr int neverMs = 3'600'000;

/// The compiled peer of one client version, and a producer that all its tests share.
struct JavaSide {
    explicit JavaSide(const QString &version)
        : program(version)
        , producer(program)
    {
    }

    PeerProgram program;
    JavaPeer producer;
    QString error;
};

/// How often a broker asked for the state of the transaction with that id.
qsizetype checks(const JavaPeer &producer, const QString &msgId)
{
    const QList<QJsonObject> events = producer.events(u"checked"_s);
    return std::count_if(events.begin(), events.end(),
                         [&](const QJsonObject &event) { return text(event, "msgId"_L1) == msgId; });
}

/// The messages that are in `numbers`, whoever got them.
QList<ReceivedMessage> only(const QStringList &numbers, const QList<ReceivedMessage> &received)
{
    QList<ReceivedMessage> found;
    for (const ReceivedMessage &message : received) {
        if (numbers.contains(numberOf(message)))
            found.append(message);
    }
    return found;
}

} // namespace

/// What RocketMQ's own clients, unmodified, do with the sandbox: all forms of sending and of consuming.
class TestSandboxJava : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase();

    void everyKindOfMessageIsReceivedOnce_data();
    void everyKindOfMessageIsReceivedOnce();
    void orderlyKeepsTheOrderOfEachQueue_data() { addVersionRows(); }
    void orderlyKeepsTheOrderOfEachQueue();
    void consumersOfAGroupShareTheQueues_data();
    void consumersOfAGroupShareTheQueues();
    void transactionsEndAsTheProducerSays_data() { addVersionRows(); }
    void transactionsEndAsTheProducerSays();
    void aRequestGetsItsReply_data() { addVersionRows(); }
    void aRequestGetsItsReply();
    void aFailedMessageComesAgain_data() { addVersionRows(); }
    void aFailedMessageComesAgain();
    void aLateConsumerGetsWhatFirstSendsCreated_data() { addVersionRows(); }
    void aLateConsumerGetsWhatFirstSendsCreated();

private:
    static void addVersionRows();
    static void addRows(const QStringList &kinds);
    [[nodiscard]] JavaSide *javaSide(const QString &version);
    static void aConsumerGoes(JavaPeer &staying, JavaPeer &going, const QList<PeerMessage> &before,
                              JavaPeer &producer);
    [[nodiscard]] QStringList consumerWords(const QString &kind, const QString &topic) const;

    ClusterUnderTest m_cluster;
    std::map<QString, std::unique_ptr<JavaSide>> m_javaSides;
    QString m_error;
};

/// Declares `java`, and `topic`, a name that no other row has; fails or skips the test without Java.
#define GANTRY_JAVA_SIDE(java, version, topic)                                                               \
    GANTRY_NEEDS_JAVA(version);                                                                              \
    JavaSide *const java##_ = javaSide(version);                                                             \
    QVERIFY2(java##_, qUtf8Printable(m_error));                                                              \
    JavaSide &java = *java##_;                                                                               \
    const QString topic = uniqueTopic()

/// As GANTRY_JAVA_SIDE, and creates the topic.
#define GANTRY_JAVA_TOPIC(java, version, topic)                                                              \
    GANTRY_JAVA_SIDE(java, version, topic);                                                                  \
    QVERIFY2(m_cluster.createTopic(topic), qUtf8Printable(m_cluster.error()))

namespace {

/// Of the running test and row.
QString uniqueTopic()
{
    QString name = QString::fromLatin1(QTest::currentTestFunction()) + u'_'
                   + QString::fromLatin1(QTest::currentDataTag());
    return name.replace(u'.', u'_').replace(u' ', u'_');
}

/// The numbers that came out of each queue, in their order.
QMap<QString, QStringList> numbersPerQueue(const QList<ReceivedMessage> &received)
{
    QMap<QString, QStringList> numbers;
    for (const ReceivedMessage &message : received)
        numbers[message.queue()].append(numberOf(message));
    return numbers;
}

} // namespace

void TestSandboxJava::cleanupTestCase()
{
    for (const auto &[version, side] : m_javaSides)
        GANTRY_VERIFY_PEER(side->producer, side->producer.stop());
    m_javaSides.clear();
    m_cluster.stop();
}

void TestSandboxJava::addVersionRows()
{
    QTest::addColumn<QString>("version");
    const QStringList versions = RocketMqCluster::versions();
    for (const QString &version : versions)
        QTest::newRow(qPrintable(version)) << version;
}

void TestSandboxJava::addRows(const QStringList &kinds)
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("kind");
    const QStringList versions = RocketMqCluster::versions();
    for (const QString &version : versions) {
        for (const QString &kind : kinds)
            QTest::addRow("%s %s", qPrintable(version), qPrintable(kind)) << version << kind;
    }
}

JavaSide *TestSandboxJava::javaSide(const QString &version)
{
    if (!m_cluster.start()) {
        m_error = m_cluster.error();
        return nullptr;
    }
    std::unique_ptr<JavaSide> &side = m_javaSides[version];
    if (!side) {
        auto made = std::make_unique<JavaSide>(version);
        if (!made->program.compile()) {
            m_error = made->program.error();
            return nullptr;
        }
        const QString group = u"Producers_"_s + QString(version).replace(u'.', u'_');
        if (!made->producer.start({u"produce"_s, u"-n"_s, m_cluster.nameServers(), u"-g"_s, group})) {
            m_error = QString::fromUtf8(made->producer.report());
            return nullptr;
        }
        side = std::move(made);
    }
    return side.get();
}

QStringList TestSandboxJava::consumerWords(const QString &kind, const QString &topic) const
{
    return {u"consume"_s,        kind,    u"-n"_s, m_cluster.nameServers(), u"-g"_s,
            u"Group_"_s + topic, u"-t"_s, topic};
}

void TestSandboxJava::everyKindOfMessageIsReceivedOnce_data()
{
    addRows({u"concurrent"_s, u"orderly"_s, u"litepull"_s});
}

void TestSandboxJava::everyKindOfMessageIsReceivedOnce()
{
    QFETCH(QString, version);
    QFETCH(QString, kind);
    GANTRY_JAVA_TOPIC(java, version, topic);
    JavaPeer consumer(java.program);
    GANTRY_VERIFY_PEER(consumer, consumer.start(consumerWords(kind, topic)));
    GANTRY_TRY_PEER(consumer, consumer.assigned().size() == queueCount, patienceMs);

    QList<PeerMessage> sent;
    QMap<QString, QString> ids;
    for (const QString &mode : {u"sync"_s, u"async"_s, u"oneway"_s}) {
        const QList<PeerMessage> messages = compose(topic, mode, 6, mode != "oneway"_L1);
        GANTRY_CHECKED(sendAll(java.producer, messages, mode, &ids));
        sent += messages;
    }
    const QList<PeerMessage> delayed = compose(topic, u"delay"_s, 3);
    GANTRY_CHECKED(sendAll(java.producer, delayed, u"delay"_s, &ids, {{u"delayLevel"_s, 1}}));
    const QList<PeerMessage> batch = compose(topic, u"batch"_s, 7);
    GANTRY_CHECKED(sendBatch(java.producer, batch, &ids));
    sent += delayed + batch;
    GANTRY_TRY_ALL(consumer, sent, consumer.received());
    GANTRY_CHECKED(flush(java.producer, consumer, &sent));

    QVERIFY2(difference(sent, consumer.received()).isEmpty(),
             qUtf8Printable(difference(sent, consumer.received())));
    for (const ReceivedMessage &message : consumer.received()) {
        if (ids.contains(numberOf(message)))
            QCOMPARE(message.msgId, ids.value(numberOf(message)));
        QCOMPARE(message.reconsumeTimes, 0);
        if (numberOf(message).startsWith("delay"_L1))
            QVERIFY2(message.receivedMs - message.bornMs >= 990, qUtf8Printable(numberOf(message)));
    }
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestSandboxJava::orderlyKeepsTheOrderOfEachQueue()
{
    QFETCH(QString, version);
    GANTRY_JAVA_TOPIC(java, version, topic);
    JavaPeer consumer(java.program);
    GANTRY_VERIFY_PEER(consumer, consumer.start(consumerWords(u"orderly"_s, topic)));

    const QList<PeerMessage> sent = compose(topic, u"ordered"_s, 10 * queueCount);
    QStringList queues;
    GANTRY_CHECKED(sendOrdered(java.producer, sent, &queues));
    GANTRY_TRY_ALL(consumer, sent, consumer.received());

    QMap<QString, QStringList> expected;
    for (qsizetype i = 0; i < sent.size(); ++i)
        expected[queues.at(i)].append(sent.at(i).number);
    QCOMPARE(expected.size(), queueCount);
    QCOMPARE(numbersPerQueue(consumer.received()), expected);
    QMap<QString, qint64> next;
    for (const ReceivedMessage &message : consumer.received())
        QCOMPARE(message.queueOffset, next[message.queue()]++);
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestSandboxJava::consumersOfAGroupShareTheQueues_data()
{
    addRows({u"concurrent"_s, u"orderly"_s, u"litepull"_s});
}

void TestSandboxJava::consumersOfAGroupShareTheQueues()
{
    QFETCH(QString, version);
    QFETCH(QString, kind);
    GANTRY_JAVA_TOPIC(java, version, topic);
    JavaPeer first(java.program);
    JavaPeer second(java.program);
    // An orderly consumer must ask again for a queue that the other one has still locked.
    const int rebalanceMs = kind == "orderly"_L1 ? 1000 : neverMs;
    first.setRebalanceMs(rebalanceMs);
    second.setRebalanceMs(rebalanceMs);
    GANTRY_VERIFY_PEER(first, first.start(consumerWords(kind, topic)));
    GANTRY_TRY_PEER(first, first.assigned().size() == queueCount, patienceMs);
    GANTRY_VERIFY_PEER(second, second.start(consumerWords(kind, topic)));
    GANTRY_TRY_PEER(first, first.assigned().size() == queueCount / 2, lockMs);
    GANTRY_TRY_PEER(second, second.assigned().size() == queueCount / 2, lockMs);

    const QList<PeerMessage> shared = compose(topic, u"shared"_s, 5 * queueCount);
    QStringList queues;
    GANTRY_CHECKED(sendOrdered(java.producer, shared, &queues));
    GANTRY_TRY_ALL(second, shared, first.received() + second.received());
    const QString wrong = difference(shared, first.received() + second.received());
    QVERIFY2(wrong.isEmpty(), qUtf8Printable(wrong));
    QCOMPARE(numbersPerQueue(first.received()).keys(), first.assigned());
    QCOMPARE(numbersPerQueue(second.received()).keys(), second.assigned());

    GANTRY_CHECKED(aConsumerGoes(first, second, shared, java.producer));
    GANTRY_VERIFY_PEER(first, first.stop());
}

/// The other one then has all queues, from where the first left them.
void TestSandboxJava::aConsumerGoes(JavaPeer &staying, JavaPeer &going, const QList<PeerMessage> &before,
                                    JavaPeer &producer)
{
    GANTRY_VERIFY_PEER(going, going.stop());
    GANTRY_TRY_PEER(staying, staying.assigned().size() == queueCount, patienceMs);
    const QList<PeerMessage> later = compose(before.first().topic, u"later"_s, queueCount);
    QStringList queues;
    GANTRY_CHECKED(sendOrdered(producer, later, &queues));
    GANTRY_TRY_ALL(staying, later, staying.received());
    // A lite pull consumer commits now and then: what it had last, it may have had in vain.
    const bool isAll = !going.words().contains("litepull"_L1);
    const QList<ReceivedMessage> received = staying.received() + going.received();
    const QString wrongLater =
        isAll ? difference(before + later, received) : difference(later, only(numbersOf(later), received));
    QVERIFY2(wrongLater.isEmpty(), qUtf8Printable(wrongLater));
}

void TestSandboxJava::transactionsEndAsTheProducerSays()
{
    QFETCH(QString, version);
    GANTRY_JAVA_TOPIC(java, version, topic);
    JavaPeer consumer(java.program);
    GANTRY_VERIFY_PEER(consumer, consumer.start(consumerWords(u"concurrent"_s, topic)));
    GANTRY_TRY_PEER(consumer, consumer.assigned().size() == queueCount, patienceMs);

    QList<PeerMessage> messages = compose(topic, u"transaction"_s, 5, true);
    QMap<QString, QString> ids;
    const auto send = [&](qsizetype index, const QString &local, const QString &check) {
        sendAll(java.producer, {messages.at(index)}, u"transaction"_s, &ids,
                {{u"local"_s, local}, {u"check"_s, check}});
    };
    GANTRY_CHECKED(send(0, u"COMMIT_MESSAGE"_s, u"ROLLBACK_MESSAGE"_s));
    GANTRY_CHECKED(send(1, u"ROLLBACK_MESSAGE"_s, u"COMMIT_MESSAGE"_s));
    GANTRY_CHECKED(send(2, u"UNKNOW"_s, u"COMMIT_MESSAGE"_s));
    GANTRY_CHECKED(send(3, u"UNKNOW"_s, u"ROLLBACK_MESSAGE"_s));
    const auto timesChecked = [&](qsizetype index) {
        return checks(java.producer, ids.value(messages.at(index).number));
    };
    GANTRY_TRY_PEER(java.producer, timesChecked(2) > 0 && timesChecked(3) > 0, 2 * patienceMs);
    // When a later one has been through a check, the answers for these have long been taken.
    GANTRY_CHECKED(send(4, u"UNKNOW"_s, u"COMMIT_MESSAGE"_s));
    GANTRY_TRY_PEER(consumer, timesReceived(consumer.received()).contains(messages.at(4).number),
                    2 * patienceMs);

    QList<PeerMessage> committed{messages.at(0), messages.at(2), messages.at(4)};
    GANTRY_TRY_ALL(consumer, committed, consumer.received());
    GANTRY_CHECKED(flush(java.producer, consumer, &committed));
    const QString wrong = difference(committed, consumer.received());
    QVERIFY2(wrong.isEmpty(), qUtf8Printable(wrong));
    for (const ReceivedMessage &message : only(ids.keys(), consumer.received()))
        QCOMPARE(message.properties.value(u"UNIQ_KEY"_s), ids.value(numberOf(message)));
    QCOMPARE(timesChecked(0), 0);
    QCOMPARE(timesChecked(1), 0);
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestSandboxJava::aRequestGetsItsReply()
{
    QFETCH(QString, version);
    GANTRY_JAVA_TOPIC(java, version, topic);
    JavaPeer replier(java.program);
    GANTRY_VERIFY_PEER(replier,
                       replier.start({u"reply"_s, u"-n"_s, m_cluster.nameServers(), u"-g"_s,
                                      u"Group_"_s + topic, u"-t"_s, topic, u"--prefix"_s, u"答："_s}));
    GANTRY_TRY_PEER(replier, replier.assigned().size() == queueCount, patienceMs);

    const QList<PeerMessage> questions = compose(topic, u"question"_s, queueCount, true);
    for (const PeerMessage &question : questions) {
        const QJsonObject reply =
            java.producer.ask(question.request(u"request"_s, {{u"timeoutMs"_s, 20'000}}), patienceMs);
        QVERIFY2(text(reply, "event"_L1) == "reply"_L1,
                 QByteArray(compact(reply).left(1000) + '\n' + replier.report()).constData());
        const QByteArray body = QByteArray::fromBase64(text(reply, "body"_L1).toLatin1());
        QVERIFY(body == u"答："_s.toUtf8() + question.body);
    }
    QVERIFY2(difference(questions, replier.received()).isEmpty(),
             qUtf8Printable(difference(questions, replier.received())));
    GANTRY_TRY_PEER(replier, replier.events(u"replied"_s).size() == questions.size(), patienceMs);
    const QList<QJsonObject> replied = replier.events(u"replied"_s);
    for (const QJsonObject &event : replied)
        QVERIFY2(isStored(event), compact(event).constData());
    GANTRY_VERIFY_PEER(replier, replier.stop());
}

void TestSandboxJava::aFailedMessageComesAgain()
{
    QFETCH(QString, version);
    GANTRY_JAVA_TOPIC(java, version, topic);
    JavaPeer consumer(java.program);
    // The retry topic comes into being when the consumer has started: it takes a while to see that.
    consumer.setRebalanceMs(1000);
    const QStringList words = consumerWords(u"concurrent"_s, topic);
    GANTRY_VERIFY_PEER(consumer, consumer.start(words + u"--fail 2 --route-ms 1000"_s.split(u' ')));
    GANTRY_TRY_PEER(consumer, consumer.assigned().size() == queueCount, patienceMs);

    const QList<PeerMessage> sent = compose(topic, u"failing"_s, 4, true);
    QMap<QString, QString> ids;
    GANTRY_CHECKED(sendAll(java.producer, sent, u"sync"_s, &ids));
    GANTRY_TRY_PEER(consumer, consumer.received().size() >= 3 * sent.size(), patienceMs);
    for (int times = 0; times < 3; ++times) {
        QList<ReceivedMessage> round;
        for (const ReceivedMessage &message : consumer.received()) {
            if (message.reconsumeTimes == times)
                round.append(message);
        }
        // The client hides the retry topic; the id stays that of the first time.
        const QString wrong = difference(sent, round);
        QVERIFY2(wrong.isEmpty(), qUtf8Printable(u"round %1: %2"_s.arg(times).arg(wrong)));
        for (const ReceivedMessage &message : round)
            QCOMPARE(message.msgId, ids.value(numberOf(message)));
    }
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestSandboxJava::aLateConsumerGetsWhatFirstSendsCreated()
{
    QFETCH(QString, version);
    GANTRY_JAVA_SIDE(java, version, topic);
    const QList<PeerMessage> sent = compose(topic, u"early"_s, 2 * queueCount, true);
    QMap<QString, QString> ids;
    GANTRY_CHECKED(sendAll(java.producer, sent, u"sync"_s, &ids));

    JavaPeer consumer(java.program);
    // Brokers give groups that are new to a young queue its first message, though clients ask for the last.
    const QStringList words = consumerWords(u"litepull"_s, topic);
    GANTRY_VERIFY_PEER(consumer, consumer.start(words + QStringList{u"--from"_s, u"last"_s}));
    GANTRY_TRY_PEER(consumer, consumer.assigned().size() == queueCount, patienceMs);
    GANTRY_TRY_ALL(consumer, sent, consumer.received());
    const QString wrong = difference(sent, consumer.received());
    QVERIFY2(wrong.isEmpty(), qUtf8Printable(wrong));
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

QTEST_GUILESS_MAIN(TestSandboxJava)
#include "tst_sandbox_java.moc"
