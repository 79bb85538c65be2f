// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/nameservers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::client;

class TestNameServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesAreReadFromText_data();
    void addressesAreReadFromText();
    void theBadPartIsNamed_data();
    void theBadPartIsNamed();
    void noAddressAtAllHasJavasCode_data();
    void noAddressAtAllHasJavasCode();
};

void TestNameServers::addressesAreReadFromText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("addresses"); // separated by blanks
    QTest::newRow("one") << u"127.0.0.1:9876"_s << u"127.0.0.1:9876"_s;
    QTest::newRow("without a port") << u"127.0.0.1"_s << u"127.0.0.1:9876"_s;
    QTest::newRow("a name without a port") << u"localhost"_s << u"localhost:9876"_s;
    QTest::newRow("two") << u"a:1;b:2"_s << u"a:1 b:2"_s;
    QTest::newRow("two, separated by a comma") << u"a:1,b"_s << u"a:1 b:9876"_s;
    QTest::newRow("blanks around") << u" a:1 ; b:2 "_s << u"a:1 b:2"_s;
    QTest::newRow("empty parts") << u";a:1;;b:2;"_s << u"a:1 b:2"_s;
    QTest::newRow("twice the same") << u"a:1;a:1;b;b:9876"_s << u"a:1 b:9876"_s;
    QTest::newRow("bracketed IPv6") << u"[fd00::2]:9877"_s << u"[fd00::2]:9877"_s;
    QTest::newRow("bracketed IPv6 without a port") << u"[fd00::2]"_s << u"[fd00::2]:9876"_s;
    QTest::newRow("bare IPv6") << u"fd00::2"_s << u"[fd00::2]:9876"_s;
    QTest::newRow("an endpoint") << u"http://MQ_INST_1_a.example.com:80"_s << u"MQ_INST_1_a.example.com:80"_s;
    QTest::newRow("an endpoint behind a path")
        << u" http://web/x/mq.example.com:80"_s << u"mq.example.com:80"_s;
    QTest::newRow("loopback IPv6") << u"::1"_s << u"[::1]:9876"_s;
}

void TestNameServers::addressesAreReadFromText()
{
    QFETCH(QString, text);
    const Result<QList<Address>> addresses = parseNameServers(text);
    QVERIFY2(addresses, addresses ? "" : qPrintable(addresses.error().detail));
    QStringList texts;
    for (const Address &address : *addresses)
        texts.append(address.text());
    QTEST(texts.join(u' '), "addresses");
}

void TestNameServers::theBadPartIsNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("no port behind the colon") << u"a:1;b:"_s << u"b:"_s;
    QTest::newRow("no host") << u":9876"_s << u":9876"_s;
    QTest::newRow("port 0") << u"a:0"_s << u"a:0"_s;
    QTest::newRow("port too large") << u"a:65536"_s << u"a:65536"_s;
    QTest::newRow("port is a word") << u"a:b"_s << u"a:b"_s;
    QTest::newRow("a URL") << u"https://a:9876"_s << u"https://a:9876"_s;
    QTest::newRow("two endpoints") << u"http://a:80;http://b:80"_s << u"http://a:80"_s;
    QTest::newRow("a blank inside") << u"a b:9876"_s << u"a b:9876"_s;
    QTest::newRow("two ports") << u"127.0.0.1:9876:9877"_s << u"127.0.0.1:9876:9877"_s;
    QTest::newRow("several words") << u"a:b:c"_s << u"a:b:c"_s;
    QTest::newRow("nothing in the brackets") << u"[]:9876"_s << u"[]:9876"_s;
    QTest::newRow("an open bracket") << u"[::1"_s << u"[::1"_s;
}

void TestNameServers::theBadPartIsNamed()
{
    QFETCH(QString, text);
    QFETCH(QString, part);
    const Result<QList<Address>> addresses = parseNameServers(text);
    QVERIFY2(!addresses, addresses ? qPrintable(addresses->first().text()) : "");
    QCOMPARE(name(addresses.error().kind), "config"_L1);
    QVERIFY2(addresses.error().detail.contains(u"\"%1\""_s.arg(part)), qPrintable(addresses.error().detail));
    QVERIFY(!addresses.error().hint.isEmpty());
}

void TestNameServers::noAddressAtAllHasJavasCode_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("blank") << u"  "_s;
    QTest::newRow("separators") << u" ; , "_s;
}

void TestNameServers::noAddressAtAllHasJavasCode()
{
    QFETCH(QString, text);
    const Result<QList<Address>> addresses = parseNameServers(text);
    QVERIFY(!addresses);
    QCOMPARE(addresses.error().code, std::optional(clienterror::noNameServer));
    QVERIFY(addresses.error().detail.contains("No name server address"_L1));
}

QTEST_GUILESS_MAIN(TestNameServers)
#include "tst_nameservers.moc"
