// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/gantryctlprocess.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry::testing;

/// `gantryctl profiles`, and `--profile` on commands that connect.
class TestProfilesCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void listsAndShows();
    void anUnknownOneIsWrongUsageThatListsWhatThereIs();
    void sendsAsTheProfileSays();
    void anOptionCountsMoreThanTheProfile();
    void productionAndKeysThatAreNotHereAreTold();
    void whatIsExportedCanBeImported();
    void aSecretInAnImportedFileGoesNoFurther();

private:
    [[nodiscard]] bool run(GantryCtlProcess &ctl, const QStringList &words,
                           const QByteArray &input = {}) const
    {
        ctl.setEnvironmentVariable(u"XDG_CONFIG_HOME"_s, m_home.path());
        return ctl.run(words, input);
    }

    QTemporaryDir m_home;
    GantryCtlProcess m_sandbox;
    QString m_nameServer;
};

void TestProfilesCli::initTestCase()
{
    m_sandbox.start({u"sandbox"_s});
    GANTRY_TRY_CTL(m_sandbox, !m_sandbox.lines().isEmpty(), 30'000);
    m_nameServer = m_sandbox.lines().first()["namesrv"_L1].toString();
    const QString folder = m_home.filePath(u"gantry/profiles"_s);
    QVERIFY(QDir().mkpath(folder));
    QFile file(folder + u"/orders.json"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QJsonObject settings{
        {u"group"_s, u"OrdersGroup"_s}, {u"nameServers"_s, m_nameServer}, {u"compressionType"_s, u"LZ4"_s}};
    file.write(QJsonDocument(QJsonObject{{u"name"_s, u"Orders"_s},
                                         {u"kind"_s, u"cluster"_s},
                                         {u"environment"_s, u"production"_s},
                                         {u"accessControl"_s, true},
                                         {u"settings"_s, settings}})
                   .toJson());
}

void TestProfilesCli::listsAndShows()
{
    GantryCtlProcess list;
    GANTRY_VERIFY_CTL(list, run(list, {u"profiles"_s, u"-o"_s, u"json"_s}));
    GANTRY_VERIFY_CTL(list, list.exitCode() == 0 && list.lines().size() == 2);
    QCOMPARE(list.lines().last()["name"_L1].toString(), u"Orders"_s);
    GantryCtlProcess show;
    GANTRY_VERIFY_CTL(show, run(show, {u"profiles"_s, u"show"_s, u"orders"_s}));
    GANTRY_VERIFY_CTL(show, show.output().contains("OrdersGroup"));
}

void TestProfilesCli::anUnknownOneIsWrongUsageThatListsWhatThereIs()
{
    for (const QStringList &words :
         {QStringList{u"send"_s, u"-t"_s, u"T"_s, u"-p"_s, u"x"_s, u"--profile"_s, u"Nothing"_s},
          QStringList{u"profiles"_s, u"show"_s, u"Nothing"_s}}) {
        GantryCtlProcess ctl;
        GANTRY_VERIFY_CTL(ctl, run(ctl, words));
        GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 2);
        GANTRY_VERIFY_CTL(ctl, QByteArray(ctl.output() + ctl.errorOutput()).contains("\"Orders\""));
    }
}

void TestProfilesCli::sendsAsTheProfileSays()
{
    GantryCtlProcess ctl;
    // The environment counts less than a profile.
    ctl.setEnvironmentVariable(u"NAMESRV_ADDR"_s, u"127.0.0.1:1"_s);
    GANTRY_VERIFY_CTL(ctl, run(ctl, {u"send"_s, u"-t"_s, u"T"_s, u"-p"_s, u"x"_s, u"--profile"_s, u"Orders"_s,
                                     u"-o"_s, u"json"_s}));
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0 && ctl.outcomeCount() == 1);
}

void TestProfilesCli::anOptionCountsMoreThanTheProfile()
{
    GantryCtlProcess ctl;
    GANTRY_VERIFY_CTL(ctl, run(ctl, {u"send"_s, u"-t"_s, u"T"_s, u"-p"_s, u"x"_s, u"--profile"_s, u"Orders"_s,
                                     u"-n"_s, u"127.0.0.1:1"_s, u"--timeout"_s, u"500"_s}));
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() != 0);
    GANTRY_VERIFY_CTL(ctl, QByteArray(ctl.output() + ctl.errorOutput()).contains("127.0.0.1:1"));
}

void TestProfilesCli::productionAndKeysThatAreNotHereAreTold()
{
    GantryCtlProcess ctl;
    GANTRY_VERIFY_CTL(ctl, run(ctl, {u"topics"_s, u"--profile"_s, u"Orders"_s}));
    GANTRY_VERIFY_CTL(ctl, ctl.errorOutput().contains("PRODUCTION"));
    GANTRY_VERIFY_CTL(ctl, ctl.errorOutput().contains("--secret-key-file"));
    GantryCtlProcess quiet;
    GANTRY_VERIFY_CTL(quiet, run(quiet, {u"topics"_s, u"--profile"_s, u"Sandbox"_s}));
    GANTRY_VERIFY_CTL(quiet, quiet.exitCode() == 0 && !quiet.errorOutput().contains("PRODUCTION"));
}

void TestProfilesCli::whatIsExportedCanBeImported()
{
    GantryCtlProcess out;
    GANTRY_VERIFY_CTL(out, run(out, {u"profiles"_s, u"export"_s}));
    GANTRY_VERIFY_CTL(out, out.exitCode() == 0);
    GantryCtlProcess in;
    GANTRY_VERIFY_CTL(in, run(in, {u"profiles"_s, u"import"_s, u"-"_s, u"-o"_s, u"json"_s}, out.output()));
    QCOMPARE(in.lines().first()["imported"_L1].toString(), u"Orders 2"_s);
    GantryCtlProcess again;
    GANTRY_VERIFY_CTL(
        again,
        run(again, {u"profiles"_s, u"import"_s, u"-"_s, u"--replace"_s, u"-o"_s, u"json"_s}, out.output()));
    QCOMPARE(again.lines().first()["replaced"_L1].toBool(), true);
    GantryCtlProcess one;
    GANTRY_VERIFY_CTL(one, run(one, {u"profiles"_s, u"show"_s, u"Orders 2"_s, u"-o"_s, u"json"_s}));
    GANTRY_VERIFY_CTL(one, one.lines().first()["settings"_L1]["compressionType"_L1].toString() == "LZ4"_L1);
    GantryCtlProcess bad;
    GANTRY_VERIFY_CTL(bad, run(bad, {u"profiles"_s, u"import"_s, u"-"_s}, "nothing"));
    QCOMPARE(bad.exitCode(), 3);
}

void TestProfilesCli::aSecretInAnImportedFileGoesNoFurther()
{
    GantryCtlProcess in;
    GANTRY_VERIFY_CTL(in, run(in, {u"profiles"_s, u"import"_s, u"-"_s},
                              R"({"name":"P","secretKey":"s3cr3t-0f-a-file","settings":{"group":"g"}})"));
    GANTRY_VERIFY_CTL(in, in.exitCode() == 0);
    GantryCtlProcess show;
    GANTRY_VERIFY_CTL(show, run(show, {u"profiles"_s, u"export"_s, u"P"_s}));
    GANTRY_VERIFY_CTL(show, show.output().contains("\"P\"") && !show.output().contains("s3cr3t"));
    QFile file(m_home.filePath(u"gantry/profiles/p.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("s3cr3t"));

    GantryCtlProcess among;
    GANTRY_VERIFY_CTL(among, run(among, {u"profiles"_s, u"import"_s, u"-"_s},
                                 R"({"name":"Q","settings":{"secretKey":"s3cr3t-0f-a-file"}})"));
    QCOMPARE(among.exitCode(), 3);
    GANTRY_VERIFY_CTL(among, among.errorOutput().contains("\"secretKey\""));
    QVERIFY(!among.errorOutput().contains("s3cr3t") && !among.output().contains("s3cr3t"));
}

QTEST_GUILESS_MAIN(TestProfilesCli)
#include "tst_profilescli.moc"
