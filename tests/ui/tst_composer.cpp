// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/composerpanel.h"
#include "composer/copyas.h"
#include "workspace/workspace.h"
#include <gantry/sandbox.h>

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

namespace {

QByteArray output(const QString &command)
{
    QProcess shell;
    shell.start(u"sh"_s, {u"-c"_s, command});
    return shell.waitForFinished() && shell.exitCode() == 0 ? shell.readAllStandardOutput() : QByteArray();
}

/// The words of a command after its name, as a shell reads them.
QStringList arguments(const QString &command)
{
    const QByteArray words = output(u"printf '%s\\0' "_s + command.section(u' ', 1));
    return QString::fromUtf8(words.chopped(1)).split(QChar(0));
}

QByteArray bodyOf(const QStringList &words)
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words.at(i).startsWith("--body="_L1))
            return words.at(i).mid(7).toUtf8();
        if (words.at(i) == "--body"_L1)
            return words.at(i + 1).toUtf8();
        if (words.at(i) == "--body-base64"_L1)
            return QByteArray::fromBase64(words.at(i + 1).toLatin1());
    }
    return {};
}

} // namespace

/// The composer, through its fields and actions, on the sandbox.
class TestComposer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theFirstStartHasTheExample();
    void controlEnterSends();
    void theModeIsTheChosenOne();
    void topicsOfTheClusterDoNotReplaceWhatIsTyped();
    void aFaultIsBesideItsFieldAndNothingIsSent_data();
    void aFaultIsBesideItsFieldAndNothingIsSent();
    void whatNobodyTypedYetIsNoFault();
    void sendNamesItsCluster();
    void sendGoesToTheChosenCluster();
    void anotherClustersBurstIsNotStoppedUnasked();
    void aQueueThatIsNoneIsSaid();
    void variablesAreExpandedForEveryMessage();
    void anUnknownVariableIsAnOutcome();
    void aBurstCanBePausedAndCancelled();
    void productionAsksBeforeABurst();
    void draftsAreThereAtTheNextStart();
    void theLastTabLeavesAnEmptyMessage();
    void theCopiedCommandSendsTheSameMessage_data();
    void theCopiedCommandSendsTheSameMessage();

private:
    void open();
    /// A cluster of its own, which is chosen.
    [[nodiscard]] bool chooseAnother(Sandbox &cluster);
    [[nodiscard]] QString destination() const
    {
        return m_composer->findChild<QLabel *>(u"destination"_s)->text();
    }
    template<typename Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        return m_composer->findChild<QTabWidget *>(u"messages"_s)
            ->currentWidget()
            ->findChild<Widget *>(QLatin1StringView(name));
    }
    void trigger(const char *name) { m_composer->findChild<QAction *>(QLatin1StringView(name))->trigger(); }
    [[nodiscard]] SentMessage last() const
    {
        return m_workspace->outcomes().sent(m_workspace->outcomes().size() - 1);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<ComposerPanel> m_composer;
};

void TestComposer::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    open();
}

void TestComposer::open()
{
    m_composer.reset();
    m_workspace = std::make_unique<Workspace>(WorkspacePaths{m_folder->path(), m_folder->path()});
    m_composer = std::make_unique<ComposerPanel>(*m_workspace);
    connect(m_composer.get(), &ComposerPanel::sendRequested, m_workspace.get(), &Workspace::send);
    m_composer->show();
}

void TestComposer::cleanup()
{
    m_composer.reset();
    m_workspace.reset();
}

void TestComposer::theFirstStartHasTheExample()
{
    QCOMPARE(find<QComboBox>("topic")->currentText(), u"TopicTest"_s);
    QCOMPARE(find<QLineEdit>("tag")->text(), u"TagA"_s);
    QCOMPARE(find<QLineEdit>("keys")->text(), u"OrderID188"_s);
}

void TestComposer::controlEnterSends()
{
    m_composer->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
    QTest::keyClick(find<QWidget>("body"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_workspace->outcomes().size(), 1);
    QVERIFY(last().outcome.isOk());
    QCOMPARE(last().message->body, "Hello world"_ba);
    QCOMPARE(last().message->tag, u"TagA"_s);
}

void TestComposer::theModeIsTheChosenOne()
{
    for (const char *mode : {"mode_async", "mode_oneway", "mode_sync"}) {
        const auto before = m_workspace->outcomes().size();
        find<QRadioButton>(mode)->click();
        trigger("send");
        QTRY_COMPARE(m_workspace->outcomes().size(), before + 1);
        QCOMPARE(u"mode_"_s + name(last().outcome.mode), QLatin1StringView(mode));
    }
}

void TestComposer::topicsOfTheClusterDoNotReplaceWhatIsTyped()
{
    trigger("send");
    QTRY_VERIFY(find<QComboBox>("topic")->count() > 0);
    QCOMPARE(find<QComboBox>("topic")->currentText(), u"TopicTest"_s);
    QVERIFY(find<QComboBox>("topic")->findText(u"TopicTest"_s) >= 0);
    QTRY_VERIFY(find<QComboBox>("queue")->count() > 0);
    QVERIFY(find<QComboBox>("queue")->currentText().isEmpty());
}

void TestComposer::aFaultIsBesideItsFieldAndNothingIsSent_data()
{
    QTest::addColumn<QString>("topic");
    QTest::addColumn<QString>("property");
    QTest::addColumn<qsizetype>("bodyBytes");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("says");
    QTest::newRow("no topic") << QString() << QString() << qsizetype(1) << u"topicFault"_s
                              << u"name the topic"_s;
    QTest::newRow("long topic") << QString(128, u'x') << QString() << qsizetype(1) << u"topicFault"_s
                                << u"127"_s;
    QTest::newRow("blank in it") << u"a b"_s << QString() << qsizetype(1) << u"topicFault"_s << u"illegal"_s;
    QTest::newRow("no body") << u"T"_s << QString() << qsizetype(0) << u"bodyFault"_s << u"body"_s;
    QTest::newRow("5 MiB") << u"T"_s << QString() << qsizetype(5) * 1024 * 1024 << u"bodyFault"_s
                           << u"4194304"_s;
    QTest::newRow("reserved") << u"T"_s << u"TAGS"_s << qsizetype(1) << u"propertiesFault"_s
                              << u"field Tag"_s;
}

void TestComposer::aFaultIsBesideItsFieldAndNothingIsSent()
{
    QFETCH(QString, topic);
    QFETCH(QString, property);
    QFETCH(qsizetype, bodyBytes);
    QFETCH(QString, label);
    QFETCH(QString, says);
    MessageDraft draft;
    draft.message.topic = TopicName(topic);
    draft.message.body = QByteArray(bodyBytes, 'x');
    if (!property.isEmpty())
        draft.message.properties = {{property, u"v"_s}};
    m_composer->open(draft);
    trigger("send");
    const auto *fault = find<QLabel>(label.toLatin1().constData());
    QVERIFY(fault->isVisibleTo(m_composer.get()));
    QVERIFY2(fault->text().contains(says), qPrintable(fault->text()));
    QCOMPARE(m_workspace->session().state(), Session::State::Stopped);
    QCOMPARE(find<QComboBox>("topic")->currentText(), topic);
}

void TestComposer::whatNobodyTypedYetIsNoFault()
{
    trigger("newMessage");
    find<QComboBox>("topic")->setEditText(u"T"_s);
    for (const char *label : {"topicFault", "tagFault", "propertiesFault", "bodyFault"})
        QVERIFY2(find<QLabel>(label)->isHidden(), label); // there is no body yet
    find<QComboBox>("topic")->setEditText(u"a b"_s);
    QVERIFY(!find<QLabel>("topicFault")->isHidden());
    find<QComboBox>("topic")->setEditText(u"T"_s);
    QVERIFY(find<QLabel>("topicFault")->isHidden());
    trigger("send"); // now it is one
    QVERIFY(!find<QLabel>("bodyFault")->isHidden());
    QCOMPARE(m_workspace->session().state(), Session::State::Stopped);
}

bool TestComposer::chooseAnother(Sandbox &cluster)
{
    Profile profile;
    profile.name = u"Other"_s;
    profile.config.group = GroupName(u"other"_s);
    if (!cluster.start())
        return false;
    profile.config.nameServers = cluster.nameServer();
    m_workspace->setProfile(profile);
    return true;
}

void TestComposer::sendNamesItsCluster()
{
    QCOMPARE(destination(), u"to Sandbox"_s);
    trigger("send");
    QTRY_COMPARE(m_workspace->outcomes().size(), 1);
    QCOMPARE(destination(), u"to Sandbox"_s);
    Profile renamed = m_workspace->profile();
    renamed.name = u"Mine"_s;
    m_workspace->setProfile(renamed); // leads to the same cluster
    QCOMPARE(destination(), u"to Mine"_s);
    Sandbox other;
    QVERIFY(chooseAnother(other));
    QCOMPARE(destination(), u"⚠ to Other, stops Sandbox"_s);
}

void TestComposer::sendGoesToTheChosenCluster()
{
    trigger("send");
    QTRY_COMPARE(m_workspace->outcomes().size(), 1);
    const std::shared_ptr<Sandbox> first = m_workspace->session().running().sandbox;
    const auto sends = [](const Sandbox &cluster) {
        const QList<SandboxRequest> requests = cluster.requests();
        return std::ranges::count(requests, 310, &SandboxRequest::code); // SEND_MESSAGE_V2
    };
    QCOMPARE(sends(*first), 1);
    Sandbox other;
    QVERIFY(chooseAnother(other));
    trigger("send");
    trigger("send");
    QTRY_COMPARE(m_workspace->outcomes().size(), 3);
    QVERIFY(last().outcome.isOk());
    QCOMPARE(sends(other), 2);
    QCOMPARE(sends(*first), 1);
    QCOMPARE(m_workspace->session().nameServers(), other.nameServer());
    QCOMPARE(destination(), u"to Other"_s);
    m_workspace->setProfile(Profile::sandbox());
    m_workspace->resend({last()});
    QTRY_COMPARE(m_workspace->outcomes().size(), 4);
    QCOMPARE(sends(*first), 2);
}

void TestComposer::anotherClustersBurstIsNotStoppedUnasked()
{
    find<QSpinBox>("count")->setValue(1'000'000);
    trigger("send");
    QTRY_VERIFY(m_workspace->outcomes().size() > 10);
    Sandbox other;
    QVERIFY(chooseAnother(other));
    find<QSpinBox>("count")->setValue(1);
    trigger("send");
    auto *question = m_composer->findChild<QWidget *>(u"productionQuestion"_s);
    QVERIFY(question->isVisible());
    QVERIFY(m_workspace->session().isSending());
    trigger("refuseSend");
    const qsizetype before = m_workspace->outcomes().size();
    QTRY_VERIFY(m_workspace->outcomes().size() > before);
    trigger("send");
    trigger("confirmSend");
    QTRY_COMPARE(m_workspace->session().nameServers(), other.nameServer());
    QTRY_VERIFY(std::ranges::any_of(other.requests(),
                                    [](const SandboxRequest &request) { return request.code == 310; }));
    QTRY_VERIFY(!m_workspace->session().isSending());
}

void TestComposer::aQueueThatIsNoneIsSaid()
{
    find<QComboBox>("queue")->setEditText(u"broker-a"_s);
    trigger("send");
    QVERIFY(find<QLabel>("queueFault")->text().contains("broker-a:0"_L1));
    QCOMPARE(m_workspace->session().state(), Session::State::Stopped);
    find<QComboBox>("queue")->setEditText(u"broker-a:1"_s);
    trigger("send");
    QTRY_COMPARE(m_workspace->outcomes().size(), 1);
    QCOMPARE(last().outcome.result->queue.queueId, 1);
    QCOMPARE(last().outcome.result->queue.broker.text(), u"broker-a"_s);
}

void TestComposer::variablesAreExpandedForEveryMessage()
{
    MessageDraft draft = MessageDraft::example();
    draft.message.keys = u"k{{seq}}"_s;
    draft.expandVariables = true;
    draft.count = 5;
    m_composer->open(draft);
    trigger("send");
    QTRY_COMPARE(m_workspace->outcomes().size(), 5);
    QCOMPARE(m_workspace->outcomes().sent(0).message->keys, u"k1"_s);
    QCOMPARE(last().message->keys, u"k5"_s);
}

void TestComposer::anUnknownVariableIsAnOutcome()
{
    MessageDraft draft = MessageDraft::example();
    draft.message.tag = u"{{nonsense}}"_s;
    draft.expandVariables = true;
    draft.count = 100;
    m_composer->open(draft);
    trigger("send");
    QTRY_COMPARE(m_workspace->outcomes().size(), 1);
    QVERIFY(last().outcome.result.error().detail.contains("nonsense"_L1));
}

void TestComposer::aBurstCanBePausedAndCancelled()
{
    find<QSpinBox>("count")->setValue(1'000'000);
    trigger("send");
    QTRY_VERIFY(m_workspace->outcomes().size() > 10);
    auto *pause = m_composer->findChild<QAction *>(u"pauseBurst"_s);
    QTRY_VERIFY(pause->isEnabled());
    pause->trigger();
    const Burst &burst = *m_workspace->session().burst();
    QVERIFY(burst.isPaused());
    QTRY_COMPARE(burst.settled(), burst.submitted());
    pause->trigger();
    const quint64 before = burst.submitted();
    QTRY_VERIFY(burst.submitted() > before);
    trigger("cancelBurst");
    QTRY_VERIFY(burst.isDone());
    QVERIFY(burst.submitted() < 1'000'000);
    QTRY_COMPARE(quint64(m_workspace->outcomes().size()), burst.submitted());
    QTRY_VERIFY(!pause->isEnabled());
}

void TestComposer::productionAsksBeforeABurst()
{
    Profile profile = Profile::sandbox();
    profile.environment = Environment::Production;
    m_workspace->setProfile(profile);
    find<QSpinBox>("count")->setValue(3);
    trigger("send");
    auto *question = m_composer->findChild<QWidget *>(u"productionQuestion"_s);
    QVERIFY(question->isVisible());
    trigger("refuseSend");
    QVERIFY(!question->isVisible());
    QCOMPARE(m_workspace->session().state(), Session::State::Stopped);
    trigger("send");
    trigger("confirmSend");
    QTRY_COMPARE(m_workspace->outcomes().size(), 3);
}

void TestComposer::draftsAreThereAtTheNextStart()
{
    find<QLineEdit>("tag")->setText(u"changed"_s);
    trigger("newMessage");
    find<QComboBox>("topic")->setEditText(u"Another"_s);
    m_composer.reset();
    m_workspace.reset();
    open();
    const auto *tabs = m_composer->findChild<QTabWidget *>(u"messages"_s);
    QCOMPARE(tabs->count(), 2);
    QCOMPARE(find<QComboBox>("topic")->currentText(), u"Another"_s);
    QCOMPARE(tabs->widget(0)->findChild<QLineEdit *>(u"tag"_s)->text(), u"changed"_s);
}

void TestComposer::theLastTabLeavesAnEmptyMessage()
{
    trigger("closeMessage");
    QCOMPARE(m_composer->findChild<QTabWidget *>(u"messages"_s)->count(), 1);
    QVERIFY(find<QComboBox>("topic")->currentText().isEmpty());
}

void TestComposer::theCopiedCommandSendsTheSameMessage_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << "Hello world"_ba << u"TagA"_s;
    QTest::newRow("quotes") << "it's \"quoted\" $HOME `x` \\ !"_ba << u"it's"_s;
    QTest::newRow("lines") << "a\nb\r\n"_ba << u"-t"_s;
    QTest::newRow("binary") << QByteArray("\0\xff\x80", 3) << u"中文 🚀"_s;
    QTest::newRow("dash") << "--count"_ba << u"-"_s;
}

void TestComposer::theCopiedCommandSendsTheSameMessage()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, text);
    MessageDraft draft = MessageDraft::example();
    draft.message.body = body;
    draft.message.tag = text;
    draft.message.properties = {{u"a"_s, text}};
    m_workspace->session().start(Profile::sandbox());
    QTRY_COMPARE(m_workspace->session().state(), Session::State::Running);
    m_composer->open(draft);
    trigger("copyAsGantryctl");
    const QString command = QGuiApplication::clipboard()->text();
    const QStringList words = arguments(command);
    QCOMPARE(words.first(), u"send"_s);
    QVERIFY(words.contains(u"--tag="_s + text));
    QVERIFY(words.contains(u"--property=a="_s + text));
    QCOMPARE(bodyOf(words), body);
    QString line = command;
    line.replace(0, QStringLiteral("gantryctl").size(), QStringLiteral(GANTRY_GANTRYCTL));
    QVERIFY(output(line + u" -o json"_s).contains("SEND_OK"));
}

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
