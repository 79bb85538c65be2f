// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"
#include "wire/aclsignature.h"
#include <gantry/admin.h>
#include <gantry/sandbox.h>

#include <QDebug>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

const AclCredentials good{u"sandboxKey"_s, Secret(u"12345678"_s), {}};

/// Adds a field to every request, and one that is the signer's own.
class Marker final : public RpcHook
{
public:
    void beforeRequest(const Address &, RpcRequest &request) override
    {
        request.fields.emplaceBack("Hook", "was here");
        request.fields.emplaceBack("AccessKey", "of the hook");
    }
    void afterResponse(const Address &, int, const RpcResponse &) override {}
};

/// Whether the request is signed with `credentials`, over all that it has.
bool isSigned(const wire::RemotingCommand &command, const AclCredentials &credentials)
{
    const wire::Fields fields = command.fields.value_or(wire::Fields());
    return command.field("AccessKey") == credentials.accessKey.toUtf8()
           && command.field("Signature")
                  == wire::aclSignature(fields, command.body, credentials.secretKey.reveal().toUtf8());
}

ProducerConfig configFor(const Sandbox &sandbox)
{
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = sandbox.nameServer();
    return config;
}

} // namespace

/// Signed requests, and what becomes of those that are not accepted.
class TestAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRequestIsSigned_data();
    void everyRequestIsSigned();
    void theSignatureCoversHooksAndNamespace();
    void everyModePassesASandboxThatChecks_data();
    void everyModePassesASandboxThatChecks();
    void adminCallsAreSigned();
    void aRefusalIsFinalAndSaysWhy_data();
    void aRefusalIsFinalAndSaysWhy();
    void credentialsWithoutASecretAreRefused();
    void aSecretPrintsAsStars();
};

void TestAccess::everyRequestIsSigned_data()
{
    QTest::addColumn<HeaderFormat>("format");
    QTest::newRow("JSON") << HeaderFormat::Json;
    QTest::newRow("binary") << HeaderFormat::RocketMq;
}

void TestAccess::everyRequestIsSigned()
{
    QFETCH(HeaderFormat, format);
    OneBroker servers;
    ProducerConfig config = testing::configFor(servers.cluster);
    config.headerFormat = format;
    config.credentials = AclCredentials{u"键"_s, Secret(u"秘密"_s), Secret(u"token"_s)};
    {
        Producer producer(config);
        QVERIFY(producer.start());
        Message message = messageTo(u"T"_s, "body \"with\" quotes");
        message.keys = u"订单 k2"_s;
        for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway})
            QVERIFY(sendBy(producer, mode, message).isOk());
        QTRY_VERIFY(servers.a().count(heartbeatCode) > 0);
        QTRY_COMPARE(servers.a().count(sendCode), 3);
    }
    QList<SeenRequest> seen = servers.cluster.nameServer().requests(routeCode);
    for (const int code : {sendCode, heartbeatCode, unregisterCode}) {
        QVERIFY(servers.a().count(code) > 0);
        seen += servers.a().requests(code);
    }
    for (const SeenRequest &request : seen) {
        QVERIFY2(isSigned(request.command, *config.credentials),
                 qPrintable(u"request %1"_s.arg(request.command.code)));
        QCOMPARE(request.command.field("SecurityToken"), std::optional<QByteArray>("token"));
    }
}

void TestAccess::theSignatureCoversHooksAndNamespace()
{
    OneBroker servers;
    ProducerConfig config = testing::configFor(servers.cluster);
    config.credentials = good;
    config.namespaceV2 = u"tenant"_s;
    config.rpcHooks = {std::make_shared<Marker>()};
    Producer producer(config);
    QVERIFY(producer.start());
    QVERIFY(producer.send(messageTo(u"T"_s)).isOk());
    const wire::RemotingCommand sent = servers.a().requests(sendCode).front().command;
    QCOMPARE(sent.field("Hook"), std::optional<QByteArray>("was here"));
    QCOMPARE(sent.field("nsd"), std::optional<QByteArray>("true"));
    QCOMPARE(sent.field("ns"), std::optional<QByteArray>("tenant"));
    QVERIFY(isSigned(sent, good)); // and the key is not the hook's
    QCOMPARE(sent.field("b"), std::optional<QByteArray>("T"));
}

void TestAccess::everyModePassesASandboxThatChecks_data()
{
    everyRequestIsSigned_data();
}

void TestAccess::everyModePassesASandboxThatChecks()
{
    QFETCH(HeaderFormat, format);
    Sandbox sandbox({.account = SandboxAccount{good.accessKey, good.secretKey.reveal()}});
    QVERIFY(sandbox.start());
    ProducerConfig config = configFor(sandbox);
    config.headerFormat = format;
    config.credentials = good;
    Producer producer(config);
    QVERIFY(producer.start());
    for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway}) {
        const SendOutcome outcome = sendBy(producer, mode, messageTo(u"T"_s, QByteArray(5000, 'x')));
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
        QVERIFY(outcome.compressed); // the signature is of what goes out
    }
    for (const SendOutcome &outcome : producer.sendBatch({messageTo(u"T"_s, "a"), messageTo(u"T"_s, "b")}))
        QVERIFY2(outcome.isOk(), qPrintable(describe(outcome)));
    const auto isAnswered = [](const SandboxRequest &request) { return request.response >= 0; };
    QTRY_VERIFY(std::ranges::all_of(sandbox.requests(), isAnswered));
    for (const SandboxRequest &request : sandbox.requests())
        QVERIFY2(request.response == 0 || request.response == 17, qPrintable(QString::number(request.code)));
}

void TestAccess::adminCallsAreSigned()
{
    Sandbox sandbox({.account = SandboxAccount{good.accessKey, good.secretKey.reveal()}});
    QVERIFY(sandbox.start());
    ProducerConfig config = configFor(sandbox);
    {
        Admin admin(config);
        QVERIFY(admin.start());
        const Result<void> created = admin.createTopic({.topic = TopicName(u"Orders"_s)});
        QVERIFY(!created);
        QCOMPARE(kindOf(created), u"acl"_s);
        QVERIFY2(created.error().hint.contains("signed requests only"_L1), qPrintable(created.error().hint));
    }
    config.credentials = good;
    Admin admin(config);
    QVERIFY(admin.start());
    const Result<void> created = admin.createTopic({.topic = TopicName(u"Orders"_s)});
    QVERIFY2(created, created ? "" : qPrintable(created.error().detail));
}

void TestAccess::aRefusalIsFinalAndSaysWhy_data()
{
    QTest::addColumn<std::optional<AclCredentials>>("credentials");
    QTest::addColumn<QString>("hint");
    using Credentials = std::optional<AclCredentials>;
    QTest::newRow("no key") << Credentials() << u"signed requests only"_s;
    QTest::newRow("unknown key") << Credentials(AclCredentials{u"stranger"_s, Secret(u"12345678"_s), {}})
                                 << u"does not know this access key"_s;
    QTest::newRow("wrong secret") << Credentials(AclCredentials{u"sandboxKey"_s, Secret(u"87654321"_s), {}})
                                  << u"the secret key is not the one"_s;
}

void TestAccess::aRefusalIsFinalAndSaysWhy()
{
    QFETCH(std::optional<AclCredentials>, credentials);
    QFETCH(QString, hint);
    Sandbox sandbox({.account = SandboxAccount{good.accessKey, good.secretKey.reveal()}});
    QVERIFY(sandbox.start());
    ProducerConfig config = configFor(sandbox);
    config.credentials = credentials;
    Producer producer(config);
    QVERIFY(producer.start());
    for (const SendMode mode : {SendMode::Sync, SendMode::Async}) {
        const SendOutcome outcome = sendBy(producer, mode, messageTo(u"T"_s));
        QCOMPARE(verdictOf(outcome), u"acl"_s);
        QCOMPARE(outcome.attempts.size(), 1);
        QVERIFY2(outcome.result.error().hint.contains(hint), qPrintable(outcome.result.error().hint));
        QVERIFY(!credentials || !outcome.result.error().detail.contains(credentials->secretKey.reveal()));
    }
    const QList<SandboxRequest> requests = sandbox.requests();
    QCOMPARE(std::ranges::count(requests, sendCode, &SandboxRequest::code), 2);
}

void TestAccess::credentialsWithoutASecretAreRefused()
{
    OneBroker servers;
    ProducerConfig config = testing::configFor(servers.cluster);
    config.credentials = AclCredentials{u"key"_s, {}, {}};
    Producer producer(config);
    QCOMPARE(kindOf(producer.start()), u"config"_s);
}

void TestAccess::aSecretPrintsAsStars()
{
    QString text;
    QDebug(&text) << Secret(u"visible"_s) << Secret();
    QVERIFY2(text.contains(u"***"_s) && !text.contains(u"visible"_s), qPrintable(text));
}

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"
