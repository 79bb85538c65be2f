// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/javasends.h"
#include "sandbox/peermessages.h"
#include "support/javapeer.h"
#include <gantry/sandbox.h>

#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;

namespace {

const QString account = u"sandboxKey:12345678"_s;

/// `name`: as rows are called.
SandboxConfig configFor(const QString &name)
{
    SandboxConfig config;
    if (name.contains("TLS"_L1))
        config.tls = name.contains("permissive"_L1) ? SandboxTls::Permissive : SandboxTls::Enforcing;
    if (name.contains("ACL"_L1))
        config.account = SandboxAccount{account.section(u':', 0, 0), account.section(u':', 1)};
    return config;
}

/// The client checks the certificate, which it does not unless it is told to.
QStringList jvmWordsFor(const QString &name, const Sandbox &sandbox)
{
    QStringList words;
    if (name.contains("TLS"_L1))
        words << u"-Dtls.enable=true"_s << u"-Dtls.test.mode.enable=false"_s
              << u"-Dtls.client.authServer=true"_s
              << u"-Dtls.client.trustCertPath="_s + sandbox.certificateFile();
    if (name.contains("VIP"_L1))
        words << u"-Dcom.rocketmq.sendMessageWithVIPChannel=true"_s;
    return words;
}

QStringList wordsFor(const QString &name)
{
    return name.contains("ACL"_L1) ? QStringList{u"--acl"_s, account} : QStringList();
}

} // namespace

/// RocketMQ's own clients at a sandbox with TLS, access control and the VIP port.
class TestSandboxJavaAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesPass_data();
    void messagesPass();
    void whoDoesNotSignIsRefused_data();
    void whoDoesNotSignIsRefused();
    void anotherCertificateIsNotTaken();

private:
    [[nodiscard]] PeerProgram *program(const QString &version);

    std::map<QString, std::unique_ptr<PeerProgram>> m_programs;
};

/// Null when it cannot be compiled.
PeerProgram *TestSandboxJavaAccess::program(const QString &version)
{
    std::unique_ptr<PeerProgram> &program = m_programs[version];
    if (!program)
        program = std::make_unique<PeerProgram>(version);
    return program->compile() ? program.get() : nullptr;
}

void TestSandboxJavaAccess::messagesPass_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("door");
    const auto row = [](const QString &version, const QString &door) {
        QTest::addRow("%s %s", qPrintable(version), qPrintable(door)) << version << door;
    };
    for (const QString &door : {u"permissive TLS"_s, u"ACL"_s, u"VIP"_s, u"TLS, ACL, VIP"_s})
        row(u"5.5.0"_s, door);
    row(u"4.9.5"_s, u"TLS, ACL, VIP"_s);
}

void TestSandboxJavaAccess::messagesPass()
{
    QFETCH(QString, version);
    QFETCH(QString, door);
    GANTRY_NEEDS_JAVA(version);
    PeerProgram *java = program(version);
    QVERIFY(java);
    Sandbox sandbox(configFor(door));
    QVERIFY(sandbox.start());
    const QStringList words =
        QStringList{u"-n"_s, sandbox.nameServer(), u"-g"_s, u"Group"_s} + wordsFor(door);
    JavaPeer consumer(*java);
    consumer.setJvmWords(jvmWordsFor(door, sandbox));
    GANTRY_VERIFY_PEER(
        consumer,
        consumer.start(QStringList{u"consume"_s, u"concurrent"_s, u"-t"_s, u"TopicTest"_s} + words));
    GANTRY_TRY_PEER(consumer, consumer.assigned().size() == queueCount, patienceMs);
    JavaPeer producer(*java);
    producer.setJvmWords(jvmWordsFor(door, sandbox));
    GANTRY_VERIFY_PEER(producer, producer.start(QStringList{u"produce"_s} + words));
    QList<PeerMessage> sent;
    QMap<QString, QString> ids;
    for (const QString &mode : {u"sync"_s, u"async"_s, u"oneway"_s}) {
        const QList<PeerMessage> messages = compose(u"TopicTest"_s, mode, 6, mode != "oneway"_L1);
        GANTRY_CHECKED(sendAll(producer, messages, mode, &ids));
        sent += messages;
    }
    const QList<PeerMessage> batch = compose(u"TopicTest"_s, u"batch"_s, 7);
    GANTRY_CHECKED(sendBatch(producer, batch, &ids));
    sent += batch;
    const QList<PeerMessage> transaction = compose(u"TopicTest"_s, u"transaction"_s, 1);
    GANTRY_CHECKED(
        sendAll(producer, transaction, u"transaction"_s, &ids, {{u"local"_s, u"COMMIT_MESSAGE"_s}}));
    sent += transaction;
    GANTRY_TRY_ALL(consumer, sent, consumer.received());
    QVERIFY2(difference(sent, consumer.received()).isEmpty(),
             qUtf8Printable(difference(sent, consumer.received())));
    GANTRY_VERIFY_PEER(producer, producer.stop());
    GANTRY_VERIFY_PEER(consumer, consumer.stop());
}

void TestSandboxJavaAccess::whoDoesNotSignIsRefused_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("text");
    const auto row = [](const QString &version, const QString &what, const QStringList &words,
                        const QString &text) {
        QTest::addRow("%s %s", qPrintable(version), qPrintable(what)) << version << words << text;
    };
    const QStringList wrongSecret{u"--acl"_s, u"sandboxKey:87654321"_s};
    const QStringList unknownKey{u"--acl"_s, u"strangersKey:12345678"_s};
    row(u"5.5.0"_s, u"nothing"_s, {}, u"AclException: No accessKey is configured"_s);
    row(u"5.5.0"_s, u"unknown key"_s, unknownKey, u"AclException: No acl config for strangersKey"_s);
    for (const QString &version : {u"5.5.0"_s, u"4.9.5"_s})
        row(version, u"wrong secret"_s, wrongSecret,
            u"AclException: Check signature failed for accessKey=sandboxKey"_s);
}

void TestSandboxJavaAccess::whoDoesNotSignIsRefused()
{
    QFETCH(QString, version);
    QFETCH(QStringList, words);
    QFETCH(QString, text);
    GANTRY_NEEDS_JAVA(version);
    PeerProgram *java = program(version);
    QVERIFY(java);
    Sandbox sandbox(configFor(u"ACL"_s));
    QVERIFY(sandbox.start());
    JavaPeer producer(*java);
    GANTRY_VERIFY_PEER(
        producer, producer.start(QStringList{u"produce"_s, u"-n"_s, sandbox.nameServer(), u"-g"_s, u"Group"_s}
                                 + words));
    const QJsonObject answer =
        producer.ask(compose(u"TopicTest"_s, u"refused"_s, 1).first().request(u"async"_s));
    QVERIFY2(answer["event"_L1] == "failed"_L1, compact(answer).constData());
    QCOMPARE(answer["code"_L1].toInt(), 1);
    QVERIFY2(answer["text"_L1].toString().contains(text), compact(answer).constData());
    QCOMPARE(sandbox.brokers().first().storedBytes + sandbox.brokers().last().storedBytes, 0);
    GANTRY_VERIFY_PEER(producer, producer.stop());
}

void TestSandboxJavaAccess::anotherCertificateIsNotTaken()
{
    const QString version = u"5.5.0"_s;
    GANTRY_NEEDS_JAVA(version);
    PeerProgram *java = program(version);
    QVERIFY(java);
    Sandbox sandbox(configFor(u"TLS"_s));
    Sandbox other(configFor(u"TLS"_s));
    QVERIFY(sandbox.start() && other.start());
    JavaPeer producer(*java);
    producer.setJvmWords(jvmWordsFor(u"TLS"_s, other));
    GANTRY_VERIFY_PEER(producer,
                       producer.start({u"produce"_s, u"-n"_s, sandbox.nameServer(), u"-g"_s, u"Group"_s}));
    const QJsonObject answer =
        producer.ask(compose(u"TopicTest"_s, u"refused"_s, 1).first().request(u"sync"_s));
    QVERIFY2(answer["event"_L1] == "failed"_L1, compact(answer).constData());
    QVERIFY(sandbox.requests().isEmpty());
    GANTRY_VERIFY_PEER(producer, producer.stop());
}

QTEST_GUILESS_MAIN(TestSandboxJavaAccess)
#include "tst_sandbox_access.moc"
