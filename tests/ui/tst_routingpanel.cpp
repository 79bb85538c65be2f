// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/routingpanel.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

namespace {

/// A session on the sandbox, and the panel.
struct Fixture {
    Fixture() { panel.show(); }

    [[nodiscard]] bool start(const QString &topic)
    {
        panel.setTopic(TopicName(topic));
        workspace.session().start(workspace.profile());
        return QTest::qWaitFor([this] { return workspace.session().state() == Session::State::Running; },
                               10'000);
    }
    [[nodiscard]] bool control(const QString &line)
    {
        return workspace.session().running().sandbox->control(line).has_value();
    }
    void send(const QString &topic, quint64 count = 1)
    {
        MessageDraft draft = MessageDraft::example();
        draft.message.topic = TopicName(topic);
        draft.count = count;
        workspace.send(draft);
    }
    template<typename T>
    [[nodiscard]] T *widget(const char *name) const
    {
        return panel.findChild<T *>(QLatin1StringView(name));
    }
    [[nodiscard]] QString said(const char *name) const
    {
        const auto *label = widget<QLabel>(name);
        return label->isHidden() ? QString() : label->text();
    }
    void refresh() const { panel.findChild<QAction *>(u"refreshRoute"_s)->trigger(); }
    /// "4 4": how many queues each broker has.
    [[nodiscard]] QString queues() const
    {
        const QAbstractItemModel *model = widget<QTreeView>("route")->model();
        QStringList counts;
        for (int row = 0; row < model->rowCount(); ++row)
            counts.append(QString::number(model->rowCount(model->index(row, 0))));
        return counts.join(u' ');
    }
    /// What was sent to all queues of the broker in this row.
    [[nodiscard]] int sent(int row) const
    {
        return widget<QTreeView>("route")->model()->index(row, RouteModel::SentColumn).data().toInt();
    }
    [[nodiscard]] QString history() const
    {
        QStringList lines;
        for (int row = 0; row < widget<QListWidget>("routeHistory")->count(); ++row)
            lines.append(widget<QListWidget>("routeHistory")->item(row)->text());
        return lines.join(u'\n');
    }

    QTemporaryDir dir;
    Workspace workspace{WorkspacePaths{dir.path(), dir.path()}};
    RoutingPanel panel{workspace};
};

} // namespace

class TestRoutingPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheRouteWhileItRuns();
    void aChangeOfQueuesIsShownAfterRefresh();
    void aBrokerThatLeavesIsTold();
    void countsFollowTheRotation();
    void aTopicThatDoesNotExistBorrows();
    void aBadTopicIsSaidInWords();
    void aBrokerThatIsPassedOverIsSaid();
    void theNewestTopicWins();
    void severalNameServersStandSideBySide();
};

void TestRoutingPanel::showsTheRouteWhileItRuns()
{
    Fixture f;
    QVERIFY(f.said("routeNote").contains(u"while the producer runs"));
    QVERIFY(f.start(u"TopicTest"_s));
    QTRY_COMPARE(f.queues(), u"4 4"_s);
    QVERIFY(f.said("routeNote").isEmpty());
    QVERIFY(f.said("routeAge").contains(u"8 queues"));
    QVERIFY(f.widget<QTableView>("routeAtNameServers")->isHidden());
    f.workspace.session().stop();
    QTRY_VERIFY(f.queues().isEmpty());
    QVERIFY(f.said("routeNote").contains(u"while the producer runs"));
}

void TestRoutingPanel::aChangeOfQueuesIsShownAfterRefresh()
{
    Fixture f;
    QVERIFY(f.start(u"TopicTest"_s));
    QTRY_COMPARE(f.queues(), u"4 4"_s);
    QVERIFY(f.control(u"queues all 8"_s));
    f.refresh();
    QTRY_COMPARE(f.queues(), u"8 8"_s);
    QVERIFY2(f.history().contains(u"broker-a: queues 4 → 8."), qPrintable(f.history()));
}

void TestRoutingPanel::aBrokerThatLeavesIsTold()
{
    Fixture f;
    QVERIFY(f.start(u"TopicTest"_s));
    QTRY_COMPARE(f.queues(), u"4 4"_s);
    QVERIFY(f.control(u"leave broker-b"_s));
    QTRY_COMPARE_WITH_TIMEOUT(f.queues(), u"4"_s, 10'000); // by itself
    QVERIFY(f.history().contains(u"broker-b went."));
}

void TestRoutingPanel::countsFollowTheRotation()
{
    Fixture f;
    QVERIFY(f.start(u"TopicTest"_s));
    QTRY_COMPARE(f.queues(), u"4 4"_s);
    f.send(u"TopicTest"_s, 16);
    QTRY_COMPARE(f.sent(0) + f.sent(1), 16);
    QCOMPARE(f.sent(0), 8);
    const auto *model = qobject_cast<RouteModel *>(f.widget<QTreeView>("route")->model());
    QVERIFY(model->lastUsed().isValid());
    f.panel.setTopic(TopicName(u"Other"_s));
    f.panel.setTopic(TopicName(u"TopicTest"_s));
    QTRY_COMPARE(f.queues(), u"4 4"_s);
    QCOMPARE(f.sent(0), 8); // counted on
}

void TestRoutingPanel::aTopicThatDoesNotExistBorrows()
{
    Fixture f;
    QVERIFY(f.start(u"NewTopic"_s));
    QTRY_VERIFY(f.said("routeNote").contains(u"TBW102"));
    f.send(u"NewTopic"_s);
    QTRY_VERIFY(f.said("routeNote").isEmpty());
    QVERIFY(f.history().contains(u"The topic exists now."));
}

void TestRoutingPanel::aBadTopicIsSaidInWords()
{
    Fixture f;
    QVERIFY(f.start(u"no good"_s));
    QTRY_VERIFY2(f.said("routeNote").contains(u"no good"), qPrintable(f.said("routeNote")));
    QVERIFY(f.queues().isEmpty());
}

void TestRoutingPanel::aBrokerThatIsPassedOverIsSaid()
{
    Fixture f;
    Profile profile = Profile::sandbox();
    profile.config.attemptTimeout = std::chrono::milliseconds(200);
    f.workspace.setProfile(profile);
    QVERIFY(f.start(u"TopicTest"_s));
    f.send(u"TopicTest"_s, 8);
    QTRY_COMPARE(f.sent(0) + f.sent(1), 8);
    QVERIFY(f.control(u"broker-a any drop-request"_s));
    f.send(u"TopicTest"_s, 8);
    QTRY_VERIFY_WITH_TIMEOUT(f.said("routePenalties").contains(u"broker-a is passed over"), 10'000);
    QVERIFY(f.control(u"clear"_s));
    QTRY_VERIFY_WITH_TIMEOUT(f.said("routePenalties").isEmpty(), 10'000);
}

void TestRoutingPanel::theNewestTopicWins()
{
    Fixture f;
    QVERIFY(f.start(u"First"_s));
    f.refresh(); // under way …
    f.panel.setTopic(TopicName(u"TopicTest"_s));
    QTRY_COMPARE(f.queues(), u"4 4"_s);
    QVERIFY(f.said("routeNote").isEmpty());
    QVERIFY(!f.history().contains(u"First"));
}

void TestRoutingPanel::severalNameServersStandSideBySide()
{
    Fixture f;
    Sandbox one;
    Sandbox two;
    QVERIFY(one.start());
    QVERIFY(two.start());
    Profile profile;
    profile.name = u"two"_s;
    profile.config.group = GroupName(u"g"_s);
    profile.config.nameServers = one.nameServer() + u';' + two.nameServer();
    f.workspace.setProfile(profile);
    QVERIFY(f.start(u"TopicTest"_s));
    auto *table = f.widget<QTableView>("routeAtNameServers");
    QTRY_VERIFY(!table->isHidden());
    QCOMPARE(table->model()->columnCount(), 2);
    QCOMPARE(table->model()->headerData(0, Qt::Horizontal).toString(), one.nameServer());
    QVERIFY(!f.said("routeDisagreements").isEmpty()); // each names its own brokers
}

QTEST_MAIN(TestRoutingPanel)
#include "tst_routingpanel.moc"
