// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faultline.h"
#include "sandbox/sandboxbrokermodel.h"
#include "sandbox/sandboxpanel.h"
#include "sandbox/scenarios.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QSemaphore>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

namespace {

struct Fixture {
    Fixture() { panel.show(); }

    [[nodiscard]] bool start()
    {
        workspace.session().start(workspace.profile());
        return QTest::qWaitFor([this] { return workspace.session().state() == Session::State::Running; },
                               10'000);
    }
    [[nodiscard]] Sandbox &sandbox() { return *workspace.session().running().sandbox; }
    template<typename T>
    [[nodiscard]] T *widget(const char *name) const
    {
        return panel.findChild<T *>(QLatin1StringView(name));
    }
    [[nodiscard]] QAction *action(const char *name) const { return widget<QAction>(name); }
    [[nodiscard]] QString state(int row) const
    {
        const QAbstractItemModel *model = widget<QTableView>("sandboxBrokers")->model();
        return model->index(row, SandboxBrokerModel::StateColumn).data().toString();
    }
    [[nodiscard]] QStringList texts(const char *list) const
    {
        QStringList texts;
        for (int row = 0; row < widget<QListWidget>(list)->count(); ++row)
            texts.append(widget<QListWidget>(list)->item(row)->text());
        return texts;
    }

    QTemporaryDir dir;
    Workspace workspace{WorkspacePaths{dir.path(), dir.path()}};
    SandboxPanel panel{workspace};
};

SandboxRequest request(quint64 number, int response)
{
    SandboxRequest request;
    request.number = number;
    request.code = 310;
    request.response = response;
    return request;
}

} // namespace

class TestSandboxPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesLines_data();
    void makesLines();
    void everyLineOfTheFormIsAFault();
    void isEnabledOnTheSandboxOnly();
    void stopsAndStartsTheChosenBroker();
    void setsAndClearsFaults();
    void aBadLineIsSaidAtTheFormAndStays();
    void presetsAreFaults();
    void aClickDoesNotWaitForABusySandbox();
    void allScenariosAreThere();
    void playsAScenarioAndTellsIt();
    void endingAScenarioMakesPeace();
    void showsTheTailOfTheRequests();
    void theRequestLogFollowsAnswersAndItsLimit();
};

void TestSandboxPanel::makesLines_data()
{
    QTest::addColumn<FaultChoice>("choice");
    QTest::addColumn<QString>("line");
    QTest::newRow("delay") << FaultChoice{.request = u"send"_s,
                                          .action = u"delay"_s,
                                          .number = 200,
                                          .share = 33}
                           << u"any send delay 200 share 33%"_s;
    QTest::newRow("refusal") << FaultChoice{.server = u"broker-b"_s,
                                            .queue = 2,
                                            .request = u"send"_s,
                                            .action = u"refuse"_s,
                                            .number = 14,
                                            .remark = u" disk  full "_s,
                                            .next = 3}
                             << u"broker-b:2 send refuse 14 disk full next 3"_s;
    QTest::newRow("no number") << FaultChoice{.server = u"namesrv"_s,
                                              .action = u"drop-request"_s,
                                              .number = 7}
                               << u"namesrv any drop-request"_s;
}

void TestSandboxPanel::makesLines()
{
    QFETCH(FaultChoice, choice);
    QTEST(faultLine(choice), "line");
}

void TestSandboxPanel::everyLineOfTheFormIsAFault()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    for (const QString &action : faultActions()) {
        for (const QString &request : faultRequests()) {
            const QString line = faultLine({.server = u"broker-a"_s,
                                            .request = request,
                                            .action = action,
                                            .number = 2,
                                            .remark = u"r"_s,
                                            .next = 1,
                                            .share = 50});
            QVERIFY2(sandbox.control(line), qPrintable(line));
        }
    }
}

void TestSandboxPanel::isEnabledOnTheSandboxOnly()
{
    Fixture f;
    QVERIFY(!f.widget<QTabWidget>("sandboxTabs")->isEnabled());
    QVERIFY(!f.action("faultClear")->isEnabled());
    QVERIFY(f.start());
    QTRY_VERIFY(f.widget<QTabWidget>("sandboxTabs")->isEnabled());
    QVERIFY(f.widget<QLabel>("sandboxNote")->isHidden());
    QTRY_COMPARE(f.state(0), u"running"_s);
    QVERIFY(f.action("faultClear")->isEnabled());
    f.workspace.session().stop();
    QTRY_VERIFY(!f.widget<QTabWidget>("sandboxTabs")->isEnabled());
    QVERIFY(!f.action("faultClear")->isEnabled());
    QVERIFY(!f.action("brokerStop")->isEnabled());
}

void TestSandboxPanel::stopsAndStartsTheChosenBroker()
{
    Fixture f;
    QVERIFY(f.start());
    QTRY_COMPARE(f.state(1), u"running"_s);
    f.widget<QTableView>("sandboxBrokers")->selectRow(1);
    QVERIFY(f.action("brokerStop")->text().contains(u"Stop broker-b"));
    f.action("brokerStop")->trigger();
    QTRY_COMPARE(f.state(1), u"stopped"_s);
    QVERIFY(!f.sandbox().brokers().at(1).isRunning);
    QVERIFY(f.action("brokerStop")->text().contains(u"Start broker-b"));
    f.action("brokerStop")->trigger();
    QTRY_COMPARE(f.state(1), u"running"_s);
    f.action("brokerReadOnly")->trigger();
    QTRY_COMPARE(f.state(1), u"running, read-only"_s);
    f.action("brokerLeave")->trigger();
    QTRY_COMPARE(f.state(1), u"running, read-only, not in the route"_s);
    f.action("brokerLeave")->trigger();
    f.action("brokerReadOnly")->trigger();
    QTRY_COMPARE(f.state(1), u"running"_s);
    QCOMPARE(f.state(0), u"running"_s);
}

void TestSandboxPanel::setsAndClearsFaults()
{
    Fixture f;
    QVERIFY(f.start());
    auto *servers = f.widget<QComboBox>("faultServer");
    QTRY_COMPARE(servers->count(), 4); // any, a, b, namesrv
    servers->setCurrentText(u"broker-b"_s);
    f.widget<QComboBox>("faultAction")->setCurrentText(u"refuse"_s);
    f.widget<QSpinBox>("faultNumber")->setValue(14);
    f.widget<QSpinBox>("faultNext")->setValue(5);
    const QString line = u"broker-b send refuse 14 next 5"_s;
    QCOMPARE(f.widget<QLineEdit>("faultLine")->text(), line);
    QTest::mouseClick(f.widget<QPushButton>("faultSet"), Qt::LeftButton);
    QTRY_COMPARE(f.sandbox().faults(), QStringList{line});
    QTRY_COMPARE(f.texts("faults"), QStringList{line});
    f.action("faultClear")->trigger();
    QTRY_VERIFY(f.sandbox().faults().isEmpty());
    QTRY_VERIFY(f.texts("faults").isEmpty());
}

void TestSandboxPanel::aBadLineIsSaidAtTheFormAndStays()
{
    Fixture f;
    QVERIFY(f.start());
    auto *line = f.widget<QLineEdit>("faultLine");
    QTRY_VERIFY(line->isEnabled());
    line->setText(u"broker-a explode"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(!f.widget<QLabel>("faultMessage")->text().isEmpty());
    QCOMPARE(line->text(), u"broker-a explode"_s);
    line->setText(u"queues all 2"_s); // any control line may be typed
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(f.widget<QLabel>("faultMessage")->text().isEmpty());
}

void TestSandboxPanel::presetsAreFaults()
{
    Fixture f;
    QVERIFY(f.start());
    QTRY_VERIFY(f.action("faultRefuse")->isEnabled());
    for (const char *name : {"faultRefuse", "faultDelay", "faultDropResponses", "faultClose"}) {
        f.action(name)->trigger();
        QTRY_COMPARE(f.sandbox().faults().size(), 1);
        f.action("faultClear")->trigger();
        QTRY_VERIFY(f.sandbox().faults().isEmpty());
    }
}

void TestSandboxPanel::aClickDoesNotWaitForABusySandbox()
{
    Fixture f;
    QVERIFY(f.start());
    QTRY_COMPARE(f.state(1), u"running"_s);
    f.widget<QTableView>("sandboxBrokers")->selectRow(1);
    QSemaphore busy;
    QSemaphore goOn;
    QVERIFY(f.sandbox().play(u"after 1ms\nsay x"_s, [&](const QString &) {
        busy.release();
        goOn.acquire(); // on the sandbox's thread: it answers nobody
    }));
    QVERIFY(busy.tryAcquire(1, 10'000));
    f.action("brokerStop")->trigger(); // would wait here for ever
    f.action("faultDelay")->trigger();
    goOn.release();
    QTRY_COMPARE(f.state(1), u"stopped"_s);
    QTRY_COMPARE(f.sandbox().faults().size(), 1);
}

void TestSandboxPanel::allScenariosAreThere()
{
    QStringList names;
    for (const Scenario &scenario : scenarios()) {
        names.append(scenario.name);
        QVERIFY(!scenario.title.isEmpty() && !scenario.title.startsWith(u'#'));
    }
    QCOMPARE(names, (QStringList{u"flapping-nameserver"_s, u"flow-control"_s, u"full-disk"_s,
                                 u"lost-broker"_s, u"slow-broker"_s, u"wrong-address"_s}));
}

void TestSandboxPanel::playsAScenarioAndTellsIt()
{
    Fixture f;
    QVERIFY(f.start());
    QTRY_VERIFY(f.action("scenario-full-disk")->isEnabled());
    f.action("scenario-full-disk")->trigger();
    QTRY_VERIFY(f.texts("scenarioTold").join(u'|').contains(u"broker-a has no room left"));
    QTRY_VERIFY(f.texts("faults").join(u'|').contains(u"broker-a send refuse 14"));
}

void TestSandboxPanel::endingAScenarioMakesPeace()
{
    Fixture f;
    QVERIFY(f.start());
    QVERIFY(f.sandbox().control(u"stop all"_s));
    QVERIFY(f.sandbox().control(u"any send delay 100"_s));
    QTRY_COMPARE(f.state(0), u"stopped"_s);
    f.action("scenarioEnd")->trigger();
    QTRY_COMPARE(f.state(0), u"running"_s);
    QTRY_VERIFY(f.sandbox().faults().isEmpty());
}

void TestSandboxPanel::showsTheTailOfTheRequests()
{
    Fixture f;
    QVERIFY(f.start());
    f.workspace.send(MessageDraft::example());
    const QAbstractItemModel *model = f.widget<QTableView>("sandboxRequests")->model();
    const auto requests = [model] {
        QString all;
        for (int row = 0; row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column)
                all += model->index(row, column).data().toString() + u' ';
        }
        return all;
    };
    QTRY_VERIFY(requests().contains(u"SEND_MESSAGE_V2"));
    QVERIFY(requests().contains(u"TopicTest"));
    MessageDraft many = MessageDraft::example();
    many.count = 100;
    f.widget<QTabWidget>("sandboxTabs")->setCurrentIndex(3);
    f.workspace.send(many);
    QTRY_VERIFY(model->rowCount() > 100);
    const QScrollBar *bar = f.widget<QTableView>("sandboxRequests")->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0 && bar->value() == bar->maximum());
}

void TestSandboxPanel::theRequestLogFollowsAnswersAndItsLimit()
{
    RequestLogModel model;
    const QAbstractItemModelTester tester(&model);
    model.show({request(1, 0), request(2, -1)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, RequestLogModel::AnswerColumn).data().toString(), u"none"_s);
    model.show({request(2, 0), request(3, -1), request(4, -1)});
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(model.index(0, RequestLogModel::AnswerColumn).data().toString().startsWith(u"0 "));
    model.show({request(9, 0)});
    QCOMPARE(model.rowCount(), 1);
    model.show({request(1, 2)}); // another sandbox
    QVERIFY(model.index(0, RequestLogModel::AnswerColumn).data().toString().contains(u"SYSTEM_BUSY"));
    model.show({});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(TestSandboxPanel)
#include "tst_sandboxpanel.moc"
