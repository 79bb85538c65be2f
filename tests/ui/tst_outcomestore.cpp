// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sampleoutcomes.h"
#include "workspace/outcomestore.h"
#include <gantry/outcomejson.h>

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace gantry;
using namespace gantry::ui;

namespace {

/// Everything of an outcome that two must share to be the same.
QString describe(const SentMessage &sent)
{
    const SendOutcome &outcome = sent.outcome;
    QString text = QString::fromUtf8(QJsonDocument(toJson(outcome, outcome.id.value)).toJson());
    text += u"at %1 elapsed %2 wire %3"_s.arg(sent.at.time_since_epoch().count())
                .arg(outcome.elapsed.count())
                .arg(outcome.wireBytes);
    for (const Attempt &attempt : outcome.attempts)
        text += u"\n%1 %2 %3 %4"_s.arg(attempt.startedAfter.count())
                    .arg(attempt.budget.count())
                    .arg(attempt.took.count())
                    .arg(attempt.error.has_value());
    if (outcome.isOk())
        text += u"\n%1 %2 %3 %4 %5 %6"_s.arg(outcome.result->queue.topic.text(), outcome.result->regionId)
                    .arg(outcome.result->queueOffset)
                    .arg(outcome.result->traceOn)
                    .arg(outcome.result->transactionId.toString())
                    .arg(outcome.result->brokerVersion);
    return text;
}

SentMessage withLongIds()
{
    SentMessage sent = samples::accepted(samples::message());
    sent.outcome.compressed = true;
    sent.outcome.msgId.assign("7f00000100002a139a55000000000001"); // lower case: no 16 bytes give it back
    sent.outcome.attempts.append(samples::attempt(u"broker-b"_s, 0));
    std::swap(sent.outcome.attempts.first(), sent.outcome.attempts.last());
    sent.outcome.attempts.first().error = Error{ErrorKind::Broker, u"busy"_s, {}, std::nullopt};
    SendResult result = *sent.outcome.result;
    result.status = SendStatus::FlushDiskTimeout;
    result.offsetMsgId.assign("20010DB8000000000000000000000001000078BF00000000000003E8");
    result.transactionId.assign("A,B");
    result.recallHandle = u"recall"_s;
    result.regionId.clear();
    result.traceOn = false;
    result.brokerVersion = 493;
    result.queue.topic = TopicName(u"%RETRY%other"_s);
    sent.outcome.result = result;
    return sent;
}

} // namespace

class tst_OutcomeStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatItTook_data();
    void givesBackWhatItTook();
    void keepsTheFlightsOfTheNewest();
    void sharesOneMessageAmongItsRows();
    void letsTheOldestMessagesGoAndKeepsTheirNames();
    void dropsWholeChunksAndAnnouncesIt();
    void keepsExactlyItsLimit();
    void numbersStayOverClear();
    void totalsAddUp();
    void countsByQueue();
    void ratesTheLastSeconds();
    void takesUnder150BytesARow();
    void internsEachTextOnce();
};

void tst_OutcomeStore::givesBackWhatItTook_data()
{
    QTest::addColumn<SentMessage>("sent");
    QTest::newRow("accepted") << samples::accepted(samples::message());
    QTest::newRow("failed after two attempts") << samples::failed(samples::message());
    QTest::newRow("oneway") << samples::oneway(samples::message());
    QTest::newRow("refused") << samples::refused(samples::message());
    QTest::newRow("long ids, stored without a flush") << withLongIds();
}

void tst_OutcomeStore::givesBackWhatItTook()
{
    QFETCH(SentMessage, sent);
    OutcomeStore store;
    store.append({samples::accepted(samples::message(u"Other"_s)), sent});
    QCOMPARE(describe(store.sent(1)), describe(sent));
    QCOMPARE(store.sent(1).message, sent.message);
}

void tst_OutcomeStore::keepsTheFlightsOfTheNewest()
{
    OutcomeLimits limits;
    limits.extras = 2;
    OutcomeStore store(limits);
    std::vector<SentMessage> messages = samples::burst(4);
    for (const size_t i : {0U, 1U, 3U}) {
        auto flight = std::make_shared<SendFlight>();
        flight->queues = int(i);
        messages[i].outcome.flight = flight;
    }
    store.append(messages);
    QVERIFY(!store.sent(0).outcome.flight);
    QCOMPARE(store.sent(0).noFlight, NoFlight::LetGo);
    QVERIFY(!store.sent(2).outcome.flight);
    QCOMPARE(store.sent(1).outcome.flight->queues, 1);
    QCOMPARE(store.sent(3).outcome.flight->queues, 3);
}

void tst_OutcomeStore::sharesOneMessageAmongItsRows()
{
    OutcomeStore store;
    store.append(samples::burst(20'000));
    QCOMPARE(store.sent(0).message, store.sent(19'999).message);
    QVERIFY(store.messageBytes() < 1000);
}

void tst_OutcomeStore::letsTheOldestMessagesGoAndKeepsTheirNames()
{
    OutcomeLimits limits;
    limits.messageBytes = 3000;
    OutcomeStore store(limits);
    for (int i = 0; i < 3; ++i) {
        Message message = *samples::message(u"Topic%1"_s.arg(i));
        message.body = QByteArray(1200, 'x');
        store.append({samples::failed(std::make_shared<const Message>(message))});
    }
    QVERIFY(!store.hasMessage(0));
    QVERIFY(store.hasMessage(2));
    QVERIFY(store.messageBytes() <= 3000);
    const SentMessage sent = store.sent(0);
    QCOMPARE(sent.message->topic.text(), u"Topic0"_s);
    QCOMPARE(sent.message->tag, u"TagA"_s);
    QCOMPARE(sent.message->keys, u"OrderID188"_s);
    QVERIFY(sent.message->body.isEmpty());
    QCOMPARE(store.sent(2).message->body.size(), 1200);
}

void tst_OutcomeStore::dropsWholeChunksAndAnnouncesIt()
{
    constexpr auto chunk = qsizetype(OutcomeChunk::maxRows);
    OutcomeLimits limits;
    limits.rows = 2 * chunk;
    OutcomeStore store(limits);
    qsizetype sizeWhenAnnounced = 0;
    connect(&store, &OutcomeStore::aboutToRemove, this, [&] { sizeWhenAnnounced = store.size(); });
    const QSignalSpy removed(&store, &OutcomeStore::removed);
    store.append(samples::burst(2 * size_t(chunk)));
    QCOMPARE(removed.size(), 0);
    store.append({samples::refused(samples::message(u"Last"_s))});
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().toLongLong(), chunk);
    QCOMPARE(sizeWhenAnnounced, 2 * chunk + 1);
    QCOMPARE(store.size(), chunk + 1);
    QCOMPARE(store.firstNumber(), quint64(chunk + 1));
    QCOMPARE(store.sent(chunk).outcome.topic.text(), u"Last"_s);
    QCOMPARE(store.totals().sent, quint64(2 * chunk + 1));
}

void tst_OutcomeStore::keepsExactlyItsLimit()
{
    OutcomeLimits limits;
    limits.rows = 100'000;
    OutcomeStore store(limits);
    for (size_t from = 0; from < 100'000; from += 5000)
        store.append(samples::burst(5000, from));
    QCOMPARE(store.size(), 100'000);
}

void tst_OutcomeStore::numbersStayOverClear()
{
    OutcomeStore store;
    store.append(samples::burst(10));
    store.clear();
    QCOMPARE(store.size(), 0);
    QCOMPARE(store.totals().sent, 0U);
    QCOMPARE(store.messageBytes(), 0);
    store.append(samples::burst(1));
    QCOMPARE(store.firstNumber(), 11U);
    QCOMPARE(store.sent(0).message->body, "Hello world"_ba);
}

void tst_OutcomeStore::totalsAddUp()
{
    OutcomeStore store;
    store.append(samples::burst(100));
    store.append({samples::oneway(samples::message()), samples::refused(samples::message())});
    const OutcomeTotals &totals = store.totals();
    QCOMPARE(totals.sent, 102U);
    QCOMPARE(totals.accepted, 90U);
    QCOMPARE(totals.failed, 11U);
    QCOMPARE(totals.unknown, 1U);
    QCOMPARE(totals.latencies.count(), 90U);
    QVERIFY(totals.latencies.percentile(50) >= 1520us && totals.latencies.percentile(50) < 1600us);
}

void tst_OutcomeStore::countsByQueue()
{
    OutcomeStore store;
    store.append(samples::burst(80));
    store.append({samples::oneway(samples::message()), samples::refused(samples::message(u"Other"_s))});
    const QueueCounts counts = store.counts(TopicName(u"TopicTest"_s));
    const std::pair one(BrokerName(u"broker-a"_s), 1);
    QCOMPARE(counts.value(one).accepted, 8U); // of 1, 9, 17, … the 9th and the 49th failed
    QCOMPARE(counts.value(one).unknown, 1U);
    QCOMPARE(counts.value({BrokerName(u"broker-b"_s), 2}).failed, 8U);
    QVERIFY(store.counts(TopicName(u"Other"_s)).isEmpty());
}

void tst_OutcomeStore::ratesTheLastSeconds()
{
    RateMeter meter;
    const RateMeter::TimePoint begin(1000s);
    QCOMPARE(meter.perSecond(begin), 0.0);
    for (int i = 0; i < 50; ++i)
        meter.add(10, begin + i * 100ms);
    QCOMPARE(meter.perSecond(begin + 4900ms), 100.0);
    QCOMPARE(meter.perSecond(begin + 6400ms), 50.0);
    QCOMPARE(meter.perSecond(begin + 10s), 0.0);
    meter.add(30, begin + 60s);
    QCOMPARE(meter.perSecond(begin + 60s), 30.0);
}

void tst_OutcomeStore::takesUnder150BytesARow()
{
    OutcomeStore store;
    const std::shared_ptr<const Message> message = samples::message();
    std::vector<SentMessage> batch(9'000, samples::accepted(message));
    batch.insert(batch.end(), 1'000, samples::failed(message)); // with two attempts
    for (int i = 0; i < 10; ++i)
        store.append(batch);
    QVERIFY2(store.bytes() < 150 * 100'000, qPrintable(QString::number(double(store.bytes()) / 100'000)));
}

void tst_OutcomeStore::internsEachTextOnce()
{
    StringTable table;
    QList<quint32> ids;
    for (int i = 0; i < 5000; ++i)
        ids.append(table.intern(u"text %1"_s.arg(i % 1000)));
    QCOMPARE(table.size(), 1001U);
    QCOMPARE(table.intern({}), 0U);
    table.seal();
    for (int i = 0; i < 5000; ++i)
        QCOMPARE(table.at(ids.at(i)).toString(), u"text %1"_s.arg(i % 1000));
    QVERIFY(table.at(0).isEmpty());
}

QTEST_GUILESS_MAIN(tst_OutcomeStore)
#include "tst_outcomestore.moc"
