// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "secretoptions.h"
#include "support/gantryctlprocess.h"
#include "support/secretscan.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry::testing;

namespace {

const QString accessKey = u"sandboxKey"_s;
const QByteArray secret = "s3cr3t-0f-the-test";
const QByteArray otherSecret = "an0ther-s3cr3t-0f-the-test";
const QByteArray token = "t0k3n-0f-the-test";

/// The one that is in `text`; empty when none is.
QByteArray leakIn(const QByteArray &text)
{
    return gantry::testing::leakIn(text, {secret, otherSecret, token});
}

/// What a process that is started now would know.
QByteArray environmentOfAChild()
{
    QProcess child;
    child.start(u"env"_s, {});
    return child.waitForFinished() ? child.readAll() : QByteArray();
}

QByteArray fileOf(qint64 processId, const QString &name)
{
    QFile file(u"/proc/%1/%2"_s.arg(processId).arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

#define VERIFY_NO_LEAK(text) QVERIFY2(leakIn(text).isEmpty(), QByteArray(text).constData())

/// Secrets of the command line: where they come from, and that they show nowhere.
class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingShowsASecret_data();
    void nothingShowsASecret();
    void theCommandLineOfARunningProcessShowsNone();
    void aSecretIsNeverTakenAsAnArgument_data();
    void aSecretIsNeverTakenAsAnArgument();
    void aMissingSecretIsAConfigurationError_data();
    void aMissingSecretIsAConfigurationError();
    void aFileThatOthersCanReadIsWarnedOf();
    void theFileCountsMoreThanTheEnvironment();
    void childrenAreNotGivenTheSecret();
    void plantedSecretsAreFound();

private:
    [[nodiscard]] QString write(const QString &name, const QByteArray &text);
    /// A sandbox with access control, for all tests.
    GantryCtlProcess m_sandbox;
    QString m_nameServer;
    QTemporaryDir m_folder;
};

QString TestSecrets::write(const QString &name, const QByteArray &text)
{
    QFile file(m_folder.filePath(name));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(text);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
    return file.fileName();
}

void TestSecrets::initTestCase()
{
    // A sandbox's account is made up here, and is no secret: it is printed for whoever wants to use it.
    m_sandbox.start({u"sandbox"_s, u"--acl=%1:%2"_s.arg(accessKey, QString::fromLatin1(secret))});
    GANTRY_TRY_CTL(m_sandbox, !m_sandbox.lines().isEmpty(), 30'000);
    m_nameServer = m_sandbox.lines().first()["namesrv"_L1].toString();
    QVERIFY(!m_nameServer.isEmpty());
}

void TestSecrets::nothingShowsASecret_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("works") << u"send -t T -p hello"_s << secret << 0;
    QTest::newRow("works, verbose") << u"send -t T -p hello -v"_s << secret << 0;
    QTest::newRow("works, verbose JSON") << u"send -t T -p hello -v -o json"_s << secret << 0;
    QTest::newRow("works, attempts shown") << u"send -t T -p hello -v -o json --flow"_s << secret << 0;
    QTest::newRow("works, traced") << u"send -t T -p hello -v --trace"_s << secret << 0;
    QTest::newRow("works, binary") << u"send -t T -p hello -v --header binary"_s << secret << 0;
    QTest::newRow("wrong secret") << u"send -t T -p hello -v"_s << otherSecret << 1;
    QTest::newRow("wrong secret, JSON") << u"send -t T -p hello -v -o json"_s << otherSecret << 1;
    QTest::newRow("admin") << u"topic create Orders -v"_s << secret << 0;
    QTest::newRow("admin, wrong secret") << u"topic create Orders -v -o json"_s << otherSecret << 1;
    QTest::newRow("route") << u"route T -v"_s << secret << 0;
    QTest::newRow("help") << u"send --help"_s << secret << 0;
    QTest::newRow("wrong usage") << u"send -v"_s << secret << 2;
    QTest::newRow("unknown option") << u"send -t T -p x --nothing"_s << secret << 2;
}

void TestSecrets::nothingShowsASecret()
{
    QFETCH(QString, words);
    QFETCH(QByteArray, key);
    QFETCH(int, exitCode);
    const QStringList common{u"-n"_s,
                             m_nameServer,
                             u"--access-key"_s,
                             accessKey,
                             u"--secret-key-file"_s,
                             write(u"key"_s, key + '\n'),
                             u"--security-token-file"_s,
                             write(u"token"_s, token)};
    GantryCtlProcess ctl;
    ctl.setEnvironmentVariable(u"QT_LOGGING_RULES"_s, u"gantry.*=true"_s);
    GANTRY_VERIFY_CTL(ctl, ctl.run(words.split(u' ') + common));
    VERIFY_NO_LEAK(ctl.output());
    VERIFY_NO_LEAK(ctl.errorOutput());
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == exitCode);
    VERIFY_NO_LEAK(ctl.report());
    if (exitCode == 1)
        GANTRY_VERIFY_CTL(ctl, QByteArray(ctl.output() + ctl.errorOutput()).contains("acl"));
}

void TestSecrets::theCommandLineOfARunningProcessShowsNone()
{
    GantryCtlProcess ctl;
    ctl.setEnvironmentVariable(u"GANTRY_SECRET_KEY"_s, QString::fromLatin1(secret));
    ctl.start({u"send"_s, u"-n"_s, m_nameServer, u"-t"_s, u"T"_s, u"--lines"_s, u"-o"_s, u"json"_s,
               u"--access-key"_s, accessKey});
    ctl.write("a line\n");
    GANTRY_TRY_CTL(ctl, ctl.outcomeCount() == 1, 30'000); // it runs, and has read its secret
    const QByteArray shown = fileOf(ctl.processId(), u"cmdline"_s);
    QVERIFY(shown.contains(accessKey.toLatin1()));
    VERIFY_NO_LEAK(shown);
    ctl.closeInput();
    GANTRY_VERIFY_CTL(ctl, ctl.waitForEnd());
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0);
}

void TestSecrets::aSecretIsNeverTakenAsAnArgument_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("key") << QStringList{u"--secret-key"_s, QString::fromLatin1(secret)};
    QTest::newRow("key, in one word") << QStringList{u"--secret-key="_s + QString::fromLatin1(secret)};
    QTest::newRow("token") << QStringList{u"--security-token"_s, QString::fromLatin1(token)};
}

void TestSecrets::aSecretIsNeverTakenAsAnArgument()
{
    QFETCH(QStringList, words);
    GantryCtlProcess ctl;
    GANTRY_VERIFY_CTL(ctl, ctl.run(QStringList{u"send"_s, u"-n"_s, m_nameServer, u"-t"_s, u"T"_s, u"-p"_s,
                                               u"x"_s, u"--access-key"_s, accessKey}
                                   + words));
    QCOMPARE(ctl.exitCode(), 2);
    GANTRY_VERIFY_CTL(ctl, ctl.errorOutput().contains("never taken as an argument"));
    VERIFY_NO_LEAK(ctl.output() + ctl.errorOutput());
}

void TestSecrets::aMissingSecretIsAConfigurationError_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("none at all") << QString() << "GANTRY_SECRET_KEY"_ba;
    QTest::newRow("no file") << m_folder.filePath(u"nothing"_s) << "nothing"_ba;
    QTest::newRow("an empty file") << write(u"empty"_s, "\n") << "it is empty"_ba;
    QTest::newRow("another file") << write(u"lines"_s, secret + "\n" + secret + "\n")
                                  << "more than one line"_ba;
}

void TestSecrets::aMissingSecretIsAConfigurationError()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, named);
    QStringList words{u"send"_s, u"-n"_s, m_nameServer,      u"-t"_s,  u"T"_s,
                      u"-p"_s,   u"x"_s,  u"--access-key"_s, accessKey};
    if (!file.isEmpty())
        words << u"--secret-key-file"_s << file;
    GantryCtlProcess ctl;
    GANTRY_VERIFY_CTL(ctl, ctl.run(words));
    QCOMPARE(ctl.exitCode(), 3);
    GANTRY_VERIFY_CTL(ctl, QByteArray(ctl.output() + ctl.errorOutput()).contains(named));
    VERIFY_NO_LEAK(ctl.output() + ctl.errorOutput());
}

void TestSecrets::aFileThatOthersCanReadIsWarnedOf()
{
    const QString path = write(u"open"_s, secret);
    for (const bool isOpen : {true, false}) {
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner
                                        | (isOpen ? QFile::ReadOther : QFile::Permissions()));
        GantryCtlProcess ctl;
        GANTRY_VERIFY_CTL(ctl, ctl.run({u"send"_s, u"-n"_s, m_nameServer, u"-t"_s, u"T"_s, u"-p"_s, u"x"_s,
                                        u"--access-key"_s, accessKey, u"--secret-key-file"_s, path}));
        GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0);
        GANTRY_VERIFY_CTL(ctl, ctl.errorOutput().contains("can be read by others") == isOpen);
    }
}

void TestSecrets::theFileCountsMoreThanTheEnvironment()
{
    for (const bool isFileRight : {true, false}) {
        GantryCtlProcess ctl;
        ctl.setEnvironmentVariable(u"GANTRY_SECRET_KEY"_s,
                                   QString::fromLatin1(isFileRight ? otherSecret : secret));
        GANTRY_VERIFY_CTL(ctl, ctl.run({u"send"_s, u"-n"_s, m_nameServer, u"-t"_s, u"T"_s, u"-p"_s, u"x"_s,
                                        u"--access-key"_s, accessKey, u"--secret-key-file"_s,
                                        write(u"key"_s, isFileRight ? secret : otherSecret)}));
        GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == (isFileRight ? 0 : 1));
    }
}

void TestSecrets::childrenAreNotGivenTheSecret()
{
    qputenv("GANTRY_SECRET_KEY", secret);
    QVERIFY(!leakIn(environmentOfAChild()).isEmpty());
    const auto credentials = gantry::ctl::credentialsOf({.accessKey = accessKey.toStdString()});
    QVERIFY(credentials && (*credentials)->secretKey.reveal().toLatin1() == secret);
    const QByteArray environment = environmentOfAChild();
    QVERIFY(environment.contains("PATH="));
    VERIFY_NO_LEAK(environment);
}

/// The scan of the tests above would see one: in what the sandbox prints, in its command line and a process's
/// environment, in each form.
void TestSecrets::plantedSecretsAreFound()
{
    QVERIFY(!leakIn(m_sandbox.output()).isEmpty());
    QVERIFY(!leakIn(fileOf(m_sandbox.processId(), u"cmdline"_s)).isEmpty());
    for (const QByteArray &form :
         {secret, secret.toHex(), secret.toBase64(), QByteArray("key=" + secret).toBase64(),
          QByteArray("a key=" + secret + ";").toBase64()})
        QVERIFY2(!leakIn("{\"a\":\"" + form + "\"}").isEmpty(), form.constData());
    QVERIFY(leakIn("nothing of the kind").isEmpty());
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
