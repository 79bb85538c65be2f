// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "remoting/endpoint.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::remoting;

class TestEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePortIsWhatFollowsTheLastColon_data();
    void thePortIsWhatFollowsTheLastColon();
    void whatIsNoAddressIsRefused_data();
    void whatIsNoAddressIsRefused();
    void writtenAddressesReadBack_data();
    void writtenAddressesReadBack();
    void theVipChannelIsThePortLessTwo_data();
    void theVipChannelIsThePortLessTwo();
};

void TestEndpoint::thePortIsWhatFollowsTheLastColon_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::newRow("IPv4") << u"127.0.0.1:9876"_s << u"127.0.0.1"_s << 9876;
    QTest::newRow("name") << u"broker-a.example.org:10911"_s << u"broker-a.example.org"_s << 10911;
    QTest::newRow("bracketed IPv6") << u"[fd00::2]:10911"_s << u"fd00::2"_s << 10911;
    QTest::newRow("bare IPv6, as Java writes it") << u"fd00::2:10911"_s << u"fd00::2"_s << 10911;
    QTest::newRow("IPv6 with a zone") << u"[fe80::1%eth0]:1"_s << u"fe80::1%eth0"_s << 1;
    QTest::newRow("smallest port") << u"h:1"_s << u"h"_s << 1;
    QTest::newRow("largest port") << u"h:65535"_s << u"h"_s << 65535;
}

void TestEndpoint::thePortIsWhatFollowsTheLastColon()
{
    QFETCH(QString, text);
    const std::optional<Endpoint> endpoint = Endpoint::parse(Address(text));
    QVERIFY(endpoint);
    QTEST(endpoint->host, "host");
    QTEST(int(endpoint->port), "port");
}

void TestEndpoint::whatIsNoAddressIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u""_s, u":"_s, u"host"_s, u":9876"_s, u"host:"_s, u"host:0"_s,
                                u"host:65536"_s, u"host:-1"_s, u"host:9x"_s, u"host:0x10"_s, u"host:1.5"_s,
                                u"[]:9876"_s, u"[::1]"_s, u"host:99999999999999999999"_s})
        QTest::newRow(qPrintable(u"\"%1\""_s.arg(text))) << text;
}

void TestEndpoint::whatIsNoAddressIsRefused()
{
    QFETCH(QString, text);
    QVERIFY(!Endpoint::parse(Address(text)));
}

void TestEndpoint::writtenAddressesReadBack_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("text");
    QTest::newRow("IPv4") << u"10.1.2.3"_s << u"10.1.2.3:10911"_s;
    QTest::newRow("name") << u"broker"_s << u"broker:10911"_s;
    QTest::newRow("IPv6") << u"fd00::2"_s << u"[fd00::2]:10911"_s;
}

void TestEndpoint::writtenAddressesReadBack()
{
    QFETCH(QString, host);
    const Address address = Endpoint{host, 10911}.toAddress();
    QTEST(address.text(), "text");
    const std::optional<Endpoint> back = Endpoint::parse(address);
    QVERIFY(back);
    QCOMPARE(back->host, host);
    QCOMPARE(int(back->port), 10911);
}

void TestEndpoint::theVipChannelIsThePortLessTwo_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("vip");
    QTest::newRow("usual") << u"10.0.0.1:10911"_s << u"10.0.0.1:10909"_s;
    QTest::newRow("IPv6") << u"[fd00::2]:10911"_s << u"[fd00::2]:10909"_s;
    QTest::newRow("smallest that has one") << u"h:3"_s << u"h:1"_s;
    QTest::newRow("too small to have one") << u"h:2"_s << u"h:2"_s;
    QTest::newRow("no address") << u"nonsense"_s << u"nonsense"_s;
}

void TestEndpoint::theVipChannelIsThePortLessTwo()
{
    QFETCH(QString, address);
    QTEST(vipAddress(Address(address)).text(), "vip");
}

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
