// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"
#include <gantry/sandbox.h>

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;
using State = ServerConnection::State;

namespace {

/// "namesrv:open broker-a:open broker-b:waiting"
QString statesOf(const Producer &producer)
{
    QStringList states;
    for (const ServerConnection &connection : producer.connections()) {
        const QString name =
            connection.role == ServerConnection::Role::NameServer ? u"namesrv"_s : connection.broker.text();
        const QString state = connection.state == State::Unused    ? u"unused"_s
                              : connection.state == State::Opening ? u"opening"_s
                              : connection.state == State::Open    ? u"open"_s
                              : connection.state == State::Waiting ? u"waiting"_s
                                                                   : u"closed"_s;
        states.append(name + u':' + state);
    }
    return states.join(u' ');
}

/// A running sandbox, and a producer of it that is not started.
struct OnSandbox {
    explicit OnSandbox(const std::function<void(ProducerConfig &)> &change = {})
    {
        if (!sandbox.start())
            qFatal("no sandbox");
        ProducerConfig config;
        config.group = GroupName(u"PG"_s);
        config.nameServers = sandbox.nameServer();
        if (change)
            change(config);
        producer = std::make_unique<Producer>(config);
    }
    [[nodiscard]] bool control(const QString &line) { return sandbox.control(line).has_value(); }
    void sendToAll()
    {
        for (int i = 0; i < 8; ++i)
            static_cast<void>(producer->send(messageTo(u"TopicTest"_s)));
    }

    Sandbox sandbox;
    std::unique_ptr<Producer> producer;
};

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsUsedBeforeTheFirstSend();
    void sendsOpenThem();
    void aLostBrokerIsFoundAgainWithoutASend();
    void aBrokerThatDoesNotAnswerIsAPenalty();
    void isolationSaysForHowLong();
    void mayBeAskedDuringTheShutdown();
};

void TestConnections::nothingIsUsedBeforeTheFirstSend()
{
    OnSandbox f;
    QVERIFY(f.producer->connections().isEmpty());
    QVERIFY(f.producer->start());
    QCOMPARE(statesOf(*f.producer), u"namesrv:unused"_s);
    QVERIFY(f.producer->penalties().isEmpty());
    f.producer->shutdown();
    QVERIFY(f.producer->connections().isEmpty());
}

void TestConnections::sendsOpenThem()
{
    OnSandbox f;
    QVERIFY(f.producer->start());
    f.sendToAll();
    QCOMPARE(statesOf(*f.producer), u"namesrv:open broker-a:open broker-b:open"_s);
    const QList<ServerConnection> connections = f.producer->connections();
    QCOMPARE(connections.first().address.text(), f.sandbox.nameServer());
    QCOMPARE(connections.last().address, f.sandbox.brokers().last().address);
    QVERIFY(std::ranges::all_of(connections, &ServerConnection::answers));
}

void TestConnections::aLostBrokerIsFoundAgainWithoutASend()
{
    OnSandbox f;
    QVERIFY(f.producer->start());
    f.sendToAll();
    QVERIFY(f.control(u"stop broker-a"_s));
    QTRY_COMPARE(statesOf(*f.producer), u"namesrv:open broker-a:waiting broker-b:open"_s);
    QVERIFY(f.producer->connections().at(1).lastError);
    QVERIFY(f.control(u"start broker-a"_s));
    QTRY_COMPARE(statesOf(*f.producer), u"namesrv:open broker-a:open broker-b:open"_s);
}

void TestConnections::aBrokerThatDoesNotAnswerIsAPenalty()
{
    OnSandbox f([](ProducerConfig &config) { config.attemptTimeout = 200ms; });
    QVERIFY(f.producer->start());
    f.sendToAll();
    QVERIFY(f.producer->penalties().isEmpty());
    QVERIFY(f.control(u"broker-b any drop-request"_s));
    f.sendToAll();
    const QList<BrokerPenalty> penalties = f.producer->penalties();
    QCOMPARE(penalties.size(), 1);
    QCOMPARE(penalties[0].broker.text(), u"broker-b"_s);
    QCOMPARE(penalties[0].reason, BrokerPenalty::Reason::Suspect);
    QVERIFY(f.control(u"clear"_s));
    QTRY_VERIFY(f.producer->penalties().isEmpty());
}

void TestConnections::isolationSaysForHowLong()
{
    OnSandbox f([](ProducerConfig &config) {
        config.sendLatencyFaultEnable = true;
        config.avoidSuspectBrokers = false;
    });
    QVERIFY(f.producer->start());
    QVERIFY(f.control(u"broker-a send refuse 2 busy next 1"_s));
    f.sendToAll();
    const QList<BrokerPenalty> penalties = f.producer->penalties();
    QCOMPARE(penalties.size(), 1);
    QCOMPARE(penalties[0].broker.text(), u"broker-a"_s);
    QCOMPARE(penalties[0].reason, BrokerPenalty::Reason::Isolated);
    // A failure counts as 10 s of latency, which isolates for 10 s: DefaultMQProducer's table.
    QVERIFY(penalties[0].remaining && *penalties[0].remaining > 5s && *penalties[0].remaining <= 30s);
}

void TestConnections::mayBeAskedDuringTheShutdown()
{
    OnSandbox f;
    QVERIFY(f.producer->start());
    f.sendToAll();
    std::atomic<bool> isOver = false;
    std::atomic<int> asked = 0;
    std::thread asking([&] {
        while (!isOver) {
            static_cast<void>(f.producer->connections());
            static_cast<void>(f.producer->penalties());
            static_cast<void>(f.producer->route(TopicName(u"TopicTest"_s)));
            static_cast<void>(f.producer->selectQueues(TopicName(u"TopicTest"_s), 1));
            ++asked;
        }
    });
    QTRY_VERIFY(asked > 2);
    f.producer->shutdown();
    const int before = asked;
    QTRY_VERIFY(asked > before + 2);
    isOver = true;
    asking.join();
    QVERIFY(f.producer->connections().isEmpty());
    QCOMPARE(kindOf(f.producer->route(TopicName(u"TopicTest"_s))), u"shutdown"_s);
}

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
