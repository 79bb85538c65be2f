// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/namespace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::wire;

class TestNamespace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrapsAndStripsAsJava_data();
    void wrapsAndStripsAsJava();
    void whatIsWrappedIsNotWrappedAgain();
    void anotherNamespaceIsNotStripped();
    void anEmptyOneChangesNothing();
    void anEndpointNamesOne_data();
    void anEndpointNamesOne();
};

void TestNamespace::wrapsAndStripsAsJava_data()
{
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("wrapped");
    QTest::newRow("topic") << u"Orders"_s << u"NS%Orders"_s;
    QTest::newRow("retry") << u"%RETRY%group"_s << u"%RETRY%NS%group"_s;
    QTest::newRow("dead letters") << u"%DLQ%group"_s << u"%DLQ%NS%group"_s;
    QTest::newRow("template") << u"TBW102"_s << u"TBW102"_s;
    QTest::newRow("trace") << u"RMQ_SYS_TRACE_TOPIC"_s << u"RMQ_SYS_TRACE_TOPIC"_s;
    QTest::newRow("system") << u"rmq_sys_wheel_timer"_s << u"rmq_sys_wheel_timer"_s;
    QTest::newRow("system group") << u"CID_RMQ_SYS_x"_s << u"CID_RMQ_SYS_x"_s;
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("begins like it") << u"NSOrders"_s << u"NS%NSOrders"_s;
}

void TestNamespace::wrapsAndStripsAsJava()
{
    QFETCH(QString, plain);
    QFETCH(QString, wrapped);
    const Namespace nameSpace(u"NS"_s);
    QCOMPARE(nameSpace.wrap(plain), wrapped);
    QCOMPARE(nameSpace.strip(wrapped), plain);
    QCOMPARE(nameSpace.wrap(TopicName(plain)).text(), wrapped);
    QCOMPARE(nameSpace.strip(GroupName(wrapped)).text(), plain);
}

void TestNamespace::whatIsWrappedIsNotWrappedAgain()
{
    const Namespace nameSpace(u"NS"_s);
    for (const QString &name : {u"NS%Orders"_s, u"%RETRY%NS%group"_s})
        QCOMPARE(nameSpace.wrap(name), name);
}

void TestNamespace::anotherNamespaceIsNotStripped()
{
    QCOMPARE(Namespace(u"NS"_s).strip(u"Other%Orders"_s), u"Other%Orders"_s);
}

void TestNamespace::anEmptyOneChangesNothing()
{
    QVERIFY(Namespace().isEmpty());
    QCOMPARE(Namespace().wrap(u"Orders"_s), u"Orders"_s);
    QCOMPARE(Namespace().strip(u"%Orders"_s), u"%Orders"_s);
}

void TestNamespace::anEndpointNamesOne_data()
{
    QTest::addColumn<QString>("nameServers");
    QTest::addColumn<QString>("name");
    QTest::newRow("with a scheme") << u"http://MQ_INST_12_ab.mq.example.com:80"_s << u"MQ_INST_12_ab"_s;
    QTest::newRow("without") << u"MQ_INST_12_ab.mq.example.com:80"_s << u"MQ_INST_12_ab"_s;
    QTest::newRow("an endpoint that is none") << u"http://mq.example.com:80"_s << QString();
    QTest::newRow("too few parts") << u"http://MQ_INST_12.mq.example.com:80"_s << QString();
    QTest::newRow("an address") << u"127.0.0.1:9876"_s << QString();
}

void TestNamespace::anEndpointNamesOne()
{
    QFETCH(QString, nameServers);
    QTEST(Namespace::ofEndpoint(nameServers).name(), "name");
}

QTEST_APPLESS_MAIN(TestNamespace)
#include "tst_namespace.moc"
