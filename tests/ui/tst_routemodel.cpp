// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/lastqueues.h"
#include "routing/nameservermodel.h"
#include "routing/routechanges.h"
#include "routing/routemodel.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

namespace {

/// "a:4rw b:2r": broker a with 4 queues to read and write, b with 2 to read.
TopicRoute route(const QString &text)
{
    TopicRoute route;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        const BrokerName name(word.section(u':', 0, 0));
        const QString rest = word.section(u':', 1);
        const int queues = rest.left(1).toInt();
        const int permission =
            (rest.contains(u'r') ? permission::read : 0) | (rest.contains(u'w') ? permission::write : 0);
        route.queues.append({name, queues, queues, permission, 0});
        route.brokers.append({u"cluster"_s, name, {{0, Address(name.text() + u":10911"_s)}}});
    }
    return route;
}

TopicPublishInfo info(const QString &text, bool isBorrowed = false)
{
    TopicPublishInfo info;
    info.route = route(text);
    info.borrowed = isBorrowed;
    return info;
}

SentMessage sentTo(const QString &topic, const QString &broker, int queue, bool isOk = true)
{
    SentMessage sent;
    sent.message = std::make_shared<const Message>();
    sent.outcome.topic = TopicName(topic);
    Attempt attempt;
    attempt.broker = BrokerName(broker);
    attempt.queueId = queue;
    sent.outcome.attempts.append(attempt);
    if (isOk) {
        SendResult result;
        result.queue = {TopicName(topic), BrokerName(broker), queue};
        sent.outcome.result = result;
    }
    return sent;
}

/// "a a:10911 0; 0 rw 0; 1 rw 0": all rows.
QString textOf(const RouteModel &model, const QModelIndex &parent = {})
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            cells.append(model.index(row, column, parent).data().toString());
        rows.append(cells.join(u' '));
        if (const QString below = textOf(model, model.index(row, 0, parent)); !below.isEmpty())
            rows.append(below);
    }
    return rows.join(u"; "_s);
}

} // namespace

class TestRouteModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsBrokersAndTheirQueues();
    void keepsItsRowsWhileTheyAreTheSame();
    void countsByQueueAndShowsTheLast();
    void aPenaltyIsSaidAtItsBroker();
    void tellsChanges_data();
    void tellsChanges();
    void nameServersStandSideBySide();
};

void TestRouteModel::showsBrokersAndTheirQueues()
{
    RouteModel model;
    const QAbstractItemModelTester tester(&model);
    model.setRoute(route(u"b:1r a:2rw"_s));
    QCOMPARE(textOf(model), u"a a:10911 0; 0 rw 0; 1 rw 0; b b:10911 0; 0 r- 0"_s);
    model.setRoute({});
    QCOMPARE(model.rowCount(), 0);
}

void TestRouteModel::keepsItsRowsWhileTheyAreTheSame()
{
    RouteModel model;
    const QAbstractItemModelTester tester(&model);
    model.setRoute(route(u"a:2rw"_s));
    const QPersistentModelIndex queue(model.index(1, 0, model.index(0, 0)));
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setRoute(route(u"a:2r"_s));
    QCOMPARE(textOf(model), u"a a:10911 0; 0 r- 0; 1 r- 0"_s);
    QVERIFY(queue.isValid());
    QCOMPARE(resets.size(), 0);
    model.setRoute(route(u"a:3rw"_s));
    QCOMPARE(resets.size(), 1);
}

void TestRouteModel::countsByQueueAndShowsTheLast()
{
    const TopicName topic(u"T"_s);
    const std::vector<SentMessage> messages{sentTo(u"T"_s, u"a"_s, 0), sentTo(u"T"_s, u"a"_s, 0),
                                            sentTo(u"T"_s, u"a"_s, 1, false), sentTo(u"U"_s, u"a"_s, 0)};
    OutcomeTotals totals;
    for (const SentMessage &sent : messages)
        totals.add(sent.outcome);
    LastQueues last;
    const LastQueues::Change change = last.add(messages, topic);
    QVERIFY(change.isAny);
    QVERIFY(change.isAnyFailed);
    RouteModel model;
    const QAbstractItemModelTester tester(&model);
    model.setRoute(route(u"a:2rw"_s));
    model.setCounts(totals.queues.value(topic), last.of(topic));
    QCOMPARE(textOf(model), u"a a:10911 2; 0 rw 2; ▸ 1 rw 0, 1 failed"_s);
    QCOMPARE(model.lastUsed().row(), 1);
    QVERIFY(model.lastUsed().data(Qt::BackgroundRole).isValid());
    QVERIFY(!last.add({sentTo(u"U"_s, u"a"_s, 0)}, topic).isAny);
    model.setRoute(route(u"b:1rw"_s));
    QVERIFY(!model.lastUsed().isValid());
}

void TestRouteModel::aPenaltyIsSaidAtItsBroker()
{
    RouteModel model;
    const QAbstractItemModelTester tester(&model);
    model.setRoute(route(u"a:1rw b:1rw"_s));
    BrokerPenalty penalty;
    penalty.broker = BrokerName(u"b"_s);
    penalty.reason = BrokerPenalty::Reason::Isolated;
    penalty.remaining = std::chrono::milliseconds(2500);
    model.setPenalties({penalty});
    QCOMPARE(model.index(0, 0).data().toString(), u"a"_s);
    QVERIFY(model.index(1, 0).data().toString().contains(u"⚠"));
    QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(u"3 s"));
}

void TestRouteModel::tellsChanges_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("told");
    QTest::newRow("nothing") << u"a:4rw b:4rw"_s << u"b:4rw a:4rw"_s << QString();
    QTest::newRow("went") << u"a:4rw b:4rw"_s << u"b:4rw"_s << u"a went."_s;
    QTest::newRow("came") << u"a:4rw"_s << u"a:4rw b:2rw"_s << u"b came, with 2 queues."_s;
    QTest::newRow("queues") << u"a:4rw"_s << u"a:8rw"_s << u"a: queues 4 → 8."_s;
    QTest::newRow("access") << u"a:4rw"_s << u"a:4r"_s << u"a: access rw → r-."_s;
    QTest::newRow("two") << u"a:4rw b:4rw"_s << u"a:8rw"_s << u"a: queues 4 → 8.|b went."_s;
}

void TestRouteModel::tellsChanges()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QTEST(RouteChanges::between(info(before), info(after)).join(u'|'), "told");
    QCOMPARE(RouteChanges::between(info(before, true), info(before)).join(u'|'), u"The topic exists now."_s);
}

void TestRouteModel::nameServersStandSideBySide()
{
    NameServerModel model;
    const QAbstractItemModelTester tester(&model);
    const Error unknown{ErrorKind::Topic, u"does not know it"_s, {}, std::nullopt};
    model.setAnswers({{Address(u"n1:9876"_s), route(u"a:4rw b:4rw"_s)},
                      {Address(u"n2:9876"_s), route(u"a:4rw"_s)},
                      {Address(u"n3:9876"_s), unknown}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"n2:9876"_s);
    QCOMPARE(model.index(1, 0).data().toString(), u"4 queues rw, b:10911"_s);
    QCOMPARE(model.index(1, 1).data().toString(), u"not named"_s);
    QCOMPARE(model.index(0, 2).data().toString(), u"does not know it"_s);
    QVERIFY(model.index(1, 0).data(Qt::FontRole).value<QFont>().bold());
    model.setAnswers({{Address(u"n1:9876"_s), unknown}});
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.index(0, 0).data(Qt::FontRole).isValid());
}

QTEST_MAIN(TestRouteModel)
#include "tst_routemodel.moc"
