// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/adminerrors.h"
#include "admin/brokerprobe.h"
#include "admin/members.h"
#include "admin/orderconfig.h"
#include "admin/serverversion.h"
#include "admin/topicspec.h"
#include "wire/codes.h"
#include <gantry/admin.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;

namespace {

const Address ns1(u"ns1:9876"_s);
const Address ns2(u"ns2:9876"_s);

/// "a 4 4 6 10.0.0.1:10911; b …": broker, write queues, read queues, permission, master's address.
TopicRoute routeOf(const QString &text)
{
    TopicRoute route;
    for (const QString &entry : text.split(u';', Qt::SkipEmptyParts)) {
        const QStringList words = entry.split(u' ', Qt::SkipEmptyParts);
        const BrokerName broker(words.at(0));
        route.queues.append({.broker = broker,
                             .readQueues = words.at(2).toInt(),
                             .writeQueues = words.at(1).toInt(),
                             .permission = words.at(3).toInt()});
        route.brokers.append({u"C"_s, broker, {{0, Address(words.at(4))}}});
    }
    return route;
}

Error error(ErrorKind kind, const QString &detail)
{
    return {kind, detail, u"the transport's hint"_s, std::nullopt};
}

} // namespace

/// The parts of the admin calls that need no server.
class TestAdmin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhereNameServersDisagree_data();
    void saysWhereNameServersDisagree();
    void noticesAnOrderConfigurationThatOnlyOneHas();
    void agreesWhenNobodyKnowsTheTopic();
    void explainsAnAdvertisedAddress_data();
    void explainsAnAdvertisedAddress();
    void takesARefusalForReachable();
    void triesSlavesAndVipChannelsWhenAsked();
    void readsFromASlaveWhereThereIsNoMaster();
    void mergesOrderConfigurations_data();
    void mergesOrderConfigurations();
    void namesVersions_data();
    void namesVersions();
    void refusesSpecifications_data();
    void refusesSpecifications();
    void namesEveryServerThatFailed();
    void needsStartBeforeACall();
};

void TestAdmin::saysWhereNameServersDisagree_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<QStringList>("sentences");
    const QString a = u"a 4 4 6 h:1"_s;
    QTest::newRow("the same in another order")
        << u"a 4 4 6 h:1;b 4 4 6 h:2"_s << u"b 4 4 6 h:2;a 4 4 6 h:1"_s << QStringList();
    QTest::newRow("queues") << a << u"a 8 4 6 h:1"_s
                            << QStringList{
                                   u"a, write queues: 4 according to ns1:9876; 8 according to ns2:9876"_s};
    QTest::newRow("permission")
        << a << u"a 4 4 4 h:1"_s
        << QStringList{u"a, permission: R-- according to ns2:9876; RW- according to ns1:9876"_s};
    QTest::newRow("address")
        << a << u"a 4 4 6 h:2"_s
        << QStringList{u"a, addresses: 0=h:1 according to ns1:9876; 0=h:2 according to ns2:9876"_s};
    QTest::newRow("broker")
        << a << u"a 4 4 6 h:1;b 4 4 6 h:2"_s
        << QStringList{
               u"b: does not have the topic according to ns1:9876; has the topic according to ns2:9876"_s};
    QTest::newRow("topic") << a << QString()
                           << QStringList{u"the topic is unknown to ns2:9876, but known to ns1:9876"_s};
    QTest::newRow("no answer") << a << u"!refused"_s << QStringList{u"ns2:9876 gave no route: refused"_s};
}

void TestAdmin::saysWhereNameServersDisagree()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(QStringList, sentences);
    Result<TopicRoute> second = routeOf(other.startsWith(u'!') ? QString() : other);
    if (other.isEmpty())
        second = error(ErrorKind::Topic, u"unknown"_s);
    else if (other.startsWith(u'!'))
        second = error(ErrorKind::Connect, other.sliced(1));
    QCOMPARE(routeDisagreements({{ns1, routeOf(one)}, {ns2, second}}), sentences);
}

void TestAdmin::noticesAnOrderConfigurationThatOnlyOneHas()
{
    TopicRoute ordered = routeOf(u"a 4 4 6 h:1"_s);
    ordered.orderTopicConf = u"a:4"_s;
    const QStringList sentences = routeDisagreements({{ns1, ordered}, {ns2, routeOf(u"a 4 4 6 h:1"_s)}});
    QCOMPARE(sentences,
             QStringList{u"order configuration: a:4 according to ns1:9876; none according to ns2:9876"_s});
}

void TestAdmin::agreesWhenNobodyKnowsTheTopic()
{
    const Error unknown = error(ErrorKind::Topic, u"unknown"_s);
    QVERIFY(routeDisagreements({{ns1, unknown}, {ns2, unknown}}).isEmpty());
    QVERIFY(routeDisagreements({}).isEmpty());
}

void TestAdmin::explainsAnAdvertisedAddress_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("used");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("hintHas");
    const int connect = int(ErrorKind::Connect);
    QTest::newRow("refused")
        << u"10.0.0.9:10911"_s << u"10.0.0.9:10911"_s << connect
        << u"connect to 10.0.0.9:10911 failed: Connection refused"_s
        << u"a advertises 10.0.0.9:10911, which cannot be reached from here: Connection refused"_s
        << u"brokerIP1"_s;
    QTest::newRow("loopback") << u"127.0.0.9:10911"_s << u"127.0.0.9:10911"_s << connect
                              << u"connect to 127.0.0.9:10911 failed: no"_s
                              << u"a advertises 127.0.0.9:10911, which cannot be reached from here: no"_s
                              << u"a loopback address means this machine itself"_s;
    QTest::newRow("mapped")
        << u"10.0.0.9:1"_s << u"h:2"_s << connect << u"connect to h:2 failed: no"_s
        << u"a advertises 10.0.0.9:1 (mapped to h:2), which cannot be reached from here: no"_s
        << u"address map"_s;
    QTest::newRow("silent") << u"h:1"_s << u"h:1"_s << int(ErrorKind::Timeout) << u"waited"_s
                            << u"a advertises h:1, which takes the connection but does not answer: waited"_s
                            << u"hangs"_s;
    QTest::newRow("TLS") << u"h:1"_s << u"h:1"_s << int(ErrorKind::Tls) << u"handshake"_s
                         << u"a advertises h:1, which does not take our TLS connection: handshake"_s
                         << u"the transport's hint"_s;
}

void TestAdmin::explainsAnAdvertisedAddress()
{
    QFETCH(QString, address);
    QFETCH(QString, used);
    QFETCH(int, kind);
    QFETCH(QString, detail);
    QFETCH(QString, sentence);
    QFETCH(QString, hintHas);
    const auto targets =
        admin::probeTargets(routeOf(u"a 4 4 6 "_s + address), {}, {{Address(address), Address(used)}});
    QCOMPARE(targets.size(), 1);
    admin::Answer answer;
    answer.response = error(ErrorKind(kind), detail);
    const BrokerReachability result = admin::probeResult(targets.first(), answer);
    QVERIFY(!result.isReachable());
    QCOMPARE(result.error->detail, sentence);
    QCOMPARE(int(result.error->kind), kind);
    QVERIFY2(result.error->hint.contains(hintHas), qPrintable(result.error->hint));
}

void TestAdmin::takesARefusalForReachable()
{
    wire::RemotingCommand refusal;
    refusal.code = wire::responsecode::noPermission;
    refusal.version = wire::serverversion::v5_5_0;
    admin::Answer answer;
    answer.response = refusal;
    const BrokerReachability result = admin::probeResult({}, answer);
    QVERIFY(result.isReachable());
    QCOMPARE(result.version, u"5.5.0"_s);
}

void TestAdmin::triesSlavesAndVipChannelsWhenAsked()
{
    TopicRoute route = routeOf(u"b 4 4 6 h:20;a 4 4 6 h:10"_s);
    route.brokers.last().addresses.insert(1, Address(u"h:15"_s));
    const auto addresses = [&](ProbeOptions options) {
        QStringList texts;
        for (const BrokerReachability &target : admin::probeTargets(route, options, {}))
            texts.append(target.advertised.text());
        return texts.join(u' ');
    };
    QCOMPARE(addresses({}), u"h:10 h:20"_s);
    QCOMPARE(addresses({.vip = true, .slaves = true}), u"h:10 h:15 h:8 h:20 h:18"_s);
}

void TestAdmin::readsFromASlaveWhereThereIsNoMaster()
{
    TopicRoute route = routeOf(u"a 4 4 6 h:10;b 4 4 6 h:20"_s);
    for (BrokerRoute &broker : route.brokers) {
        const QString host = broker.broker.text() == u"a" ? u"h:1%1"_s : u"h:2%1"_s;
        broker.addresses.insert(2, Address(host.arg(2)));
        broker.addresses.insert(1, Address(host.arg(1)));
    }
    const auto readers = [&route] {
        QStringList texts;
        for (const admin::Member &member : admin::readersOf(route))
            texts.append(member.address.text());
        return texts.join(u' ');
    };
    QCOMPARE(readers(), u"h:10 h:20"_s);
    route.brokers.first().addresses.remove(0);
    QCOMPARE(readers(), u"h:11 h:20"_s);
}

void TestAdmin::mergesOrderConfigurations_data()
{
    QTest::addColumn<QString>("old");
    QTest::addColumn<QString>("changed");
    QTest::addColumn<QString>("merged");
    QTest::newRow("nothing before") << u""_s << u"a:4"_s << u"a:4"_s;
    QTest::newRow("another broker") << u"a:4"_s << u"b:2"_s << u"a:4;b:2"_s;
    QTest::newRow("the same broker") << u"a:4;b:4"_s << u"a:8"_s << u"a:8;b:4"_s;
}

void TestAdmin::mergesOrderConfigurations()
{
    QFETCH(QString, old);
    QFETCH(QString, changed);
    QFETCH(QString, merged);
    QCOMPARE(admin::mergedOrderConfig(old, changed), merged);
}

void TestAdmin::namesVersions_data()
{
    QTest::addColumn<int>("ordinal");
    QTest::addColumn<QString>("text");
    QTest::newRow("4.0.0") << 213 << u"4.0.0"_s;
    QTest::newRow("4.9.5") << 403 << u"4.9.5"_s;
    QTest::newRow("4.9.9") << 411 << u"4.9.9"_s;
    QTest::newRow("a snapshot") << 412 << u"5.0.0-SNAPSHOT"_s;
    QTest::newRow("5.0.0") << 413 << u"5.0.0"_s;
    QTest::newRow("5.3.1") << 475 << u"5.3.1"_s;
    QTest::newRow("5.5.0") << 513 << u"5.5.0"_s;
    QTest::newRow("none") << 0 << u"V0"_s;
    QTest::newRow("HIGHER_VERSION") << 612 << u"V612"_s;
}

void TestAdmin::namesVersions()
{
    QFETCH(int, ordinal);
    QFETCH(QString, text);
    QCOMPARE(admin::versionText(ordinal), text);
    QCOMPARE(admin::versionText(u"V5_5_0"_s), u"5.5.0"_s);
    QCOMPARE(admin::versionText(u"own build"_s), u"own build"_s);
}

void TestAdmin::refusesSpecifications_data()
{
    QTest::addColumn<QString>("topic");
    QTest::addColumn<int>("queues");
    QTest::addColumn<int>("permission");
    QTest::addColumn<QString>("attributes");
    QTest::addColumn<QString>("kind");
    QTest::newRow("good") << u"T"_s << 8 << 6 << u"+message.type=FIFO, -reserve.time"_s << u""_s;
    QTest::newRow("blank") << u" "_s << 8 << 6 << u""_s << u"illegal-message"_s;
    QTest::newRow("a space") << u"a b"_s << 8 << 6 << u""_s << u"illegal-message"_s;
    QTest::newRow("127") << QString(127, u'x') << 8 << 6 << u""_s << u""_s;
    QTest::newRow("128") << QString(128, u'x') << 8 << 6 << u""_s << u"illegal-message"_s;
    QTest::newRow("no queue") << u"T"_s << 0 << 6 << u""_s << u"usage"_s;
    QTest::newRow("permission") << u"T"_s << 8 << 8 << u""_s << u"usage"_s;
    QTest::newRow("attribute without a sign") << u"T"_s << 8 << 6 << u"message.type=FIFO"_s << u"usage"_s;
    QTest::newRow("attribute without a value") << u"T"_s << 8 << 6 << u"+message.type"_s << u"usage"_s;
    QTest::newRow("a comma too many") << u"T"_s << 8 << 6 << u"+a=b,"_s << u"usage"_s;
}

void TestAdmin::refusesSpecifications()
{
    QFETCH(QString, topic);
    QFETCH(int, queues);
    QFETCH(int, permission);
    QFETCH(QString, attributes);
    QFETCH(QString, kind);
    TopicSpec spec;
    spec.topic = TopicName(topic);
    spec.queues = queues;
    spec.permission = permission;
    spec.attributes = attributes;
    const Result<void> checked = admin::checkTopicSpec(spec);
    QCOMPARE(checked ? QString() : QString(name(checked.error().kind)), kind);
}

void TestAdmin::namesEveryServerThatFailed()
{
    admin::Answer refused{.server = u"a (h:1)"_s};
    wire::RemotingCommand response;
    response.code = wire::responsecode::systemError;
    response.remark = u"no\n at Java"_s;
    refused.response = response;
    admin::Answer silent{.server = u"b (h:2)"_s};
    silent.response = error(ErrorKind::Timeout, u"waited"_s);
    admin::Answer good{.server = u"c (h:3)"_s};
    good.response = wire::RemotingCommand();
    const auto troubles = admin::troublesOf({refused, silent, good}, ErrorKind::Broker);
    const Error all = admin::combined(u"it failed"_s, troubles, 3, u"brokers"_s);
    QCOMPARE(all.detail, u"it failed at 2 of 3 brokers: a (h:1) refused: CODE: 1 SYSTEM_ERROR  DESC: no; "
                         "b (h:2): waited"_s);
    QCOMPARE(all.kind, ErrorKind::Broker);
    QCOMPARE(all.code, 1);
}

void TestAdmin::needsStartBeforeACall()
{
    ProducerConfig config;
    Admin admin(config);
    QCOMPARE(admin.topics().error().kind, ErrorKind::Usage);
    QCOMPARE(admin.start().error().kind, ErrorKind::NameServer);
}

QTEST_GUILESS_MAIN(TestAdmin)
#include "tst_admin.moc"
