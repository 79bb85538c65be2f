// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/route.h"

#include <QTest>

using namespace gantry;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

namespace {

/// "b:2:6 a:1:4": brokers with their number of queues and permission, in this order; each with a master.
TopicRoute routeOf(const QString &text)
{
    TopicRoute route;
    for (const QString &entry : text.split(u' ', Qt::SkipEmptyParts)) {
        const QStringList parts = entry.split(u':');
        const BrokerName broker(parts.at(0));
        const int queues = parts.at(1).toInt();
        route.queues.append(QueueRoute{broker, queues, queues, parts.at(2).toInt(), 0});
        route.brokers.append(BrokerRoute{u"C"_s, broker, {{0, Address(broker.text() + u":10911")}}});
    }
    return route;
}

/// "a0 a1 b0"
QString describe(const QList<PublishQueue> &queues)
{
    QStringList texts;
    for (const PublishQueue &queue : queues)
        texts.append(queue.broker.text() + QString::number(queue.queueId));
    return texts.join(u' ');
}

} // namespace

class TestRoute : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strictRoutesAreRead();
    void bareKeysGiveTheSameRoute();
    void oddRoutesAreReadAsFarAsTheyGo();
    void noObjectIsAnError();
    void writableQueuesAreGroupedByBroker_data();
    void writableQueuesAreGroupedByBroker();
    void aBrokerWithoutMasterIsLeftOut();
    void aBrokerWithoutAddressesIsLeftOut();
    void queuesCarryTheMastersAddress();
    void anOrderConfigurationWins_data();
    void anOrderConfigurationWins();
    void hostileNumbersAreLimited();
    void aBorrowedRouteHasFewQueues();
    void sameRouteIgnoresOrder();
    void sameRouteSeesEveryChange();
    void clustersAreRead();
    void topicsAreListed();
    void statisticsAreRead();
    void tablesAreRead();
};

void TestRoute::strictRoutesAreRead()
{
    const auto route = topicRoute(
        R"({"brokerDatas":[{"brokerAddrs":{"0":"127.0.0.1:30911","1":"h:2"},"brokerName":"pb","cluster":"PC",)"
        R"("enableActingMaster":false}],"filterServerTable":{},"orderTopicConf":"pb:8","queueDatas":[{"brokerName":"pb",)"
        R"("perm":7,"readQueueNums":8,"topicSysFlag":1,"writeQueueNums":6}]})");
    QVERIFY(route);
    QCOMPARE(route->orderTopicConf, u"pb:8"_s);
    const QueueRoute queue{BrokerName(u"pb"_s), 8, 6, 7, 1};
    QCOMPARE(route->queues, QList{queue});
    const BrokerRoute broker{
        u"PC"_s, BrokerName(u"pb"_s), {{0, Address(u"127.0.0.1:30911"_s)}, {1, Address(u"h:2"_s)}}};
    QCOMPARE(route->brokers, QList{broker});
    QCOMPARE(route->brokers[0].master(), Address(u"127.0.0.1:30911"_s));
}

void TestRoute::bareKeysGiveTheSameRoute()
{
    const QByteArray strict = R"({"brokerDatas":[{"brokerAddrs":{"0":"a:1","1":"b:2"},"brokerName":"x"}]})";
    QByteArray bare = strict;
    bare.replace("\"0\"", "0").replace("\"1\"", "1");
    QCOMPARE(*topicRoute(bare), *topicRoute(strict));
}

void TestRoute::oddRoutesAreReadAsFarAsTheyGo()
{
    QCOMPARE(*topicRoute("{}"), TopicRoute());
    QCOMPARE(*topicRoute(R"({"brokerDatas":null,"queueDatas":{},"orderTopicConf":[]})"), TopicRoute());
    QCOMPARE(*topicRoute(R"({"brokerDatas":[{"$ref":"$.x"},7],"queueDatas":[{"$ref":"$.y"},"z"]})"),
             TopicRoute());
    const auto route =
        topicRoute(R"({"brokerDatas":[{"brokerName":"a","brokerAddrs":{"zero":"x:1","0":"y:2"}}],
                                      "queueDatas":[{"brokerName":"a","writeQueueNums":99999999999}]})");
    QVERIFY(route);
    QCOMPARE(route->brokers[0].addresses.size(), 1);
    QVERIFY(route->queues[0].writeQueues > 0);
}

void TestRoute::noObjectIsAnError()
{
    for (const char *body : {"", "[]", "null", "No topic route info", "{"}) {
        QCOMPARE(topicRoute(body).error().kind, ErrorKind::Internal);
        QVERIFY(!clusterInfo(body));
        QVERIFY(!topicList(body));
        QVERIFY(!topicStats(body));
        QVERIFY(!keyValueTable(body));
    }
}

void TestRoute::writableQueuesAreGroupedByBroker_data()
{
    QTest::addColumn<QString>("route");
    QTest::addColumn<QString>("queues");
    QTest::newRow("none") << u""_s << u""_s;
    QTest::newRow("one broker") << u"a:3:6"_s << u"a0 a1 a2"_s;
    QTest::newRow("sorted by name") << u"b:2:6 a:2:6"_s << u"a0 a1 b0 b1"_s;
    QTest::newRow("capitals first, as Java sorts") << u"a:1:6 B:1:6"_s << u"B0 a0"_s;
    QTest::newRow("as text, not as numbers") << u"b2:1:6 b10:1:6"_s << u"b100 b20"_s;
    QTest::newRow("a read-only broker") << u"a:2:4 b:1:6"_s << u"b0"_s;
    QTest::newRow("a write-only broker") << u"a:1:2"_s << u"a0"_s;
    QTest::newRow("the template topic") << u"a:1:7"_s << u"a0"_s;
    QTest::newRow("inherit alone") << u"a:1:1"_s << u""_s;
    QTest::newRow("no queues") << u"a:0:6 b:-5:6"_s << u""_s;
}

void TestRoute::writableQueuesAreGroupedByBroker()
{
    QFETCH(QString, route);
    QTEST(describe(publishQueues(routeOf(route))), "queues");
}

void TestRoute::aBrokerWithoutMasterIsLeftOut()
{
    TopicRoute route = routeOf(u"a:1:6 b:1:6"_s);
    route.brokers[0].addresses = {{1, Address(u"slave:1"_s)}};
    QCOMPARE(describe(publishQueues(route)), u"b0"_s);
}

void TestRoute::aBrokerWithoutAddressesIsLeftOut()
{
    TopicRoute route = routeOf(u"a:1:6 b:1:6"_s);
    route.brokers.removeFirst();
    QCOMPARE(describe(publishQueues(route)), u"b0"_s);
}

void TestRoute::queuesCarryTheMastersAddress()
{
    TopicRoute route = routeOf(u"a:2:6"_s);
    route.brokers[0].addresses.insert(1, Address(u"slave:1"_s));
    for (const PublishQueue &queue : publishQueues(route))
        QCOMPARE(queue.address, Address(u"a:10911"_s));
}

void TestRoute::anOrderConfigurationWins_data()
{
    QTest::addColumn<QString>("configuration");
    QTest::addColumn<QString>("queues");
    QTest::newRow("in its own order") << u"b:1;a:2"_s << u"b0 a0 a1"_s;
    QTest::newRow("more queues than the broker has") << u"a:4"_s << u"a0 a1 a2 a3"_s;
    QTest::newRow("a broker that is not there") << u"x:1;a:1"_s << u"x0 a0"_s;
    QTest::newRow("a separator at the end") << u"a:1;"_s << u"a0"_s;
    QTest::newRow("entries that make no sense") << u"a;:3;b:x;a:1"_s << u"a0"_s;
}

void TestRoute::anOrderConfigurationWins()
{
    QFETCH(QString, configuration);
    TopicRoute route = routeOf(u"a:1:4 b:1:6"_s);
    route.orderTopicConf = configuration;
    const QList<PublishQueue> queues = publishQueues(route);
    QTEST(describe(queues), "queues");
    for (const PublishQueue &queue : queues)
        QCOMPARE(queue.address.isEmpty(), queue.broker.text() == u"x");
}

void TestRoute::hostileNumbersAreLimited()
{
    TopicRoute route = routeOf(u"a:2147483647:6 b:2147483647:6"_s);
    QVERIFY(publishQueues(route).size() <= 100'000);
    route.orderTopicConf = u"a:2147483647;b:2147483647"_s;
    QVERIFY(publishQueues(route).size() <= 100'000);
}

void TestRoute::aBorrowedRouteHasFewQueues()
{
    TopicRoute route = routeOf(u"a:8:7 b:2:7"_s);
    route.queues[0].writeQueues = 16;
    const TopicRoute borrowed = borrowedRoute(route, 4);
    QCOMPARE(describe(publishQueues(borrowed)), u"a0 a1 a2 a3 b0 b1"_s);
    QCOMPARE(borrowed.queues[0].readQueues, 4);
    QCOMPARE(borrowed.brokers, route.brokers);
}

void TestRoute::sameRouteIgnoresOrder()
{
    QVERIFY(sameRoute(routeOf(u"a:1:6 b:2:4"_s), routeOf(u"b:2:4 a:1:6"_s)));
    QVERIFY(sameRoute(TopicRoute(), TopicRoute()));
    // As in Java: a cluster's name is no part of a broker's.
    TopicRoute moved = routeOf(u"a:1:6"_s);
    moved.brokers[0].cluster = u"other"_s;
    QVERIFY(sameRoute(moved, routeOf(u"a:1:6"_s)));
}

void TestRoute::sameRouteSeesEveryChange()
{
    const TopicRoute route = routeOf(u"a:1:6 b:2:6"_s);
    QVERIFY(!sameRoute(route, routeOf(u"a:1:6"_s)));
    QVERIFY(!sameRoute(route, routeOf(u"a:1:6 b:3:6"_s)));
    QVERIFY(!sameRoute(route, routeOf(u"a:1:6 b:2:4"_s)));
    TopicRoute changed = route;
    changed.brokers[1].addresses[0] = Address(u"elsewhere:1"_s);
    QVERIFY(!sameRoute(route, changed));
    changed = route;
    changed.brokers[0].addresses.insert(1, Address(u"slave:1"_s));
    QVERIFY(!sameRoute(route, changed));
    changed = route;
    changed.orderTopicConf = u"a:1"_s;
    QVERIFY(!sameRoute(route, changed));
}

void TestRoute::clustersAreRead()
{
    const auto info = clusterInfo(
        R"({"brokerAddrTable":{"broker-b":{"brokerAddrs":{0:"127.0.0.1:1",1:"h:2"},"brokerName":"broker-b","cluster":"C"},)"
        R"("broker-a":{"brokerAddrs":{0:"127.0.0.1:3"}}},"clusterAddrTable":{"C":["broker-b","broker-a"],"D":[]}})");
    QVERIFY(info);
    QCOMPARE(info->brokers.keys(), (QStringList{u"broker-a"_s, u"broker-b"_s}));
    QCOMPARE(info->brokers[u"broker-b"_s].addresses.size(), 2);
    QCOMPARE(info->brokers[u"broker-b"_s].cluster, u"C"_s);
    QCOMPARE(info->brokers[u"broker-a"_s].broker.text(), u"broker-a"_s);
    QCOMPARE(info->brokerNames[u"C"_s], (QStringList{u"broker-b"_s, u"broker-a"_s}));
    QVERIFY(info->brokerNames[u"D"_s].isEmpty());
}

void TestRoute::topicsAreListed()
{
    QCOMPARE(*topicList(R"({"topicList":["a","%RETRY%b","主题"]})"),
             (QStringList{u"a"_s, u"%RETRY%b"_s, u"主题"_s}));
    QVERIFY(topicList(R"({"brokerAddr":"x"})")->isEmpty());
}

void TestRoute::statisticsAreRead()
{
    const auto stats = topicStats(
        R"({"offsetTable":{{"brokerName":"pb","queueId":2,"topic":"TA"}:{"lastUpdateTimestamp":1795395616177,)"
        R"("maxOffset":9223372036854775807,"minOffset":5},{"brokerName":"pb","queueId":1,"topic":"TA"}:{}},"topicPutTps":0.0})");
    QVERIFY(stats);
    QCOMPARE(stats->size(), 2);
    const QueueStats &first = stats->at(0);
    const MessageQueue queue{TopicName(u"TA"_s), BrokerName(u"pb"_s), 2};
    QCOMPARE(first.queue, queue);
    QCOMPARE(first.maxOffset, std::numeric_limits<qint64>::max());
    QCOMPARE(first.minOffset, 5);
    QCOMPARE(first.lastUpdateTimestamp, 1795395616177);
    QCOMPARE(stats->at(1).queue.queueId, 1);
    QCOMPARE(stats->at(1).lastUpdateTimestamp, 0);
}

void TestRoute::tablesAreRead()
{
    const auto table = keyValueTable(R"({"table":{"a":"1","b":2,"c":null}})");
    QVERIFY(table);
    QCOMPARE(table->value(u"a"_s), u"1"_s);
    QCOMPARE(table->value(u"b"_s), u"2"_s);
    QCOMPARE(table->value(u"c"_s), QString());
}

QTEST_APPLESS_MAIN(TestRoute)
#include "tst_route.moc"
