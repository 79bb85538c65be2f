// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "memorytransport.h"
#include "remoting/channel.h"
#include "wire/codes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::remoting;
using namespace gantry::testing;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {

const Address address(u"10.0.0.1:10911"_s);
const Error refused{ErrorKind::Connect, u"connection refused"_s, {}, clienterror::connectBroker};

struct Fixture {
    [[nodiscard]] Result<Connection *> connect()
    {
        const RemotingClient::Cork cork(remoting.client);
        return channel.connection();
    }
    /// Opens a connection that is refused.
    void fail()
    {
        if (!connect())
            qFatal("too early for a connect");
        remoting.last().lose(refused);
    }
    void append(qint32 opaque, milliseconds timeout)
    {
        const RemotingClient::Cork cork(remoting.client);
        Connection *connection = *channel.connection();
        wire::RemotingCommand command;
        command.opaque = opaque;
        if (!wire::encode(command, wire::HeaderType::Json, connection->outgoing()))
            qFatal("cannot encode");
        connection->frameAppended({.opaque = opaque,
                                   .handler = &handler,
                                   .token = quintptr(opaque),
                                   .sentAt = remoting.clock.now(),
                                   .deadline = remoting.clock.now() + timeout});
    }
    void advance(milliseconds by) { remoting.advance(channel, by); }
    void answer(MemoryTransport &transport, qint32 opaque)
    {
        wire::RemotingCommand response;
        response.opaque = opaque;
        response.flag = wire::commandflag::response;
        transport.receive(response);
    }

    MemoryRemoting remoting;
    RecordingHandler handler;
    Channel &channel = remoting.client.channel(address);
};

} // namespace

class TestChannel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itOpensOneConnection();
    void afterEachFailureItWaitsLonger();
    void itSaysWhyItDoesNotTry();
    void anAnswerEndsTheWaiting();
    void aConnectionThatIsClosedBeforeAnyByteIsAFailure();
    void aConnectionThatWasLostLaterIsNot();
    void aSlowConnectIsSuspect();
    void aSecondTryIsSuspectUntilItIsOpen();
    void aSilentServerIsSuspectUntilItAnswers();
    void itStaysSuspectOverANewConnection();
    void itWantsAProbeWhenItMayConnect();
    void itWantsAProbeAfterALossButNotAfterIdleness();
    void aSnapshotTellsStateAndWhy();
    void goAwayTakesANewConnection();
    void goAwayOfAnOldConnectionDoesNothing();
    void closingFailsTheLeavingConnectionsToo();
    void theAddressMapIsForTheConnectOnly();
};

void TestChannel::itOpensOneConnection()
{
    Fixture f;
    QVERIFY(f.remoting.transports.empty());
    const Result<Connection *> first = f.connect();
    QVERIFY(first);
    QVERIFY(*f.connect() == *first);
    QVERIFY(!f.channel.isOpen());
    f.remoting.last().finishOpening();
    QVERIFY(f.channel.isOpen());
    QVERIFY(*f.connect() == *first);
    QCOMPARE(f.remoting.transports.size(), size_t(1));
    QVERIFY(&f.remoting.client.channel(address) == &f.channel);
    QVERIFY(f.remoting.client.existingChannel(address) == &f.channel);
    QVERIFY(!f.remoting.client.existingChannel(Address(u"10.0.0.2:10911"_s)));
}

void TestChannel::afterEachFailureItWaitsLonger()
{
    Fixture f;
    for (const milliseconds wait : {50ms, 100ms, 200ms, 200ms, 200ms}) {
        f.fail();
        QVERIFY(!f.connect());
        f.advance(wait - 1ms);
        QVERIFY(!f.connect());
        f.advance(1ms);
    }
    QVERIFY(f.connect());
}

void TestChannel::itSaysWhyItDoesNotTry()
{
    Fixture f;
    f.fail();
    f.advance(20ms);
    const Result<Connection *> tooEarly = f.connect();
    QVERIFY(!tooEarly);
    QCOMPARE(name(tooEarly.error().kind), "connect"_L1);
    QCOMPARE(tooEarly.error().detail, u"connection refused (20 ms ago; the next try is in 30 ms)"_s);
    QCOMPARE(tooEarly.error().code, refused.code);
}

void TestChannel::anAnswerEndsTheWaiting()
{
    Fixture f;
    f.fail();
    f.advance(50ms);
    f.fail();
    f.advance(100ms);
    f.append(1, 3000ms);
    f.remoting.last().finishOpening();
    f.answer(f.remoting.last(), 1);
    QVERIFY(!f.channel.isSuspect());
    f.remoting.last().lose(refused);
    QVERIFY(f.connect()); // at once
}

void TestChannel::aConnectionThatIsClosedBeforeAnyByteIsAFailure()
{
    Fixture f;
    QVERIFY(f.connect());
    f.remoting.last().finishOpening();
    f.remoting.last().lose(refused);
    QVERIFY(!f.connect());
    QVERIFY(f.channel.isSuspect());
}

void TestChannel::aConnectionThatWasLostLaterIsNot()
{
    Fixture f;
    f.append(1, 3000ms);
    f.remoting.last().finishOpening();
    f.answer(f.remoting.last(), 1);
    f.remoting.last().lose(refused);
    QVERIFY(!f.channel.isSuspect());
    QVERIFY(f.connect());
}

void TestChannel::aSlowConnectIsSuspect()
{
    Fixture f;
    QVERIFY(f.connect());
    QVERIFY(!f.channel.isSuspect());
    f.advance(300ms);
    QVERIFY(!f.channel.isSuspect());
    f.advance(1ms);
    QVERIFY(f.channel.isSuspect());
    f.remoting.last().finishOpening();
    QVERIFY(!f.channel.isSuspect());
}

void TestChannel::aSecondTryIsSuspectUntilItIsOpen()
{
    Fixture f;
    f.fail();
    QVERIFY(f.channel.isSuspect());
    f.advance(50ms);
    QVERIFY(!f.channel.isSuspect()); // worth a try
    QVERIFY(f.connect());
    QVERIFY(f.channel.isSuspect()); // but of one sender only
    f.remoting.last().finishOpening();
    QVERIFY(!f.channel.isSuspect());
}

void TestChannel::aSilentServerIsSuspectUntilItAnswers()
{
    Fixture f;
    f.append(1, 100ms);
    f.remoting.last().finishOpening();
    f.answer(f.remoting.last(), 1);
    f.append(2, 100ms);
    f.advance(99ms);
    QVERIFY(!f.channel.isSuspect());
    f.advance(1ms);
    QVERIFY(f.channel.isSuspect());
    QVERIFY(f.channel.wantsProbe());
    f.answer(f.remoting.last(), 2); // too late for the request, but an answer
    QVERIFY(!f.channel.isSuspect());
    QVERIFY(!f.channel.wantsProbe());
}

void TestChannel::itStaysSuspectOverANewConnection()
{
    Fixture f;
    f.append(1, 100ms);
    f.remoting.last().finishOpening();
    f.advance(100ms);
    f.remoting.last().lose(refused);
    f.advance(2000ms);
    f.append(2, 3000ms);
    QCOMPARE(f.remoting.transports.size(), size_t(2));
    f.remoting.last().finishOpening();
    QVERIFY(f.channel.isSuspect()); // a connect shows only that its kernel lives
    f.answer(f.remoting.last(), 2);
    QVERIFY(!f.channel.isSuspect());
}

void TestChannel::itWantsAProbeWhenItMayConnect()
{
    Fixture f;
    QVERIFY(!f.channel.wantsProbe());
    f.fail();
    QVERIFY(!f.channel.wantsProbe());
    f.advance(50ms);
    QVERIFY(f.channel.wantsProbe());
}

void TestChannel::itWantsAProbeAfterALossButNotAfterIdleness()
{
    Fixture f;
    f.append(1, 3000ms);
    f.remoting.last().finishOpening();
    f.answer(f.remoting.last(), 1);
    f.advance(120s);
    QVERIFY(f.remoting.last().isClosed());
    QVERIFY(!f.channel.wantsProbe());
    f.append(2, 3000ms);
    f.remoting.last().finishOpening();
    f.answer(f.remoting.last(), 2);
    f.remoting.last().lose(refused);
    QVERIFY(f.channel.wantsProbe());
    QVERIFY(!f.channel.isSuspect()); // it may be back already
    f.append(3, 3000ms);
    f.remoting.last().finishOpening();
    f.answer(f.remoting.last(), 3);
    QVERIFY(!f.channel.wantsProbe());
}

void TestChannel::aSnapshotTellsStateAndWhy()
{
    using State = ServerConnection::State;
    Fixture f;
    QCOMPARE(f.channel.snapshot().state, State::Unused);
    f.fail();
    f.advance(20ms);
    QCOMPARE(f.channel.snapshot().state, State::Waiting);
    QCOMPARE(f.channel.snapshot().age, 20ms);
    QCOMPARE(f.channel.snapshot().lastError->detail, refused.detail);
    QCOMPARE(f.channel.untilNextConnect(), 30ms);
    f.advance(30ms);
    f.append(1, 3000ms);
    QCOMPARE(f.channel.snapshot().state, State::Opening);
    f.remoting.last().finishOpening();
    f.advance(70ms);
    QCOMPARE(f.channel.snapshot().state, State::Open);
    QCOMPARE(f.channel.snapshot().age, 70ms);
    QCOMPARE(f.channel.snapshot().errorAge, 120ms);
    QVERIFY(f.channel.snapshot().answers());
    f.answer(f.remoting.last(), 1);
    f.append(2, 100ms);
    f.advance(100ms);
    QVERIFY(!f.channel.snapshot().answers()); // open, and silent
    f.remoting.last().lose(refused);
    QCOMPARE(f.channel.snapshot().state, State::Closed);
}

void TestChannel::goAwayTakesANewConnection()
{
    Fixture f;
    f.append(1, 3000ms);
    f.append(2, 3000ms);
    MemoryTransport &old = f.remoting.last();
    old.finishOpening();
    f.answer(old, 1);
    Connection *oldConnection = *f.connect();
    f.channel.goAway(oldConnection);
    f.append(3, 3000ms);
    QCOMPARE(f.remoting.transports.size(), size_t(2));
    QVERIFY(*f.connect() != oldConnection);
    QVERIFY(!old.isClosed());
    f.remoting.last().finishOpening();
    f.answer(f.remoting.last(), 3);
    f.answer(old, 2); // what was under way is answered on the old one
    QCOMPARE(f.handler.responses.size(), size_t(3));
    old.lose(refused);
    QVERIFY(f.channel.isOpen());
    QVERIFY(!f.channel.isSuspect());
}

void TestChannel::goAwayOfAnOldConnectionDoesNothing()
{
    Fixture f;
    f.append(1, 3000ms);
    MemoryTransport &old = f.remoting.last();
    old.finishOpening();
    Connection *oldConnection = *f.connect();
    f.channel.goAway(oldConnection);
    Connection *newConnection = *f.connect();
    f.channel.goAway(oldConnection);
    QVERIFY(*f.connect() == newConnection);
    QCOMPARE(f.remoting.transports.size(), size_t(2));
}

void TestChannel::closingFailsTheLeavingConnectionsToo()
{
    Fixture f;
    f.append(1, 3000ms);
    f.remoting.last().finishOpening();
    f.channel.goAway(*f.connect());
    f.append(2, 3000ms);
    f.remoting.last().finishOpening();
    f.channel.close({ErrorKind::Shutdown, u"over"_s, {}, std::nullopt});
    QCOMPARE(f.handler.failures.size(), size_t(2));
    for (const auto &[token, error] : f.handler.failures)
        QCOMPARE(name(error.kind), "shutdown"_L1);
    QVERIFY(f.remoting.transports.at(0)->isClosed() && f.remoting.transports.at(1)->isClosed());
}

void TestChannel::theAddressMapIsForTheConnectOnly()
{
    const Address advertised(u"172.17.0.2:10911"_s);
    const Address reachable(u"127.0.0.1:20911"_s);
    ManualClock clock;
    RemotingClient client({.addressMap = {{advertised, reachable}}}, clock);
    QList<Address> connected;
    client.setTransportFactory([&connected](const Address &to) {
        connected.append(to);
        return std::make_unique<MemoryTransport>();
    });
    const RemotingClient::Cork cork(client);
    QVERIFY(client.channel(advertised).connection());
    QVERIFY(connected == QList<Address>{reachable});
    QVERIFY(client.existingChannel(advertised));
    QVERIFY(!client.existingChannel(reachable));
}

QTEST_GUILESS_MAIN(TestChannel)
#include "tst_channel.moc"
