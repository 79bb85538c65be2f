// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Kind = gantry::testing::Reaction::Kind;

Q_DECLARE_METATYPE(gantry::testing::Reaction)

namespace {

/// What must hold of every outcome, whatever happened to it. Empty when it does.
QString complaintOf(const SendOutcome &outcome, int mostAttempts)
{
    if (outcome.id.value == 0 || outcome.msgId.isEmpty())
        return u"it has no id"_s;
    if (outcome.elapsed < 0ns)
        return u"it took negative time"_s;
    if (outcome.attempts.size() > mostAttempts)
        return u"too many attempts"_s;
    if (outcome.isOk() && (outcome.attempts.isEmpty() || !outcome.attempts.back().status))
        return u"it succeeded without an attempt that did"_s;
    for (const Attempt &attempt : outcome.attempts) {
        if (attempt.status.has_value() == attempt.error.has_value())
            return u"an attempt has neither a status nor an error, or both"_s;
        if (attempt.startedAfter < 0ns || attempt.took < 0ns || attempt.budget < 0ns)
            return u"an attempt began after %1 ns and took %2 of %3"_s.arg(attempt.startedAfter.count())
                .arg(attempt.took.count())
                .arg(attempt.budget.count());
        if (attempt.broker.isEmpty() || attempt.address.isEmpty())
            return u"an attempt went nowhere"_s;
    }
    return {};
}

/// Mostly good, sometimes each of the faults. Called on the servers' thread only.
class RandomFaults
{
public:
    std::optional<Reaction> operator()(const wire::RemotingCommand &request)
    {
        if (request.code != sendCode)
            return m_random.bounded(100) < 2 ? reaction::does(Kind::CloseBefore) : reaction::ok();
        const quint32 dice = m_random.bounded(1000);
        // Whatever closes a connection hits all that is under way on it.
        if (dice < 1)
            return reaction::does(Kind::CloseBefore);
        if (dice < 2)
            return reaction::does(Kind::CloseMidway);
        if (dice < 3)
            return reaction::does(Kind::CloseAfter);
        if (dice < 4)
            return reaction::does(Kind::Garbage);
        if (dice < 6)
            return reaction::code(1500);
        if (dice < 8)
            return reaction::does(Kind::Silence);
        if (dice < 10)
            return reaction::does(Kind::WrongOpaque);
        if (dice < 25)
            return reaction::does(Kind::ByteByByte);
        if (dice < 45)
            return reaction::later(milliseconds(m_random.bounded(40)));
        if (dice < 65)
            return reaction::code(2, u"[REJECTREQUEST]busy"_s);
        if (dice < 75)
            return reaction::code(13);
        if (dice < 85)
            return reaction::code(10);
        return reaction::ok();
    }

private:
    QRandomGenerator m_random{20240917};
};

} // namespace

class TestMisbehaviour : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMisbehaviourEndsInOneOutcome_data();
    void everyMisbehaviourEndsInOneOutcome();
    void aConnectionLostMidAnswerIsAConnectFailure();
    void anAnswerBeforeTheCloseCounts();
    void aWrongOpaqueIsIgnored();
    void garbageClosesTheConnectionAndTheNextSendTakesAnother();
    void anAnswerByteByByteIsAnAnswer();
    void goAwayTakesANewConnectionAndSendsAgain();
    void goAwayOfARouteRequestIsFollowedToo();
    void whatTheOldConnectionStillAnswersCounts();
    void aLateAnswerIsNobodys();
    void requestsOfServersDoNotDisturbSends();
    void aLostConnectionFailsAllThatIsOnIt();
    void tenThousandSendsThroughAllFaultsHaveOneOutcomeEach();
};

void TestMisbehaviour::everyMisbehaviourEndsInOneOutcome_data()
{
    QTest::addColumn<Reaction>("reaction");
    QTest::addColumn<int>("mode");
    QTest::addColumn<QStringList>("verdicts"); // any of these
    const auto row = [](const char *title, const Reaction &reaction, const QStringList &verdicts) {
        QTest::addRow("%s, sync", title) << reaction << int(SendMode::Sync) << verdicts;
        QTest::addRow("%s, async", title) << reaction << int(SendMode::Async) << verdicts;
        // What comes back has no meaning for it.
        QTest::addRow("%s, oneway", title) << reaction << int(SendMode::Oneway) << QStringList{u"ONEWAY"_s};
    };
    row("an answer", reaction::ok(), {u"SEND_OK"_s});
    row("a refusal", reaction::code(13), {u"illegal-message"_s});
    row("silence", reaction::does(Kind::Silence), {u"timeout"_s});
    row("an answer that is too late", reaction::later(400ms), {u"timeout"_s});
    row("closed before", reaction::does(Kind::CloseBefore), {u"connect"_s});
    row("closed midway", reaction::does(Kind::CloseMidway), {u"connect"_s});
    row("closed after", reaction::does(Kind::CloseAfter), {u"SEND_OK"_s});
    row("garbage", reaction::does(Kind::Garbage), {u"internal"_s});
    row("a wrong opaque", reaction::does(Kind::WrongOpaque), {u"timeout"_s});
    row("byte by byte", reaction::does(Kind::ByteByByte), {u"SEND_OK"_s});
}

void TestMisbehaviour::everyMisbehaviourEndsInOneOutcome()
{
    QFETCH(Reaction, reaction);
    QFETCH(int, mode);
    QFETCH(QStringList, verdicts);
    OneBroker servers;
    servers.a().always(sendCode, reaction);
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    OutcomeBox box;
    // Short only where nothing else ends it; the look-up counts, too.
    const bool ends = !verdicts.contains(u"timeout"_s);
    QVERIFY(producer.route(TopicName(u"T"_s), 20s));
    const SendOptions options{.timeout = ends ? 20'000ms : 250ms, .retries = 0};
    const Result<SendId> id = producer.submit(SendMode(mode), messageTo(u"T"_s), options, box.handler());
    QVERIFY(id);
    QVERIFY(box.waitFor(1));
    producer.shutdown(); // whatever would come later has come
    QCOMPARE(box.count(), size_t(1));
    const SendOutcome outcome = box.all().front();
    QVERIFY2(verdicts.contains(verdictOf(outcome)), qPrintable(describe(outcome)));
    QVERIFY(outcome.id == *id);
    QCOMPARE(complaintOf(outcome, 1), QString());
}

void TestMisbehaviour::aConnectionLostMidAnswerIsAConnectFailure()
{
    OneBroker servers;
    servers.a().next(sendCode, {reaction::ok(), reaction::does(Kind::CloseMidway)});
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s), {.retries = 0});
    QCOMPARE(verdictOf(outcome), u"connect"_s);
    QVERIFY2(outcome.result.error().detail.contains(servers.a().address().text()),
             qPrintable(describe(outcome)));
    QVERIFY2(outcome.result.error().detail.contains("was lost"_L1), qPrintable(describe(outcome)));
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
}

void TestMisbehaviour::anAnswerBeforeTheCloseCounts()
{
    OneBroker servers;
    servers.a().always(sendCode, reaction::does(Kind::CloseAfter));
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    for (int i = 0; i < 10; ++i) {
        // A send that meets the closing connection fails and is tried again.
        const SendOutcome outcome = producer.send(messageTo(u"T"_s));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    }
}

void TestMisbehaviour::aWrongOpaqueIsIgnored()
{
    OneBroker servers;
    servers.a().next(sendCode, {reaction::does(Kind::WrongOpaque)});
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s), {.timeout = 250ms, .retries = 0});
    QCOMPARE(verdictOf(outcome), u"timeout"_s);
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QCOMPARE(servers.a().connections(), 1); // it did answer something
}

void TestMisbehaviour::garbageClosesTheConnectionAndTheNextSendTakesAnother()
{
    OneBroker servers;
    servers.a().next(sendCode, {reaction::ok(), reaction::does(Kind::Garbage)});
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s), {.retries = 0});
    QCOMPARE(verdictOf(outcome), u"internal"_s);
    QVERIFY(outcome.result.error().detail.contains(servers.a().address().text()));
    QVERIFY(outcome.result.error().hint.contains("remoting port"_L1));
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QCOMPARE(servers.a().connections(), 2);
    QTRY_COMPARE(servers.a().openConnections(), 1);
}

void TestMisbehaviour::anAnswerByteByByteIsAnAnswer()
{
    OneBroker servers;
    servers.cluster.nameServer().always(routeCode, reaction::does(Kind::ByteByByte));
    servers.a().always(sendCode, reaction::does(Kind::ByteByByte));
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    OutcomeBox box;
    for (int i = 0; i < 20; ++i)
        QVERIFY(producer.submit(SendMode::Async, messageTo(u"T"_s), {.timeout = 20s}, box.handler()));
    // Bytes of several answers come mixed only if the server mixes them: one after the other here.
    QVERIFY(box.waitFor(20));
}

void TestMisbehaviour::goAwayTakesANewConnectionAndSendsAgain()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    servers.a().next(sendCode, {reaction::code(1500)});
    for (const SendMode mode : {SendMode::Sync, SendMode::Async}) {
        servers.a().next(sendCode, {});
        const qsizetype before = servers.a().requests(sendCode).size();
        if (mode == SendMode::Async)
            servers.a().next(sendCode, {reaction::code(1500)});
        const SendOutcome outcome = sendBy(producer, mode, messageTo(u"T"_s));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QCOMPARE(outcome.attempts.size(), 1);
        const QList<SeenRequest> seen = servers.a().requests(sendCode).mid(before);
        QCOMPARE(seen.size(), 2);
        QVERIFY(seen[0].command.opaque != seen[1].command.opaque);
        QVERIFY(seen[0].connection != seen[1].connection);
        QCOMPARE(seen[1].command.field("i"), seen[0].command.field("i"));
        QCOMPARE(outcome.attempts[0].opaque, seen[1].command.opaque);
    }
    QCOMPARE(servers.a().connections(), 3);
    // Later requests stay on the new connection, and it gets a heartbeat.
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QCOMPARE(servers.a().requests(sendCode).back().connection, 3);
    QTRY_COMPARE(servers.a().count(heartbeatCode), 3);
}

void TestMisbehaviour::goAwayOfARouteRequestIsFollowedToo()
{
    OneBroker servers;
    servers.cluster.nameServer().next(routeCode, {reaction::code(1500)});
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    const QList<SeenRequest> seen = servers.cluster.nameServer().requests(routeCode);
    QCOMPARE(seen.size(), 2);
    QVERIFY(seen[0].connection != seen[1].connection);
}

void TestMisbehaviour::whatTheOldConnectionStillAnswersCounts()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    servers.a().next(sendCode, {reaction::later(150ms), reaction::code(1500)});
    OutcomeBox box;
    for (int i = 0; i < 2; ++i)
        QVERIFY(producer.submit(SendMode::Async, messageTo(u"T"_s), {.timeout = 20s}, box.handler()));
    QVERIFY(box.waitFor(2));
    for (const SendOutcome &outcome : box.all()) {
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QCOMPARE(outcome.attempts.size(), 1);
    }
    QCOMPARE(servers.a().count(sendCode), 4);
}

void TestMisbehaviour::aLateAnswerIsNobodys()
{
    OneBroker servers;
    servers.a().next(sendCode, {reaction::later(150ms)});
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QVERIFY(producer.route(TopicName(u"T"_s)));
    OutcomeBox box;
    const SendOptions brief{.timeout = 50ms, .retries = 0};
    QVERIFY(producer.submit(SendMode::Async, messageTo(u"T"_s), brief, box.handler()));
    QVERIFY(box.waitFor(1));
    QCOMPARE(verdictOf(box.all().front()), u"timeout"_s);
    for (int i = 0; i < 5; ++i)
        QVERIFY(producer.send(messageTo(u"T"_s), {.timeout = 20s}).isOk());
    servers.a().next(sendCode, {reaction::later(200ms)}); // by then the late answer is there
    QVERIFY(producer.send(messageTo(u"T"_s), {.timeout = 20s}).isOk());
    QCOMPARE(box.count(), size_t(1));
}

void TestMisbehaviour::requestsOfServersDoNotDisturbSends()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    wire::RemotingCommand request;
    request.code = wire::requestcode::notifyConsumerIdsChanged;
    request.opaque = 7;
    servers.a().request(request);
    request.flag = wire::commandflag::oneway;
    servers.a().request(request);
    request.flag = 0;
    request.opaque = 8;
    servers.a().request(request);
    QTRY_COMPARE(servers.a().responses().size(), 2);
    QCOMPARE(servers.a().responses().front().opaque, 7);
    QCOMPARE(servers.a().responses().front().code, 3);
    QCOMPARE(servers.a().responses().back().opaque, 8);
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QCOMPARE(servers.a().connections(), 1);
}

void TestMisbehaviour::aLostConnectionFailsAllThatIsOnIt()
{
    OneBroker servers;
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    servers.a().always(sendCode, reaction::does(Kind::Silence));
    OutcomeBox box;
    constexpr int count = 200;
    for (int i = 0; i < count; ++i)
        QVERIFY(producer.submit(SendMode::Async, messageTo(u"T"_s), {.timeout = 20s, .retries = 0},
                                box.handler()));
    QTRY_COMPARE(servers.a().count(sendCode), count + 1);
    servers.a().dropConnections();
    QVERIFY(box.waitFor(count)); // at once, not after their time
    for (const SendOutcome &outcome : box.all()) {
        QCOMPARE(verdictOf(outcome), u"connect"_s);
        QVERIFY(outcome.elapsed < 15s);
    }
    QTRY_COMPARE(producer.inFlight(), 0);
}

void TestMisbehaviour::tenThousandSendsThroughAllFaultsHaveOneOutcomeEach()
{
    constexpr int threadCount = 8;
    constexpr int each = 1250;
    TwoBrokers servers;
    servers.cluster.addBroker(u"c"_s);
    servers.cluster.setTopic(u"T"_s, u"a:4 b:4 c:4"_s);
    for (const QString &broker : {u"a"_s, u"b"_s, u"c"_s})
        servers.cluster.broker(broker).decide(RandomFaults());
    ProducerConfig config = configFor(servers.cluster);
    config.sendTimeout = 500ms;
    config.attemptTimeout = 150ms;
    config.maxInFlight = 200;
    config.maxQueuedBytes = 256 * 1024;
    Producer producer(config);
    QVERIFY(producer.start());

    OutcomeBox box;
    std::atomic<int> accepted = 0;
    std::mutex mutex;
    QStringList complaints;
    QSet<quint64> acceptedIds;
    const auto complain = [&](const QString &complaint) {
        const std::lock_guard lock(mutex);
        complaints.append(complaint);
    };
    std::vector<std::thread> threads;
    for (int thread = 0; thread < threadCount; ++thread) {
        threads.emplace_back([&, thread] {
            QRandomGenerator random(quint32(thread) + 1);
            QSet<quint64> mine;
            for (int i = 0; i < each; ++i) {
                // Some bodies are compressed.
                const Message message =
                    messageTo(u"T"_s, QByteArray(random.bounded(20) == 0 ? 9000 : 50, 'x'));
                const quint32 dice = random.bounded(20);
                if (dice == 0) {
                    const SendOutcome outcome = producer.send(message);
                    if (const QString complaint = complaintOf(outcome, 3); !complaint.isEmpty())
                        complain(complaint + u": "_s + describe(outcome));
                    continue;
                }
                const SendMode mode = dice < 8    ? SendMode::Sync
                                      : dice < 15 ? SendMode::Async
                                                  : SendMode::Oneway;
                // With so much under way the gate may let nobody in for the time of a send: once more then.
                Result<SendId> id = producer.submit(mode, message, {}, box.handler());
                for (int again = 0; !id && again < 100; ++again)
                    id = producer.submit(mode, message, {}, box.handler());
                if (!id) {
                    complain(u"not accepted: "_s + id.error().detail);
                    continue;
                }
                ++accepted;
                mine.insert(id->value);
            }
            const std::lock_guard lock(mutex);
            acceptedIds.unite(mine);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY(box.waitFor(size_t(accepted)));
    QTRY_COMPARE(producer.inFlight(), 0);
    producer.shutdown();
    QCOMPARE(box.count(), size_t(accepted));

    QSet<quint64> ids;
    QSet<QString> messageIds;
    int good = 0;
    for (const SendOutcome &outcome : box.all()) {
        if (const QString complaint = complaintOf(outcome, 3); !complaint.isEmpty())
            complaints.append(complaint + u": "_s + describe(outcome));
        ids.insert(outcome.id.value);
        messageIds.insert(outcome.msgId.toString());
        good += outcome.isOk() ? 1 : 0;
    }
    QVERIFY2(complaints.isEmpty(),
             qPrintable(u"%1 complaints, the first: %2"_s.arg(complaints.size()).arg(complaints.value(0))));
    QCOMPARE(ids.size(), int(accepted));
    QCOMPARE(messageIds.size(), int(accepted));
    QVERIFY(ids == acceptedIds);
    // A connection that is closed takes with it all that is under way on it: how many get through is chance.
    QVERIFY(good > 0);
}

QTEST_GUILESS_MAIN(TestMisbehaviour)
#include "tst_misbehaviour.moc"
