// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/messagelookups.h"
#include "admin/queuescan.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::admin;
using Direction = QueueScan::Direction;

Q_DECLARE_METATYPE(gantry::admin::QueueScan::Direction)

namespace {

/// The messages of one queue, as "time time …"; their offsets begin at `first`.
struct FakeQueue {
    QList<qint64> times;
    qint64 first = 0;
    int id = 0;
    int mostAtATime = 32; ///< a broker may give fewer than it is asked for
    int pulls = 0;

    [[nodiscard]] qint64 end() const { return first + times.size(); }
    [[nodiscard]] Pulled pull(const PullPlan &plan)
    {
        ++pulls;
        if (plan.offset < first)
            return {.messages = {}, .nextOffset = first, .hasMoved = true};
        if (plan.offset >= end())
            return {.messages = {}, .nextOffset = plan.offset, .isAtEnd = true};
        Pulled pulled{.messages = {}, .nextOffset = plan.offset};
        while (pulled.nextOffset < end() && pulled.messages.size() < std::min(plan.count, mostAtATime)) {
            StoredMessage message;
            message.queue.queueId = id;
            message.queueOffset = pulled.nextOffset;
            message.storedAt = QueueScanTime(std::chrono::milliseconds(times.at(pulled.nextOffset - first)));
            pulled.messages.append(message);
            ++pulled.nextOffset;
        }
        return pulled;
    }

    using QueueScanTime = decltype(StoredMessage::storedAt);
};

/// Reads the queues as readQueues() does; "queue:offset" of what is found.
QString read(std::vector<FakeQueue> &queues, Direction direction, int max, int block = 4)
{
    std::vector<QueueScan> scans;
    for (const FakeQueue &queue : queues)
        scans.emplace_back(queue.first, queue.end(), direction, block);
    for (int round = 0; round < 1000; ++round) {
        const std::vector<size_t> asked = scansToRead(scans, direction, max);
        if (asked.empty())
            break;
        for (const size_t index : asked)
            scans[index].take(queues[index].pull(scans[index].next()));
    }
    QStringList found;
    for (const StoredMessage &message : merged(scans, direction, max))
        found.append(u"%1:%2"_s.arg(message.queue.queueId).arg(message.queueOffset));
    return found.join(u' ');
}

QList<qint64> numbers(qint64 from, qint64 step, int count)
{
    QList<qint64> list;
    for (int i = 0; i < count; ++i)
        list.append(from + step * i);
    return list;
}

Member member(const QString &broker, qint64 id, const QString &address)
{
    return {u"C"_s, BrokerName(broker), id, Address(address)};
}

} // namespace

/// Which pulls a read makes, whom a view asks, and what of it counts: without a server.
class TestQueueScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsInOrderOfTime_data();
    void readsInOrderOfTime();
    void readsNoMoreThanItMust();
    void goesOnWhereMessagesWereDeleted_data();
    void goesOnWhereMessagesWereDeleted();
    void endsWithABrokerThatDoesNotMoveOn();
    void keepsWhatItHasWhenItStops();
    void asksTheBrokerThatAdvertisesTheAddress_data();
    void asksTheBrokerThatAdvertisesTheAddress();
    void tellsIdsApart_data();
    void tellsIdsApart();
};

void TestQueueScan::readsInOrderOfTime_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<int>("max");
    QTest::addColumn<int>("mostAtATime");
    QTest::addColumn<QString>("found");
    // Queue 0: times 10 20 30 40 50 60; queue 1: 15 25; queue 2: none; queue 3: 35 36 37 38 39.
    const QString all = u"0:0 1:5 0:1 1:6 0:2 3:0 3:1 3:2 3:3 3:4 0:3 0:4 0:5"_s;
    for (const int most : {32, 1}) {
        const auto row = [most](const char *name, Direction direction, int max, const QString &found) {
            QTest::addRow("%s, %d at a time", name, most) << direction << max << most << found;
        };
        row("all", Direction::Forwards, 99, all);
        row("all, backwards", Direction::Backwards, 99, all);
        row("the first", Direction::Forwards, 1, u"0:0"_s);
        row("the first five", Direction::Forwards, 5, u"0:0 1:5 0:1 1:6 0:2"_s);
        row("the last", Direction::Backwards, 1, u"0:5"_s);
        row("the last five", Direction::Backwards, 5, u"3:3 3:4 0:3 0:4 0:5"_s);
        row("the last nine", Direction::Backwards, 9, u"0:2 3:0 3:1 3:2 3:3 3:4 0:3 0:4 0:5"_s);
    }
}

void TestQueueScan::readsInOrderOfTime()
{
    QFETCH(Direction, direction);
    QFETCH(int, max);
    QFETCH(int, mostAtATime);
    QFETCH(QString, found);
    std::vector<FakeQueue> queues{{.times = {10, 20, 30, 40, 50, 60}},
                                  {.times = {15, 25}, .first = 5},
                                  {},
                                  {.times = {35, 36, 37, 38, 39}}};
    for (size_t i = 0; i < queues.size(); ++i) {
        queues[i].id = int(i);
        queues[i].mostAtATime = mostAtATime;
    }
    QCOMPARE(read(queues, direction, max), found);
}

/// One queue has old messages only, another one new ones only.
void TestQueueScan::readsNoMoreThanItMust()
{
    for (const Direction direction : {Direction::Forwards, Direction::Backwards}) {
        std::vector<FakeQueue> queues{{.times = numbers(0, 1, 10'000)},
                                      {.times = numbers(50'000, 1, 10'000)}};
        static_cast<void>(read(queues, direction, 320, 32));
        const bool isForwards = direction == Direction::Forwards;
        QCOMPARE(queues[isForwards ? 0 : 1].pulls, 10);
        QVERIFY2(queues[isForwards ? 1 : 0].pulls <= 2, "the other queue was read in vain");
    }
}

void TestQueueScan::goesOnWhereMessagesWereDeleted_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<int>("deleted");
    QTest::addColumn<QString>("found");
    QTest::newRow("none") << Direction::Forwards << 0 << u"0:0 0:1 0:2 0:3 0:4 0:5 0:6 0:7 0:8 0:9"_s;
    QTest::newRow("some") << Direction::Forwards << 6 << u"0:6 0:7 0:8 0:9"_s;
    QTest::newRow("some, backwards") << Direction::Backwards << 7 << u"0:7 0:8 0:9"_s;
    QTest::newRow("all") << Direction::Forwards << 10 << u""_s;
    QTest::newRow("all, backwards") << Direction::Backwards << 10 << u""_s;
}

void TestQueueScan::goesOnWhereMessagesWereDeleted()
{
    QFETCH(Direction, direction);
    QFETCH(int, deleted);
    QFETCH(QString, found);
    std::vector<QueueScan> scans;
    scans.emplace_back(0, 10, direction, 4);
    FakeQueue queue{.times = numbers(deleted, 1, 10 - deleted), .first = deleted};
    for (int round = 0; round < 100 && !scans[0].isDone(); ++round)
        scans[0].take(queue.pull(scans[0].next()));
    QVERIFY(scans[0].isDone());
    QStringList offsets;
    for (const StoredMessage &message : merged(scans, direction, 99))
        offsets.append(u"0:%1"_s.arg(message.queueOffset));
    QCOMPARE(offsets.join(u' '), found);
}

void TestQueueScan::endsWithABrokerThatDoesNotMoveOn()
{
    for (const Direction direction : {Direction::Forwards, Direction::Backwards}) {
        QueueScan scan(0, 100, direction, 10);
        int pulls = 0;
        for (; pulls < 100 && !scan.isDone(); ++pulls)
            scan.take({.messages = {}, .nextOffset = scan.next().offset});
        QVERIFY(scan.isDone());
        QVERIFY(pulls <= 10);
    }
}

void TestQueueScan::keepsWhatItHasWhenItStops()
{
    QueueScan scan(0, 100, Direction::Forwards, 10);
    FakeQueue queue{.times = numbers(0, 1, 100), .mostAtATime = 4};
    scan.take(queue.pull(scan.next()));
    scan.stop();
    QVERIFY(scan.isDone());
    QCOMPARE(scan.messages().size(), 4);
}

void TestQueueScan::asksTheBrokerThatAdvertisesTheAddress_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("targets");
    QTest::newRow("a master, then its slave")
        << u"0A00000100002A9F0000000000000415"_s << u"10.0.0.1:10911 10.0.0.2:10911"_s;
    QTest::newRow("a slave, then its master")
        << u"0A00000200002A9F0000000000000415"_s << u"10.0.0.2:10911 10.0.0.1:10911"_s;
    QTest::newRow("one with a name") << u"0A000009000078BF0000000000000415"_s << u"rmq-b:30911"_s;
    QTest::newRow("nobody's") << u"0A00000900002A9F0000000000000415"_s << u"10.0.0.9:10911"_s;
    QTest::newRow("IPv6") << u"FD00000000000000000000000000000200002A9F0000000000000415"_s
                          << u"[fd00::2]:10911"_s;
}

void TestQueueScan::asksTheBrokerThatAdvertisesTheAddress()
{
    QFETCH(QString, id);
    QFETCH(QString, targets);
    const QList<Member> members{member(u"a"_s, 0, u"10.0.0.1:10911"_s),
                                member(u"a"_s, 1, u"10.0.0.2:10911"_s), member(u"b"_s, 0, u"rmq-b:30911"_s),
                                member(u"c"_s, 0, u"[fd00::2]:10911"_s)};
    QStringList found;
    for (const Member &target : viewTargets(members, *wire::readOffsetId(id.toLatin1())))
        found.append(target.address.text());
    QCOMPARE(found.join(u' '), targets);
}

void TestQueueScan::tellsIdsApart_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<bool>("isOffset");
    QTest::newRow("offset") << "7F000001000078BF0000000000000415"_ba << true;
    QTest::newRow("small letters") << "7f000001000078bf0000000000000415"_ba << true;
    QTest::newRow("offset, IPv6") << "FD00000000000000000000000000000200002A9F0000000000000415"_ba << true;
    QTest::newRow("unique") << "C00002023D19ECD28F1774FCB8550000"_ba << false;
    QTest::newRow("unique, IPv6") << "FD000000000000000000000000000002142830946E097140C3160000"_ba << false;
    QTest::newRow("unique, of a gRPC client") << "01A8F4A0B1C2D3E4F5061B2C3D00000001"_ba << false;
    QTest::newRow("neither") << "order-42"_ba << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void TestQueueScan::tellsIdsApart()
{
    QFETCH(QByteArray, id);
    QFETCH(bool, isOffset);
    QCOMPARE(isOffsetMsgId(id), isOffset);
}

QTEST_GUILESS_MAIN(TestQueueScan)
#include "tst_queuescan.moc"
