// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"
#include <gantry/doctor.h>
#include <gantry/sandbox.h>

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;
using Check = DoctorFinding::Check;
using Verdict = DoctorFinding::Verdict;

namespace {

constexpr auto timeout = 1500ms;

/// "name-server connect: text": what is wrong, a line each.
QStringList wrongs(const QList<DoctorFinding> &findings)
{
    QStringList lines;
    for (const DoctorFinding &finding : findings) {
        if (finding.verdict == Verdict::Wrong)
            lines.append(u"%1 %2: %3 → %4"_s.arg(name(finding.check),
                                                 finding.kind ? QString(name(*finding.kind)) : QString(),
                                                 finding.text, finding.hint));
    }
    return lines;
}

ProducerConfig configFor(const Sandbox &sandbox)
{
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = sandbox.nameServer();
    return config;
}

const TopicName topicTest(u"TopicTest"_s);

} // namespace

/// What the doctor says of ways to a send that are broken on purpose, each in one way.
class TestDoctor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthy();
    void storesNothing();
    void nobodyListens();
    void aBrokerIsNoNameServer();
    void somethingElseAnswers();
    void silentServer();
    void nameServersDisagree();
    void topicMissingWithoutAutoCreate();
    void topicMissingIsANotice();
    void unreachableAdvertisedAddress();
    void vipPortClosed();
    void readOnlyBroker();
    void noPermission();
    void fullDisk();
    void missingMaster();
    void wrongAuthority();
    void clockSkew();
    void badConfiguration();
    void noBroker();
};

/// Exactly one thing is wrong, it is of this check and kind, and text and hint have these words.
#define GANTRY_ONE_WRONG(findings, expectedCheck, expectedKind, words, hintWords)                            \
    do {                                                                                                     \
        const QStringList wrong_ = wrongs(findings);                                                         \
        QVERIFY2(wrong_.size() == 1, qPrintable(wrong_.join(u'\n')));                                        \
        const auto finding_ = std::ranges::find(findings, Verdict::Wrong, &DoctorFinding::verdict);          \
        QVERIFY2(finding_->check == (expectedCheck), qPrintable(wrong_.constFirst()));                       \
        QVERIFY2(finding_->kind == (expectedKind), qPrintable(wrong_.constFirst()));                         \
        QVERIFY2(finding_->text.contains(words), qPrintable(wrong_.constFirst()));                           \
        QVERIFY2(finding_->hint.contains(hintWords), qPrintable(wrong_.constFirst()));                       \
    } while (false)

void TestDoctor::healthy()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    QList<DoctorFinding> told;
    const QList<DoctorFinding> findings = examineWayToSend(
        configFor(sandbox), topicTest, timeout, [&](const DoctorFinding &finding) { told.append(finding); });
    QCOMPARE(wrongs(findings), QStringList());
    QCOMPARE(told.size(), findings.size());
    QSet<Check> checks;
    for (const DoctorFinding &finding : findings)
        checks.insert(finding.check);
    QCOMPARE(checks, (QSet<Check>{Check::NameServer, Check::Topic, Check::Permission, Check::Address,
                                  Check::Send, Check::ClockSkew}));
    QCOMPARE(wrongs(examineWayToSend(configFor(sandbox), {}, timeout)), QStringList());
}

void TestDoctor::storesNothing()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    qint64 before = 0;
    for (const SandboxBroker &broker : sandbox.brokers())
        before += broker.storedBytes;
    static_cast<void>(examineWayToSend(configFor(sandbox), topicTest, timeout));
    static_cast<void>(examineWayToSend(configFor(sandbox), TopicName(u"NotThereYet"_s), timeout));
    qint64 after = 0;
    for (const SandboxBroker &broker : sandbox.brokers())
        after += broker.storedBytes;
    QCOMPARE(after, before);
}

void TestDoctor::nobodyListens()
{
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = refusingAddress().text();
    const QList<DoctorFinding> findings = examineWayToSend(config, topicTest, timeout);
    GANTRY_ONE_WRONG(findings, Check::NameServer, ErrorKind::Connect, "refused"_L1,
                     "check that the server runs"_L1);
}

void TestDoctor::aBrokerIsNoNameServer()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    ProducerConfig config = configFor(sandbox);
    config.nameServers = sandbox.brokers().constFirst().address.text();
    const QList<DoctorFinding> findings = examineWayToSend(config, topicTest, timeout);
    GANTRY_ONE_WRONG(findings, Check::NameServer, ErrorKind::NameServer, "is a broker, not a NameServer"_L1,
                     "9876"_L1);
}

void TestDoctor::somethingElseAnswers()
{
    TwoBrokers servers;
    servers.cluster.nameServer().always(0, reaction::does(Reaction::Kind::Garbage));
    const QList<DoctorFinding> findings =
        examineWayToSend(gantry::testing::configFor(servers.cluster), TopicName(u"T"_s), timeout);
    GANTRY_ONE_WRONG(findings, Check::NameServer, ErrorKind::Internal, ""_L1, "check host and port"_L1);
}

void TestDoctor::silentServer()
{
    TwoBrokers servers;
    servers.cluster.nameServer().setSilent(true);
    const QList<DoctorFinding> findings =
        examineWayToSend(gantry::testing::configFor(servers.cluster), TopicName(u"T"_s), timeout);
    GANTRY_ONE_WRONG(findings, Check::NameServer, ErrorKind::Timeout, ""_L1, "no RocketMQ remoting port"_L1);
}

void TestDoctor::nameServersDisagree()
{
    Sandbox one;
    Sandbox other({.brokers = 1});
    QVERIFY(one.start());
    QVERIFY(other.start());
    ProducerConfig config = configFor(one);
    config.nameServers += u';' + other.nameServer();
    const QList<DoctorFinding> findings = examineWayToSend(config, topicTest, timeout);
    QVERIFY(!wrongs(findings).isEmpty());
    for (const DoctorFinding &finding : findings) {
        if (finding.verdict == Verdict::Wrong)
            QCOMPARE(finding.check, Check::Agreement);
    }
}

void TestDoctor::topicMissingWithoutAutoCreate()
{
    TwoBrokers servers;
    servers.cluster.removeTopic(u"TBW102"_s);
    const QList<DoctorFinding> findings =
        examineWayToSend(gantry::testing::configFor(servers.cluster), TopicName(u"Missing"_s), timeout);
    GANTRY_ONE_WRONG(findings, Check::Topic, ErrorKind::Topic, "does not exist"_L1,
                     "topic create Missing"_L1);
}

void TestDoctor::topicMissingIsANotice()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    const QList<DoctorFinding> findings =
        examineWayToSend(configFor(sandbox), TopicName(u"NotThereYet"_s), timeout);
    QCOMPARE(wrongs(findings), QStringList());
    QCOMPARE(std::ranges::count(findings, Verdict::Notice, &DoctorFinding::verdict), 1);
}

void TestDoctor::unreachableAdvertisedAddress()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    const QString address = refusingAddress().text();
    QVERIFY(sandbox.control(u"advertise broker-a "_s + address));
    const QList<DoctorFinding> findings = examineWayToSend(configFor(sandbox), topicTest, timeout);
    GANTRY_ONE_WRONG(findings, Check::Address, ErrorKind::Connect, address, "brokerIP1"_L1);
    // With the address map it is well again.
    ProducerConfig mapped = configFor(sandbox);
    mapped.addressMap.insert(Address(address), sandbox.brokers().constFirst().address);
    QCOMPARE(wrongs(examineWayToSend(mapped, topicTest, timeout)), QStringList());
}

void TestDoctor::vipPortClosed()
{
    TwoBrokers servers; // none of them listens there
    ProducerConfig config = gantry::testing::configFor(servers.cluster);
    config.vipChannel = true;
    const QList<DoctorFinding> findings = examineWayToSend(config, TopicName(u"T"_s), timeout);
    qsizetype vip = 0;
    for (const DoctorFinding &finding : findings)
        vip += finding.verdict == Verdict::Wrong && finding.check == Check::Address
                       && finding.text.contains("the VIP channel of"_L1)
                       && finding.hint.contains("leave the VIP"_L1)
                   ? 1
                   : 0;
    QCOMPARE(vip, 2);
}

void TestDoctor::readOnlyBroker()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    QVERIFY(sandbox.control(u"read-only broker-b"_s));
    const QList<DoctorFinding> findings = examineWayToSend(configFor(sandbox), topicTest, timeout);
    QVERIFY2(wrongs(findings).filter(u"permission permission: broker-b takes no messages"_s).size() == 1,
             qPrintable(wrongs(findings).join(u'\n')));
    for (const DoctorFinding &finding : findings) {
        if (finding.verdict == Verdict::Wrong)
            QCOMPARE(finding.kind, ErrorKind::Permission);
    }
}

void TestDoctor::noPermission()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    QVERIFY(
        sandbox.control(u"broker-a send refuse 16 User:guest has no permission to access Topic:TopicTest"_s));
    const QList<DoctorFinding> findings = examineWayToSend(configFor(sandbox), topicTest, timeout);
    GANTRY_ONE_WRONG(findings, Check::Send, ErrorKind::Acl, "User:guest"_L1, "user may"_L1);
}

void TestDoctor::fullDisk()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    QVERIFY(sandbox.control(u"broker-b send refuse 14 the broker's disk is full"_s));
    const QList<DoctorFinding> findings = examineWayToSend(configFor(sandbox), topicTest, timeout);
    GANTRY_ONE_WRONG(findings, Check::Send, ErrorKind::Broker, "disk is full"_L1, "broker.log"_L1);
}

void TestDoctor::missingMaster()
{
    TwoBrokers servers;
    servers.cluster.setTopic(u"T"_s, u"a:4 b:4/1"_s);
    const QList<DoctorFinding> findings =
        examineWayToSend(gantry::testing::configFor(servers.cluster), TopicName(u"T"_s), timeout);
    GANTRY_ONE_WRONG(findings, Check::Master, ErrorKind::Route, "b has no master"_L1, "brokerId 0"_L1);
}

void TestDoctor::wrongAuthority()
{
    Sandbox sandbox({.tls = SandboxTls::Enforcing});
    Sandbox other({.tls = SandboxTls::Enforcing});
    QVERIFY(sandbox.start());
    QVERIFY(other.start());
    ProducerConfig config = configFor(sandbox);
    config.tls = TlsConfig{.caFile = sandbox.certificateFile()};
    QCOMPARE(wrongs(examineWayToSend(config, topicTest, timeout)), QStringList());
    config.tls = TlsConfig{.caFile = other.certificateFile()};
    const QList<DoctorFinding> findings = examineWayToSend(config, topicTest, timeout);
    GANTRY_ONE_WRONG(findings, Check::NameServer, ErrorKind::Tls, "TLS handshake"_L1, "check the CA"_L1);
}

void TestDoctor::clockSkew()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    QVERIFY(sandbox.control(u"clock broker-a -90"_s));
    const QList<DoctorFinding> findings = examineWayToSend(configFor(sandbox), topicTest, timeout);
    GANTRY_ONE_WRONG(findings, Check::ClockSkew, ErrorKind::Broker, "behind ours"_L1, "NTP"_L1);
}

void TestDoctor::badConfiguration()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    ProducerConfig config = configFor(sandbox);
    config.group = GroupName(u"not a group!"_s);
    const QList<DoctorFinding> findings = examineWayToSend(config, topicTest, timeout);
    GANTRY_ONE_WRONG(findings, Check::Configuration, ErrorKind::Config, "illegal characters"_L1,
                     "give a group"_L1);
}

void TestDoctor::noBroker()
{
    Sandbox sandbox;
    QVERIFY(sandbox.start());
    QVERIFY(sandbox.control(u"stop broker-a"_s));
    QVERIFY(sandbox.control(u"stop broker-b"_s));
    const QList<DoctorFinding> findings = examineWayToSend(configFor(sandbox), {}, timeout);
    GANTRY_ONE_WRONG(findings, Check::Master, ErrorKind::Route, "know no broker"_L1, "namesrvAddr"_L1);
}

QTEST_GUILESS_MAIN(TestDoctor)
#include "tst_doctor.moc"
