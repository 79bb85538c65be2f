// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/queueselector.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::producer;
using client::PublishInfo;
using client::ThreadIndex;

namespace {

/// "a0 a1 b0": two queues on broker a (0), one on b (1).
std::vector<PublishInfo::Queue> queuesOf(const QString &text)
{
    std::vector<PublishInfo::Queue> queues;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts))
        queues.push_back({quint32(word.at(0).unicode() - u'a'), word.mid(1).toInt()});
    return queues;
}

QString describe(const PublishInfo::Queue &queue)
{
    return QChar(char16_t(u'a' + queue.broker)) + QString::number(queue.queueId);
}

/// "a?": a is suspect; "a!": isolated; "a!x": isolated and unreachable; separated by blanks.
std::vector<BrokerHealth> healthOf(const QString &text)
{
    std::vector<BrokerHealth> health(26);
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        BrokerHealth &broker = health.at(size_t(word.at(0).unicode() - u'a'));
        broker.isSuspect = word.contains(u'?');
        broker.isAvailable = !word.contains(u'!');
        broker.isReachable = !word.contains(u'x');
    }
    return health;
}

SelectionRules rulesOf(const QString &last, bool latencyFault)
{
    SelectionRules rules;
    if (!last.isEmpty())
        rules.lastBroker = quint32(last.at(0).unicode() - u'a');
    rules.latencyFault = latencyFault;
    return rules;
}

/// How often each of the queues is chosen in `rounds` choices; by their order.
std::vector<int> countsOf(const std::vector<PublishInfo::Queue> &queues,
                          const std::vector<BrokerHealth> &health, const SelectionRules &rules, int rounds)
{
    ThreadIndex rotation;
    std::vector<int> counts(queues.size());
    for (int i = 0; i < rounds; ++i)
        ++counts.at(*selectQueue(queues, rotation, health, rules));
    return counts;
}

} // namespace

class TestQueueSelector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choosesInRotation_data();
    void choosesInRotation();
    void onlyTheseQueuesAreEverChosen_data();
    void onlyTheseQueuesAreEverChosen();
    void nothingIsChosenFromNothing();
    void theRotationIsEven_data();
    void theRotationIsEven();
    void theRotationGoesOverTheEndOfItsCounter();
    void aRetryWithLatencyFaultGoesOnAnywhere();
};

void TestQueueSelector::choosesInRotation_data()
{
    QTest::addColumn<QString>("queues");
    QTest::addColumn<QString>("last");
    QTest::addColumn<QString>("health");
    QTest::addColumn<QString>("chosen"); // one after the other, the counter starting before queue 0
    QTest::newRow("one queue") << u"a0"_s << u""_s << u""_s << u"a0 a0 a0"_s;
    QTest::newRow("runs of one broker, as Java") << u"a0 a1 b0 b1"_s << u""_s << u""_s << u"a0 a1 b0 b1 a0"_s;
    QTest::newRow("past the broker that failed") << u"a0 a1 b0 b1"_s << u"a"_s << u""_s << u"b0 b1 b0 b1"_s;
    QTest::newRow("past a suspect broker") << u"a0 a1 b0 b1"_s << u""_s << u"b?"_s << u"a0 a1 a0 a1"_s;
    QTest::newRow("past the failed and the suspect one")
        << u"a0 b0 c0"_s << u"a"_s << u"b?"_s << u"c0 c0 c0"_s;
    QTest::newRow("the failed one is the only one left") << u"a0 a1"_s << u"a"_s << u""_s << u"a0 a1 a0"_s;
    QTest::newRow("all are suspect") << u"a0 b0"_s << u""_s << u"a? b?"_s << u"a0 b0 a0"_s;
    QTest::newRow("rather a suspect one than the failed one")
        << u"a0 a1 b0"_s << u"a"_s << u"b?"_s << u"b0 b0"_s;
    QTest::newRow("isolation counts with latency fault only")
        << u"a0 b0"_s << u""_s << u"a!x"_s << u"a0 b0 a0"_s;
}

void TestQueueSelector::choosesInRotation()
{
    QFETCH(QString, queues);
    QFETCH(QString, last);
    QFETCH(QString, health);
    QFETCH(QString, chosen);
    const std::vector<PublishInfo::Queue> list = queuesOf(queues);
    ThreadIndex rotation(quint32(-1));
    QStringList names;
    for (qsizetype i = 0; i <= chosen.count(u' '); ++i) {
        const std::optional<size_t> index =
            selectQueue(list, rotation, healthOf(health), rulesOf(last, false));
        QVERIFY(index && *index < list.size());
        names.append(describe(list[*index]));
    }
    QCOMPARE(names.join(u' '), chosen);
}

void TestQueueSelector::onlyTheseQueuesAreEverChosen_data()
{
    QTest::addColumn<QString>("queues");
    QTest::addColumn<QString>("last");
    QTest::addColumn<QString>("health");
    QTest::addColumn<bool>("latencyFault");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no faults") << u"a0 a1 b0"_s << u""_s << u""_s << true << u"a0 a1 b0"_s;
    QTest::newRow("one isolated") << u"a0 a1 b0"_s << u""_s << u"a!"_s << true << u"b0"_s;
    QTest::newRow("one isolated, the other failed")
        << u"a0 a1 b0"_s << u"b"_s << u"a!"_s << true << u"a0 a1"_s;
    QTest::newRow("all isolated: the reachable ones")
        << u"a0 b0 c0"_s << u""_s << u"a!x b! c!x"_s << true << u"b0"_s;
    QTest::newRow("all isolated and unreachable")
        << u"a0 b0"_s << u""_s << u"a!x b!x"_s << true << u"a0 b0"_s;
    QTest::newRow("a single broker, isolated, after it failed")
        << u"a0 a1"_s << u"a"_s << u"a!x"_s << true << u"a0 a1"_s;
    QTest::newRow("a suspect is not available") << u"a0 b0"_s << u""_s << u"a?"_s << true << u"b0"_s;
    QTest::newRow("all suspect") << u"a0 b0"_s << u""_s << u"a? b?"_s << true << u"a0 b0"_s;
    QTest::newRow("the failed one alone is healthy") << u"a0 b0"_s << u"a"_s << u"b!"_s << true << u"b0"_s;
    QTest::newRow("off: isolation plays no part") << u"a0 b0"_s << u""_s << u"a!x"_s << false << u"a0 b0"_s;
}

void TestQueueSelector::onlyTheseQueuesAreEverChosen()
{
    QFETCH(QString, queues);
    QFETCH(QString, last);
    QFETCH(QString, health);
    QFETCH(bool, latencyFault);
    const std::vector<PublishInfo::Queue> list = queuesOf(queues);
    const std::vector<int> counts = countsOf(list, healthOf(health), rulesOf(last, latencyFault), 400);
    QStringList chosen;
    for (size_t i = 0; i < list.size(); ++i) {
        if (counts[i] > 0)
            chosen.append(describe(list[i]));
    }
    QTEST(chosen.join(u' '), "expected");
}

void TestQueueSelector::nothingIsChosenFromNothing()
{
    ThreadIndex rotation;
    QVERIFY(!selectQueue({}, rotation, {}, {}));
    QVERIFY(!selectQueue({}, rotation, {}, rulesOf(u"a"_s, true)));
}

void TestQueueSelector::theRotationIsEven_data()
{
    QTest::addColumn<QString>("queues");
    QTest::addColumn<QString>("last");
    QTest::addColumn<QString>("health");
    QTest::addColumn<bool>("latencyFault");
    QTest::newRow("all") << u"a0 a1 a2 b0 b1 c0"_s << u""_s << u""_s << false;
    QTest::newRow("all, latency fault") << u"a0 a1 a2 b0 b1 c0"_s << u""_s << u""_s << true;
    QTest::newRow("some suspect") << u"a0 a1 b0 b1 c0"_s << u""_s << u"b?"_s << false;
    QTest::newRow("all suspect") << u"a0 a1 b0 b1 c0"_s << u""_s << u"a? b? c?"_s << false;
    QTest::newRow("all isolated") << u"a0 a1 b0"_s << u""_s << u"a! b!"_s << true;
    QTest::newRow("all isolated and unreachable") << u"a0 a1 b0"_s << u""_s << u"a!x b!x"_s << true;
    QTest::newRow("a single broker after it failed") << u"a0 a1 a2 a3"_s << u"a"_s << u""_s << false;
}

void TestQueueSelector::theRotationIsEven()
{
    QFETCH(QString, queues);
    QFETCH(QString, last);
    QFETCH(QString, health);
    QFETCH(bool, latencyFault);
    const std::vector<PublishInfo::Queue> list = queuesOf(queues);
    std::vector<int> counts = countsOf(list, healthOf(health), rulesOf(last, latencyFault), 1001);
    std::erase(counts, 0); // brokers that are passed over
    const auto [least, most] = std::ranges::minmax(counts);
    QVERIFY2(most - least <= 1, qPrintable(u"%1 to %2"_s.arg(least).arg(most)));
}

void TestQueueSelector::theRotationGoesOverTheEndOfItsCounter()
{
    const std::vector<PublishInfo::Queue> queues = queuesOf(u"a0 b0 c0"_s);
    for (const quint32 start : {0x7FFF'FFFDU, 0xFFFF'FFFDU}) {
        ThreadIndex rotation(start);
        for (int i = 0; i < 10; ++i) {
            const std::optional<size_t> index = selectQueue(queues, rotation, healthOf({}), {});
            QVERIFY(index && *index < queues.size());
        }
    }
}

void TestQueueSelector::aRetryWithLatencyFaultGoesOnAnywhere()
{
    // Java: resetIndex, so that the retries of many senders do not all go to the same queue.
    const std::vector<PublishInfo::Queue> queues =
        queuesOf(u"a0 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 b10 b11 b12 b13 b14 b15"_s);
    std::vector<int> counts(queues.size());
    for (int i = 0; i < 500; ++i) {
        ThreadIndex rotation(0);
        ++counts.at(*selectQueue(queues, rotation, healthOf({}), rulesOf(u"a"_s, true)));
    }
    QCOMPARE(counts[0], 0);
    QVERIFY(std::ranges::count_if(counts, [](int count) { return count > 0; }) > 8);
}

QTEST_GUILESS_MAIN(TestQueueSelector)
#include "tst_queueselector.moc"
