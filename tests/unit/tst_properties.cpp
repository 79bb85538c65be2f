// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/message.h"

#include <QTest>

using namespace gantry::wire;
using namespace Qt::StringLiterals;

namespace {

/// "a=1 b=2", with the two separators for = and space.
QByteArray textOf(QByteArray text)
{
    return text.replace('=', '\1').replace(' ', '\2');
}

/// The other way round.
QByteArray describe(const PropertyList &properties)
{
    QByteArrayList texts;
    for (const auto &[name, value] : properties)
        texts.append(name + '=' + value);
    return texts.join(' ');
}

} // namespace

class TestProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areReadAsJavaDoes_data();
    void areReadAsJavaDoes();
    void manyAreRead();
    void whatIsAppendedIsRead();
    void rocketMqsOwnNamesAreReserved_data();
    void rocketMqsOwnNamesAreReserved();
    void usersNamesAreNot_data();
    void usersNamesAreNot();
};

void TestProperties::areReadAsJavaDoes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("properties");
    QTest::newRow("nothing") << ""_ba
                             << ""_ba;
    QTest::newRow("with the last separator, as 5.x writes") << "a=1 b=2 "_ba
                                                            << "a=1 b=2"_ba;
    QTest::newRow("without it, as 4.9 writes") << "a=1 b=2"_ba
                                               << "a=1 b=2"_ba;
    QTest::newRow("an empty value vanishes") << "a= b=2 "_ba
                                             << "b=2"_ba;
    QTest::newRow("an empty name vanishes") << "=1 b=2 "_ba
                                            << "b=2"_ba;
    QTest::newRow("without a separator inside") << "abc b=2 "_ba
                                                << "b=2"_ba;
    QTest::newRow("only separators") << "  = == = "_ba
                                     << ""_ba;
    QTest::newRow("a later duplicate wins") << "a=1 b=2 a=3 "_ba
                                            << "a=3 b=2"_ba;
    QTest::newRow("the first separator counts") << "a=1=2 "_ba
                                                << "a=1\1"
                                                   "2"_ba;
    QTest::newRow("a hostile value") << "hostile=a=b c=d "_ba
                                     << "hostile=a\1"
                                        "b c=d"_ba;
    QTest::newRow("UTF-8") << "é=消息 "_ba
                           << "é=消息"_ba;
    QTest::newRow("one character each") << "a=1"_ba
                                        << "a=1"_ba;
}

void TestProperties::areReadAsJavaDoes()
{
    QFETCH(QByteArray, text);
    QTEST(describe(readProperties(textOf(text))), "properties");
}

void TestProperties::manyAreRead()
{
    QByteArray text;
    PropertyList expected;
    for (int i = 0; i < 3000; ++i) {
        appendProperty(text, QByteArray::number(i % 2000), QByteArray::number(i));
        if (i < 2000)
            expected.emplaceBack(QByteArray::number(i), QByteArray::number(i < 1000 ? i + 2000 : i));
    }
    QCOMPARE(readProperties(text), expected);
}

void TestProperties::whatIsAppendedIsRead()
{
    QByteArray text;
    appendProperty(text, propertyname::keys, "k1 k2");
    appendProperty(text, propertyname::waitStoreOk, "true");
    QCOMPARE(text, "KEYS\1k1 k2\2WAIT\1true\2"_ba);
    const PropertyList expected = {{"KEYS", "k1 k2"}, {"WAIT", "true"}};
    QCOMPARE(readProperties(text), expected);
}

void TestProperties::rocketMqsOwnNamesAreReserved_data()
{
    QTest::addColumn<QString>("name");
    // Of 4.9, then what 5.4 and 5.5 added.
    const QStringList names =
        u"TRACE_ON MSG_REGION KEYS TAGS WAIT DELAY RETRY_TOPIC REAL_TOPIC REAL_QID TRAN_MSG PGROUP "
        u"MIN_OFFSET MAX_OFFSET "
        "BUYER_ID ORIGIN_MESSAGE_ID TRANSFER_FLAG CORRECTION_FLAG MQ2_FLAG RECONSUME_TIME UNIQ_KEY "
        "MAX_RECONSUME_TIMES "
        "CONSUME_START_TIME INSTANCE_ID CORRELATION_ID REPLY_TO_CLIENT TTL ARRIVE_TIME PUSH_REPLY_TIME "
        "CLUSTER MSG_TYPE "
        "INNER_MULTI_QUEUE_OFFSET "
        "ORIGIN_GROUP POP_CK POP_CK_OFFSET 1ST_POP_TIME TRAN_PREPARED_QUEUE_OFFSET DUP_INFO EXTEND_UNIQ_INFO "
        "TIMER_DELAY_MS TIMER_DELAY_SEC TIMER_DELIVER_MS TIMER_ENQUEUE_MS TIMER_DEQUEUE_MS TIMER_ROLL_TIMES "
        "TIMER_OUT_MS "
        "TIMER_DEL_UNIQKEY TIMER_DELAY_LEVEL __BORNHOST BORN_TIMESTAMP DLQ_ORIGIN_TOPIC "
        "DLQ_ORIGIN_MESSAGE_ID __CRC32# "
        "_SYS_MSG_PRIORITY_ "
        "__LITE_TOPIC"_s.split(u' ');
    QCOMPARE(names.size(), 54);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void TestProperties::rocketMqsOwnNamesAreReserved()
{
    QFETCH(QString, name);
    QVERIFY(isReservedProperty(name));
    QVERIFY(!isReservedProperty(name.toLower()) || name == name.toLower());
    QVERIFY(!isReservedProperty(QString(name + u'x')));
    QVERIFY(!isReservedProperty(QStringView(name).chopped(1)) || name == u"POP_CK_OFFSET");
}

void TestProperties::usersNamesAreNot_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"", "a", "order", "主题", "__SHARDINGKEY", "CHECK_IMMUNITY_TIME_IN_SECONDS", "INNER_MULTI_DISPATCH",
          "__transactionId__", "INNER_NUM", "REDIRECT", "TRACE_CONTEXT", "zzz"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

void TestProperties::usersNamesAreNot()
{
    QFETCH(QString, name);
    QVERIFY(!isReservedProperty(name));
}

QTEST_APPLESS_MAIN(TestProperties)
#include "tst_properties.moc"
