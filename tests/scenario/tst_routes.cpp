// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"

#include <QHash>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

/// "a0": a queue of a broker.
QString queueOf(const SendOutcome &outcome)
{
    return outcome.result->queue.broker.text() + QString::number(outcome.result->queue.queueId);
}

QString queueOf(const QueueChoice &choice)
{
    return choice.queue.broker.text() + QString::number(choice.queue.queueId);
}

/// How often each queue was used by `count` sends; empty when one failed.
QHash<QString, int> spread(Producer &producer, const QString &topic, int count)
{
    QHash<QString, int> queues;
    for (int i = 0; i < count; ++i) {
        const SendOutcome outcome = producer.send(messageTo(topic));
        if (!outcome.isOk()) {
            qWarning().noquote() << describe(outcome);
            return {};
        }
        ++queues[queueOf(outcome)];
    }
    return queues;
}

} // namespace

class TestRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsRotateOverAllQueues();
    void theRequestSaysWhatJavasDoes_data();
    void theRequestSaysWhatJavasDoes();
    void aLargeBodyTravelsCompressed();
    void aNewTopicBorrowsTheTemplate_data();
    void aNewTopicBorrowsTheTemplate();
    void theTopicsOwnRouteReplacesTheBorrowedOne();
    void withoutAnyRouteTheErrorIsJavas();
    void aTopicThatTakesNoMessagesHasNoRoute();
    void changedRoutesAreFollowed();
    void aTopicThatVanishesKeepsItsRoute();
    void aBrokerThatIsNotThereIsPassedOver();
    void theRouteCanBeAskedFor();
    void anUnknownTopicsRouteIsAnError();
    void theNextQueuesCanBeForetold();
    void theVipChannelIsUsedForSendsOnly();
    void addressesCanBeMapped();
};

void TestRoutes::sendsRotateOverAllQueues()
{
    TwoBrokers servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    const QHash<QString, int> queues = spread(producer, u"T"_s, 40);
    QCOMPARE(queues.size(), 8);
    for (const int count : queues)
        QCOMPARE(count, 5);
}

void TestRoutes::theRequestSaysWhatJavasDoes_data()
{
    QTest::addColumn<bool>("binary");
    QTest::newRow("JSON") << false;
    QTest::newRow("binary") << true;
}

void TestRoutes::theRequestSaysWhatJavasDoes()
{
    QFETCH(bool, binary);
    OneBroker servers;
    ProducerConfig config = configFor(servers.cluster);
    config.headerFormat = binary ? HeaderFormat::RocketMq : HeaderFormat::Json;
    Producer producer(config);
    QVERIFY(producer.start());
    Message message = messageTo(u"T"_s, "the body");
    message.tag = u"TagA"_s;
    message.keys = u"k1 k2"_s;
    message.flag = 7;
    message.properties = {{u"größe"_s, u"\"schön\"\n🚀"_s}};
    const SendOutcome outcome = producer.send(message);
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    const QList<SeenRequest> seen = servers.a().requests(sendCode);
    QCOMPARE(seen.size(), 1);
    const wire::RemotingCommand command = seen.front().command;
    QCOMPARE(command.version, 493);
    QCOMPARE(command.language, QByteArray("CPP"));
    QCOMPARE(command.flag, 0);
    QCOMPARE(command.opaque, outcome.attempts[0].opaque);
    QCOMPARE(command.body, QByteArray("the body"));
    QVERIFY(command.fields);
    const Result<wire::SendMessageHeader> header = wire::sendMessageHeader(*command.fields, true);
    QVERIFY(header);
    QCOMPARE(header->producerGroup.toByteArray(), QByteArray("PG"));
    QCOMPARE(header->topic.toByteArray(), QByteArray("T"));
    QCOMPARE(header->defaultTopic.toByteArray(), QByteArray("TBW102"));
    QCOMPARE(header->defaultTopicQueueNums, 4);
    QCOMPARE(header->queueId, outcome.result->queue.queueId);
    QCOMPARE(header->sysFlag, 0);
    QCOMPARE(header->flag, 7);
    QCOMPARE(header->reconsumeTimes, 0);
    QVERIFY(!header->unitMode && !header->batch && !header->maxReconsumeTimes);
    QCOMPARE(header->brokerName.toByteArray(), QByteArray("a"));
    const qint64 age = QDateTime::currentMSecsSinceEpoch() - header->bornTimestamp;
    QVERIFY2(age >= 0 && age < 20'000, qPrintable(QString::number(age)));
    QCOMPARE(
        QString::fromUtf8(header->properties),
        u"KEYS\u0001k1 k2\u0002UNIQ_KEY\u0001%1\u0002WAIT\u0001true\u0002TAGS\u0001TagA\u0002größe\u0001\"schön\"\n🚀\u0002"_s
            .arg(outcome.msgId.toString()));

    const wire::RemotingCommand lookUp = servers.cluster.nameServer().requests(routeCode).front().command;
    QCOMPARE(lookUp.field("topic"), std::optional<QByteArray>("T"));
    QCOMPARE(lookUp.field("acceptStandardJsonOnly"), std::optional<QByteArray>("true"));
}

void TestRoutes::aLargeBodyTravelsCompressed()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s, QByteArray(4096, 'z')));
    QVERIFY(outcome.isOk());
    QVERIFY(outcome.compressed);
    QCOMPARE(outcome.bodyBytes, 4096);
    const wire::RemotingCommand command = servers.a().requests(sendCode).front().command;
    QCOMPARE(command.body.size(), 26);
    QCOMPARE(command.field("f"), std::optional<QByteArray>("769"));
    QVERIFY(outcome.wireBytes > 26 && outcome.wireBytes < 1000);
}

void TestRoutes::aNewTopicBorrowsTheTemplate_data()
{
    QTest::addColumn<int>("templateQueues");
    QTest::addColumn<int>("defaultQueues");
    QTest::addColumn<int>("used");
    QTest::newRow("never more than four") << 8 << 4 << 4;
    QTest::newRow("nor than the template has") << 2 << 4 << 2;
    QTest::newRow("as many as are set") << 8 << 6 << 6;
}

void TestRoutes::aNewTopicBorrowsTheTemplate()
{
    QFETCH(int, templateQueues);
    QFETCH(int, defaultQueues);
    QFETCH(int, used);
    TwoBrokers servers;
    servers.cluster.setTopic(u"TBW102"_s, u"a:%1 b:%1"_s.arg(templateQueues), 7);
    ProducerConfig config = configFor(servers.cluster);
    config.defaultTopicQueueNums = defaultQueues;
    Producer producer(config);
    QVERIFY(producer.start());
    const QHash<QString, int> queues = spread(producer, u"New"_s, 2 * used);
    QCOMPARE(queues.size(), 2 * used);
    for (int id = 0; id < used; ++id)
        QVERIFY(queues.contains(u"a%1"_s.arg(id)) && queues.contains(u"b%1"_s.arg(id)));
    const wire::RemotingCommand command = servers.a().requests(sendCode).front().command;
    QCOMPARE(command.field("b"), std::optional<QByteArray>("New"));
    QCOMPARE(command.field("c"), std::optional<QByteArray>("TBW102"));
    QCOMPARE(command.field("d"), std::optional(QByteArray::number(defaultQueues)));
    QStringList asked;
    for (const SeenRequest &seen : servers.cluster.nameServer().requests(routeCode))
        asked.append(QString::fromUtf8(seen.command.field("topic").value_or(QByteArray())));
    QCOMPARE(asked, (QStringList{u"New"_s, u"TBW102"_s}));
    const Result<TopicPublishInfo> route = producer.route(TopicName(u"New"_s));
    QVERIFY(route && route->borrowed);
}

void TestRoutes::theTopicsOwnRouteReplacesTheBorrowedOne()
{
    TwoBrokers servers;
    servers.cluster.setTopic(u"TBW102"_s, u"a:8 b:8"_s, 7);
    ProducerConfig config = configFor(servers.cluster);
    config.pollNameServerInterval = 20ms;
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"New"_s)).isOk());
    servers.cluster.setTopic(u"New"_s, u"b:6"_s);
    const auto isOwn = [&producer] {
        const QHash<QString, int> queues = spread(producer, u"New"_s, 6);
        return queues.size() == 6 && queues.contains(u"b5"_s);
    };
    QTRY_VERIFY(isOwn());
    QVERIFY(!producer.route(TopicName(u"New"_s))->borrowed);
}

void TestRoutes::withoutAnyRouteTheErrorIsJavas()
{
    TwoBrokers servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway}) {
        const SendOutcome outcome = sendBy(producer, mode, messageTo(u"Nowhere"_s));
        QCOMPARE(verdictOf(outcome), u"route"_s);
        QCOMPARE(outcome.result.error().code, std::optional(clienterror::notFoundTopic));
        QVERIFY2(outcome.result.error().detail.contains("No route info of this topic: Nowhere"_L1),
                 qPrintable(describe(outcome)));
        QVERIFY(!outcome.result.error().hint.isEmpty());
        QVERIFY(outcome.attempts.isEmpty());
    }
    // Once it exists, it is found.
    servers.cluster.setTopic(u"Nowhere"_s, u"a:1"_s);
    QVERIFY(producer.send(messageTo(u"Nowhere"_s)).isOk());
}

void TestRoutes::aTopicThatTakesNoMessagesHasNoRoute()
{
    TwoBrokers servers;
    servers.cluster.setTopic(u"ReadOnly"_s, u"a:4 b:4"_s, 4);
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"ReadOnly"_s));
    QCOMPARE(verdictOf(outcome), u"route"_s);
    QCOMPARE(outcome.result.error().code, std::optional(clienterror::notFoundTopic));
    const Result<TopicPublishInfo> route = producer.route(TopicName(u"ReadOnly"_s));
    QVERIFY2(route, route ? "" : qPrintable(route.error().detail)); // it does exist
    QVERIFY(route->queues.isEmpty());
    QCOMPARE(route->route.queues.size(), 2);
    // And again writable.
    servers.cluster.setTopic(u"ReadOnly"_s, u"a:4 b:4"_s, 6);
    QVERIFY(producer.send(messageTo(u"ReadOnly"_s)).isOk());
}

void TestRoutes::changedRoutesAreFollowed()
{
    TwoBrokers servers;
    servers.cluster.setTopic(u"T"_s, u"a:2"_s);
    ProducerConfig config = configFor(servers.cluster);
    config.pollNameServerInterval = 20ms;
    Producer producer(config);
    QVERIFY(producer.start());
    QCOMPARE(spread(producer, u"T"_s, 4).size(), 2);
    servers.cluster.setTopic(u"T"_s, u"b:3"_s);
    const auto isOnB = [&producer] {
        const QHash<QString, int> queues = spread(producer, u"T"_s, 3);
        return queues.size() == 3 && queues.contains(u"b0"_s);
    };
    QTRY_VERIFY(isOnB());
}

void TestRoutes::aTopicThatVanishesKeepsItsRoute()
{
    OneBroker servers;
    ProducerConfig config = configFor(servers.cluster);
    config.pollNameServerInterval = 20ms;
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    servers.cluster.removeTopic(u"T"_s);
    const int before = servers.cluster.nameServer().count(routeCode);
    QTRY_VERIFY(servers.cluster.nameServer().count(routeCode) > before + 3);
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QVERIFY(producer.route(TopicName(u"T"_s)));
}

void TestRoutes::aBrokerThatIsNotThereIsPassedOver()
{
    OneBroker servers;
    servers.cluster.setTopic(u"T"_s, u"a:4 ghost:4"_s);
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    for (int i = 0; i < 16; ++i) {
        const SendOutcome outcome = producer.send(messageTo(u"T"_s));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QCOMPARE(outcome.result->queue.broker.text(), u"a"_s);
    }
}

void TestRoutes::theRouteCanBeAskedFor()
{
    TwoBrokers servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    const Result<TopicPublishInfo> route = producer.route(TopicName(u"T"_s));
    QVERIFY2(route, route ? "" : qPrintable(route.error().detail));
    QCOMPARE(route->topic.text(), u"T"_s);
    QVERIFY(!route->borrowed);
    QVERIFY(route->age >= 0ms && route->age < 20s);
    QCOMPARE(route->queues.size(), 8);
    QVERIFY(route->queues.at(0) == (PublishQueue{BrokerName(u"a"_s), 0, servers.a().address()}));
    QVERIFY(route->queues.at(7) == (PublishQueue{BrokerName(u"b"_s), 3, servers.b().address()}));
    QCOMPARE(route->route.brokers.size(), 2);
    QCOMPARE(route->route.brokers.at(0).cluster, u"C"_s);
}

void TestRoutes::anUnknownTopicsRouteIsAnError()
{
    TwoBrokers servers;
    Producer producer(configFor(servers.cluster));
    QCOMPARE(kindOf(producer.route(TopicName(u"T"_s))), u"usage"_s);
    QVERIFY(producer.start());
    QCOMPARE(kindOf(producer.route(TopicName(u"Nowhere"_s))), u"route"_s);
    QCOMPARE(kindOf(producer.route(TopicName(u"a b"_s))), u"illegal-message"_s);
    QCOMPARE(kindOf(producer.selectQueues(TopicName(u"Nowhere"_s), 3)), u"route"_s);
    servers.cluster.nameServer().setSilent(true);
    const Result<TopicPublishInfo> late = producer.route(TopicName(u"Other"_s), 100ms);
    QVERIFY(kindOf(late) == "timeout"_L1 || kindOf(late) == "name-server"_L1);
    producer.shutdown();
    QCOMPARE(kindOf(producer.route(TopicName(u"T"_s))), u"shutdown"_s);
}

void TestRoutes::theNextQueuesCanBeForetold()
{
    TwoBrokers servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    const SendOutcome first = producer.send(messageTo(u"T"_s));
    QVERIFY(first.isOk());
    const Result<QList<QueueChoice>> choices = producer.selectQueues(TopicName(u"T"_s), 8);
    QVERIFY(choices);
    QCOMPARE(choices->size(), 8);
    QSet<QString> queues;
    for (const QueueChoice &choice : *choices)
        queues.insert(queueOf(choice));
    QCOMPARE(queues.size(), 8);
    QCOMPARE(queueOf(choices->back()), queueOf(first)); // it goes on behind the last send
    QCOMPARE(queueOf(producer.send(messageTo(u"T"_s))), queueOf(choices->front())); // and has moved on
    QCOMPARE(producer.selectQueues(TopicName(u"T"_s), 0)->size(), 0);
}

void TestRoutes::theVipChannelIsUsedForSendsOnly()
{
    OneBroker servers;
    FakeServer &vip = servers.cluster.addBroker(u"vip"_s); // stands for the broker's other port
    const Address normal = servers.a().address();
    ProducerConfig config = configFor(servers.cluster);
    config.vipChannel = true;
    config.addressMap.insert(Address(u"127.0.0.1:%1"_s.arg(servers.a().port() - 2)), vip.address());
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s));
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QCOMPARE(outcome.attempts[0].address.text(), u"127.0.0.1:%1"_s.arg(servers.a().port() - 2));
    QCOMPARE(vip.count(sendCode), 1);
    QCOMPARE(servers.a().count(sendCode), 0);
    QTRY_VERIFY(servers.a().count(heartbeatCode) > 0);
    QCOMPARE(vip.count(heartbeatCode), 0);
}

void TestRoutes::addressesCanBeMapped()
{
    OneBroker servers;
    servers.cluster.setTopic(u"Inside"_s, u"ghost:2"_s);
    ProducerConfig config = configFor(servers.cluster);
    config.addressMap.insert(servers.cluster.addressOf(u"ghost"_s), servers.a().address());
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"Inside"_s));
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QCOMPARE(outcome.attempts[0].address.text(), servers.cluster.addressOf(u"ghost"_s).text());
    QCOMPARE(servers.a().count(sendCode), 1);
    QTRY_COMPARE(servers.a().count(heartbeatCode), 1);
}

QTEST_GUILESS_MAIN(TestRoutes)
#include "tst_routes.moc"
