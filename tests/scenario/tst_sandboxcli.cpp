// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/gantryctlprocess.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace gantry::testing;

/// `gantryctl sandbox`, and commands that have no cluster.
class TestSandboxCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsReadySoonAndServesUntilCtrlC();
    void itEndsWithAPipe();
    void itServesOnWithoutInput();
    void linesOnItsInputAreFaults();
    void faultsOnTheCommandLineAreCheckedFirst();
    void aScenarioIsToldOnStandardError();
    void aPortThatIsTakenIsSaid();
    void aCommandWithoutAClusterHasOneOfItsOwn();
    void itsOwnSandboxHasWhatTheCommandAsksFor_data();
    void itsOwnSandboxHasWhatTheCommandAsksFor();
    void aCaOfSomeoneElseIsSaid();
    void itPrintsWhatAClientNeeds();
    void namesrvAddrIsPreferred();
    void anEmptyAddressIsNoSandbox();
};

namespace {

[[nodiscard]] QString nameServerOf(const GantryCtlProcess &sandbox)
{
    return sandbox.lines().value(0).value("namesrv"_L1).toString();
}

bool waitUntilReady(const GantryCtlProcess &sandbox)
{
    return QTest::qWaitFor([&] { return !sandbox.lines().isEmpty(); }, 10'000);
}

} // namespace

void TestSandboxCli::itIsReadySoonAndServesUntilCtrlC()
{
    GantryCtlProcess sandbox;
    sandbox.start({u"sandbox"_s, u"--brokers"_s, u"3"_s, u"--queues"_s, u"2"_s});
    GANTRY_VERIFY_CTL(sandbox, waitUntilReady(sandbox));
    const QJsonObject ready = sandbox.lines().first();
    QCOMPARE(ready.value("ready"_L1), QJsonValue(true));
    const QJsonArray brokers = ready.value("brokers"_L1).toArray();
    QCOMPARE(brokers.size(), 3);
    QCOMPARE(brokers[2].toObject().value("name"_L1).toString(), u"broker-c"_s);
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s,
                         brokers[2].toObject().value("addr"_L1).toString().section(u':', 1).toUShort());
    QVERIFY(socket.waitForConnected());
    GantryCtlProcess send;
    GANTRY_VERIFY_CTL(send, send.run({u"send"_s, u"-n"_s, nameServerOf(sandbox), u"-t"_s, u"TopicTest"_s,
                                      u"-p"_s, u"x"_s, u"--count"_s, u"60"_s, u"-o"_s, u"json"_s}));
    QCOMPARE(send.exitCode(), 0);
    const QJsonObject queues = send.summary().value("queues"_L1).toObject();
    QCOMPARE(queues.size(), 6);
    for (const QJsonValue &count : queues)
        QCOMPARE(count.toInt(), 10);
    sandbox.interrupt();
    GANTRY_VERIFY_CTL(sandbox, sandbox.waitForEnd());
    QCOMPARE(sandbox.exitCode(), 0);
}

void TestSandboxCli::itEndsWithAPipe()
{
    GantryCtlProcess sandbox;
    sandbox.start({u"sandbox"_s});
    GANTRY_VERIFY_CTL(sandbox, waitUntilReady(sandbox));
    sandbox.closeInput();
    GANTRY_VERIFY_CTL(sandbox, sandbox.waitForEnd());
    QCOMPARE(sandbox.exitCode(), 0);
}

/// As a shell starts what runs in the background.
void TestSandboxCli::itServesOnWithoutInput()
{
    GantryCtlProcess sandbox;
    sandbox.readFrom(QProcess::nullDevice());
    sandbox.start({u"sandbox"_s});
    GANTRY_VERIFY_CTL(sandbox, waitUntilReady(sandbox));
    for (int i = 0; i < 20; ++i) {
        GantryCtlProcess send;
        QVERIFY(
            send.run({u"send"_s, u"-n"_s, nameServerOf(sandbox), u"-t"_s, u"TopicTest"_s, u"-p"_s, u"x"_s}));
        GANTRY_VERIFY_CTL(send, send.exitCode() == 0);
    }
    sandbox.interrupt();
    GANTRY_VERIFY_CTL(sandbox, sandbox.waitForEnd());
    QCOMPARE(sandbox.exitCode(), 0);
}

void TestSandboxCli::linesOnItsInputAreFaults()
{
    GantryCtlProcess sandbox;
    sandbox.start({u"sandbox"_s, u"--brokers"_s, u"1"_s});
    GANTRY_VERIFY_CTL(sandbox, waitUntilReady(sandbox));
    sandbox.write("nonsense here\nsend refuse 13 not today\n");
    const auto isRefused = [&] {
        GantryCtlProcess send;
        return send.run({u"send"_s, u"-n"_s, nameServerOf(sandbox), u"-t"_s, u"TopicTest"_s, u"-p"_s, u"x"_s,
                         u"-o"_s, u"json"_s})
               && send.exitCode() == 1 && send.output().contains("not today");
    };
    GANTRY_TRY_CTL(sandbox, isRefused(), 10'000);
    QVERIFY(sandbox.errorOutput().contains("nonsense"));
}

void TestSandboxCli::faultsOnTheCommandLineAreCheckedFirst()
{
    GantryCtlProcess sandbox;
    QVERIFY(sandbox.run({u"sandbox"_s, u"--fault"_s, u"send explode"_s}));
    QCOMPARE(sandbox.exitCode(), 2);
    QVERIFY(sandbox.errorOutput().contains("explode"));
    QVERIFY(sandbox.output().isEmpty());
}

void TestSandboxCli::aScenarioIsToldOnStandardError()
{
    GantryCtlProcess sandbox;
    sandbox.start({u"sandbox"_s, u"--scenario"_s, u"lost-broker"_s});
    GANTRY_TRY_CTL(sandbox, sandbox.errorOutput().contains("Two brokers take messages in turn."), 10'000);
    sandbox.interrupt();
    GANTRY_VERIFY_CTL(sandbox, sandbox.waitForEnd());
    GantryCtlProcess wrong;
    QVERIFY(wrong.run({u"sandbox"_s, u"--scenario"_s, u"lost-keys"_s}));
    QCOMPARE(wrong.exitCode(), 2);
    QVERIFY2(wrong.errorOutput().contains("lost-keys") && wrong.errorOutput().contains("lost-broker"),
             wrong.errorOutput().constData());
}

void TestSandboxCli::aPortThatIsTakenIsSaid()
{
    GantryCtlProcess first;
    first.start({u"sandbox"_s});
    GANTRY_VERIFY_CTL(first, waitUntilReady(first));
    GantryCtlProcess second;
    QVERIFY(second.run({u"sandbox"_s, u"--port"_s, nameServerOf(first).section(u':', 1)}));
    QCOMPARE(second.exitCode(), 3);
    QVERIFY(second.errorOutput().contains(nameServerOf(first).toUtf8()));
}

void TestSandboxCli::aCommandWithoutAClusterHasOneOfItsOwn()
{
    GantryCtlProcess send;
    GANTRY_VERIFY_CTL(send, send.run({u"send"_s, u"-t"_s, u"TopicTest"_s, u"-c"_s, u"TagA"_s, u"-k"_s,
                                      u"OrderID188"_s, u"-p"_s, u"Hello world"_s, u"-o"_s, u"json"_s}));
    QCOMPARE(send.exitCode(), 0);
    QCOMPARE(send.outcomes().value(0).value("status"_L1).toString(), u"SEND_OK"_s);
    QVERIFY2(send.errorOutput().contains("sandbox"), send.errorOutput().constData());
    for (const QStringList &words :
         {QStringList{u"topics"_s}, QStringList{u"cluster"_s}, QStringList{u"route"_s, u"TopicTest"_s},
          QStringList{u"select"_s, u"TopicTest"_s, u"--count"_s, u"3"_s}}) {
        GantryCtlProcess command;
        GANTRY_VERIFY_CTL(command, command.run(words) && command.exitCode() == 0);
        QVERIFY(command.errorOutput().contains("sandbox"));
        QVERIFY(!command.output().isEmpty());
    }
}

void TestSandboxCli::itsOwnSandboxHasWhatTheCommandAsksFor_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("TLS") << QStringList{u"--tls"_s};
    QTest::newRow("any certificate") << QStringList{u"--tls-insecure"_s};
    QTest::newRow("VIP port") << QStringList{u"--vip"_s};
    QTest::newRow("both") << QStringList{u"--tls"_s, u"--vip"_s};
}

void TestSandboxCli::itsOwnSandboxHasWhatTheCommandAsksFor()
{
    QFETCH(QStringList, options);
    GantryCtlProcess send;
    QVERIFY(send.run(QStringList{u"send"_s, u"-t"_s, u"TopicTest"_s, u"-p"_s, u"x"_s} + options));
    GANTRY_VERIFY_CTL(send, send.exitCode() == 0);
}

void TestSandboxCli::aCaOfSomeoneElseIsSaid()
{
    GantryCtlProcess send;
    QVERIFY(send.run({u"send"_s, u"-t"_s, u"TopicTest"_s, u"-p"_s, u"x"_s, u"--tls-ca"_s, u"/ca.pem"_s}));
    QCOMPARE(send.exitCode(), 3);
    QVERIFY2(send.errorOutput().contains("/ca.pem"), send.errorOutput().constData());
}

void TestSandboxCli::itPrintsWhatAClientNeeds()
{
    GantryCtlProcess sandbox;
    sandbox.start({u"sandbox"_s, u"--tls"_s, u"enforcing"_s, u"--acl"_s});
    GANTRY_VERIFY_CTL(sandbox, waitUntilReady(sandbox));
    const QJsonObject ready = sandbox.lines().first();
    const QJsonObject acl = ready.value("acl"_L1).toObject();
    QVERIFY(acl.value("accessKey"_L1).toString().size() > 6);
    QVERIFY(acl.value("secretKey"_L1).toString().size() > 6);
    const QString authority = ready.value("tlsCa"_L1).toString();
    QVERIFY(QFile::exists(authority));
    GantryCtlProcess route; // the NameServer takes what is not signed
    QVERIFY(
        route.run({u"route"_s, u"TopicTest"_s, u"-n"_s, nameServerOf(sandbox), u"--tls-ca"_s, authority}));
    GANTRY_VERIFY_CTL(route, route.exitCode() == 0);
    GantryCtlProcess send;
    QVERIFY(send.run({u"send"_s, u"-n"_s, nameServerOf(sandbox), u"--tls-ca"_s, authority, u"-t"_s,
                      u"TopicTest"_s, u"-p"_s, u"x"_s, u"-o"_s, u"json"_s}));
    GANTRY_VERIFY_CTL(send, send.exitCode() == 1);
    QVERIFY(send.output().contains("No accessKey is configured"));
    sandbox.interrupt();
    GANTRY_VERIFY_CTL(sandbox, sandbox.waitForEnd());
    QVERIFY(!QFile::exists(authority));
    GantryCtlProcess given;
    given.start({u"sandbox"_s, u"--acl"_s, u"ourAccess:ourSecret"_s});
    GANTRY_VERIFY_CTL(given, waitUntilReady(given));
    QCOMPARE(given.lines().first().value("acl"_L1).toObject(),
             (QJsonObject{{u"accessKey"_s, u"ourAccess"_s}, {u"secretKey"_s, u"ourSecret"_s}}));
}

void TestSandboxCli::namesrvAddrIsPreferred()
{
    GantryCtlProcess send;
    send.setEnvironmentVariable(u"NAMESRV_ADDR"_s, u"127.0.0.1:1"_s);
    QVERIFY(send.run({u"send"_s, u"-t"_s, u"TopicTest"_s, u"-p"_s, u"x"_s}));
    QCOMPARE(send.exitCode(), 3);
    QVERIFY(!send.errorOutput().contains("built-in sandbox"));
}

/// As a script gives it whose variable was never set.
void TestSandboxCli::anEmptyAddressIsNoSandbox()
{
    for (const QString &address : {QString(), u" "_s, u";"_s}) {
        GantryCtlProcess send;
        QVERIFY(send.run({u"send"_s, u"-n"_s, address, u"-t"_s, u"TopicTest"_s, u"-p"_s, u"x"_s}));
        QCOMPARE(send.exitCode(), 2);
        QVERIFY2(send.errorOutput().contains("--namesrv"), send.errorOutput().constData());
        QVERIFY(send.output().isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestSandboxCli)
#include "tst_sandboxcli.moc"
