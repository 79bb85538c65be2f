// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/copyas.h"
#include "profiles/profilefile.h"
#include "profiles/profilestore.h"
#include "support/secretscan.h"
#include "ui/memorykeychain.h"
#include "window/mainwindow.h"
#include <gantry/sandbox.h>

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QLoggingCategory>
#include <QMutex>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace gantry::ui;

namespace {

const QString accessKey = u"window-key-0f-the-test"_s;
const QString secretKey = u"w1nd0w-s3cr3t-0f-the-test"_s;
const QString securityToken = u"w1nd0w-t0k3n-0f-the-test"_s;
const QList<QByteArray> secrets{secretKey.toLatin1(), securityToken.toLatin1()};

QMutex logMutex;   // NOLINT(cert-err58-cpp)
QByteArray logged; // NOLINT(cert-err58-cpp): of all threads

void keepLog(QtMsgType, const QMessageLogContext &context, const QString &text)
{
    const QMutexLocker lock(&logMutex);
    logged += QByteArray(context.category) + ": " + text.toUtf8() + '\n';
}

/// A cluster with access control, and the whole window with a profile that leads there.
struct Fixture {
    explicit Fixture(bool hasKeychain = true)
        : workspace(WorkspacePaths{folder.path(), folder.path()},
                    hasKeychain ? std::make_unique<MemoryKeychain>(entries) : nullptr)
        , window(workspace)
    {
        if (!sandbox.start())
            qFatal("no sandbox");
        window.setLanguage(u"en"_s);
        window.show();
        type("nameServers", sandbox.nameServer());
        trigger("accessKeys");
    }

    template<typename T>
    [[nodiscard]] T *find(const char *name) const
    {
        return window.findChild<T *>(QLatin1StringView(name));
    }
    void trigger(const char *name) const { find<QAction>(name)->trigger(); }
    void type(const char *name, const QString &text) const
    {
        auto *edit = find<QLineEdit>(name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void sign(const QString &secret = secretKey) const
    {
        find<QCheckBox>("isSigned")->setChecked(true);
        type("accessKey", accessKey);
        type("secretKey", secret);
        type("securityToken", securityToken);
    }
    [[nodiscard]] QString said(const char *name) const
    {
        const auto *label = find<QLabel>(name);
        return label->isHidden() ? QString() : label->text();
    }
    [[nodiscard]] bool keysAreOffered() const { return !find<QPushButton>("accessKeysButton")->isHidden(); }
    void send(const QByteArray &body, const QString &keys = {})
    {
        MessageDraft draft;
        draft.message.topic = TopicName(u"Orders"_s);
        draft.message.body = body;
        draft.message.keys = keys;
        workspace.send(draft);
    }
    [[nodiscard]] QStringList names() const { return entries->secrets.keys(); }
    [[nodiscard]] Session::State state() { return workspace.session().state(); }

    Sandbox sandbox{SandboxConfig{.account = SandboxAccount{accessKey, secretKey}}};
    QTemporaryDir folder;
    std::shared_ptr<MemoryKeychain::Entries> entries = std::make_shared<MemoryKeychain::Entries>();
    Workspace workspace;
    MainWindow window;
};

} // namespace

/// Access keys of the window: where they are kept, what they do, and that they show nowhere.
class TestAccessKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAreKeptInTheKeychainAndFoundAgain();
    void withoutAKeychainTheFieldsSaySo();
    void aLockedKeychainIsToldOfAndAskedAgain();
    void aProfileWithoutItsKeysDoesNotStartAndLeadsToTheFields();
    void aRefusalLeadsToTheFields();
    void anEntryFollowsItsProfile();
    void secretsAreHiddenUntilTheyAreShown();
    void noSecretShowsAnywhere();
};

void TestAccessKeys::keysAreKeptInTheKeychainAndFoundAgain()
{
    Fixture f;
    f.sign();
    const QString profile = f.workspace.profile().name;
    QTRY_VERIFY(f.entries->secrets.contains(profile));
    QVERIFY(f.said("accessKeysWhere").contains(u"keychain"));
    AccessKeys later(std::make_unique<MemoryKeychain>(f.entries));
    QVERIFY(later.look(profile));
    QTRY_VERIFY(later.usable(profile));
    QCOMPARE(*later.usable(profile), (AclCredentials{accessKey, Secret(secretKey), Secret(securityToken)}));
    for (const char *field : {"accessKey", "secretKey", "securityToken"})
        f.find<QLineEdit>(field)->clear();
    f.workspace.accessKeys().set(profile, {});
    QTRY_VERIFY(!f.entries->secrets.contains(profile));
}

void TestAccessKeys::withoutAKeychainTheFieldsSaySo()
{
    Fixture f(false);
    f.sign();
    QVERIFY(f.said("accessKeysWhere").contains(u"There is no keychain"));
    f.send("hello");
    QTRY_COMPARE(f.workspace.outcomes().size(), 1);
    QCOMPARE(f.state(), Session::State::Running);
    QVERIFY(!f.workspace.session().isSending());
}

void TestAccessKeys::aLockedKeychainIsToldOfAndAskedAgain()
{
    Fixture f;
    f.entries->answers = false;
    f.sign();
    QTRY_VERIFY(f.said("accessKeysWhere").contains(u"It is locked."));
    AccessKeys later(std::make_unique<MemoryKeychain>(f.entries));
    const QString profile = f.workspace.profile().name;
    QVERIFY(later.look(profile));
    QTRY_VERIFY(!later.trouble().isEmpty());
    const int before = f.entries->reads;
    QVERIFY(later.look(profile));
    QCOMPARE(f.entries->reads, before + 1);
}

void TestAccessKeys::aProfileWithoutItsKeysDoesNotStartAndLeadsToTheFields()
{
    Fixture f;
    f.find<QCheckBox>("isSigned")->setChecked(true);
    QVERIFY(f.said("accessKeysMissing").contains(u"needed"));
    f.trigger("startStop");
    QTRY_COMPARE(f.state(), Session::State::Failed);
    QVERIFY(f.said("connectionTroubles").contains(u"not known"));
    QVERIFY(f.keysAreOffered());
    f.sign();
    f.trigger("startStop");
    QTRY_COMPARE(f.state(), Session::State::Running);
    QVERIFY(!f.keysAreOffered());
}

void TestAccessKeys::aRefusalLeadsToTheFields()
{
    Fixture f;
    f.sign(u"not-the-right-one"_s);
    f.send("hello");
    QTRY_VERIFY(f.keysAreOffered());
    QVERIFY(f.said("connectionTroubles").contains(u"secret key"));
    f.find<QPushButton>("accessKeysButton")->click();
    QTRY_VERIFY(f.find<QLineEdit>("secretKey")->isVisible());
    f.type("secretKey", secretKey);
    QVERIFY(f.said("pendingChanges").contains(u"next start"));
    f.trigger("restart");
    QTRY_VERIFY(!f.keysAreOffered());
    f.send("hello again");
    QTRY_COMPARE(f.workspace.outcomes().size(), 2);
    QVERIFY(!f.keysAreOffered());
}

void TestAccessKeys::anEntryFollowsItsProfile()
{
    Fixture f;
    f.sign();
    const QString first = f.workspace.profile().name;
    QTRY_VERIFY(f.entries->secrets.contains(first));
    f.trigger("profileDuplicate");
    const QString second = f.workspace.profile().name;
    QTRY_COMPARE(f.names(), (QStringList{first, second}));
    f.trigger("profileRename");
    f.type("profileName", u"Orders"_s);
    QTest::keyClick(f.find<QLineEdit>("profileName"), Qt::Key_Return);
    QTRY_COMPARE(f.names(), (QStringList{first, u"Orders"_s}));
    f.trigger("profileDelete");
    QTRY_COMPARE(f.entries->secrets.keys(), QStringList{first});
    f.trigger("profileUndoDelete");
    QTRY_COMPARE(f.names(), (QStringList{first, u"Orders"_s}));
}

void TestAccessKeys::secretsAreHiddenUntilTheyAreShown()
{
    Fixture f;
    f.sign();
    auto *field = f.find<QLineEdit>("secretKey");
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    f.find<QToolButton>("secretKeyReveal")->click();
    QCOMPARE(field->echoMode(), QLineEdit::Normal);
    f.trigger("profileDuplicate");
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QVERIFY(!field->accessibleName().isEmpty());
}

/// Everything that the window leaves behind or hands on. The same scan of the same places finds secrets that
/// are put there, so that it would find those which came there by mistake.
void TestAccessKeys::noSecretShowsAnywhere()
{
    QLoggingCategory::setFilterRules(u"gantry.*=true"_s);
    const QtMessageHandler before = qInstallMessageHandler(keepLog);
    Fixture f;
    f.sign();
    f.send("hello");
    QTRY_COMPARE(f.workspace.outcomes().size(), 1);
    f.type("secretKey", u"not-the-right-one"_s);
    f.trigger("restart");
    QTRY_COMPARE(f.state(), Session::State::Running);
    f.send("refused");
    QTRY_COMPARE(f.workspace.history().written(), 2);
    f.type("secretKey", secretKey);
    const ProfileStore store(f.folder.filePath(u"profiles"_s));
    MessageDraft draft;
    draft.message.body = "hello";
    const Profile profile = f.workspace.profile();
    const QByteArray copied = (asGantryctl(draft, profile.config, profile.config.nameServers)
                               + asJava(draft, profile.config, profile.config.nameServers))
                                  .toUtf8();
    QProcess child;
    child.start(u"env"_s, {});
    QVERIFY(child.waitForFinished());
    QFile commandLine(u"/proc/self/cmdline"_s);
    QVERIFY(commandLine.open(QIODevice::ReadOnly));
    QTRY_VERIFY(QFile::exists(f.folder.filePath(u"drafts.json"_s)));
    for (const QByteArray &text :
         {exportedProfiles({profile}), copied, child.readAll(), commandLine.readAll()})
        QVERIFY2(leakIn(text, secrets).isEmpty(), text.constData());
    QCOMPARE(leakingFiles(f.folder.path(), secrets), QStringList());
    {
        const QMutexLocker lock(&logMutex);
        QVERIFY2(leakIn(logged, secrets).isEmpty(), logged.constData());
    }
    qInstallMessageHandler(before);
    QVERIFY(store.problems().isEmpty());

    // Planted: the history and its journal by a message, the drafts by typing, every file by hand.
    f.send("hello", secretKey);
    QTRY_COMPARE(f.workspace.history().written(), 3);
    const QStringList found = leakingFiles(f.folder.path(), secrets);
    QVERIFY2(found.join(u' ').contains(u"history.sqlite"), qPrintable(found.join(u' ')));
    f.type("tag", secretKey);
    QTRY_VERIFY(leakingFiles(f.folder.path(), secrets).contains(u"drafts.json"_s));
    QDirIterator files(f.folder.path(), QDir::Files, QDirIterator::Subdirectories);
    const QTemporaryDir planted;
    int count = 0;
    while (files.hasNext()) {
        QFile source(files.next());
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray bytes = source.readAll();
        for (const QByteArray &form : formsOf(secrets.last())) {
            const QString name = u"%1-%2"_s.arg(++count).arg(files.fileName());
            QFile copy(planted.filePath(name));
            QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write(bytes + form) > 0);
            copy.close();
            QVERIFY2(leakingFiles(planted.path(), {secrets.last()}).contains(name), qPrintable(name));
        }
    }
    QVERIFY(count > 0);
}

QTEST_MAIN(TestAccessKeys)
#include "tst_accesskeys.moc"
