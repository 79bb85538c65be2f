// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/tracerecord.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::producer;
using namespace std::chrono_literals;

namespace {

/// The record, with | for U+0001 and ; for U+0002.
QByteArray written(const TraceRecord &record)
{
    QByteArray text;
    appendRecord(text, record);
    return text.replace('\1', '|').replace('\2', ';');
}

TraceRecord sent()
{
    return {.sinceEpoch = 1795391269655ms,
            .region = u"DefaultRegion"_s,
            .group = GroupName(u"PGJ"_s),
            .topic = TopicName(u"JT"_s),
            .msgIds = {u"FD00"_s},
            .tag = u"TagA"_s,
            .keys = u"k1 k2"_s,
            .broker = Address(u"127.0.0.1:30931"_s),
            .what = TraceRecord::Pub{5, 126ms, MessageType::Normal, IdText("7F00"), true}};
}

} // namespace

class TestTraceRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSendIsWrittenAsJavaWritesIt();
    void whatIsEmptyIsNull();
    void aBatchNamesItsMembers();
    void anEndOfATransactionIsWrittenAsJavaWritesIt_data();
    void anEndOfATransactionIsWrittenAsJavaWritesIt();
    void recordsFollowEachOther();
    void theKeysAreIdsAndKeys();
};

/// As recorded from the Java client 5.5.0.
void TestTraceRecord::aSendIsWrittenAsJavaWritesIt()
{
    QCOMPARE(written(sent()),
             "Pub|1795391269655|DefaultRegion|PGJ|JT|FD00|TagA|k1 k2|127.0.0.1:30931|5|126|0|7F00|true;");
}

void TestTraceRecord::whatIsEmptyIsNull()
{
    TraceRecord record = sent();
    record.tag.clear();
    record.keys.clear();
    record.what = TraceRecord::Pub{5, 126ms, MessageType::Delay, {}, false};
    QCOMPARE(written(record),
             "Pub|1795391269655|DefaultRegion|PGJ|JT|FD00|null|null|127.0.0.1:30931|5|126|3|null|false;");
}

void TestTraceRecord::aBatchNamesItsMembers()
{
    TraceRecord record = sent();
    record.msgIds = {u"A"_s, u"B"_s};
    QVERIFY(written(record).contains("|JT|A,B|TagA|"));
    QCOMPARE(recordKeys(record), (QStringList{u"A"_s, u"B"_s, u"k1"_s, u"k2"_s}));
}

void TestTraceRecord::anEndOfATransactionIsWrittenAsJavaWritesIt_data()
{
    QTest::addColumn<TransactionState>("state");
    QTest::addColumn<bool>("fromCheck");
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("commit") << TransactionState::Commit << false << "|COMMIT_MESSAGE|false;"_ba;
    QTest::newRow("rollback") << TransactionState::Rollback << true << "|ROLLBACK_MESSAGE|true;"_ba;
    QTest::newRow("unknown") << TransactionState::Unknown << false << "|UNKNOW|false;"_ba;
}

void TestTraceRecord::anEndOfATransactionIsWrittenAsJavaWritesIt()
{
    QFETCH(TransactionState, state);
    QFETCH(bool, fromCheck);
    QFETCH(QByteArray, end);
    TraceRecord record = sent();
    record.what = TraceRecord::EndTransaction{IdText("FD00"), state, fromCheck};
    QCOMPARE(written(record),
             "EndTransaction|1795391269655|DefaultRegion|PGJ|JT|FD00|TagA|k1 k2|127.0.0.1:30931|2|FD00"
                 + end);
}

void TestTraceRecord::recordsFollowEachOther()
{
    QByteArray text;
    appendRecord(text, sent());
    appendRecord(text, sent());
    QCOMPARE(text.count("Pub\1"), 2);
    QCOMPARE(text.count('\2'), 2);
}

void TestTraceRecord::theKeysAreIdsAndKeys()
{
    QCOMPARE(recordKeys(sent()), (QStringList{u"FD00"_s, u"k1"_s, u"k2"_s}));
}

QTEST_APPLESS_MAIN(TestTraceRecord)
#include "tst_tracerecord.moc"
