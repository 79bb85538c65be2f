// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shownwindow.h"
#include <gantry/sandbox.h>

#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTextEdit>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 30'000;

/// The whole window, and a cluster that its profile leads to.
struct Fixture : ShownWindow {
    Fixture()
    {
        if (!sandbox.start())
            qFatal("no sandbox");
        Profile profile = workspace.profile();
        profile.kind = Profile::Kind::Cluster;
        profile.config.nameServers = sandbox.nameServer();
        profile.config.sendTimeout = 1s;
        workspace.setProfile(profile);
    }
    [[nodiscard]] bool ends() const
    {
        return QTest::qWaitFor([&] { return find<QPushButton>("doctorStartStop")->text() == "&Examine"_L1; },
                               patienceMs);
    }
    [[nodiscard]] QString findings() const { return find<QTextEdit>("doctorFindings")->toPlainText(); }
    [[nodiscard]] QString verdict() const { return said("doctorVerdict"); }

    Sandbox sandbox;
};

} // namespace

/// The dialog that looks for what stands in the way of a send.
class TestDoctor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsWrongWithAHealthyCluster();
    void causesAreNamed_data();
    void causesAreNamed();
    void aFailedSendLeadsToIt();
    void itCanBeStopped();
    void aSandboxThatDoesNotRunIsSaid();
    void everythingHasANameInBothLanguages();
};

void TestDoctor::nothingIsWrongWithAHealthyCluster()
{
    Fixture f;
    f.trigger("examineWay");
    QCOMPARE(f.find<QLineEdit>("doctorTopic")->text(), u"TopicTest"_s);
    QVERIFY(f.ends());
    QVERIFY2(f.verdict().startsWith(u"✓ "), qPrintable(f.verdict() + f.findings()));
    QVERIFY2(!f.findings().contains(u'✗'), qPrintable(f.findings()));
    QVERIFY(f.findings().contains(f.sandbox.nameServer()));
    f.find<QPushButton>("doctorCopy")->click();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(f.verdict()));
    for (const SandboxRequest &request : f.sandbox.requests())
        QVERIFY2(request.code != 10 || request.response != 0, "it stored a message");
}

void TestDoctor::causesAreNamed_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("cause");
    QTest::addRow("address") << u"advertise all 127.0.0.1:1"_s << u"✗ Address"_s;
    QTest::addRow("read-only") << u"read-only all"_s << u"✗ Permission"_s;
    QTest::addRow("no brokers") << u"leave all"_s << u"✗ "_s;
    QTest::addRow("name server") << u"stop namesrv"_s << u"✗ NameServer"_s;
}

void TestDoctor::causesAreNamed()
{
    QFETCH(QString, fault);
    QFETCH(QString, cause);
    Fixture f;
    QVERIFY(f.sandbox.control(fault));
    f.trigger("examineWay");
    QVERIFY(f.ends());
    QVERIFY2(f.findings().contains(cause), qPrintable(f.findings()));
    QVERIFY2(f.findings().contains(u'→'), qPrintable(f.findings())); // and what to do
    QVERIFY2(f.verdict().contains("in the way of a send"_L1), qPrintable(f.verdict()));
}

void TestDoctor::aFailedSendLeadsToIt()
{
    Fixture f;
    QVERIFY(f.find<QPushButton>("examineFlight")->isHidden());
    QVERIFY(f.sandbox.control(u"advertise all 127.0.0.1:1"_s));
    MessageDraft draft = MessageDraft::example();
    draft.message.topic = TopicName(u"Orders"_s);
    f.workspace.send(draft);
    QTRY_VERIFY_WITH_TIMEOUT(!f.find<QPushButton>("examineFlight")->isHidden(), patienceMs);
    f.find<QPushButton>("examineFlight")->click();
    QCOMPARE(f.find<QLineEdit>("doctorTopic")->text(), u"Orders"_s);
    QVERIFY(f.ends());
    QVERIFY2(f.findings().contains(u"✗ Address"), qPrintable(f.findings()));
}

void TestDoctor::itCanBeStopped()
{
    Fixture f;
    QVERIFY(f.sandbox.control(u"namesrv route drop-request"_s)); // a step that waits
    f.trigger("examineWay");
    QCOMPARE(f.find<QPushButton>("doctorStartStop")->text(), u"&Stop"_s);
    f.find<QPushButton>("doctorStartStop")->click();
    QVERIFY(f.verdict().contains("Stopped"_L1));
    QVERIFY(f.sandbox.control(u"clear"_s));
    f.find<QPushButton>("doctorStartStop")->click();
    QVERIFY(f.ends());
    QVERIFY2(f.verdict().startsWith(u"✓ "), qPrintable(f.verdict() + f.findings()));
}

void TestDoctor::aSandboxThatDoesNotRunIsSaid()
{
    ShownWindow f;
    f.trigger("examineWay");
    QVERIFY(f.said("doctorVerdict").contains("start the producer"_L1));
    QCOMPARE(f.find<QPushButton>("doctorStartStop")->text(), u"&Examine"_s);
}

void TestDoctor::everythingHasANameInBothLanguages()
{
    Fixture f;
    f.trigger("examineWay");
    QVERIFY(f.ends());
    const auto *dialog = f.find<QDialog>("doctorDialog");
    for (const char *name : {"doctorTopic", "doctorVerdict", "doctorFindings"})
        QVERIFY2(!dialog->findChild<QWidget *>(QLatin1StringView(name))->accessibleName().isEmpty(), name);
    f.window.setLanguage(u"zh_CN"_s);
    QTRY_COMPARE(dialog->windowTitle(), u"检查发送路径"_s);
    QVERIFY(f.findings().contains(u"时钟"));
}

QTEST_MAIN(TestDoctor)
#include "tst_doctor.moc"
