// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/handover.h"
#include <gantry/producer.h>
#include <gantry/sandbox.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace std::chrono_literals;

namespace {

const TopicName topic(u"TopicTest"_s);

QString field(const AttemptFlight::Fields &fields, const QString &name)
{
    for (const auto &[key, value] : fields) {
        if (key == name)
            return value;
    }
    return {};
}

} // namespace

/// What a send writes down of itself when it is asked to.
class TestFlight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nothingIsRecordedUnlessAskedFor();
    void theFirstSendAsksAndConnectsTheSecondDoesNot();
    void timesAreInOrder();
    void aRetryNamesTheBrokerItPassedOver();
    void anAnswerIsThereWithItsRemark();
    void aNewTopicBorrowsTheTemplatesRoute();
    void aOnewayIsWrittenAndNotAnswered();
    void aSendWithoutARouteHasNoAttempts();

private:
    [[nodiscard]] SendOutcome send(SendMode mode = SendMode::Sync, const TopicName &to = topic);

    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<Producer> m_producer;
};

void TestFlight::init()
{
    m_producer.reset();
    m_sandbox = std::make_unique<Sandbox>();
    QVERIFY(m_sandbox->start());
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = m_sandbox->nameServer();
    m_producer = std::make_unique<Producer>(config);
    QVERIFY(m_producer->start());
}

SendOutcome TestFlight::send(SendMode mode, const TopicName &to)
{
    SendOptions options;
    options.recordFlight = true;
    SendOutcome outcome;
    Handover done;
    const Result<SendId> id = m_producer->submit(mode, {.topic = to, .body = "hello", .tag = u"TagA"_s},
                                                 options, [&](const SendOutcome &result) {
                                                     outcome = result;
                                                     done.release();
                                                 });
    if (id)
        done.acquire();
    return outcome;
}

void TestFlight::nothingIsRecordedUnlessAskedFor()
{
    QVERIFY(send().flight);
    const SendOutcome plain =
        m_producer->send({.topic = topic, .body = "hello"}); // in the same, recycled task
    QVERIFY(plain.isOk());
    QVERIFY(!plain.flight);
}

void TestFlight::theFirstSendAsksAndConnectsTheSecondDoesNot()
{
    const SendOutcome first = send();
    QVERIFY(first.isOk());
    QCOMPARE(first.flight->routeSource, RouteSource::NameServer);
    QVERIFY(!first.flight->routeBorrowed);
    QCOMPARE(first.flight->queues, 8);
    QVERIFY(first.flight->attempts.constFirst().onNewConnection);
    QVERIFY(first.flight->attempts.constFirst().connectedAfter);
    SendOptions same;
    same.recordFlight = true;
    same.queue = first.result->queue;
    const SendOutcome second = m_producer->send({.topic = topic, .body = "hello"}, same);
    QVERIFY(second.isOk());
    QCOMPARE(second.flight->routeSource, RouteSource::Cache);
    QVERIFY(!second.flight->attempts.constFirst().onNewConnection);
    QVERIFY(!second.flight->attempts.constFirst().connectedAfter);
}

void TestFlight::timesAreInOrder()
{
    const SendOutcome outcome = send();
    QVERIFY(outcome.isOk());
    const SendFlight &flight = *outcome.flight;
    const Attempt &attempt = outcome.attempts.front();
    const AttemptFlight &steps = flight.attempts.constFirst();
    QVERIFY(flight.packedAfter > 0ns);
    QVERIFY(flight.packedAfter <= flight.begunAfter);
    QVERIFY(flight.begunAfter <= *flight.routedAfter);
    QVERIFY(steps.connectedAfter > 0ns);
    QVERIFY(*steps.connectedAfter <= *steps.writtenAfter);
    QVERIFY(*steps.writtenAfter <= attempt.took);
    QVERIFY(attempt.startedAfter + attempt.took <= outcome.elapsed);
}

void TestFlight::aRetryNamesTheBrokerItPassedOver()
{
    QVERIFY(m_sandbox->control(u"send refuse 2 busy next 1"_s));
    const SendOutcome outcome = send();
    QVERIFY(outcome.isOk());
    QCOMPARE(outcome.attempts.size(), 2);
    QCOMPARE(outcome.flight->attempts.size(), 2);
    QVERIFY(outcome.flight->attempts.at(0).passedOver.isEmpty());
    const QList<PassedOver> expected{{outcome.attempts[0].broker, PassedOver::Reason::FailedBefore}};
    QCOMPARE(outcome.flight->attempts.at(1).passedOver, expected);
}

void TestFlight::anAnswerIsThereWithItsRemark()
{
    QVERIFY(m_sandbox->control(u"send refuse 16 no way next 1"_s));
    const SendOutcome refused = send(SendMode::Async);
    QVERIFY(!refused.isOk());
    const AttemptFlight &steps = refused.flight->attempts.constFirst();
    QCOMPARE(steps.responseCode, 16);
    QCOMPARE(steps.responseRemark, u"no way"_s);
    QCOMPARE(field(steps.request, u"topic"_s), u"TopicTest"_s);
    QCOMPARE(field(steps.request, u"producerGroup"_s), u"PG"_s);
    QVERIFY(field(steps.request, u"properties"_s).contains(u"TagA"_s));
    const SendOutcome taken = send();
    const AttemptFlight &answered = taken.flight->attempts.constFirst();
    QCOMPARE(answered.responseCode, 0);
    QCOMPARE(field(answered.response, u"queueOffset"_s), QString::number(taken.result->queueOffset));
}

void TestFlight::aNewTopicBorrowsTheTemplatesRoute()
{
    const SendOutcome outcome = send(SendMode::Sync, TopicName(u"BrandNew"_s));
    QVERIFY(outcome.isOk());
    QVERIFY(outcome.flight->routeBorrowed);
}

void TestFlight::aOnewayIsWrittenAndNotAnswered()
{
    const SendOutcome outcome = send(SendMode::Oneway);
    QVERIFY(outcome.isOk());
    const AttemptFlight &steps = outcome.flight->attempts.constFirst();
    QVERIFY(steps.writtenAfter);
    QVERIFY(!steps.responseCode);
}

void TestFlight::aSendWithoutARouteHasNoAttempts()
{
    QVERIFY(m_sandbox->control(u"stop namesrv"_s));
    const SendOutcome outcome = send();
    QVERIFY(!outcome.isOk());
    QVERIFY(outcome.flight);
    QVERIFY(!outcome.flight->routedAfter);
    QVERIFY(outcome.flight->attempts.isEmpty());
}

QTEST_GUILESS_MAIN(TestFlight)
#include "tst_flight.moc"
