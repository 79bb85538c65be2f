// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/addressserver.h"
#include "client/clientinstance.h"
#include "scenario.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>

#include <future>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

/// A web server that gives every request the same answer. On the test's thread: its event loop must run.
class WebServer final : public QTcpServer
{
public:
    WebServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                requests.append(socket->readAll());
                if (answer.isEmpty())
                    return; // says nothing, ever
                socket->write(answer);
                if (closes)
                    socket->disconnectFromHost();
            });
        });
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
    }
    void tell(const QString &body, const QByteArray &status = "200 OK")
    {
        answer = "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\n\r\n" + body.toUtf8();
    }
    [[nodiscard]] QString url(const QString &path = u"/rocketmq/nsaddr"_s) const
    {
        return u"http://127.0.0.1:%1%2"_s.arg(serverPort()).arg(path);
    }

    QByteArray answer;
    bool closes = true;
    QByteArrayList requests;
};

/// Runs `job`, which blocks, while this thread's event loop runs for the web server.
template<typename Job>
auto elsewhere(Job job)
{
    auto result = std::async(std::launch::async, job);
    if (!QTest::qWaitFor([&result] { return result.wait_for(0s) == std::future_status::ready; }, 30'000))
        qFatal("it is stuck");
    return result.get();
}

} // namespace

/// NameServers that a web server tells.
class TestAddressServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theUrlIsAsInJava_data();
    void theUrlIsAsInJava();
    void aProducerFindsItsNameServers();
    void answersAreUnderstood_data();
    void answersAreUnderstood();
    void withoutAnAnswerThereIsNoStart_data();
    void withoutAnAnswerThereIsNoStart();
    void changesAreTakenOverAndFailuresAreNot();
    void nameServersThatAreSetCountMore();
};

void TestAddressServer::theUrlIsAsInJava_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("url");
    QTest::newRow("a host") << u"jmenv.example.net"_s << QString()
                            << u"http://jmenv.example.net:8080/rocketmq/nsaddr"_s;
    QTest::newRow("a host and a port") << u"web:81"_s << QString() << u"http://web:81/rocketmq/nsaddr"_s;
    QTest::newRow("a URL") << u"http://web/x/y"_s << QString() << u"http://web/x/y"_s;
    QTest::newRow("a unit") << u"http://web/x/y"_s << u"u1"_s << u"http://web/x/y-u1?nofix=1"_s;
    QTest::newRow("TLS") << u"https://web/x"_s << QString() << QString();
    QTest::newRow("a file") << u"file:///x"_s << QString() << QString();
    QTest::newRow("nothing") << u"http://"_s << QString() << QString();
}

void TestAddressServer::theUrlIsAsInJava()
{
    QFETCH(QString, text);
    QFETCH(QString, unit);
    QFETCH(QString, url);
    const Result<QUrl> read = client::AddressServer::url(text, unit);
    QCOMPARE(read ? read->toString() : QString(), url);
}

void TestAddressServer::aProducerFindsItsNameServers()
{
    OneBroker servers;
    WebServer web;
    web.tell(servers.cluster.nameServers() + u"\n"_s);
    ProducerConfig config = configFor(servers.cluster);
    config.nameServers.clear();
    config.addressServer = web.url();
    config.unitName = u"u1"_s;
    Producer producer(config);
    const Result<void> started = elsewhere([&] { return producer.start(); });
    QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
    QVERIFY2(web.requests.first().startsWith("GET /rocketmq/nsaddr-u1?nofix=1 HTTP/1.0\r\n"),
             web.requests.first().constData());
    const SendOutcome outcome = producer.send(messageTo(u"T"_s));
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
}

void TestAddressServer::answersAreUnderstood_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("closes");
    QTest::newRow("plain") << "HTTP/1.0 200 OK\r\n\r\na:1;b:2"_ba << true;
    QTest::newRow("more lines") << "HTTP/1.1 200 OK\r\nX: y\r\n\r\n  a:1;b:2\r\nsomething else\n"_ba << true;
    QTest::newRow("kept open") << "HTTP/1.1 200 OK\r\ncontent-LENGTH: 8\r\n\r\na:1;b:2\n"_ba << false;
}

void TestAddressServer::answersAreUnderstood()
{
    QFETCH(QByteArray, answer);
    WebServer web;
    web.answer = answer;
    QFETCH(bool, closes);
    web.closes = closes;
    client::AddressServer server(QUrl(web.url()), 1h);
    QStringList told;
    connect(&server, &client::AddressServer::fetched, this, [&told](const QList<Address> &addresses) {
        for (const Address &address : addresses)
            told.append(address.text());
    });
    server.start();
    QTRY_COMPARE(told, (QStringList{u"a:1"_s, u"b:2"_s}));
}

void TestAddressServer::withoutAnAnswerThereIsNoStart_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("text");
    QTest::newRow("not found") << "HTTP/1.1 404 Not Found\r\n\r\na:1"_ba << u"HTTP status 404"_s;
    QTest::newRow("empty") << "HTTP/1.1 200 OK\r\n\r\n\n"_ba << u"the answer is empty"_s;
    QTest::newRow("a page") << "HTTP/1.1 200 OK\r\n\r\n<html>"_ba << u"no NameServer address"_s;
    QTest::newRow("no HTTP") << "hello\r\n"_ba << u"no HTTP"_s;
    QTest::newRow("far too much") << QByteArray("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(200'000, 'a'))
                                  << u"far too long"_s;
    QTest::newRow("silence") << QByteArray() << u"no answer within 3 s"_s;
}

void TestAddressServer::withoutAnAnswerThereIsNoStart()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, text);
    WebServer web;
    web.answer = answer;
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.addressServer = web.url();
    Producer producer(config);
    const Result<void> started = elsewhere([&] { return producer.start(); });
    QCOMPARE(kindOf(started), u"name-server"_s);
    QVERIFY2(started.error().detail.contains(text), qPrintable(started.error().detail));
    QVERIFY(!started.error().hint.isEmpty());
}

void TestAddressServer::changesAreTakenOverAndFailuresAreNot()
{
    WebServer web;
    web.tell(u"127.0.0.1:1001"_s);
    client::ClientInstance instance(
        {.clientId = u"client"_s, .addressServer = QUrl(web.url()), .addressServerInterval = 20ms});
    QVERIFY(elsewhere([&] { return instance.awaitNameServers(); }));
    const auto addresses = [&instance] {
        QStringList texts;
        instance.network().run([&] {
            for (const Address &address : instance.core().nameServers().addresses())
                texts.append(address.text());
        });
        return texts;
    };
    QCOMPARE(addresses(), QStringList{u"127.0.0.1:1001"_s});
    web.tell(u"127.0.0.1:1002;127.0.0.1:1003"_s);
    QTRY_COMPARE(addresses(), (QStringList{u"127.0.0.1:1002"_s, u"127.0.0.1:1003"_s}));
    web.tell(u"a:1"_s, "500 Trouble");
    const qsizetype asked = web.requests.size();
    QTRY_VERIFY(web.requests.size() >= asked + 3);
    QCOMPARE(addresses(), (QStringList{u"127.0.0.1:1002"_s, u"127.0.0.1:1003"_s}));
    web.tell(u"127.0.0.1:1004"_s);
    QTRY_COMPARE(addresses(), QStringList{u"127.0.0.1:1004"_s});
}

void TestAddressServer::nameServersThatAreSetCountMore()
{
    OneBroker servers;
    WebServer web;
    ProducerConfig config = configFor(servers.cluster);
    config.addressServer = web.url();
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    QVERIFY(web.requests.isEmpty());
}

QTEST_GUILESS_MAIN(TestAddressServer)
#include "tst_addressserver.moc"
