// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/profile.h"
#include <gantry/producersettings.h>

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;

namespace {

Profile full()
{
    Profile profile;
    profile.name = u"订单 production"_s;
    profile.environment = Environment::Production;
    profile.config.group = GroupName(u"orders"_s);
    profile.config.nameServers = u"10.0.0.1:9876;10.0.0.2"_s;
    profile.config.retriesWhenSendFailed = 5;
    profile.config.compressionType = CompressionType::Zstd;
    profile.config.vipChannel = true;
    profile.config.tls = TlsConfig{u"/ca.pem"_s, u"/cert.pem"_s, u"/key.pem"_s, true};
    profile.config.addressMap.insert(Address(u"172.17.0.2:10911"_s), Address(u"127.0.0.1:10911"_s));
    return profile;
}

} // namespace

class TestProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWasWritten();
    void writesOnlyWhatIsNotTheDefault();
    void whatMakesNoSenseIsNamed_data();
    void whatMakesNoSenseIsNamed();
    void nameAndEnvironmentDoNotChangeTheConnection();
};

void TestProfile::comesBackAsItWasWritten()
{
    const QJsonObject json = full().toJson();
    const Result<Profile> read =
        Profile::fromJson(QJsonDocument::fromJson(QJsonDocument(json).toJson()).object());
    QVERIFY(read);
    QCOMPARE(read->toJson(), json);
    QCOMPARE(read->name, full().name);
    QCOMPARE(read->environment, Environment::Production);
    QCOMPARE(read->config.retriesWhenSendFailed, 5);
    QCOMPARE(read->config.tls, full().config.tls);
    QCOMPARE(read->config.addressMap, full().config.addressMap);
    for (const ProducerSetting &setting : producerSettings())
        QCOMPARE(setting.read(read->config), setting.read(full().config));
}

void TestProfile::writesOnlyWhatIsNotTheDefault()
{
    const QJsonObject settings = Profile::sandbox().toJson().value("settings"_L1).toObject();
    QCOMPARE(settings.keys(), QStringList{u"group"_s});
}

void TestProfile::whatMakesNoSenseIsNamed_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("named");
    QTest::newRow("no name") << uR"({})"_s << u"name"_s;
    QTest::newRow("kind") << uR"({"name":"a","kind":"cloud"})"_s << u"kind"_s;
    QTest::newRow("environment") << uR"({"name":"a","environment":"moon"})"_s << u"environment"_s;
    QTest::newRow("unknown setting") << uR"({"name":"a","settings":{"speed":"1"}})"_s << u"speed"_s;
    QTest::newRow("bad value") << uR"({"name":"a","settings":{"sendTimeout":"0"}})"_s << u"sendTimeout"_s;
    QTest::newRow("a number") << uR"({"name":"a","settings":{"unitName":1}})"_s << u"unitName"_s;
    QTest::newRow("address map") << uR"({"name":"a","addressMap":{"b:1":2}})"_s << u"addressMap"_s;
}

void TestProfile::whatMakesNoSenseIsNamed()
{
    QFETCH(QString, json);
    QFETCH(QString, named);
    const Result<Profile> read = Profile::fromJson(QJsonDocument::fromJson(json.toUtf8()).object());
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Config);
    QVERIFY2(read.error().detail.contains(u'"' + named + u'"'), qPrintable(read.error().detail));
}

void TestProfile::nameAndEnvironmentDoNotChangeTheConnection()
{
    Profile other = full();
    other.name = u"x"_s;
    other.environment = Environment::None;
    QVERIFY(other.connectsAs(full()));
    other.config.instanceName = u"two"_s;
    QVERIFY(!other.connectsAs(full()));
}

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
