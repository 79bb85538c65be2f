// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/messageid.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QSet>
#include <QTest>
#include <QTimeZone>

#include <thread>

using namespace gantry;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

namespace {

std::chrono::system_clock::time_point timePoint(const QDateTime &time)
{
    return std::chrono::system_clock::time_point(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

quint32 millisAt(const QDateTime &time)
{
    return readUniqueId(createUniqueId(timePoint(time)).view())->millisOfMonth;
}

QDateTime localTime(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs);
}

} // namespace

class TestMessageId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "Asia/Shanghai"); }
    void recordedUniqueIdsAreRead_data();
    void recordedUniqueIdsAreRead();
    void anIdTellsWhereItIsFrom();
    void timeIsOfTheLocalMonth_data();
    void timeIsOfTheLocalMonth();
    void aMonthBeginsAtZero();
    void aClockThatStepsBackALittleGivesZero();
    void aClockThatStepsBackAMonthIsFollowed();
    void theCounterGoesOn();
    void idsOfManyThreadsDiffer();
    void offsetIdsAreReadAndWritten_data();
    void offsetIdsAreReadAndWritten();
    void otherTextsAreNoIds_data();
    void otherTextsAreNoIds();
    void longIdsAreKept();
};

void TestMessageId::recordedUniqueIdsAreRead_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("pid");
    QTest::addColumn<quint32>("constant");
    QTest::addColumn<quint32>("millis");
    QTest::addColumn<int>("counter");
    QTest::newRow("IPv4") << "C00002027BF04E0E2F2A718315B00000"_ba << u"192.0.2.2"_s << 0x7BF0 << 0x4E0E2F2AU
                          << 0x718315B0U << 0;
    QTest::newRow("IPv6") << "FD0000000000000000000000000000021428"
                             "30946E097140C3160001"_ba
                          << u"fd00::2"_s << 5160 << 0x30946E09U << 0x7140C316U << 1;
    QTest::newRow("after the 25th, in small letters")
        << "c00002027bf04e0e2f2a90000000ffff"_ba << u"192.0.2.2"_s << 0x7BF0 << 0x4E0E2F2AU << 0x90000000U
        << 0xFFFF;
}

void TestMessageId::recordedUniqueIdsAreRead()
{
    QFETCH(QByteArray, id);
    QFETCH(QString, address);
    const auto parts = readUniqueId(id);
    QVERIFY(parts);
    QCOMPARE(parts->address, QHostAddress(address));
    QTEST(int(parts->pid), "pid");
    QTEST(parts->constant, "constant");
    QTEST(parts->millisOfMonth, "millis");
    QTEST(int(parts->counter), "counter");
}

void TestMessageId::anIdTellsWhereItIsFrom()
{
    const auto first = readUniqueId(createUniqueId().view());
    const auto second = readUniqueId(createUniqueId().view());
    QVERIFY(first);
    QVERIFY(second);
    QCOMPARE(first->pid, quint16(QCoreApplication::applicationPid()));
    QCOMPARE(first->address, second->address);
    QCOMPARE(first->constant, second->constant);
    QVERIFY(!first->address.isNull());
    const QString text = createUniqueId().toString();
    QCOMPARE(text, text.toUpper());
}

void TestMessageId::timeIsOfTheLocalMonth_data()
{
    QTest::addColumn<QString>("time");
    QTest::addColumn<quint32>("millis");
    constexpr quint32 day = 24 * 60 * 60 * 1000;
    QTest::newRow("the first moment") << u"2026-01-01T00:00:00.000"_s << 0U;
    QTest::newRow("the second day") << u"2026-01-02T00:00:00.001"_s << day + 1;
    QTest::newRow("the last moment of a 31-day month") << u"2026-01-31T23:59:59.999"_s << 31 * day - 1;
    QTest::newRow("the next month") << u"2026-02-01T00:00:00.007"_s << 7U;
    QTest::newRow("the end of February") << u"2026-02-28T23:59:59.999"_s << 28 * day - 1;
    QTest::newRow("a leap year") << u"2028-02-29T12:00:00.000"_s << 28 * day + day / 2;
    QTest::newRow("the last day that a signed number holds") << u"2026-03-25T00:00:00.000"_s << 24 * day;
    QTest::newRow("the first day that it does not") << u"2026-03-26T00:00:00.000"_s << 25 * day;
    QTest::newRow("the end of a year") << u"2026-12-31T23:59:59.999"_s << 31 * day - 1;
}

void TestMessageId::timeIsOfTheLocalMonth()
{
    QFETCH(QString, time);
    QTEST(millisAt(localTime(time)), "millis");
}

void TestMessageId::aMonthBeginsAtZero()
{
    QCOMPARE(millisAt(localTime(u"2027-05-31T23:59:59.999"_s)), 31U * 24 * 60 * 60 * 1000 - 1);
    QCOMPARE(millisAt(localTime(u"2027-06-01T00:00:00.000"_s)), 0U);
    QCOMPARE(millisAt(localTime(u"2027-06-01T00:00:00.001"_s)), 1U);
}

void TestMessageId::aClockThatStepsBackALittleGivesZero()
{
    QCOMPARE(millisAt(localTime(u"2027-08-01T00:00:01.000"_s)), 1000U);
    QCOMPARE(millisAt(localTime(u"2027-07-31T23:59:59.000"_s)), 0U);
    QCOMPARE(millisAt(localTime(u"2027-08-01T00:00:02.000"_s)), 2000U);
}

void TestMessageId::aClockThatStepsBackAMonthIsFollowed()
{
    QCOMPARE(millisAt(localTime(u"2027-10-01T00:00:01.000"_s)), 1000U);
    QCOMPARE(millisAt(localTime(u"2027-09-02T00:00:00.000"_s)), 24U * 60 * 60 * 1000);
}

void TestMessageId::theCounterGoesOn()
{
    const auto now = std::chrono::system_clock::now();
    quint16 last = readUniqueId(createUniqueId(now).view())->counter;
    for (int i = 0; i < 70'000; ++i) {
        const quint16 counter = readUniqueId(createUniqueId(now).view())->counter;
        QCOMPARE(counter, quint16(last + 1));
        last = counter;
    }
}

void TestMessageId::idsOfManyThreadsDiffer()
{
    constexpr int threadCount = 4;
    constexpr int idsOfEach = 50'000;
    std::vector<std::vector<QByteArray>> made(threadCount);
    std::vector<std::thread> threads;
    for (auto &ids : made) {
        threads.emplace_back([&ids] {
            ids.reserve(idsOfEach);
            for (int i = 0; i < idsOfEach; ++i)
                ids.push_back(createUniqueId().view().toByteArray());
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QSet<QByteArray> all;
    for (const auto &ids : made) {
        for (const QByteArray &id : ids)
            all.insert(id);
    }
    QCOMPARE(all.size(), threadCount * idsOfEach);
}

void TestMessageId::offsetIdsAreReadAndWritten_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("port");
    QTest::addColumn<qint64>("offset");
    QTest::newRow("IPv4") << "7F000001000078BF0000000000000415"_ba << u"127.0.0.1"_s << 30911 << qint64(1045);
    QTest::newRow("a half message's")
        << "7F000001000078BF00000000000005E8"_ba << u"127.0.0.1"_s << 30911 << qint64(1512);
    QTest::newRow("IPv6") << "FD00000000000000000000000000000200002A9F0123456789ABCDEF"_ba << u"fd00::2"_s
                          << 10911 << qint64(0x0123456789ABCDEF);
}

void TestMessageId::offsetIdsAreReadAndWritten()
{
    QFETCH(QByteArray, id);
    QFETCH(QString, address);
    const auto parts = readOffsetId(id);
    QVERIFY(parts);
    QCOMPARE(parts->address, QHostAddress(address));
    QTEST(int(parts->port), "port");
    QTEST(parts->physicalOffset, "offset");
    QCOMPARE(createOffsetId(*parts).view().toByteArray(), id);
}

void TestMessageId::otherTextsAreNoIds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("a digit short") << QByteArray(31, 'A');
    QTest::newRow("in between") << QByteArray(40, 'A');
    QTest::newRow("no hex digit") << QByteArray(31, 'A') + 'G';
    QTest::newRow("two ids") << QByteArray(32, 'A') + ',' + QByteArray(32, 'A');
    QTest::newRow("a space") << QByteArray(55, '0') + ' ';
}

void TestMessageId::otherTextsAreNoIds()
{
    QFETCH(QByteArray, text);
    QCOMPARE(readUniqueId(text).error().kind, ErrorKind::IllegalMessage);
    QCOMPARE(readOffsetId(text).error().kind, ErrorKind::IllegalMessage);
}

void TestMessageId::longIdsAreKept()
{
    for (const int size : {0, 1, 31, 32, 33, 55, 56, 57, 1000}) {
        const QByteArray text(size, 'x');
        const IdText id(text);
        QCOMPARE(id.view().toByteArray(), text);
        QCOMPARE(id.isEmpty(), size == 0);
        const IdText copy = id;
        QVERIFY(copy == id);
        QCOMPARE(copy.toString().size(), size);
    }
}

QTEST_APPLESS_MAIN(TestMessageId)
#include "tst_messageid.moc"
