// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/codes.h"
#include <gantry/compression.h>
#include <gantry/error.h>
#include <gantry/sendoutcome.h>

#include <QSet>
#include <QTest>

using namespace gantry;
using namespace Qt::StringLiterals;

class TestCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void codesHaveRocketMqsNames_data();
    void codesHaveRocketMqsNames();
    void unknownCodesHaveNone();
    void requestsHaveRocketMqsNames();
    void aClientErrorIsNoResponse();
    void everyKindHasAWordOfItsOwn();
    void outcomesHaveTheirWords();
    void compressionTypesAreFoundInAnyCase();
};

void TestCodes::codesHaveRocketMqsNames_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("name");
    QTest::newRow("success") << 0 << u"SUCCESS"_s;
    QTest::newRow("stored, but not flushed") << 10 << u"FLUSH_DISK_TIMEOUT"_s;
    QTest::newRow("no such topic") << 17 << u"TOPIC_NOT_EXIST"_s;
    QTest::newRow("since 5.3.2") << 29 << u"INVALID_PARAMETER"_s;
    QTest::newRow("a server that stops") << 1500 << u"GO_AWAY"_s;
    QTest::newRow("of a proxy") << -1006 << u"RPC_TIME_OUT"_s;
    QTest::newRow("of the client") << 10001 << u"CONNECT_BROKER_EXCEPTION"_s;
    QTest::newRow("the last of the client") << 10007 << u"CREATE_REPLY_MESSAGE_EXCEPTION"_s;
}

void TestCodes::codesHaveRocketMqsNames()
{
    QFETCH(int, code);
    QTEST(QString(codeName(code)), "name");
}

void TestCodes::unknownCodesHaveNone()
{
    for (const int code : {-1, 5, 999, 10008, 310}) {
        QVERIFY(codeName(code).isEmpty());
        QVERIFY(wire::responseName(code).isEmpty());
    }
    QVERIFY(wire::requestName(29999).isEmpty());
}

void TestCodes::requestsHaveRocketMqsNames()
{
    QCOMPARE(QString(wire::requestName(wire::requestcode::sendMessageV2)), u"SEND_MESSAGE_V2"_s);
    QCOMPARE(QString(wire::requestName(wire::requestcode::getRouteInfoByTopic)), u"GET_ROUTEINFO_BY_TOPIC"_s);
    QCOMPARE(QString(wire::requestName(wire::requestcode::deleteTopicInNameServer)),
             u"DELETE_TOPIC_IN_NAMESRV"_s);
}

void TestCodes::aClientErrorIsNoResponse()
{
    QVERIFY(wire::responseName(clienterror::connectBroker).isEmpty());
    QCOMPARE(QString(wire::responseName(wire::responsecode::systemBusy)), u"SYSTEM_BUSY"_s);
}

void TestCodes::everyKindHasAWordOfItsOwn()
{
    QSet<QString> words;
    for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind)
        words.insert(name(ErrorKind(kind)));
    QCOMPARE(words.size(), int(ErrorKind::Internal) + 1);
    QVERIFY(!words.contains(QString()));
    QVERIFY(words.contains(u"duplicate-instance"_s));
}

void TestCodes::outcomesHaveTheirWords()
{
    QCOMPARE(QString(name(SendMode::Async)), u"async"_s);
    QCOMPARE(QString(name(SendStatus::SendOk)), u"SEND_OK"_s);
    QCOMPARE(QString(name(SendStatus::Oneway)), u"ONEWAY"_s);
}

void TestCodes::compressionTypesAreFoundInAnyCase()
{
    for (const CompressionType type : {CompressionType::Zlib, CompressionType::Lz4, CompressionType::Zstd}) {
        QVERIFY(compressionTypeOf(QString(name(type))) == type);
        QVERIFY(compressionTypeOf(QString(name(type)).toLower()) == type);
    }
    QVERIFY(!compressionTypeOf(u"gzip"));
    QVERIFY(!compressionTypeOf(u""));
}

QTEST_APPLESS_MAIN(TestCodes)
#include "tst_codes.moc"
