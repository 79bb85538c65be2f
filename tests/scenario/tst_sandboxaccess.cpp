// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/aclsignature.h"
#include <gantry/admin.h>
#include <gantry/producer.h>
#include <gantry/sandbox.h>

#include <QFile>
#include <QSslCertificate>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace std::chrono_literals;

namespace {

const SandboxAccount account{u"sandboxKey"_s, u"12345678"_s};

/// Signs each request, as Java's AclClientRPCHook does.
class Signer final : public RpcHook
{
public:
    Signer(QByteArray accessKey, QByteArray secretKey)
        : m_accessKey(std::move(accessKey))
        , m_secretKey(std::move(secretKey))
    {
    }

    void beforeRequest(const Address &, RpcRequest &request) override
    {
        request.fields.append({"AccessKey", m_accessKey});
        request.fields.append({"Signature", wire::aclSignature(request.fields, request.body, m_secretKey)});
    }
    void afterResponse(const Address &, int, const RpcResponse &) override {}

private:
    const QByteArray m_accessKey;
    const QByteArray m_secretKey;
};

ProducerConfig configFor(const Sandbox &sandbox)
{
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = sandbox.nameServer();
    return config;
}

/// "ok", or the error's kind and text.
QString sendWith(const ProducerConfig &config)
{
    Producer producer(config);
    if (!producer.start())
        return u"not started"_s;
    const SendOutcome outcome = producer.send({.topic = TopicName(u"TopicTest"_s), .body = "hello"});
    if (outcome.isOk())
        return u"ok"_s;
    const Error &error = outcome.result.error();
    return QString(name(error.kind)) + u": "_s + error.detail;
}

} // namespace

/// Who gets in, and by which door: TLS, access control, the VIP port.
class TestSandboxAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itSpeaksTls_data();
    void itSpeaksTls();
    void theCertificateGoesWithTheSandbox();
    void aBrokenHandshakeEndsItsConnectionOnly();
    void whoSignsIsLetIn_data();
    void whoSignsIsLetIn();
    void shortKeysAreNoAccount();
    void theVipPortIsTheBrokers();
};

void TestSandboxAccess::itSpeaksTls_data()
{
    QTest::addColumn<SandboxTls>("mode");
    QTest::addColumn<bool>("withTls");
    QTest::addColumn<QString>("result");
    QTest::newRow("disabled, plain") << SandboxTls::Disabled << false << u"ok"_s;
    QTest::newRow("disabled, TLS") << SandboxTls::Disabled << true << u"tls: "_s;
    QTest::newRow("permissive, plain") << SandboxTls::Permissive << false << u"ok"_s;
    QTest::newRow("permissive, TLS") << SandboxTls::Permissive << true << u"ok"_s;
    QTest::newRow("enforcing, plain") << SandboxTls::Enforcing << false << u"name-server: "_s;
    QTest::newRow("enforcing, TLS") << SandboxTls::Enforcing << true << u"ok"_s;
}

void TestSandboxAccess::itSpeaksTls()
{
    QFETCH(SandboxTls, mode);
    QFETCH(bool, withTls);
    QFETCH(QString, result);
    Sandbox sandbox({.tls = mode});
    QVERIFY(sandbox.start());
    ProducerConfig config = configFor(sandbox);
    if (withTls)
        config.tls = TlsConfig{.caFile = sandbox.certificateFile()};
    const QString told = sendWith(config);
    QVERIFY2(told.startsWith(result), qPrintable(told));
    if (result != "ok"_L1)
        return;
    config.nameServers.replace(u"127.0.0.1"_s, u"localhost"_s); // the certificate is for this name, too
    QCOMPARE(sendWith(config), u"ok"_s);
}

void TestSandboxAccess::theCertificateGoesWithTheSandbox()
{
    Sandbox sandbox({.tls = SandboxTls::Permissive});
    QCOMPARE(sandbox.certificateFile(), QString());
    QVERIFY(sandbox.start());
    const QString path = sandbox.certificateFile();
    const QSslCertificate certificate = QSslCertificate::fromPath(path).value(0);
    QVERIFY(certificate.isSelfSigned());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY(certificate.effectiveDate() < now && certificate.expiryDate() > now.addDays(300));
    sandbox.stop();
    QVERIFY(!QFile::exists(path));
    QVERIFY(sandbox.start());
    QVERIFY(QSslCertificate::fromPath(sandbox.certificateFile()).value(0) != certificate);
}

void TestSandboxAccess::aBrokenHandshakeEndsItsConnectionOnly()
{
    Sandbox sandbox({.tls = SandboxTls::Permissive});
    QVERIFY(sandbox.start());
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, sandbox.nameServer().section(u':', 1).toUShort());
    QVERIFY(socket.waitForConnected());
    socket.write("\x16garbage that is no hello, and a long one at that");
    QVERIFY(socket.waitForDisconnected(10'000) || socket.state() == QAbstractSocket::UnconnectedState);
    ProducerConfig config = configFor(sandbox);
    config.tls = TlsConfig{.caFile = sandbox.certificateFile()};
    QCOMPARE(sendWith(config), u"ok"_s);
}

void TestSandboxAccess::whoSignsIsLetIn_data()
{
    QTest::addColumn<QByteArray>("accessKey");
    QTest::addColumn<QByteArray>("secretKey");
    QTest::addColumn<HeaderFormat>("format");
    QTest::addColumn<QString>("result");
    const QString exception = u"org.apache.rocketmq.acl.common.AclException: "_s;
    QTest::newRow("signed") << "sandboxKey"_ba
                            << "12345678"_ba << HeaderFormat::Json << u"ok"_s;
    QTest::newRow("signed, binary") << "sandboxKey"_ba
                                    << "12345678"_ba << HeaderFormat::RocketMq << u"ok"_s;
    QTest::newRow("wrong secret") << "sandboxKey"_ba
                                  << "87654321"_ba << HeaderFormat::Json
                                  << exception + u"Check signature failed for accessKey=sandboxKey, "_s;
    QTest::newRow("unknown key") << "strangersKey"_ba
                                 << "12345678"_ba << HeaderFormat::Json
                                 << exception + u"No acl config for strangersKey, "_s;
    QTest::newRow("not signed") << QByteArray() << QByteArray() << HeaderFormat::Json
                                << exception + u"No accessKey is configured, "_s;
}

void TestSandboxAccess::whoSignsIsLetIn()
{
    QFETCH(QByteArray, accessKey);
    QFETCH(QByteArray, secretKey);
    QFETCH(HeaderFormat, format);
    QFETCH(QString, result);
    Sandbox sandbox({.account = account});
    QVERIFY(sandbox.start());
    ProducerConfig config = configFor(sandbox);
    config.headerFormat = format;
    if (!accessKey.isEmpty())
        config.rpcHooks.push_back(std::make_shared<Signer>(accessKey, secretKey));
    const QString told = sendWith(config);
    QVERIFY2(told.contains(result), qPrintable(told));
    const bool isRefused = result != "ok"_L1;
    const QList<SandboxRequest> requests = sandbox.requests();
    QVERIFY(requests.size() >= 2);
    for (const SandboxRequest &request : requests)
        QCOMPARE(request.response, isRefused && request.server != "namesrv"_L1 ? 1 : 0);
}

void TestSandboxAccess::shortKeysAreNoAccount()
{
    for (const SandboxAccount &shortOne :
         {SandboxAccount{u"sixsix"_s, u"12345678"_s}, SandboxAccount{u"sandboxKey"_s, u"123456"_s}}) {
        Sandbox sandbox({.account = shortOne});
        const Result<void> started = sandbox.start();
        QVERIFY(!started);
        QVERIFY(started.error().kind == ErrorKind::Usage);
    }
}

void TestSandboxAccess::theVipPortIsTheBrokers()
{
    Sandbox sandbox({.brokers = 26});
    QVERIFY(sandbox.start());
    ProducerConfig config = configFor(sandbox);
    config.vipChannel = true;
    QCOMPARE(sendWith(config), u"ok"_s);
    for (const SandboxBroker &broker : sandbox.brokers()) {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, quint16(broker.address.text().section(u':', 1).toUShort() - 2));
        QVERIFY(socket.waitForConnected());
    }
    QVERIFY(sandbox.control(u"stop all"_s));
    QVERIFY(sendWith(config) != "ok"_L1);
    QVERIFY(sandbox.control(u"start all"_s));
    QCOMPARE(sendWith(config), u"ok"_s);
}

QTEST_GUILESS_MAIN(TestSandboxAccess)
#include "tst_sandboxaccess.moc"
