// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "memorytransport.h"
#include "remoting/connection.h"
#include "wire/codes.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::remoting;
using namespace gantry::testing;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {

const Address address(u"10.0.0.1:10911"_s);

struct RequestOptions {
    milliseconds timeout{3000};
    bool oneway = false;
    bool closeOnTimeout = false;
};

wire::RemotingCommand response(qint32 opaque, int code = 0)
{
    wire::RemotingCommand command;
    command.code = code;
    command.opaque = opaque;
    command.flag = wire::commandflag::response;
    return command;
}

/// One connection, and the handler of all its requests.
struct Fixture {
    Fixture()
    {
        const RemotingClient::Cork cork(remoting.client);
        connection = *remoting.client.channel(address).connection();
    }

    void append(qint32 opaque, const RequestOptions &options = {})
    {
        const RemotingClient::Cork cork(remoting.client);
        wire::RemotingCommand command;
        command.code = wire::requestcode::sendMessageV2;
        command.opaque = opaque;
        command.flag = options.oneway ? wire::commandflag::oneway : 0;
        if (!wire::encode(command, wire::HeaderType::Json, connection->outgoing()))
            qFatal("cannot encode");
        connection->frameAppended({.opaque = opaque,
                                   .oneway = options.oneway,
                                   .closeOnTimeout = options.closeOnTimeout,
                                   .handler = &handler,
                                   .token = quintptr(opaque),
                                   .sentAt = remoting.clock.now(),
                                   .deadline = remoting.clock.now() + options.timeout});
    }
    void advance(milliseconds by) { remoting.advance(remoting.client.channel(address), by); }
    [[nodiscard]] MemoryTransport &transport() { return *remoting.transports.front(); }
    [[nodiscard]] QList<qint32> writtenOpaques()
    {
        QList<qint32> opaques;
        for (const wire::RemotingCommand &command : transport().requests())
            opaques.append(command.opaque);
        return opaques;
    }
    [[nodiscard]] QList<int> tokens(const std::vector<std::pair<quintptr, Error>> &list) const
    {
        QList<int> found;
        for (const auto &[token, error] : list)
            found.append(int(token));
        return found;
    }

    MemoryRemoting remoting;
    RecordingHandler handler;
    Connection *connection = nullptr;
};

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsGatherUntilItIsOpen();
    void aRequestThatWasGivenUpBeforeItOpenedIsNeverWritten();
    void aBatchIsOneWrite();
    void answersAreMatchedInAnyOrder();
    void anAnswerMayComeByteByByte();
    void lateAndUnknownAnswersAreDropped();
    void aServersRequestIsNoAnswerToOurs();
    void unsupportedRequestsOfTheServerAreAnswered();
    void itsOneWayRequestsAreNot();
    void bytesThatAreNoFrameCloseIt_data();
    void bytesThatAreNoFrameCloseIt();
    void losingItFailsAllThatIsPending();
    void itEndsOnce();
    void anAnswerThatDoesNotComeIsATimeOut();
    void aTimeOutClosesItOnlyWhenTheServerIsSilent();
    void silenceIsToldOnceAndEndsWithTheFirstBytes();
    void oneWayRequestsAreDoneOnceTheyAreWritten();
    void requestsAreToldWhenTheKernelHasThem();
    void aForgottenRequestIsNotTold();
    void itIsGivenUpWhenItDoesNotOpen();
    void itClosesWhenItIsIdle();
    void itIsNotIdleWhileAnAnswerIsAwaited();
};

void TestConnection::requestsGatherUntilItIsOpen()
{
    Fixture f;
    QVERIFY(f.transport().isOpening());
    f.append(1);
    f.append(2);
    QVERIFY(f.transport().written().isEmpty());
    QVERIFY(f.connection->state() == Connection::State::Opening);
    f.transport().finishOpening();
    QVERIFY(f.connection->state() == Connection::State::Open);
    QCOMPARE(f.writtenOpaques(), (QList<qint32>{1, 2}));
    f.append(3);
    QCOMPARE(f.writtenOpaques(), (QList<qint32>{1, 2, 3}));
    QCOMPARE(f.connection->pendingCount(), 3);
}

/// Its sender has been told that the connect failed, and may have sent it elsewhere: a copy must not follow.
void TestConnection::aRequestThatWasGivenUpBeforeItOpenedIsNeverWritten()
{
    Fixture f;
    f.append(1, {.timeout = 500ms});
    f.append(2, {.timeout = 2900ms});
    f.advance(500ms);
    QCOMPARE(f.tokens(f.handler.failures), QList<int>{1});
    QCOMPARE(name(f.handler.failures.front().second.kind), "connect"_L1);
    QVERIFY(f.connection->state() == Connection::State::Opening);
    f.transport().finishOpening();
    QCOMPARE(f.writtenOpaques(), QList<qint32>{2});
    f.transport().receive(response(2));
    QCOMPARE(f.handler.responses.size(), size_t(1));
}

void TestConnection::aBatchIsOneWrite()
{
    Fixture f;
    f.transport().finishOpening();
    {
        const RemotingClient::Cork cork(f.remoting.client);
        f.append(1);
        f.append(2);
        QVERIFY(f.transport().written().isEmpty());
    }
    QCOMPARE(f.writtenOpaques(), (QList<qint32>{1, 2}));
}

void TestConnection::answersAreMatchedInAnyOrder()
{
    Fixture f;
    f.transport().finishOpening();
    for (const qint32 opaque : {1, 2, 3})
        f.append(opaque);
    f.transport().receive(MemoryTransport::encoded(response(3, 13))
                          + MemoryTransport::encoded(response(1, 11)));
    f.transport().receive(response(2, 12));
    QCOMPARE(f.handler.responses.size(), size_t(3));
    const QList<int> expected{3, 1, 2};
    for (size_t i = 0; i < 3; ++i) {
        QCOMPARE(int(f.handler.responses[i].first), expected.at(qsizetype(i)));
        QCOMPARE(f.handler.responses[i].second.code, 10 + expected.at(qsizetype(i)));
    }
    QCOMPARE(f.connection->pendingCount(), 0);
}

void TestConnection::anAnswerMayComeByteByByte()
{
    Fixture f;
    f.transport().finishOpening();
    f.append(1);
    const QByteArray bytes = MemoryTransport::encoded(response(1));
    for (const char byte : bytes) {
        QVERIFY(f.handler.responses.empty());
        f.transport().receive(QByteArray(1, byte));
    }
    QCOMPARE(f.handler.responses.size(), size_t(1));
}

void TestConnection::lateAndUnknownAnswersAreDropped()
{
    Fixture f;
    f.transport().finishOpening();
    f.append(1, {.timeout = 100ms});
    f.append(2);
    f.advance(100ms);
    f.transport().receive(response(1));
    f.transport().receive(response(4711));
    QCOMPARE(f.tokens(f.handler.failures), QList<int>{1});
    QVERIFY(f.handler.responses.empty());
    f.transport().receive(response(2));
    QCOMPARE(f.handler.responses.size(), size_t(1));
}

void TestConnection::aServersRequestIsNoAnswerToOurs()
{
    Fixture f;
    f.transport().finishOpening();
    f.append(1);
    wire::RemotingCommand request = response(1);
    request.flag = 0;
    request.code = wire::requestcode::notifyConsumerIdsChanged;
    f.transport().receive(request);
    QVERIFY(f.handler.responses.empty());
    QCOMPARE(f.connection->pendingCount(), 1);
}

void TestConnection::unsupportedRequestsOfTheServerAreAnswered()
{
    Fixture f;
    f.transport().finishOpening();
    wire::RemotingCommand request;
    request.code = 29999;
    request.opaque = 77;
    f.transport().receive(request);
    QCOMPARE(f.transport().requests().size(), 1);
    const wire::RemotingCommand answer = f.transport().requests().front();
    QVERIFY(answer.isResponse());
    QCOMPARE(answer.opaque, 77);
    QCOMPARE(answer.code, wire::responsecode::requestCodeNotSupported);
    QCOMPARE(answer.remark.value_or(QString()), u" request type 29999 not supported"_s);
}

void TestConnection::itsOneWayRequestsAreNot()
{
    Fixture f;
    f.transport().finishOpening();
    wire::RemotingCommand request;
    request.code = 29999;
    request.flag = wire::commandflag::oneway;
    f.transport().receive(request);
    QVERIFY(f.transport().written().isEmpty());
}

void TestConnection::bytesThatAreNoFrameCloseIt_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("another protocol") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
    QTest::newRow("too long a frame") << QByteArray::fromHex("7fffffff00000010");
    QTest::newRow("a header that is no JSON") << QByteArray::fromHex("0000000600000002") + "xy";
    QTest::newRow("a header longer than its frame") << QByteArray::fromHex("0000000800000010") + "xxxx";
    QTest::newRow("TLS") << QByteArray::fromHex("150303000202280000");
}

void TestConnection::bytesThatAreNoFrameCloseIt()
{
    QFETCH(QByteArray, bytes);
    Fixture f;
    f.transport().finishOpening();
    f.append(1);
    f.append(2);
    QSignalSpy closed(f.connection, &Connection::closed);
    f.transport().receive(bytes);
    QCOMPARE(closed.count(), 1);
    QVERIFY(f.connection->state() == Connection::State::Closed);
    QVERIFY(f.transport().isClosed());
    QCOMPARE(f.tokens(f.handler.failures), (QList<int>{1, 2}));
    for (const auto &[token, error] : f.handler.failures) {
        QCOMPARE(name(error.kind), "internal"_L1);
        QVERIFY(error.detail.contains(address.text()));
    }
}

void TestConnection::losingItFailsAllThatIsPending()
{
    Fixture f;
    f.transport().finishOpening();
    f.append(1);
    f.append(2, {.oneway = true}); // was handed over, and so is done
    f.append(3);
    const Error lost{ErrorKind::Connect, u"lost"_s, {}, clienterror::connectBroker};
    f.transport().lose(lost);
    QCOMPARE(f.tokens(f.handler.failures), (QList<int>{1, 3}));
    QVERIFY(f.handler.failures.front().second == lost);
    QVERIFY(f.handler.responses.empty());
    QCOMPARE(f.connection->pendingCount(), 0);
}

/// A socket may tell of one loss twice, by a failed write and by its error: that is one failure to the
/// channel.
void TestConnection::itEndsOnce()
{
    Fixture f;
    f.transport().finishOpening();
    f.append(1);
    QSignalSpy closed(f.connection, &Connection::closed);
    const Error lost{ErrorKind::Connect, u"lost"_s, {}, clienterror::connectBroker};
    f.transport().lose(lost);
    f.transport().lose(lost);
    f.connection->close(lost);
    QCOMPARE(closed.count(), 1);
    QCOMPARE(f.tokens(f.handler.failures), QList<int>{1});
}

void TestConnection::anAnswerThatDoesNotComeIsATimeOut()
{
    Fixture f;
    f.transport().finishOpening();
    f.append(1, {.timeout = 250ms});
    f.advance(249ms);
    QVERIFY(f.handler.failures.empty());
    f.advance(1ms);
    QCOMPARE(f.handler.failures.size(), size_t(1));
    const Error error = f.handler.failures.front().second;
    QCOMPARE(name(error.kind), "timeout"_L1);
    QCOMPARE(error.code, std::optional(clienterror::accessBrokerTimeout));
    QCOMPARE(error.detail, u"wait response on the channel 10.0.0.1:10911 timeout, 250(ms)"_s);
}

void TestConnection::aTimeOutClosesItOnlyWhenTheServerIsSilent()
{
    Fixture f;
    f.transport().finishOpening();
    f.append(1, {.timeout = 100ms, .closeOnTimeout = true});
    f.append(2);
    f.remoting.clock.advance(50ms);
    f.transport().receive(response(2));
    f.advance(50ms);
    QCOMPARE(f.tokens(f.handler.failures), QList<int>{1});
    QVERIFY(f.connection->state() == Connection::State::Open); // it answers others

    f.append(3, {.timeout = 100ms});
    f.advance(100ms);
    QVERIFY(f.connection->state() == Connection::State::Open); // not asked to close it
    f.append(4, {.timeout = 100ms, .closeOnTimeout = true});
    f.append(5);
    f.advance(100ms);
    QVERIFY(f.connection->state() == Connection::State::Closed);
    QCOMPARE(f.tokens(f.handler.failures), (QList<int>{1, 3, 4, 5}));
    QCOMPARE(name(f.handler.failures.back().second.kind), "connect"_L1);
}

void TestConnection::silenceIsToldOnceAndEndsWithTheFirstBytes()
{
    Fixture f;
    QSignalSpy silent(f.connection, &Connection::wentSilent);
    QSignalSpy alive(f.connection, &Connection::cameAlive);
    f.transport().finishOpening();
    f.append(1);
    f.transport().receive(response(1));
    QCOMPARE(alive.count(), 1); // the first bytes ever
    f.remoting.clock.advance(1ms);
    f.append(2, {.timeout = 100ms});
    f.append(3, {.timeout = 200ms});
    f.advance(100ms);
    f.advance(100ms);
    QCOMPARE(silent.count(), 1);
    QCOMPARE(alive.count(), 1);
    f.transport().receive(response(2));
    QCOMPARE(alive.count(), 2);
    QVERIFY(f.connection->everReceived());
}

void TestConnection::oneWayRequestsAreDoneOnceTheyAreWritten()
{
    Fixture f;
    f.append(1, {.oneway = true});
    QVERIFY(f.handler.written.empty());
    f.transport().startHoldingBack(1);
    f.transport().finishOpening();
    QVERIFY(f.handler.written.empty()); // its last byte is still here
    QCOMPARE(f.connection->pendingCount(), 1);
    f.transport().holdBack(0);
    QCOMPARE(f.handler.written, std::vector<quintptr>{1});
    QCOMPARE(f.connection->pendingCount(), 0);
    f.advance(10s);
    QVERIFY(f.handler.failures.empty());
}

void TestConnection::requestsAreToldWhenTheKernelHasThem()
{
    Fixture f;
    f.transport().finishOpening();
    f.transport().startHoldingBack(1);
    f.append(1);
    f.append(2);
    QCOMPARE(f.handler.written, std::vector<quintptr>{1});
    f.transport().holdBack(0);
    QCOMPARE(f.handler.written, (std::vector<quintptr>{1, 2}));
    f.transport().holdBack(0);
    QCOMPARE(f.handler.written.size(), size_t(2));
    QCOMPARE(f.connection->pendingCount(), 2);
}

void TestConnection::aForgottenRequestIsNotTold()
{
    Fixture f;
    f.transport().finishOpening();
    f.append(1);
    f.append(2, {.timeout = 100ms});
    f.connection->forget(1);
    f.connection->forget(2);
    f.transport().receive(response(1));
    f.advance(200ms);
    QVERIFY(f.handler.responses.empty());
    QVERIFY(f.handler.failures.empty());
}

void TestConnection::itIsGivenUpWhenItDoesNotOpen()
{
    Fixture f;
    f.append(1, {.timeout = 60s});
    f.advance(2999ms);
    QVERIFY(f.handler.failures.empty());
    f.advance(1ms);
    QCOMPARE(f.handler.failures.size(), size_t(1));
    QCOMPARE(name(f.handler.failures.front().second.kind), "connect"_L1);
    QVERIFY(f.handler.failures.front().second.detail.contains("3000 ms"_L1));
    QVERIFY(f.transport().isClosed());
}

void TestConnection::itClosesWhenItIsIdle()
{
    Fixture f;
    f.transport().finishOpening();
    f.append(1);
    f.transport().receive(response(1));
    f.advance(119'999ms);
    QVERIFY(f.connection->state() == Connection::State::Open);
    f.advance(1ms);
    QVERIFY(f.connection->state() == Connection::State::Closed);
}

void TestConnection::itIsNotIdleWhileAnAnswerIsAwaited()
{
    Fixture f;
    f.transport().finishOpening();
    f.append(1, {.timeout = 600s});
    f.advance(300s);
    QVERIFY(f.connection->state() == Connection::State::Open);
    f.transport().receive(response(1));
    QCOMPARE(f.handler.responses.size(), size_t(1));
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
