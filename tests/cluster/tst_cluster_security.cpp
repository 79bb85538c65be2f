// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "cluster/clustersuite.h"
#include <gantry/admin.h>
#include <gantry/doctor.h>
#include <gantry/producer.h>

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 60'000;

Message messageTo(const QString &topic)
{
    Message message;
    message.topic = TopicName(topic);
    message.body = "hello";
    message.tag = u"TagA"_s;
    message.keys = u"k1"_s;
    return message;
}

ProducerConfig configFor(const RocketMqCluster &cluster)
{
    ProducerConfig config;
    config.group = GroupName(u"SecurityGroup"_s);
    config.nameServers = cluster.nameServers();
    config.sendTimeout = std::chrono::seconds(10);
    return config;
}

AclCredentials credentialsOf(const ClusterUser &user)
{
    return {user.accessKey, Secret(user.secretKey), {}};
}

/// `key`: a role, or what is wrong about the key.
ProducerConfig configWith(const RocketMqCluster &cluster, const QString &key)
{
    ProducerConfig config = configFor(cluster);
    if (key == "unknown key"_L1)
        config.credentials = AclCredentials{u"stranger0"_s, Secret(u"12345678"_s), {}};
    else if (key == "wrong secret"_L1)
        config.credentials =
            AclCredentials{cluster.user(u"producer"_s).accessKey, Secret(u"not-the-secret"_s), {}};
    else if (key != "no key"_L1)
        config.credentials = credentialsOf(cluster.user(key));
    return config;
}

QByteArray describe(const SendOutcome &outcome)
{
    if (outcome.isOk())
        return "ok";
    const Error &error = outcome.result.error();
    return QString(name(error.kind) + ": "_L1 + error.detail + " / "_L1 + error.hint).toUtf8();
}

SendOutcome sendWith(const ProducerConfig &config, const QString &topic = u"Orders"_s)
{
    Producer producer(config);
    if (const Result<void> started = producer.start(); !started) {
        SendOutcome outcome;
        outcome.result = started.error();
        return outcome;
    }
    return producer.send(messageTo(topic));
}

/// The columns of the first line of `mqadmin queryMsgTraceById` that tells of a send; empty when there is
/// none.
QMap<QString, QString> traceColumns(const QString &output)
{
    QStringList names;
    for (const QString &line : output.split(u'\n')) {
        if (line.startsWith("#Type"_L1)) {
            names = line.sliced(1).split(u'#', Qt::SkipEmptyParts);
            for (QString &name : names)
                name = name.trimmed();
            continue;
        }
        const QStringList values = line.split(QRegularExpression(u"\\s{2,}"_s), Qt::SkipEmptyParts);
        if (names.isEmpty() || values.isEmpty() || values.first().trimmed() != "Pub"_L1)
            continue;
        QMap<QString, QString> columns;
        for (qsizetype i = 0; i < std::min(names.size(), values.size()); ++i)
            columns.insert(names.at(i), values.at(i).trimmed());
        return columns;
    }
    return {};
}

} // namespace

/// Access control, TLS and traces with real servers.
class TestClusterSecurity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { m_pool.clear(); }

    void theRightKeyDoesEverything_data() { addVersionRows(); }
    void theRightKeyDoesEverything();
    void whoIsRefusedLearnsWhyAtOnce_data();
    void whoIsRefusedLearnsWhyAtOnce();
    void theDoctorNamesTheKey_data() { whoIsRefusedLearnsWhyAtOnce_data(); }
    void theDoctorNamesTheKey();
    void theDoctorFindsNothingForTheRightKey_data() { addVersionRows(); }
    void theDoctorFindsNothingForTheRightKey();
    void tlsWithAClientCertificate_data() { addVersionRows(); }
    void tlsWithAClientCertificate();
    void mqadminShowsOurTracesAsJavas_data() { addVersionRows(); }
    void mqadminShowsOurTracesAsJavas();
    void namespacesAreJavas_data() { addVersionRows(); }
    void namespacesAreJavas();

private:
    [[nodiscard]] static ClusterOptions guarded(const QString &version)
    {
        return {.version = version,
                .topics = {u"Orders:4"_s, u"acl-denied:4"_s, u"acl-readonly:4"_s},
                .hasAccessControl = true};
    }
    [[nodiscard]] static ClusterOptions open(const QString &version)
    {
        return {.version = version, .topics = {u"Orders:4"_s, u"NS%Orders:4"_s}};
    }

    ClusterPool m_pool;
};

void TestClusterSecurity::theRightKeyDoesEverything()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"guarded"_s, guarded(version));
    for (const HeaderFormat format : {HeaderFormat::Json, HeaderFormat::RocketMq}) {
        ProducerConfig config = configFor(cluster);
        config.headerFormat = format;
        config.credentials = credentialsOf(cluster.user(u"producer"_s));
        config.namespaceV2 = format == HeaderFormat::Json ? QString() : u"tenant"_s; // signed, too
        Producer producer(config);
        QVERIFY(producer.start());
        Message large = messageTo(u"Orders"_s);
        large.body = QByteArray(20'000, 'x');
        large.keys = u"订单😀"_s;
        for (const Message &message : {messageTo(u"Orders"_s), large}) {
            const SendOutcome outcome = producer.send(message);
            QVERIFY2(outcome.isOk(), describe(outcome).constData());
        }
        for (const SendOutcome &outcome :
             producer.sendBatch({messageTo(u"Orders"_s), messageTo(u"Orders"_s)}))
            QVERIFY2(outcome.isOk(), describe(outcome).constData());
        // The heartbeat is signed, too: else the broker would not know the group.
        QTRY_COMPARE_WITH_TIMEOUT(cluster.producers(u"SecurityGroup"_s).size(), 1, patienceMs);
    }
    ProducerConfig config = configFor(cluster);
    config.credentials = credentialsOf(cluster.user(u"admin"_s));
    Admin admin(config);
    QVERIFY(admin.start());
    const Result<void> created = admin.createTopic({.topic = TopicName(u"Created"_s)});
    QVERIFY2(created, created ? "" : qUtf8Printable(created.error().detail));
}

void TestClusterSecurity::whoIsRefusedLearnsWhyAtOnce_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("key"); // a role, with what is wrong about it
    QTest::addColumn<QString>("topic");
    QTest::addColumn<QString>("hint");
    for (const QString &version : RocketMqCluster::versions()) {
        const auto row = [&version](const QString &key, const QString &topic, const QString &hint) {
            QTest::addRow("%s %s to %s", qPrintable(version), qPrintable(key), qPrintable(topic))
                << version << key << topic << hint;
        };
        row(u"no key"_s, u"Orders"_s, u"signed requests only"_s);
        row(u"unknown key"_s, u"Orders"_s, u"does not know this access key"_s);
        row(u"wrong secret"_s, u"Orders"_s, u"the secret key is not the one"_s);
        row(u"producer"_s, u"acl-denied"_s, u"PUB on the topic"_s);
        row(u"producer"_s, u"acl-readonly"_s, u"PUB on the topic"_s);
        row(u"reader"_s, u"Orders"_s, u"PUB on the topic"_s);
    }
}

void TestClusterSecurity::whoIsRefusedLearnsWhyAtOnce()
{
    QFETCH(QString, version);
    QFETCH(QString, key);
    QFETCH(QString, topic);
    QFETCH(QString, hint);
    GANTRY_CLUSTER(cluster, m_pool, u"guarded"_s, guarded(version));
    const ProducerConfig config = configWith(cluster, key);
    const SendOutcome outcome = sendWith(config, topic);
    QVERIFY(!outcome.isOk());
    QCOMPARE(name(outcome.result.error().kind), "acl"_L1);
    QCOMPARE(outcome.attempts.size(), 1);
    QVERIFY2(outcome.result.error().hint.contains(hint), describe(outcome).constData());
    QVERIFY(!config.credentials
            || !describe(outcome).contains(config.credentials->secretKey.reveal().toUtf8()));
}

/// The very hints that a send gives, of the step that is a send's.
void TestClusterSecurity::theDoctorNamesTheKey()
{
    QFETCH(QString, version);
    QFETCH(QString, key);
    QFETCH(QString, topic);
    QFETCH(QString, hint);
    GANTRY_CLUSTER(cluster, m_pool, u"guarded"_s, guarded(version));
    const QList<DoctorFinding> findings = examineWayToSend(configWith(cluster, key), TopicName(topic), 10s);
    QStringList wrongs;
    bool isNamed = false;
    for (const DoctorFinding &finding : findings) {
        if (finding.verdict != DoctorFinding::Verdict::Wrong)
            continue;
        wrongs.append(u"%1: %2 / %3"_s.arg(name(finding.check), finding.text, finding.hint));
        isNamed = isNamed || finding.hint.contains(hint);
        QVERIFY2(finding.kind == ErrorKind::Acl, qPrintable(wrongs.last()));
        QVERIFY2(finding.check == DoctorFinding::Check::Send, qPrintable(wrongs.last()));
    }
    QVERIFY2(isNamed, qPrintable(wrongs.join(u'\n')));
}

void TestClusterSecurity::theDoctorFindsNothingForTheRightKey()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"guarded"_s, guarded(version));
    const auto findings = examineWayToSend(configWith(cluster, u"producer"_s), TopicName(u"Orders"_s), 10s);
    bool wasTried = false;
    for (const DoctorFinding &finding : findings) {
        QVERIFY2(finding.verdict != DoctorFinding::Verdict::Wrong,
                 qPrintable(finding.text + u" / "_s + finding.hint));
        wasTried = wasTried || finding.check == DoctorFinding::Check::Send;
    }
    QVERIFY(wasTried);
}

void TestClusterSecurity::tlsWithAClientCertificate()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(
        cluster, m_pool, u"tls"_s,
        (ClusterOptions{
            .version = version, .topics = {u"Orders:4"_s}, .hasTls = true, .wantsClientCertificate = true}));
    ProducerConfig config = configFor(cluster);
    const SendOutcome plain = sendWith(config);
    QVERIFY2(!plain.isOk() && plain.result.error().hint.contains("TLS only"_L1), describe(plain).constData());
    config.tls = TlsConfig{.caFile = cluster.tlsFile(u"caCert"_s), .certificateFile = {}, .keyFile = {}};
    const SendOutcome anonymous = sendWith(config);
    QVERIFY2(!anonymous.isOk() && anonymous.result.error().hint.contains("client certificate"_L1),
             describe(anonymous).constData());
    config.tls->certificateFile = cluster.tlsFile(u"clientCert"_s);
    config.tls->keyFile = cluster.tlsFile(u"clientKey"_s);
    const SendOutcome sent = sendWith(config);
    QVERIFY2(sent.isOk(), describe(sent).constData());
    config.tls->caFile = cluster.tlsFile(u"clientCert"_s); // an authority that signed nothing
    const SendOutcome distrusted = sendWith(config);
    QVERIFY(!distrusted.isOk());
    QVERIFY2(distrusted.result.error().kind == ErrorKind::Tls, describe(distrusted).constData());
}

void TestClusterSecurity::mqadminShowsOurTracesAsJavas()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"open"_s, open(version));
    QTemporaryDir folder;
    QFile messages(folder.filePath(u"messages"_s));
    QVERIFY(messages.open(QIODevice::WriteOnly));
    messages.write(R"({"topic":"Orders","tags":"TagA","keys":"k1","body":"hello"})"
                   "\n");
    messages.close();
    const CommandResult java =
        cluster.java(QStringLiteral(GANTRY_SEND_ONE), {u"SecurityGroup"_s, messages.fileName()},
                     {{u"GANTRY_TRACE"_s, u"1"_s}});
    QVERIFY2(java.isOk(), qUtf8Printable(java.errors));
    QString javaId;
    for (const QString &line : java.output.split(u'\n')) {
        if (line.startsWith(u'{'))
            javaId = QJsonDocument::fromJson(line.toUtf8()).object()["msgId"_L1].toString();
    }
    QVERIFY(!javaId.isEmpty());
    ProducerConfig config = configFor(cluster);
    config.enableTrace = true;
    const SendOutcome sent = sendWith(config);
    QVERIFY2(sent.isOk(), describe(sent).constData());
    const auto columnsOf = [&cluster](const QString &id) {
        QString output;
        QMap<QString, QString> columns;
        static_cast<void>(QTest::qWaitFor(
            [&] {
                output = cluster.admin({u"queryMsgTraceById"_s, u"-i"_s, id});
                columns = traceColumns(output);
                return !columns.isEmpty();
            },
            patienceMs));
        if (columns.isEmpty())
            qWarning("%s", qUtf8Printable(output));
        return columns;
    };
    const QMap<QString, QString> javas = columnsOf(javaId);
    const QMap<QString, QString> ours = columnsOf(sent.msgId.toString());
    QVERIFY(javas.size() >= 5);
    QCOMPARE(ours.keys(), javas.keys());
    for (const auto &[column, value] : javas.asKeyValueRange()) {
        if (column.contains("Time"_L1) || column.contains("Cost"_L1))
            QVERIFY2(!ours.value(column).isEmpty(), qPrintable(column));
        else
            QCOMPARE(ours.value(column), value);
    }
}

void TestClusterSecurity::namespacesAreJavas()
{
    QFETCH(QString, version);
    GANTRY_CLUSTER(cluster, m_pool, u"open"_s, open(version));
    ProducerConfig config = configFor(cluster);
    config.namespaceName = u"NS"_s;
    const SendOutcome outcome = sendWith(config);
    QVERIFY2(outcome.isOk(), describe(outcome).constData());
    QCOMPARE(outcome.result->queue.topic.text(), u"Orders"_s);
    const QList<gantry::testing::StoredMessage> stored = cluster.dump(u"NS%Orders"_s, {.waitFor = 1});
    QCOMPARE(stored.size(), 1);
    QCOMPARE(stored.first().msgId, outcome.msgId.toString());
    QCOMPARE(stored.first().properties.value(u"INSTANCE_ID"_s), u"NS"_s);
}

QTEST_GUILESS_MAIN(TestClusterSecurity)
#include "tst_cluster_security.moc"
