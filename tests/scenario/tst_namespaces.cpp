// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"
#include "wire/message.h"
#include <gantry/admin.h>
#include <gantry/doctor.h>
#include <gantry/sandbox.h>

#include <QTest>

#include <mutex>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

/// The property of a send request; empty when it has none.
QByteArray propertyOf(const wire::RemotingCommand &command, QByteArrayView name)
{
    for (const auto &[key, value] : wire::readProperties(command.field("i").value_or(QByteArray()))) {
        if (key == name)
            return value;
    }
    return {};
}

/// Commits nothing at once, and says what it was asked about.
class Listener final : public TransactionListener
{
public:
    std::optional<TransactionState> executeLocalTransaction(const Message &, const SendOutcome &) override
    {
        return TransactionState::Unknown;
    }
    std::optional<TransactionState> checkLocalTransaction(const TransactionCheck &check) override
    {
        const std::lock_guard lock(m_mutex);
        m_checked.append(check);
        return TransactionState::Commit;
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

/// Namespaces: on the wire names have them, in results they have not.
class TestNamespaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreWrappedOnTheWireOnly();
    void everyMemberOfABatchIsInTheNamespace();
    void theSecondKindLeavesNamesAlone();
    void namesThatGetTooLongAreRefused();
    void adminCallsSpeakOfTheNamespace();
    void theDoctorSendsWithinTheNamespace();
    void checkBacksComeUnwrapped();
};

void TestNamespaces::namesAreWrappedOnTheWireOnly()
{
    OneBroker servers;
    servers.cluster.setTopic(u"NS%T"_s, u"a:2"_s);
    ProducerConfig config = configFor(servers.cluster);
    config.namespaceName = u"NS"_s;
    {
        Producer producer(config);
        QVERIFY(producer.start());
        const SendOutcome outcome = producer.send(messageTo(u"T"_s));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QCOMPARE(outcome.topic.text(), u"T"_s);
        QCOMPARE(outcome.result->queue.topic.text(), u"T"_s);
        QVERIFY(outcome.result->queue.queueId < 2); // of the wrapped topic's queues
        const Result<TopicPublishInfo> route = producer.route(TopicName(u"T"_s));
        QVERIFY(route);
        QCOMPARE(route->topic.text(), u"T"_s);
    }
    const wire::RemotingCommand sent = servers.a().requests(sendCode).front().command;
    QCOMPARE(sent.field("a"), std::optional<QByteArray>("NS%PG"));
    QCOMPARE(sent.field("b"), std::optional<QByteArray>("NS%T"));
    QCOMPARE(propertyOf(sent, "INSTANCE_ID"), "NS");
    QVERIFY(servers.a().requests(heartbeatCode).front().command.body.contains("\"NS%PG\""));
    QCOMPARE(servers.a().requests(unregisterCode).front().command.field("producerGroup"),
             std::optional<QByteArray>("NS%PG"));
    for (const SeenRequest &request : servers.cluster.nameServer().requests(routeCode))
        QCOMPARE(request.command.field("topic"), std::optional<QByteArray>("NS%T"));
}

void TestNamespaces::everyMemberOfABatchIsInTheNamespace()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = sandbox.nameServer();
    config.namespaceName = u"NS"_s;
    Producer producer(config);
    QVERIFY(producer.start());
    const QList<SendOutcome> outcomes = producer.sendBatch({messageTo(u"T"_s, "a"), messageTo(u"T"_s, "b")});
    for (const SendOutcome &outcome : outcomes) {
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QCOMPARE(outcome.topic.text(), u"T"_s);
    }
    const QList<SandboxRequest> requests = sandbox.requests();
    const auto batch =
        std::ranges::find(requests, wire::requestcode::sendBatchMessage, &SandboxRequest::code);
    QVERIFY(batch != requests.end());
    QCOMPARE(batch->topic, u"NS%T"_s);
}

void TestNamespaces::theSecondKindLeavesNamesAlone()
{
    OneBroker servers;
    ProducerConfig config = configFor(servers.cluster);
    config.namespaceV2 = u"tenant"_s;
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s));
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QTRY_VERIFY(servers.a().count(heartbeatCode) > 0);
    QList<SeenRequest> seen = servers.a().requests(sendCode) + servers.a().requests(heartbeatCode)
                              + servers.cluster.nameServer().requests(routeCode);
    QVERIFY(seen.size() >= 3);
    for (const SeenRequest &request : seen) {
        QCOMPARE(request.command.field("nsd"), std::optional<QByteArray>("true"));
        QCOMPARE(request.command.field("ns"), std::optional<QByteArray>("tenant"));
    }
    QCOMPARE(servers.a().requests(sendCode).front().command.field("b"), std::optional<QByteArray>("T"));
}

void TestNamespaces::namesThatGetTooLongAreRefused()
{
    OneBroker servers;
    ProducerConfig config = configFor(servers.cluster);
    config.namespaceName = QString(100, u'n');
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(!producer.sendAsync(messageTo(QString(30, u't')), {}, {}));
    QCOMPARE(kindOf(producer.submitBatch(SendMode::Sync, {messageTo(QString(30, u't'))}, {}, {})),
             u"illegal-message"_s);
}

void TestNamespaces::adminCallsSpeakOfTheNamespace()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = sandbox.nameServer();
    Admin outside(config);
    config.namespaceName = u"NS"_s;
    Admin inside(config);
    QVERIFY(outside.start());
    QVERIFY(inside.start());
    QVERIFY(outside.createTopic({.topic = TopicName(u"Plain"_s)}));
    QVERIFY(inside.createTopic({.topic = TopicName(u"Orders"_s)}));
    QCOMPARE(*inside.topics(), QStringList{u"Orders"_s});
    QVERIFY(outside.topics()->contains(u"NS%Orders"_s));
    QVERIFY(inside.topicStats(TopicName(u"Orders"_s)));
    QVERIFY(inside.routeAtEachNameServer(TopicName(u"Orders"_s))->first().route);
    QVERIFY(inside.deleteTopic(TopicName(u"Orders"_s)));
    QVERIFY(!outside.topics()->contains(u"NS%Orders"_s));
}

void TestNamespaces::theDoctorSendsWithinTheNamespace()
{
    OneBroker servers;
    servers.cluster.setTopic(u"NS%T"_s, u"a:2"_s);
    ProducerConfig config = configFor(servers.cluster);
    config.namespaceName = u"NS"_s;
    const QList<DoctorFinding> findings = examineWayToSend(config, TopicName(u"T"_s), 3s);
    QVERIFY(std::ranges::any_of(
        findings, [](const DoctorFinding &finding) { return finding.check == DoctorFinding::Check::Send; }));
    const QList<SeenRequest> trials = servers.a().requests(sendCode);
    QCOMPARE(trials.size(), 1);
    QCOMPARE(trials.front().command.field("a"), std::optional<QByteArray>("NS%PG"));
    QCOMPARE(trials.front().command.field("b"), std::optional<QByteArray>("NS%T"));
}

void TestNamespaces::checkBacksComeUnwrapped()
{
    Sandbox sandbox({.transactionTimeout = 100ms, .transactionCheckInterval = 100ms});
    QVERIFY(sandbox.start());
    const auto listener = std::make_shared<Listener>();
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = sandbox.nameServer();
    config.namespaceName = u"NS"_s;
    config.transactionListener = listener;
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.sendInTransaction(messageTo(u"T"_s));
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QTRY_VERIFY_WITH_TIMEOUT(!listener->checked().isEmpty(), 30'000);
    const TransactionCheck check = listener->checked().first();
    QCOMPARE(check.group.text(), u"PG"_s);
    QCOMPARE(check.message.topic.text(), u"T"_s);
}

QTEST_GUILESS_MAIN(TestNamespaces)
#include "tst_namespaces.moc"
