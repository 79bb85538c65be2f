// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/message.h"
#include "wire/messageid.h"

#include <QTest>
#include <QtEndian>

using namespace gantry;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

namespace {

StoredMessage someMessage()
{
    StoredMessage message;
    message.bodyCrc = 0x12345678;
    message.queueId = 3;
    message.flag = -7;
    message.queueOffset = 1'000'000'000'000;
    message.physicalOffset = 1045;
    message.sysFlag = 0x301;
    message.bornTimestamp = 1795395616177;
    message.bornHost = u"192.0.2.1:47284"_s;
    message.storeTimestamp = 1795395616178;
    message.storeHost = u"127.0.0.1:30911"_s;
    message.reconsumeTimes = 2;
    message.preparedTransactionOffset = 99;
    message.body = "body \0 with a zero"_ba;
    message.topic = u"主题"_s;
    message.propertiesText = "KEYS\1k\2";
    return message;
}

/// The only message in what is written of `message`.
StoredMessage roundTrip(const StoredMessage &message)
{
    const auto messages = readStoredMessages(writeStoredMessage(message));
    return messages && messages->size() == 1 ? messages->first() : StoredMessage();
}

} // namespace

class TestStoredMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack();
    void propertiesAreWrittenWhenThereIsNoText();
    void longTopicsTakeVersion2();
    void ipv6HostsSetTheirBits();
    void severalAreReadAndAnIncompleteTailIsLeftOut();
    void endOfFileEnds();
    void takesNoMoreMemoryThanItsBytes();
    void hostsAreWrittenAsTheyAreRead_data();
    void hostsAreWrittenAsTheyAreRead();
    void wrongLengthsAreErrors_data();
    void wrongLengthsAreErrors();
    void everyOneByteChangeGivesAValueOrAnError();
};

void TestStoredMessage::everyFieldComesBack()
{
    const StoredMessage message = someMessage();
    const StoredMessage read = roundTrip(message);
    QCOMPARE(read.bodyCrc, message.bodyCrc);
    QCOMPARE(read.queueId, message.queueId);
    QCOMPARE(read.flag, message.flag);
    QCOMPARE(read.queueOffset, message.queueOffset);
    QCOMPARE(read.physicalOffset, message.physicalOffset);
    QCOMPARE(read.sysFlag, message.sysFlag);
    QCOMPARE(read.bornTimestamp, message.bornTimestamp);
    QCOMPARE(read.bornHost, message.bornHost);
    QCOMPARE(read.storeTimestamp, message.storeTimestamp);
    QCOMPARE(read.storeHost, message.storeHost);
    QCOMPARE(read.reconsumeTimes, message.reconsumeTimes);
    QCOMPARE(read.preparedTransactionOffset, message.preparedTransactionOffset);
    QCOMPARE(read.body, message.body);
    QCOMPARE(read.topic, message.topic);
    QCOMPARE(read.propertiesText, message.propertiesText);
    QCOMPARE(read.properties, (PropertyList{{"KEYS", "k"}}));
    QCOMPARE(read.offsetMsgId, "7F000001000078BF0000000000000415"_ba);
    QCOMPARE(read.storeSize, writeStoredMessage(message).size());
}

void TestStoredMessage::propertiesAreWrittenWhenThereIsNoText()
{
    StoredMessage message = someMessage();
    message.propertiesText.clear();
    message.properties = {{"a", "1"}, {"b", "2"}};
    QCOMPARE(roundTrip(message).propertiesText, "a\1"
                                                "1\2b\1"
                                                "2\2"_ba);
}

void TestStoredMessage::longTopicsTakeVersion2()
{
    for (const int size : {0, 1, 126, 127, 128, 129, 255}) {
        StoredMessage message = someMessage();
        message.topic = QString(size, u'T');
        const QByteArray bytes = writeStoredMessage(message);
        QCOMPARE(bytes.sliced(4, 4).toHex(), size > 127 ? "daa320ab"_ba : "daa320a7"_ba);
        QCOMPARE(roundTrip(message).topic, message.topic);
        QCOMPARE(roundTrip(message).propertiesText, message.propertiesText);
    }
}

void TestStoredMessage::ipv6HostsSetTheirBits()
{
    StoredMessage message = someMessage();
    message.sysFlag =
        sysflag::compressed | sysflag::storeHostV6; // the bits are those of the hosts, whatever was set
    message.bornHost = u"[2001:db8::1]:47284"_s;
    StoredMessage read = roundTrip(message);
    QCOMPARE(read.sysFlag, sysflag::compressed | sysflag::bornHostV6);
    QCOMPARE(read.bornHost, message.bornHost);
    QCOMPARE(read.storeHost, message.storeHost);
    message.storeHost = u"[fd00::2]:10911"_s;
    read = roundTrip(message);
    QCOMPARE(read.sysFlag, sysflag::compressed | sysflag::bornHostV6 | sysflag::storeHostV6);
    QCOMPARE(read.storeHost, message.storeHost);
    QCOMPARE(read.offsetMsgId.size(), 56);
    QCOMPARE(readOffsetId(read.offsetMsgId)->address, QHostAddress(u"fd00::2"_s));
    QCOMPARE(read.body, message.body);
}

void TestStoredMessage::severalAreReadAndAnIncompleteTailIsLeftOut()
{
    const QByteArray one = writeStoredMessage(someMessage());
    const QByteArray three = one + one + one;
    for (qsizetype size = 0; size <= three.size(); ++size) {
        const auto messages = readStoredMessages(QByteArray(three.constData(), size));
        QVERIFY(messages);
        QCOMPARE(messages->size(), size / one.size());
    }
}

void TestStoredMessage::endOfFileEnds()
{
    const QByteArray one = writeStoredMessage(someMessage());
    const QByteArray bytes = one + QByteArray::fromHex("0000000acbd431940000") + one;
    const auto messages = readStoredMessages(bytes);
    QVERIFY(messages);
    QCOMPARE(messages->size(), 1);
}

void TestStoredMessage::takesNoMoreMemoryThanItsBytes()
{
    StoredMessage message = someMessage();
    message.body = QByteArray(1100, 'x');
    const QByteArray bytes = writeStoredMessage(message);
    QCOMPARE(bytes.capacity(), bytes.size());
}

void TestStoredMessage::hostsAreWrittenAsTheyAreRead_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("read");
    QTest::newRow("IPv4") << u"10.20.30.255:10911"_s << u"10.20.30.255:10911"_s;
    QTest::newRow("IPv4 with zeros in front") << u"010.1.1.1:1"_s << u"10.1.1.1:1"_s;
    QTest::newRow("IPv6") << u"[fe80::1]:10911"_s << u"[fe80::1]:10911"_s;
    QTest::newRow("no port") << u"10.1.1.1"_s << u"10.1.1.1:0"_s;
    for (const QString &wrong :
         {u"localhost"_s, u"256.1.1.1"_s, u"1.1.1"_s, u"1.1.1.1.1"_s, u"1..1.1"_s, u"1.1.1."_s})
        QTest::addRow("%s", qPrintable(wrong)) << wrong + u":7" << u"0.0.0.0:7"_s;
}

void TestStoredMessage::hostsAreWrittenAsTheyAreRead()
{
    QFETCH(QString, written);
    StoredMessage message = someMessage();
    message.bornHost = written;
    const auto messages = readStoredMessages(writeStoredMessage(message));
    QVERIFY(messages);
    QTEST(messages->first().bornHost, "read");
}

void TestStoredMessage::wrongLengthsAreErrors_data()
{
    QTest::addColumn<qsizetype>("at");
    QTest::addColumn<qint32>("value");
    constexpr qsizetype bodyLengthAt = 84;
    QTest::newRow("total size 0") << qsizetype(0) << 0;
    QTest::newRow("total size negative") << qsizetype(0) << -1;
    QTest::newRow("total size without room for the fields") << qsizetype(0) << 40;
    QTest::newRow("a wrong magic code") << qsizetype(4) << 0x12345678;
    QTest::newRow("a body behind the end") << bodyLengthAt << 1000;
    QTest::newRow("a body of a negative length") << bodyLengthAt << -1;
    QTest::newRow("IPv6 bits that are wrong") << qsizetype(36) << 0x30;
}

void TestStoredMessage::wrongLengthsAreErrors()
{
    QFETCH(qsizetype, at);
    QFETCH(qint32, value);
    QByteArray bytes = writeStoredMessage(someMessage());
    qToBigEndian(value, bytes.data() + at);
    const auto messages = readStoredMessages(bytes);
    QVERIFY(!messages);
    QCOMPARE(messages.error().kind, ErrorKind::Internal);
}

void TestStoredMessage::everyOneByteChangeGivesAValueOrAnError()
{
    const QByteArray bytes = writeStoredMessage(someMessage());
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        for (int value = 0; value < 256; ++value) {
            QByteArray changed = bytes;
            changed[at] = char(value);
            if (const auto messages = readStoredMessages(changed))
                QVERIFY(messages->size() <= 1);
        }
    }
}

QTEST_APPLESS_MAIN(TestStoredMessage)
#include "tst_storedmessage.moc"
