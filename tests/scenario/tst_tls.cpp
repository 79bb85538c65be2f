// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"
#include "support/requirement.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

#ifdef __SANITIZE_THREAD__
/// The openssl command is started by a fork of a process that has threads.
extern "C" const char *__tsan_default_options()
{
    return "die_after_fork=0";
}
#endif

namespace {

/// Certificates that this run makes: two authorities; a server of the first one under the right name and
/// under a wrong one, and one of yesterday's; a client of the first one.
class Certificates
{
public:
    /// Empty, or what went wrong.
    [[nodiscard]] QString make()
    {
        for (const QString &authority : {u"ca"_s, u"otherca"_s}) {
            if (const QString trouble = openssl(
                    QStringList{u"req"_s, u"-x509"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN="_s + authority}
                    + newKey(authority) + QStringList{u"-out"_s, path(authority + u".pem"_s)});
                !trouble.isEmpty())
                return trouble;
        }
        for (const auto &[name, subject] : {std::pair(u"server"_s, u"IP:127.0.0.1"_s),
                                            std::pair(u"elsewhere"_s, u"DNS:broker.example.org"_s),
                                            std::pair(u"client"_s, u"DNS:client"_s)}) {
            if (const QString trouble = issue(name, subject); !trouble.isEmpty())
                return trouble;
        }
        return issueExpired(u"yesterday"_s);
    }

    [[nodiscard]] QString path(const QString &name) const { return m_directory.filePath(name); }

    [[nodiscard]] QSslConfiguration server(const QString &name) const
    {
        QSslConfiguration configuration;
        configuration.setLocalCertificate(QSslCertificate::fromPath(path(name + u".pem"_s)).value(0));
        QFile file(path(name + u".key"_s));
        if (file.open(QIODevice::ReadOnly))
            configuration.setPrivateKey(QSslKey(&file, QSsl::Ec));
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        return configuration;
    }

private:
    /// RSA for the client, so that both kinds of keys are read; the other kind is quicker to make.
    [[nodiscard]] QStringList newKey(const QString &name) const
    {
        const QStringList kind = name == "client"_L1
                                     ? QStringList{u"rsa:2048"_s}
                                     : QStringList{u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s};
        return QStringList{u"-newkey"_s} + kind
               + QStringList{u"-nodes"_s, u"-keyout"_s, path(name + u".key"_s)};
    }
    [[nodiscard]] QString issue(const QString &name, const QString &subject)
    {
        QFile extensions(path(name + u".ext"_s));
        if (!extensions.open(QIODevice::WriteOnly))
            return extensions.errorString();
        extensions.write("subjectAltName=" + subject.toLatin1());
        extensions.close();
        const QString request = path(name + u".csr"_s);
        if (const QString trouble = openssl(QStringList{u"req"_s, u"-subj"_s, u"/CN="_s + name} + newKey(name)
                                            + QStringList{u"-out"_s, request});
            !trouble.isEmpty())
            return trouble;
        return openssl({u"x509"_s, u"-req"_s, u"-in"_s, request, u"-CA"_s, path(u"ca.pem"_s), u"-CAkey"_s,
                        path(u"ca.key"_s), u"-CAcreateserial"_s, u"-days"_s, u"2"_s, u"-extfile"_s,
                        extensions.fileName(), u"-out"_s, path(name + u".pem"_s)});
    }
    /// `openssl x509` cannot date back, `openssl ca` can.
    [[nodiscard]] QString issueExpired(const QString &name)
    {
        const QHash<QString, QByteArray> files{
            {u"ca.cnf"_s, "[ca]\ndefault_ca = it\n[it]\ndatabase = " + path(u"index"_s).toUtf8()
                              + "\nserial = " + path(u"serial"_s).toUtf8()
                              + "\nnew_certs_dir = " + m_directory.path().toUtf8()
                              + "\ndefault_md = sha256\npolicy = any\nx509_extensions = server\n"
                                "[any]\ncommonName = supplied\n[server]\nsubjectAltName = IP:127.0.0.1\n"},
            {u"index"_s, {}},
            {u"serial"_s, "0100\n"}};
        for (auto file = files.begin(); file != files.end(); ++file) {
            QFile target(path(file.key()));
            if (!target.open(QIODevice::WriteOnly) || target.write(file.value()) < 0)
                return target.errorString();
        }
        const QString request = path(name + u".csr"_s);
        if (const QString trouble = openssl(QStringList{u"req"_s, u"-subj"_s, u"/CN="_s + name} + newKey(name)
                                            + QStringList{u"-out"_s, request});
            !trouble.isEmpty())
            return trouble;
        return openssl({u"ca"_s, u"-batch"_s, u"-notext"_s, u"-config"_s, path(u"ca.cnf"_s), u"-cert"_s,
                        path(u"ca.pem"_s), u"-keyfile"_s, path(u"ca.key"_s), u"-startdate"_s,
                        u"20200101000000Z"_s, u"-enddate"_s, u"20200102000000Z"_s, u"-in"_s, request,
                        u"-out"_s, path(name + u".pem"_s)});
    }
    [[nodiscard]] static QString openssl(const QStringList &arguments)
    {
        QProcess process;
        process.start(u"openssl"_s, arguments);
        if (!process.waitForFinished() || process.exitCode() != 0
            || process.exitStatus() != QProcess::NormalExit)
            return u"openssl %1: %2"_s.arg(arguments.first(),
                                           QString::fromLocal8Bit(process.readAllStandardError()));
        return {};
    }

    QTemporaryDir m_directory;
};

/// A NameServer and a broker, with or without TLS each.
struct TlsServers {
    TlsServers(const std::optional<QSslConfiguration> &nameServer,
               const std::optional<QSslConfiguration> &broker)
    {
        cluster.addNameServer(nameServer);
        cluster.addBroker(u"a"_s, broker);
        cluster.setTopic(u"TheTopic"_s, u"a:4"_s);
    }
    [[nodiscard]] FakeServer &a() { return cluster.broker(u"a"_s); }

    FakeCluster cluster;
};

} // namespace

class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theRightAuthorityWorks_data();
    void theRightAuthorityWorks();
    void whatIsNotTrustedIsATlsError_data();
    void whatIsNotTrustedIsATlsError();
    void theBrokerIsCheckedToo();
    void insecureTakesAnyCertificate();
    void aPlainServerIsNeverSpokenToInPlainText();
    void plainTextToATlsServerSaysSo();
    void aRefusedConnectIsNoTlsError();
    void aMissingFileIsATlsError_data();
    void aMissingFileIsATlsError();
    void theClientShowsItsCertificate();
    void aLargeOneWaySendIsDoneOnceItIsWritten();
    void connectionsThatGoAwayAreMadeAgain();

private:
    [[nodiscard]] ProducerConfig tlsConfig(const TlsServers &servers, const QString &ca) const
    {
        ProducerConfig config = configFor(servers.cluster);
        config.tls = TlsConfig{.caFile = m_certificates.path(ca), .certificateFile = {}, .keyFile = {}};
        return config;
    }

    Certificates m_certificates;
};

void TestTls::initTestCase()
{
    GANTRY_NEEDS(QSslSocket::supportsSsl() ? QString() : u"this Qt finds no TLS library"_s, "NO TLS");
    const QString trouble = m_certificates.make();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
}

void TestTls::theRightAuthorityWorks_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("sync") << int(SendMode::Sync);
    QTest::newRow("async") << int(SendMode::Async);
    QTest::newRow("oneway") << int(SendMode::Oneway);
}

void TestTls::theRightAuthorityWorks()
{
    QFETCH(int, mode);
    TlsServers servers(m_certificates.server(u"server"_s), m_certificates.server(u"server"_s));
    Producer producer(tlsConfig(servers, u"ca.pem"_s));
    QVERIFY(producer.start());
    for (int i = 0; i < 5; ++i) {
        const SendOutcome outcome = sendBy(producer, SendMode(mode), messageTo(u"TheTopic"_s));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    }
    QTRY_COMPARE(servers.a().count(sendCode), 5);
    QCOMPARE(servers.a().connections(), 1);
}

void TestTls::whatIsNotTrustedIsATlsError_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("ca");
    QTest::newRow("another authority") << u"server"_s << u"otherca.pem"_s;
    QTest::newRow("another name") << u"elsewhere"_s << u"ca.pem"_s;
    QTest::newRow("expired") << u"yesterday"_s << u"ca.pem"_s;
}

void TestTls::whatIsNotTrustedIsATlsError()
{
    QFETCH(QString, certificate);
    QFETCH(QString, ca);
    TlsServers servers(m_certificates.server(certificate), m_certificates.server(certificate));
    Producer producer(tlsConfig(servers, ca));
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"TheTopic"_s));
    QCOMPARE(verdictOf(outcome), u"tls"_s); // though it was a NameServer that did not answer
    QVERIFY2(outcome.result.error().detail.contains(servers.cluster.nameServer().address().text()),
             qPrintable(describe(outcome)));
    QVERIFY(!outcome.result.error().hint.isEmpty());
    QCOMPARE(servers.cluster.nameServer().count(routeCode), 0);
}

void TestTls::theBrokerIsCheckedToo()
{
    TlsServers servers(m_certificates.server(u"server"_s), m_certificates.server(u"elsewhere"_s));
    Producer producer(tlsConfig(servers, u"ca.pem"_s));
    QVERIFY(producer.start());
    for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway}) {
        const SendOutcome outcome = sendBy(producer, mode, messageTo(u"TheTopic"_s));
        QCOMPARE(verdictOf(outcome), u"tls"_s);
        QVERIFY2(outcome.result.error().detail.contains(servers.a().address().text()),
                 qPrintable(describe(outcome)));
        for (const Attempt &attempt : outcome.attempts)
            QCOMPARE(name(attempt.error->kind), "tls"_L1);
    }
    QCOMPARE(servers.a().count(sendCode), 0);
}

void TestTls::insecureTakesAnyCertificate()
{
    TlsServers servers(m_certificates.server(u"elsewhere"_s), m_certificates.server(u"elsewhere"_s));
    ProducerConfig config = tlsConfig(servers, u"otherca.pem"_s);
    config.tls->insecure = true;
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"TheTopic"_s));
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
}

void TestTls::aPlainServerIsNeverSpokenToInPlainText()
{
    TlsServers servers(m_certificates.server(u"server"_s), std::nullopt);
    ProducerConfig config = tlsConfig(servers, u"ca.pem"_s);
    config.connectTimeout = 200ms; // a server that does not understand may say nothing at all
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome =
        producer.send(messageTo(u"TheTopic"_s, "the secret body"), {.timeout = 1000ms});
    QVERIFY(!outcome.isOk());
    QVERIFY2(verdictOf(outcome) == "tls"_L1, qPrintable(describe(outcome)));
    QVERIFY(outcome.result.error().hint.contains("speaks TLS"_L1));
    producer.shutdown(0ms);
    const QByteArray bytes = servers.a().rawBytes();
    QVERIFY(bytes.startsWith('\x16')); // a TLS handshake record
    for (const char *text : {"TheTopic", "secret", "extFields", "PG"})
        QVERIFY2(!bytes.contains(text), text);
    QCOMPARE(servers.a().count(sendCode), 0);
}

void TestTls::plainTextToATlsServerSaysSo()
{
    TlsServers servers(m_certificates.server(u"server"_s), m_certificates.server(u"server"_s));
    Producer producer(configFor(servers.cluster));
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"TheTopic"_s));
    QCOMPARE(verdictOf(outcome), u"name-server"_s);
    QVERIFY2(outcome.result.error().hint.contains("TLS only"_L1), qPrintable(outcome.result.error().hint));
}

void TestTls::aRefusedConnectIsNoTlsError()
{
    TlsServers servers(m_certificates.server(u"server"_s), m_certificates.server(u"server"_s));
    servers.a().stop();
    Producer producer(tlsConfig(servers, u"ca.pem"_s));
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"TheTopic"_s));
    QVERIFY2(verdictOf(outcome) == "connect"_L1, qPrintable(describe(outcome)));
}

void TestTls::aMissingFileIsATlsError_data()
{
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("named");
    QTest::newRow("no CA file") << u"nothing.pem"_s << QString() << QString() << u"nothing.pem"_s;
    QTest::newRow("a CA file that is none") << u"ca.key"_s << QString() << QString() << u"ca.key"_s;
    QTest::newRow("no certificate") << u"ca.pem"_s << u"nothing.pem"_s << u"client.key"_s << u"nothing.pem"_s;
    QTest::newRow("no key") << u"ca.pem"_s << u"client.pem"_s << u"nothing.key"_s << u"nothing.key"_s;
}

void TestTls::aMissingFileIsATlsError()
{
    QFETCH(QString, ca);
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, named);
    TlsServers servers(m_certificates.server(u"server"_s), m_certificates.server(u"server"_s));
    ProducerConfig config = tlsConfig(servers, ca);
    if (!certificate.isEmpty()) {
        config.tls->certificateFile = m_certificates.path(certificate);
        config.tls->keyFile = m_certificates.path(key);
    }
    Producer producer(config);
    Result<void> started = producer.start();
    const SendOutcome outcome = started ? producer.send(messageTo(u"TheTopic"_s)) : SendOutcome{};
    const Error error = started ? outcome.result.error() : started.error();
    QCOMPARE(name(error.kind), "tls"_L1);
    QVERIFY2(error.detail.contains(named), qPrintable(error.detail));
    QCOMPARE(servers.cluster.nameServer().count(routeCode), 0);
}

void TestTls::theClientShowsItsCertificate()
{
    QSslConfiguration strict = m_certificates.server(u"server"_s);
    strict.setCaCertificates(QSslCertificate::fromPath(m_certificates.path(u"ca.pem"_s)));
    strict.setPeerVerifyMode(QSslSocket::VerifyPeer);
    TlsServers servers(strict, strict);
    {
        Producer producer(tlsConfig(servers, u"ca.pem"_s));
        QVERIFY(producer.start());
        const SendOutcome refused = producer.send(messageTo(u"TheTopic"_s), {.timeout = 1000ms});
        QVERIFY(!refused.isOk());
        QVERIFY2(refused.result.error().hint.contains("client certificate"_L1),
                 qPrintable(describe(refused) + u" / "_s + refused.result.error().hint));
    }
    ProducerConfig config = tlsConfig(servers, u"ca.pem"_s);
    config.tls->certificateFile = m_certificates.path(u"client.pem"_s);
    config.tls->keyFile = m_certificates.path(u"client.key"_s);
    Producer producer(config);
    QVERIFY(producer.start());
    const SendOutcome outcome = producer.send(messageTo(u"TheTopic"_s));
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
}

/// More than the kernel takes at once: the rest is written later, and only that completes the send.
void TestTls::aLargeOneWaySendIsDoneOnceItIsWritten()
{
    TlsServers servers(m_certificates.server(u"server"_s), m_certificates.server(u"server"_s));
    ProducerConfig config = tlsConfig(servers, u"ca.pem"_s);
    config.maxMessageBytes = 16'000'000;
    config.compressBodyOverBytes = 2147483647;
    config.sendTimeout = 10s;
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"TheTopic"_s)).isOk());
    QTRY_COMPARE(servers.a().count(heartbeatCode), 1); // nothing else is on this connection from here on
    const SendOutcome outcome =
        sendBy(producer, SendMode::Oneway, messageTo(u"TheTopic"_s, QByteArray(15'000'000, 'x')));
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QTRY_COMPARE(servers.a().count(sendCode), 2);
}

void TestTls::connectionsThatGoAwayAreMadeAgain()
{
    TlsServers servers(m_certificates.server(u"server"_s), m_certificates.server(u"server"_s));
    Producer producer(tlsConfig(servers, u"ca.pem"_s));
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"TheTopic"_s)).isOk());
    servers.a().dropConnections();
    QTRY_VERIFY(producer.send(messageTo(u"TheTopic"_s)).isOk());
    servers.a().next(sendCode, {reaction::code(1500)});
    const SendOutcome outcome = producer.send(messageTo(u"TheTopic"_s));
    QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    QCOMPARE(outcome.attempts.size(), 1);
    QCOMPARE(servers.a().connections(), 3);
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
