// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/wireproxy.h"

#include <QHostAddress>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry::testing;

namespace {

const QByteArray jsonHeader =
    R"({"code":310,"extFields":{"b":"主题","i":"KEYS\u0001k1 k2\u0002WAIT\u0001true"},)"
    R"("flag":2,"language":"CPP","opaque":7,"version":493})";

QByteArray number(qint64 value, int bytes)
{
    QByteArray big;
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        big.append(char(value >> shift));
    return big;
}

QByteArray frame(const QByteArray &header, const QByteArray &body, int type)
{
    return number(4 + header.size() + body.size(), 4) + number((type << 24) + header.size(), 4) + header
           + body;
}

QByteArray jsonFrame()
{
    return frame(jsonHeader, "hello", 0);
}

QByteArray binaryFrame()
{
    const QByteArray fields =
        number(1, 2) + "b" + number(3, 4) + "Top" + number(1, 2) + "k" + number(5, 4) + "false";
    return frame(number(310, 2) + number(1, 1) + number(493, 2) + number(-7, 4) + number(0, 4) + number(2, 4)
                     + "ok" + number(fields.size(), 4) + fields,
                 "", 1);
}

} // namespace

class TestWireProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonHeadersAreDecoded();
    void binaryHeadersAreDecoded();
    void brokenFramesAreNamedNotGuessed_data();
    void brokenFramesAreNamedNotGuessed();
    void everyCutOfTheStreamGivesTheSameFrames();
    void bytesPassUnchangedAndAreKept();
    void aDeadServerClosesTheClientsConnection();
};

void TestWireProxy::jsonHeadersAreDecoded()
{
    const WireFrame decoded = decodeFrame(jsonFrame());
    QCOMPARE(decoded.trouble, QString());
    QCOMPARE(decoded.code, 310);
    QCOMPARE(decoded.language, u"CPP"_s);
    QCOMPARE(decoded.version, 493);
    QCOMPARE(decoded.opaque, 7);
    QVERIFY(decoded.isOneway() && !decoded.isResponse() && !decoded.isBinaryHeader);
    QCOMPARE(decoded.fields["b"_L1], u"主题"_s);
    QCOMPARE(decoded.properties(), (QMap<QString, QString>{{u"KEYS"_s, u"k1 k2"_s}, {u"WAIT"_s, u"true"_s}}));
    QCOMPARE(decoded.body, QByteArray("hello"));
}

void TestWireProxy::binaryHeadersAreDecoded()
{
    const WireFrame decoded = decodeFrame(binaryFrame());
    QCOMPARE(decoded.trouble, QString());
    QVERIFY(decoded.isBinaryHeader);
    QCOMPARE(decoded.code, 310);
    QCOMPARE(decoded.language, u"CPP"_s);
    QCOMPARE(decoded.version, 493);
    QCOMPARE(decoded.opaque, -7);
    QCOMPARE(decoded.remark, u"ok"_s);
    QCOMPARE(decoded.fields, (QMap<QString, QString>{{u"b"_s, u"Top"_s}, {u"k"_s, u"false"_s}}));
    QVERIFY(decoded.body.isEmpty());
}

void TestWireProxy::brokenFramesAreNamedNotGuessed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("unquoted keys") << frame("{code:310}", "", 0);
    QTest::newRow("a number as extField") << frame(R"({"code":1,"extFields":{"a":1}})", "", 0);
    QTest::newRow("an unknown header type") << frame("{}", "", 2);
    QTest::newRow("a binary header cut short") << frame(binaryFrame().mid(8, 30), "", 1);
    QTest::newRow("bytes after the binary fields") << frame(binaryFrame().mid(8) + "x", "", 1);
    QTest::newRow("header longer than the frame") << number(8, 4) + number(100, 4) + "abcd";
    QTest::newRow("no header word") << number(2, 4) + "ab";
}

void TestWireProxy::brokenFramesAreNamedNotGuessed()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!decodeFrame(bytes).trouble.isEmpty());
}

void TestWireProxy::everyCutOfTheStreamGivesTheSameFrames()
{
    const QByteArray stream = jsonFrame() + binaryFrame() + jsonFrame();
    for (qsizetype cut = 0; cut <= stream.size(); ++cut) {
        FrameCutter cutter;
        QList<QByteArray> frames = cutter.feed(stream.first(cut));
        frames += cutter.feed(stream.mid(cut));
        QCOMPARE(frames, (QList<QByteArray>{jsonFrame(), binaryFrame(), jsonFrame()}));
    }
}

void TestWireProxy::bytesPassUnchangedAndAreKept()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    WireProxy proxy;
    QVERIFY(proxy.forward(u"127.0.0.1:0"_s, u"127.0.0.1:%1"_s.arg(server.serverPort())));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, proxy.address().section(u':', 1).toUShort());
    client.write(jsonFrame() + binaryFrame());
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *peer = server.nextPendingConnection();
    QTRY_COMPARE(peer->bytesAvailable(), jsonFrame().size() + binaryFrame().size());
    QCOMPARE(peer->readAll(), jsonFrame() + binaryFrame());
    peer->write(binaryFrame());
    peer->disconnectFromHost();
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(client.readAll(), binaryFrame());

    QCOMPARE(proxy.frames().size(), 3);
    QCOMPARE(proxy.requests({310}).size(), 2);
    QCOMPARE(proxy.frames().last().isToServer, false);
    QCOMPARE(proxy.frames().last().server, proxy.address());
    QCOMPARE(proxy.frames().last().connection, 1);
}

void TestWireProxy::aDeadServerClosesTheClientsConnection()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString address = u"127.0.0.1:%1"_s.arg(server.serverPort());
    server.close();
    WireProxy proxy;
    QVERIFY(proxy.forward(u"127.0.0.1:0"_s, address));
    QTcpSocket client;
    QSignalSpy disconnected(&client, &QTcpSocket::disconnected);
    client.connectToHost(QHostAddress::LocalHost, proxy.address().section(u':', 1).toUShort());
    QVERIFY(disconnected.wait());
}

QTEST_GUILESS_MAIN(TestWireProxy)
#include "tst_wireproxy.moc"
