// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"

#include <QTest>

#include <mutex>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;
using Kind = gantry::testing::Reaction::Kind;

namespace {

/// Hooks run on the network thread, the test reads on its own.
class Notes
{
public:
    void add(const QString &note)
    {
        const std::lock_guard lock(m_mutex);
        m_notes.append(note);
    }
    [[nodiscard]] QStringList all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_notes;
    }
    void clear()
    {
        const std::lock_guard lock(m_mutex);
        m_notes.clear();
    }

private:
    mutable std::mutex m_mutex;
    QStringList m_notes;
};

/// Lets nothing pass to the brokers it is told of.
class Veto final : public CheckForbiddenHook
{
public:
    explicit Veto(const QString &brokers)
        : m_brokers(brokers.split(u' '))
    {
    }

    Result<void> check(const SendMessageContext &context) override
    {
        notes.add(u"%1 %2"_s.arg(context.attempt).arg(context.queue.broker.text()));
        if (!m_brokers.contains(context.queue.broker.text()))
            return {};
        return Error{
            ErrorKind::Permission, u"not to %1"_s.arg(context.queue.broker.text()), {}, std::nullopt};
    }

    Notes notes;

private:
    const QStringList m_brokers;
};

/// Notes what it sees: "before 1 a", "after 1 a SEND_OK".
class Observer final : public SendMessageHook
{
public:
    void before(const SendMessageContext &context) override
    {
        notes.add(u"before %1 %2"_s.arg(context.attempt).arg(context.queue.broker.text()));
        const std::lock_guard lock(mutex);
        lastTopic = context.message.topic;
        lastGroup = context.group;
        lastMsgId = context.msgId;
        lastAddress = context.brokerAddress;
    }
    void after(const SendMessageContext &context, const Attempt &attempt, const SendResult *result) override
    {
        const QString what = attempt.status  ? QString(name(*attempt.status))
                             : attempt.error ? QString(name(attempt.error->kind))
                                             : u"nothing"_s;
        notes.add(u"after %1 %2 %3%4"_s.arg(context.attempt)
                      .arg(context.queue.broker.text(), what, result ? u" with a result"_s : QString()));
    }

    Notes notes;
    std::mutex mutex;
    TopicName lastTopic;
    GroupName lastGroup;
    IdText lastMsgId;
    Address lastAddress;
};

/// Adds a field to every request and notes every response.
class Signer final : public RpcHook
{
public:
    void beforeRequest(const Address &address, RpcRequest &request) override
    {
        request.fields.emplaceBack("Signature", "of \"" + QByteArray::number(request.code) + "\" and "
                                                    + QByteArray::number(request.body.size()) + " bytes");
        requests.add(u"%1 to %2"_s.arg(request.code).arg(address.text()));
    }
    void afterResponse(const Address &address, int requestCode, const RpcResponse &response) override
    {
        responses.add(u"%1 to %2 from %3"_s.arg(response.code).arg(requestCode).arg(address.text()));
    }

    Notes requests;
    Notes responses;
};

/// Sends until the first attempt is on the wanted broker.
SendOutcome sendFrom(Producer &producer, const QString &broker, SendMode mode = SendMode::Sync,
                     const std::function<void()> &beforeEach = {})
{
    for (;;) {
        if (beforeEach)
            beforeEach();
        SendOutcome outcome = sendBy(producer, mode, messageTo(u"T"_s));
        if (!outcome.attempts.isEmpty() && outcome.attempts[0].broker.text() == broker)
            return outcome;
    }
}

} // namespace

class TestHooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aVetoCountsLikeAFailedAttempt();
    void whereAllIsForbiddenNothingIsSent();
    void aVetoEndsAsyncAndOneway();
    void everyAttemptIsSeenBeforeAndAfter_data();
    void everyAttemptIsSeenBeforeAndAfter();
    void theHookKnowsTheMessage();
    void aVetoedAttemptIsSeenOnBothSidesOrNeither();
    void hooksSeeWhatShutdownEnds();
    void hooksSeeAOneWaySend();
    void rpcHooksAddFieldsThatArrive_data();
    void rpcHooksAddFieldsThatArrive();
    void rpcHooksSeeEveryAttemptAndAnswer();
};

void TestHooks::aVetoCountsLikeAFailedAttempt()
{
    TwoBrokers servers;
    const auto veto = std::make_shared<Veto>(u"a"_s);
    ProducerConfig config = configFor(servers.cluster);
    config.checkForbiddenHooks = {veto};
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = sendFrom(producer, u"a"_s, SendMode::Sync, [&] { veto->notes.clear(); });
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QCOMPARE(brokersOf(outcome), u"a b"_s);
    QCOMPARE(name(outcome.attempts[0].error->kind), "permission"_L1);
    QCOMPARE(outcome.attempts[0].opaque, 0);
    QCOMPARE(veto->notes.all(), (QStringList{u"1 a"_s, u"2 b"_s}));
    QCOMPARE(servers.a().count(sendCode), 0);
}

void TestHooks::whereAllIsForbiddenNothingIsSent()
{
    TwoBrokers servers;
    const auto veto = std::make_shared<Veto>(u"a b"_s);
    ProducerConfig config = configFor(servers.cluster);
    config.checkForbiddenHooks = {std::make_shared<Veto>(u""_s), veto, std::make_shared<Veto>(u""_s)};
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s));
    QCOMPARE(verdictOf(outcome), u"permission"_s);
    QCOMPARE(outcome.attempts.size(), 3);
    QVERIFY(outcome.result.error().detail.contains("not to "_L1));
    QCOMPARE(veto->notes.all().size(), 3);
    QCOMPARE(servers.a().count(sendCode) + servers.b().count(sendCode), 0);
}

void TestHooks::aVetoEndsAsyncAndOneway()
{
    TwoBrokers servers;
    ProducerConfig config = configFor(servers.cluster);
    config.checkForbiddenHooks = {std::make_shared<Veto>(u"a b"_s)};
    Producer producer(config);
    QVERIFY(producer.start());
    for (const SendMode mode : {SendMode::Async, SendMode::Oneway}) {
        const SendOutcome outcome = sendBy(producer, mode, messageTo(u"T"_s));
        QCOMPARE(verdictOf(outcome), u"permission"_s);
        QCOMPARE(outcome.attempts.size(), 1);
    }
}

void TestHooks::everyAttemptIsSeenBeforeAndAfter_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("sync") << int(SendMode::Sync)
                          << QStringList{u"before 1 a"_s, u"after 1 a connect"_s, u"before 2 b"_s,
                                         u"after 2 b SEND_OK with a result"_s};
    QTest::newRow("async") << int(SendMode::Async)
                           << QStringList{u"before 1 a"_s, u"after 1 a connect"_s, u"before 2 b"_s,
                                          u"after 2 b SEND_OK with a result"_s};
}

void TestHooks::everyAttemptIsSeenBeforeAndAfter()
{
    QFETCH(int, mode);
    TwoBrokers servers;
    servers.a().always(sendCode, reaction::does(Kind::CloseBefore));
    const auto observer = std::make_shared<Observer>();
    ProducerConfig config = configFor(servers.cluster);
    config.avoidSuspectBrokers = false;
    config.sendMessageHooks = {observer};
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = sendFrom(producer, u"a"_s, SendMode(mode), [&] { observer->notes.clear(); });
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QTEST(observer->notes.all(), "expected");
}

void TestHooks::theHookKnowsTheMessage()
{
    OneBroker servers;
    const auto observer = std::make_shared<Observer>();
    ProducerConfig config = configFor(servers.cluster);
    config.sendMessageHooks = {observer};
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s));
    QVERIFY(outcome.isOk());
    const std::lock_guard lock(observer->mutex);
    QCOMPARE(observer->lastTopic.text(), u"T"_s);
    QCOMPARE(observer->lastGroup.text(), u"PG"_s);
    QVERIFY(observer->lastMsgId == outcome.msgId);
    QCOMPARE(observer->lastAddress.text(), servers.a().address().text());
}

void TestHooks::aVetoedAttemptIsSeenOnBothSidesOrNeither()
{
    TwoBrokers servers;
    const auto observer = std::make_shared<Observer>();
    ProducerConfig config = configFor(servers.cluster);
    config.checkForbiddenHooks = {std::make_shared<Veto>(u"a"_s)};
    config.sendMessageHooks = {observer};
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = sendFrom(producer, u"a"_s, SendMode::Sync, [&] { observer->notes.clear(); });
    QVERIFY(outcome.isOk());
    const QStringList notes = observer->notes.all();
    const auto countOf = [&notes](const QString &begin) {
        return std::ranges::count_if(notes, [&begin](const QString &note) { return note.startsWith(begin); });
    };
    // Java: neither.
    QVERIFY2(countOf(u"before 1"_s) == countOf(u"after 1"_s), qPrintable(notes.join(u"; "_s)));
    QCOMPARE(countOf(u"before 2"_s), 1);
    QCOMPARE(countOf(u"after 2"_s), 1);
}

void TestHooks::hooksSeeWhatShutdownEnds()
{
    OneBroker servers;
    servers.a().always(sendCode, reaction::does(Kind::Silence));
    const auto observer = std::make_shared<Observer>();
    ProducerConfig config = configFor(servers.cluster);
    config.sendMessageHooks = {observer};
    Producer producer(config);
    QVERIFY(producer.start());
    OutcomeBox box;
    QVERIFY(producer.sendAsync(messageTo(u"T"_s), {.timeout = 60s}, box.handler()));
    QTRY_COMPARE(servers.a().count(sendCode), 1);
    producer.shutdown(0ms);
    QCOMPARE(box.count(), size_t(1));
    QCOMPARE(observer->notes.all(), (QStringList{u"before 1 a"_s, u"after 1 a shutdown"_s}));
}

void TestHooks::hooksSeeAOneWaySend()
{
    OneBroker servers;
    const auto observer = std::make_shared<Observer>();
    ProducerConfig config = configFor(servers.cluster);
    config.sendMessageHooks = {observer};
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(sendBy(producer, SendMode::Oneway, messageTo(u"T"_s)).isOk());
    QCOMPARE(observer->notes.all(), (QStringList{u"before 1 a"_s, u"after 1 a ONEWAY with a result"_s}));
}

void TestHooks::rpcHooksAddFieldsThatArrive_data()
{
    QTest::addColumn<bool>("binary");
    QTest::newRow("JSON") << false;
    QTest::newRow("binary") << true;
}

void TestHooks::rpcHooksAddFieldsThatArrive()
{
    QFETCH(bool, binary);
    OneBroker servers;
    ProducerConfig config = configFor(servers.cluster);
    config.headerFormat = binary ? HeaderFormat::RocketMq : HeaderFormat::Json;
    config.rpcHooks = {std::make_shared<Signer>()};
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QVERIFY(sendBy(producer, SendMode::Oneway, messageTo(u"T"_s)).isOk());
    QTRY_COMPARE(servers.a().count(sendCode), 2);
    QTRY_COMPARE(servers.a().count(heartbeatCode), 1);
    producer.shutdown();
    const auto signatureOf = [](const SeenRequest &seen) { return seen.command.field("Signature"); };
    for (const SeenRequest &seen : servers.a().requests(sendCode)) {
        QCOMPARE(signatureOf(seen), std::optional<QByteArray>("of \"310\" and 5 bytes"));
        const Result<wire::SendMessageHeader> header = wire::sendMessageHeader(*seen.command.fields, true);
        QVERIFY(header); // and nothing is missing
        QCOMPARE(header->topic.toByteArray(), QByteArray("T"));
    }
    QCOMPARE(signatureOf(servers.cluster.nameServer().requests(routeCode).front()),
             std::optional<QByteArray>("of \"105\" and 0 bytes"));
    QVERIFY(signatureOf(servers.a().requests(heartbeatCode).front())->startsWith("of \"34\" and "));
    QCOMPARE(signatureOf(servers.a().requests(unregisterCode).front()),
             std::optional<QByteArray>("of \"35\" and 0 bytes"));
}

void TestHooks::rpcHooksSeeEveryAttemptAndAnswer()
{
    OneBroker servers;
    servers.a().next(sendCode, {reaction::code(2), reaction::ok()});
    const auto signer = std::make_shared<Signer>();
    ProducerConfig config = configFor(servers.cluster);
    config.rpcHooks = {signer};
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s));
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    const QString address = servers.a().address().text();
    QCOMPARE(signer->requests.all().filter(u"310 to "_s),
             (QStringList{u"310 to "_s + address, u"310 to "_s + address}));
    QCOMPARE(signer->responses.all().filter(u"to 310"_s),
             (QStringList{u"2 to 310 from "_s + address, u"0 to 310 from "_s + address}));
    QCOMPARE(signer->responses.all().filter(u"to 105"_s),
             QStringList{u"0 to 105 from "_s + servers.cluster.nameServer().address().text()});
}

QTEST_GUILESS_MAIN(TestHooks)
#include "tst_hooks.moc"
