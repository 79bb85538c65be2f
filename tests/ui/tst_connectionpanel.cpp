// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionpanel.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;
using State = ConnectionMonitor::State;

namespace {

/// A workspace in an empty folder, and the panel on it.
struct Fixture {
    Fixture()
    {
        panel->show();
        panel->activateWindow();
    }

    [[nodiscard]] QAction *action(const char *name) const
    {
        return panel->findChild<QAction *>(QLatin1StringView(name));
    }
    template<typename T>
    [[nodiscard]] T *widget(const char *name) const
    {
        return panel->findChild<T *>(QLatin1StringView(name));
    }
    /// What a label says, as long as it can be seen.
    [[nodiscard]] QString said(const char *name) const
    {
        const auto *label = widget<QLabel>(name);
        return label->isHidden() ? QString() : label->text();
    }
    void type(const char *name, const QString &text) const
    {
        auto *edit = widget<QLineEdit>(name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    [[nodiscard]] bool start()
    {
        action("startStop")->trigger();
        return QTest::qWaitFor([this] { return panel->state() == State::Running; }, 10'000);
    }
    [[nodiscard]] bool control(const QString &line)
    {
        return workspace.session().running().sandbox->control(line).has_value();
    }
    [[nodiscard]] QString profileName() const { return workspace.profile().name; }

    QTemporaryDir dir;
    Workspace workspace{WorkspacePaths{dir.path(), dir.path()}};
    std::unique_ptr<ConnectionPanel> panel = std::make_unique<ConnectionPanel>(workspace);
};

/// Nobody listens there.
QString deadAddress()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no port");
    return u"127.0.0.1:%1"_s.arg(server.serverPort());
}

} // namespace

class TestConnectionPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsOnTheSandboxAndStops();
    void reconnectsWhenBrokersAreGoneAndRecovers();
    void aWrongNameServerIsMarkedAtItsField();
    void anUnreachableNameServerIsMarkedAtItsField();
    void aSecondProducerOfTheInstanceIsToldAtItsField();
    void aBadGroupIsMarkedAsItIsTyped();
    void typingAnAddressOnTheSandboxMakesAProfile();
    void changesWhileItRunsNeedARestart();
    void profilesAreAddedRenamedDeletedAndBroughtBack();
    void aTakenNameIsRefusedAndStaysInItsField();
    void productionIsToldToTheWindow();
    void settingsAreWrittenRefusedAndReset();
    void insecureTlsWarns();
    void profilesAreThereAgain();
    void aBrokenFileIsToldBesideTheSelector();
    void everyFieldHasAnAccessibleName();
};

void TestConnectionPanel::startsOnTheSandboxAndStops()
{
    Fixture f;
    QCOMPARE(f.panel->state(), State::Stopped);
    QCOMPARE(f.profileName(), u"Sandbox"_s);
    QVERIFY(!f.widget<QLabel>("clientId")->isVisible());
    QVERIFY(f.start());
    QVERIFY(f.said("connectionState").contains(u"Running on Sandbox"));
    QCOMPARE(f.widget<QLineEdit>("nameServers")->text(), f.workspace.session().nameServers());
    const QString clientId = f.workspace.session().running().producer->clientId();
    QCOMPARE(f.said("clientId"), clientId);
    f.action("copyClientId")->trigger();
    QCOMPARE(QApplication::clipboard()->text(), clientId);
    f.action("startStop")->trigger();
    QTRY_COMPARE(f.panel->state(), State::Stopped);
    QVERIFY(f.said("clientId").isEmpty());
    QVERIFY(f.widget<QLineEdit>("nameServers")->text().isEmpty());
}

void TestConnectionPanel::reconnectsWhenBrokersAreGoneAndRecovers()
{
    Fixture f;
    QVERIFY(f.start());
    // Heartbeats have opened the connections.
    const auto answering = [&f] {
        qsizetype count = 0;
        for (const ServerConnection &connection : f.workspace.session().running().producer->connections())
            count += connection.answers() ? 1 : 0;
        return count;
    };
    QTRY_COMPARE_WITH_TIMEOUT(answering(), 3, 10'000);
    QVERIFY(f.control(u"stop broker-a"_s));
    QTRY_VERIFY(f.said("connectionTroubles").contains(u"broker-a"));
    QCOMPARE(f.panel->state(), State::Running);
    QVERIFY(f.control(u"stop all"_s));
    QTRY_COMPARE_WITH_TIMEOUT(f.panel->state(), State::Reconnecting, 10'000);
    QVERIFY(f.said("connectionState").contains(u"Reconnecting"));
    QVERIFY(f.said("connectionTroubles").contains(u"broker-b"));
    QVERIFY(f.control(u"start all"_s));
    QTRY_COMPARE_WITH_TIMEOUT(f.panel->state(), State::Running, 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(f.said("connectionTroubles").isEmpty(), 10'000);
}

void TestConnectionPanel::aWrongNameServerIsMarkedAtItsField()
{
    Fixture f;
    f.type("nameServers", u"no address:x"_s);
    QVERIFY(f.said("nameServersMessage").contains(u"no address:x"));
    f.action("startStop")->trigger();
    QTRY_COMPARE(f.panel->state(), State::Failed);
    QVERIFY(f.said("nameServersMessage").contains(u"no address:x"));
    QCOMPARE(f.widget<QLineEdit>("nameServers")->text(), u"no address:x"_s);
    f.type("nameServers", u"localhost"_s);
    QVERIFY(f.said("nameServersMessage").isEmpty());
}

void TestConnectionPanel::anUnreachableNameServerIsMarkedAtItsField()
{
    Fixture f;
    const QString address = deadAddress();
    f.type("nameServers", address);
    f.action("startStop")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(f.panel->state(), State::Reconnecting, 10'000);
    QVERIFY2(f.said("nameServersMessage").contains(address), qPrintable(f.said("nameServersMessage")));
}

void TestConnectionPanel::aSecondProducerOfTheInstanceIsToldAtItsField()
{
    Fixture f;
    ProducerConfig config = Profile::sandbox().config;
    config.instanceName = u"one"_s;
    config.nameServers = u"127.0.0.1"_s;
    Producer first(config);
    QVERIFY(first.start());
    f.type("instanceName", u"one"_s);
    f.action("startStop")->trigger();
    QTRY_COMPARE(f.panel->state(), State::Failed);
    QVERIFY(f.said("instanceNameMessage").contains(config.group.text()));
    QVERIFY(f.said("instanceNameMessage").contains(u"another group or instance name"));
    f.type("instanceName", u"two"_s);
    QVERIFY(f.said("instanceNameMessage").isEmpty());
    QVERIFY(f.start());
}

void TestConnectionPanel::aBadGroupIsMarkedAsItIsTyped()
{
    Fixture f;
    f.type("group", u"my group"_s);
    QVERIFY(f.said("groupMessage").contains(u"illegal characters"));
    QVERIFY(f.said("nameServersMessage").isEmpty());
    f.type("group", u"mygroup"_s);
    QVERIFY(f.said("groupMessage").isEmpty());
    QCOMPARE(f.workspace.profile().config.group.text(), u"mygroup"_s);
}

void TestConnectionPanel::typingAnAddressOnTheSandboxMakesAProfile()
{
    Fixture f;
    f.type("nameServers", u"10.1.2.3:9876"_s);
    QCOMPARE(f.workspace.profile().kind, Profile::Kind::Cluster);
    QCOMPARE(f.workspace.profile().config.nameServers, u"10.1.2.3:9876"_s);
    QCOMPARE(f.profileName(), u"10.1.2.3:9876"_s);
    QCOMPARE(f.widget<QComboBox>("profile")->count(), 2);
    QCOMPARE(f.widget<QComboBox>("profile")->currentText(), u"10.1.2.3:9876"_s);
    f.widget<QComboBox>("profile")->setCurrentIndex(0);
    QCOMPARE(f.workspace.profile().kind, Profile::Kind::Sandbox);
}

void TestConnectionPanel::changesWhileItRunsNeedARestart()
{
    Fixture f;
    QVERIFY(f.start());
    QVERIFY(f.said("pendingChanges").isEmpty());
    f.type("instanceName", u"another"_s);
    QVERIFY(f.said("pendingChanges").contains(u"next start"));
    QVERIFY(!f.widget<QPushButton>("restartButton")->isHidden());
    QTest::mouseClick(f.widget<QPushButton>("restartButton"), Qt::LeftButton);
    QTRY_VERIFY(f.said("clientId").endsWith(u"@another"));
    QTRY_VERIFY(f.said("pendingChanges").isEmpty());
}

void TestConnectionPanel::profilesAreAddedRenamedDeletedAndBroughtBack()
{
    Fixture f;
    f.action("profileAdd")->trigger();
    f.type("profileName", u"Orders"_s);
    QTest::keyClick(f.widget<QLineEdit>("profileName"), Qt::Key_Return);
    QCOMPARE(f.profileName(), u"Orders"_s);
    f.action("profileDuplicate")->trigger();
    QCOMPARE(f.profileName(), u"Orders copy"_s);
    f.action("profileDelete")->trigger();
    QCOMPARE(f.profileName(), u"Sandbox"_s);
    QVERIFY(!f.action("profileDelete")->isEnabled());
    f.action("profileUndoDelete")->trigger();
    QCOMPARE(f.profileName(), u"Orders copy"_s);
    f.action("profileRename")->trigger();
    f.type("profileName", u"Other"_s);
    QTest::keyClick(f.widget<QLineEdit>("profileName"), Qt::Key_Escape);
    QCOMPARE(f.profileName(), u"Orders copy"_s);
}

void TestConnectionPanel::aTakenNameIsRefusedAndStaysInItsField()
{
    Fixture f;
    f.action("profileDuplicate")->trigger();
    f.action("profileRename")->trigger();
    f.type("profileName", u"sandbox"_s);
    QTest::keyClick(f.widget<QLineEdit>("profileName"), Qt::Key_Return);
    QVERIFY(f.said("profileMessage").contains(u"already"));
    QCOMPARE(f.widget<QLineEdit>("profileName")->text(), u"sandbox"_s);
    QCOMPARE(f.profileName(), u"Sandbox copy"_s);
}

void TestConnectionPanel::productionIsToldToTheWindow()
{
    Fixture f;
    const QSignalSpy changes(f.panel.get(), &ConnectionPanel::environmentChanged);
    auto *environment = f.widget<QComboBox>("environment");
    environment->setFocus();
    QTest::keyClick(environment, Qt::Key_End);
    QTRY_COMPARE(f.panel->environment(), Environment::Production);
    QCOMPARE(changes.size(), 1);
}

void TestConnectionPanel::settingsAreWrittenRefusedAndReset()
{
    Fixture f;
    f.action("advancedSettings")->trigger();
    f.type("sendTimeout", u"1500"_s);
    QCOMPARE(f.workspace.profile().config.sendTimeout, std::chrono::milliseconds(1500));
    f.type("sendTimeout", u"never"_s);
    QVERIFY(f.said("sendTimeoutMessage").contains(u"never"));
    QVERIFY(f.said("sendTimeoutMessage").contains(u"1 to 2147483647"));
    QVERIFY(f.said("sendTimeoutMessage").contains(u"1500 stays in effect"));
    QCOMPARE(f.workspace.profile().config.sendTimeout, std::chrono::milliseconds(1500));
    QCOMPARE(f.widget<QLineEdit>("sendTimeout")->text(), u"never"_s);
    f.widget<QCheckBox>("vipChannel")->click();
    QVERIFY(f.workspace.profile().config.vipChannel);
    QCOMPARE(f.widget<QLineEdit>("sendTimeout")->text(), u"never"_s);
    auto *type = f.widget<QComboBox>("compressionType");
    type->setFocus();
    QTest::keyClick(type, Qt::Key_End);
    QCOMPARE(f.workspace.profile().config.compressionType, CompressionType::Zstd);
    f.widget<QAbstractButton>("sendTimeoutReset")->click();
    QCOMPARE(f.widget<QLineEdit>("sendTimeout")->text(), u"3000"_s);
    QVERIFY(f.said("sendTimeoutMessage").isEmpty());
    QCOMPARE(f.workspace.profile().config.sendTimeout, std::chrono::milliseconds(3000));
}

void TestConnectionPanel::insecureTlsWarns()
{
    Fixture f;
    f.action("advancedSettings")->trigger();
    f.widget<QCheckBox>("tls")->click();
    QVERIFY(f.workspace.profile().config.tls);
    f.type("tlsCa", u"/no/such/file"_s);
    QVERIFY(f.said("tlsCaMessage").contains(u"cannot be read"));
    f.widget<QCheckBox>("tlsInsecure")->click();
    QVERIFY(f.said("tlsWarning").contains(u"INSECURE"));
    QVERIFY(f.workspace.profile().config.tls->insecure);
    f.widget<QCheckBox>("tls")->click();
    QVERIFY(!f.workspace.profile().config.tls);
    QVERIFY(f.said("tlsWarning").isEmpty());
}

void TestConnectionPanel::profilesAreThereAgain()
{
    Fixture f;
    f.type("nameServers", u"10.1.2.3"_s);
    f.panel.reset(); // what was typed a moment ago is saved
    Workspace second(WorkspacePaths{f.dir.path(), f.dir.path()});
    const ConnectionPanel panel(second);
    QCOMPARE(second.profile().config.nameServers, u"10.1.2.3"_s);
    QCOMPARE(panel.findChild<QComboBox *>(u"profile"_s)->currentIndex(), 1);
}

void TestConnectionPanel::aBrokenFileIsToldBesideTheSelector()
{
    Fixture f;
    QVERIFY(QDir(f.dir.path()).mkpath(u"profiles"_s));
    QFile file(f.dir.filePath(u"profiles/broken.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no") == 2);
    file.close();
    const ConnectionPanel panel(f.workspace);
    const auto *problems = panel.findChild<QLabel *>(u"profileProblems"_s);
    QVERIFY(!problems->isHidden());
    QVERIFY(problems->text().contains(u"broken.json"));
}

void TestConnectionPanel::everyFieldHasAnAccessibleName()
{
    Fixture f;
    f.action("advancedSettings")->trigger();
    for (const QWidget *widget : f.panel->findChildren<QWidget *>()) {
        const bool isPart =
            widget->objectName().startsWith(u"qt_") || widget->window()->windowType() == Qt::Popup;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (isPart || (widget->focusPolicy() & Qt::TabFocus) == 0 || (button && !button->text().isEmpty()))
            continue;
        QVERIFY2(
            !widget->accessibleName().isEmpty() || qobject_cast<const QTabBar *>(widget)
                || qobject_cast<const QTabWidget *>(widget),
            qPrintable(widget->objectName() + u' ' + QLatin1StringView(widget->metaObject()->className())));
    }
}

QTEST_MAIN(TestConnectionPanel)
#include "tst_connectionpanel.moc"
