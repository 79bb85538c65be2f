// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/producersettings.h>

#include <QFile>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace std::chrono_literals;

namespace {

ProducerConfig goodConfig()
{
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = u"127.0.0.1:9876"_s;
    return config;
}

/// A value of each setting that is not its default, and one or more that are refused.
struct Sample {
    const char *name;
    const char *value;
    QStringList refused;
};

const QStringList noNumber{
    u""_s, u"x"_s, u"1.5"_s, u"-1"_s, u"1 000"_s, u"0x10"_s, u"99999999999999999999"_s};
const QStringList noInt = noNumber + QStringList{u"2147483648"_s};
const QStringList noPositiveInt = noInt + QStringList{u"0"_s};
const QStringList noBool{u""_s, u"yes"_s, u"1"_s, u"truee"_s};

const Sample samples[] = {
    {"group", "another", {}},
    {"nameServers", "a:1;b:2", {}},
    {"addressServer", "http://host/path", {}},
    {"instanceName", "one", {}},
    {"unitName", "unit", {}},
    {"unitMode", "true", noBool},
    {"namespace", "NS", {}},
    {"namespaceV2", "NS", {}},
    {"enableTrace", "true", noBool},
    {"traceTopic", "Traces", {}},
    {"sendTimeout", "1", noPositiveInt},
    {"attemptTimeout", "700", noInt},
    {"retriesWhenSendFailed", "0", noInt + QStringList{u"101"_s}},
    {"retriesWhenSendAsyncFailed", "100", noInt + QStringList{u"101"_s}},
    {"retryAnotherBrokerWhenNotStoreOk", "true", noBool},
    {"retryResponseCodes", "1,2,1500", {u"x"_s, u"1,x"_s, u"1;2"_s, u"1.5"_s}},
    {"compressBodyOverBytes", "0", noInt},
    {"compressionType", "ZSTD", {u""_s, u"GZIP"_s, u"zlib2"_s}},
    {"compressionLevel", "9", noInt + QStringList{u"23"_s}},
    {"maxMessageBytes", "2147483647", noPositiveInt},
    {"createTopicKey", "AUTO", {}},
    {"defaultTopicQueueNums", "16", noPositiveInt + QStringList{u"65536"_s}},
    {"headerFormat", "binary", {u""_s, u"xml"_s}},
    {"vipChannel", "true", noBool},
    {"avoidSuspectBrokers", "false", noBool},
    {"sendLatencyFaultEnable", "true", noBool},
    {"startDetectorEnable", "true", noBool},
    {"pollNameServerInterval", "10", noInt + QStringList{u"9"_s}},
    {"heartbeatBrokerInterval", "10", noInt + QStringList{u"9"_s}},
    {"connectTimeout", "1", noPositiveInt},
    {"maxInFlight", "1", noPositiveInt},
    {"maxInFlightBytes", "9223372036854775807", noNumber + QStringList{u"0"_s}},
    {"maxQueuedBytes", "1", noNumber + QStringList{u"0"_s}},
    {"whenFull", "fail", {u""_s, u"block"_s}},
    {"autoBatch", "true", noBool},
    {"batchMaxDelay", "1", noPositiveInt + QStringList{u"30001"_s}},
    {"batchMaxBytes", "1", noPositiveInt + QStringList{u"2097153"_s}},
};

} // namespace

class TestProducerSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySettingHasASampleHere();
    void everySettingIsDescribed_data();
    void everySettingIsDescribed();
    void aSettingReadsBackWhatItWrites_data();
    void aSettingReadsBackWhatItWrites();
    void aSettingChangesNothingElse_data();
    void aSettingChangesNothingElse();
    void whatIsOutOfRangeIsRefusedAndChangesNothing_data();
    void whatIsOutOfRangeIsRefusedAndChangesNothing();
    void wordsAreReadInAnyCase();
    void defaultsAreJavas();
    void unknownSettingsAreUnknown();
    void choicesAreWordsThatItTakes();
    void aGoodConfigPasses();
    void aBadConfigIsRefusedByName_data();
    void aBadConfigIsRefusedByName();
    void theTableNamesEverySetting();
    void theDocumentationIsTheTable();
};

void TestProducerSettings::everySettingHasASampleHere()
{
    QStringList names;
    for (const ProducerSetting &setting : producerSettings())
        names.append(QString::fromLatin1(setting.name));
    QStringList sampled;
    for (const Sample &sample : samples)
        sampled.append(QString::fromLatin1(sample.name));
    QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
    names.sort();
    sampled.sort();
    QCOMPARE(sampled, names);
}

void TestProducerSettings::everySettingIsDescribed_data()
{
    QTest::addColumn<const ProducerSetting *>("setting");
    for (const ProducerSetting &setting : producerSettings())
        QTest::newRow(setting.name) << &setting;
}

void TestProducerSettings::everySettingIsDescribed()
{
    QFETCH(const ProducerSetting *, setting);
    QVERIFY(producerSetting(QString::fromLatin1(setting->name)) == setting);
    QVERIFY(setting->range && *setting->range);
    QVERIFY(setting->unit && setting->javaName);
    const QString summary = QString::fromUtf8(setting->summary);
    QVERIFY2(summary.endsWith(u'.') && summary.at(0).isUpper(), setting->summary);
}

void TestProducerSettings::aSettingReadsBackWhatItWrites_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    for (const Sample &sample : samples)
        QTest::newRow(sample.name) << QString::fromLatin1(sample.name) << QString::fromLatin1(sample.value);
}

void TestProducerSettings::aSettingReadsBackWhatItWrites()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    const ProducerSetting *setting = producerSetting(name);
    QVERIFY(setting);
    ProducerConfig config;
    const QString before = setting->read(config);
    QVERIFY2(before != value, "the sample is the default");
    QVERIFY(setting->write(config, value));
    QCOMPARE(setting->read(config), value);
    QVERIFY(setting->write(config, before)); // its default is in its range, and back again
    QCOMPARE(setting->read(config), before);
}

void TestProducerSettings::aSettingChangesNothingElse_data()
{
    aSettingReadsBackWhatItWrites_data();
}

void TestProducerSettings::aSettingChangesNothingElse()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    ProducerConfig config;
    QVERIFY(producerSetting(name)->write(config, value));
    for (const ProducerSetting &other : producerSettings()) {
        if (QLatin1StringView(other.name) != name)
            QCOMPARE(other.read(config), other.read(ProducerConfig()));
    }
}

void TestProducerSettings::whatIsOutOfRangeIsRefusedAndChangesNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    for (const Sample &sample : samples) {
        for (const QString &value : sample.refused)
            QTest::addRow("%s = \"%s\"", sample.name, qPrintable(value))
                << QString::fromLatin1(sample.name) << value;
    }
}

void TestProducerSettings::whatIsOutOfRangeIsRefusedAndChangesNothing()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    const ProducerSetting *setting = producerSetting(name);
    ProducerConfig config;
    const Result<void> written = setting->write(config, value);
    QVERIFY(!written);
    QCOMPARE(gantry::name(written.error().kind), "config"_L1);
    QVERIFY(written.error().detail.contains(u"\"%1\""_s.arg(value)));
    QCOMPARE(setting->read(config), setting->read(ProducerConfig()));
}

void TestProducerSettings::wordsAreReadInAnyCase()
{
    ProducerConfig config;
    QVERIFY(producerSetting(u"vipChannel")->write(config, u"TRUE"_s));
    QVERIFY(config.vipChannel);
    QVERIFY(producerSetting(u"compressionType")->write(config, u"lz4"_s));
    QVERIFY(config.compressionType == CompressionType::Lz4);
    QVERIFY(producerSetting(u"headerFormat")->write(config, u"Binary"_s));
    QVERIFY(config.headerFormat == HeaderFormat::RocketMq);
    QVERIFY(producerSetting(u"whenFull")->write(config, u"FAIL"_s));
    QVERIFY(config.whenFull == WhenFull::Fail);
    QVERIFY(producerSetting(u"retryResponseCodes")->write(config, u" 2 , 1 ,"_s));
    QVERIFY(config.retryResponseCodes == (QSet<int>{1, 2}));
    QVERIFY(producerSetting(u"retryResponseCodes")->write(config, u""_s));
    QVERIFY(config.retryResponseCodes.isEmpty());
}

void TestProducerSettings::defaultsAreJavas()
{
    // protocol.md, section 11
    const QList<std::pair<QString, QString>> expected{
        {u"instanceName"_s, u"DEFAULT"_s},
        {u"sendTimeout"_s, u"3000"_s},
        {u"retriesWhenSendFailed"_s, u"2"_s},
        {u"retriesWhenSendAsyncFailed"_s, u"2"_s},
        {u"retryAnotherBrokerWhenNotStoreOk"_s, u"false"_s},
        {u"retryResponseCodes"_s, u"1,2,14,16,17,204,205,1500"_s},
        {u"compressBodyOverBytes"_s, u"4096"_s},
        {u"compressionLevel"_s, u"5"_s},
        {u"compressionType"_s, u"ZLIB"_s},
        {u"maxMessageBytes"_s, u"4194304"_s},
        {u"createTopicKey"_s, u"TBW102"_s},
        {u"defaultTopicQueueNums"_s, u"4"_s},
        {u"sendLatencyFaultEnable"_s, u"false"_s},
        {u"startDetectorEnable"_s, u"false"_s},
        {u"vipChannel"_s, u"false"_s},
        {u"pollNameServerInterval"_s, u"30000"_s},
        {u"heartbeatBrokerInterval"_s, u"30000"_s},
        {u"connectTimeout"_s, u"3000"_s},
        {u"headerFormat"_s, u"json"_s},
    };
    for (const auto &[name, value] : expected)
        QCOMPARE(name + u'=' + producerSetting(name)->read(ProducerConfig()), name + u'=' + value);
}

void TestProducerSettings::unknownSettingsAreUnknown()
{
    QVERIFY(!producerSetting(u"sendMsgTimeout"));
    QVERIFY(!producerSetting(u""));
}

void TestProducerSettings::aGoodConfigPasses()
{
    const Result<void> checked = checkProducerConfig(goodConfig());
    QVERIFY2(checked, checked ? "" : qPrintable(checked.error().detail));
    ProducerConfig longGroup = goodConfig();
    longGroup.group = GroupName(QString(120, u'g'));
    QVERIFY(checkProducerConfig(longGroup));
    ProducerConfig zstd = goodConfig();
    zstd.compressionType = CompressionType::Zstd;
    zstd.compressionLevel = 22;
    QVERIFY(checkProducerConfig(zstd));
}

void TestProducerSettings::aBadConfigIsRefusedByName_data()
{
    QTest::addColumn<ProducerConfig>("config");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *title, const QString &text, auto change) {
        ProducerConfig config = goodConfig();
        change(config);
        QTest::newRow(title) << config << text;
    };
    const auto group = [&row](const char *title, const QString &group, const QString &text) {
        row(title, text, [&group](ProducerConfig &config) { config.group = GroupName(group); });
    };
    group("no group", {}, u"the specified group is blank"_s);
    group("a blank group", u"  "_s, u"the specified group is blank"_s);
    group("a long group", QString(121, u'g'), u"the specified group is longer than group max length 120."_s);
    group("a group with a blank", u"a b"_s, u"the specified group[a b] contains illegal characters"_s);
    group("Java's default group", u"DEFAULT_PRODUCER"_s,
          u"producerGroup can not equal DEFAULT_PRODUCER, please specify another one."_s);
    row("no NameServer", u"No name server address, please set it."_s,
        [](ProducerConfig &config) { config.nameServers.clear(); });
    row("a bad NameServer", u"\"a:x\""_s, [](ProducerConfig &config) { config.nameServers = u"a:x"_s; });
    row("an address server with TLS", u"\"https://a\" is no address server"_s, [](ProducerConfig &config) {
        config.nameServers.clear();
        config.addressServer = u"https://a"_s;
    });
    row("a namespace that makes the group too long", u"longer than group max length"_s,
        [](ProducerConfig &config) { config.namespaceName = QString(120, u'n'); });
    row("a namespace with a blank", u"contains illegal characters"_s,
        [](ProducerConfig &config) { config.namespaceName = u"a b"_s; });
    row("no secret key", u"no secret key"_s, [](ProducerConfig &config) {
        config.credentials = AclCredentials{u"key"_s, {}, {}};
    });
    row("no access key", u"no access key"_s, [](ProducerConfig &config) {
        config.credentials = AclCredentials{{}, Secret(u"secret"_s), {}};
    });
    row("no instance name", u"instanceName"_s, [](ProducerConfig &config) { config.instanceName = u" "_s; });
    row("no time", u"sendTimeout"_s, [](ProducerConfig &config) { config.sendTimeout = 0ms; });
    row("negative time", u"attemptTimeout"_s, [](ProducerConfig &config) { config.attemptTimeout = -1ms; });
    row("too much time", u"sendTimeout"_s, [](ProducerConfig &config) { config.sendTimeout = 2147483648ms; });
    row("negative retries", u"retriesWhenSendFailed"_s,
        [](ProducerConfig &config) { config.retriesWhenSendFailed = -1; });
    row("too many retries", u"retriesWhenSendAsyncFailed"_s,
        [](ProducerConfig &config) { config.retriesWhenSendAsyncFailed = 101; });
    row("negative threshold", u"compressBodyOverBytes"_s,
        [](ProducerConfig &config) { config.compressBodyOverBytes = -1; });
    row("no message may pass", u"maxMessageBytes"_s,
        [](ProducerConfig &config) { config.maxMessageBytes = 0; });
    row("no queues", u"defaultTopicQueueNums"_s,
        [](ProducerConfig &config) { config.defaultTopicQueueNums = 0; });
    row("no window", u"maxInFlight"_s, [](ProducerConfig &config) { config.maxInFlight = 0; });
    row("no bytes in the window", u"maxInFlightBytes"_s,
        [](ProducerConfig &config) { config.maxInFlightBytes = 0; });
    row("no bytes in the queue", u"maxQueuedBytes"_s,
        [](ProducerConfig &config) { config.maxQueuedBytes = -5; });
    row("refresh too often", u"pollNameServerInterval"_s,
        [](ProducerConfig &config) { config.pollNameServerInterval = 1ms; });
    row("ZSTD has no level 23", u"compressionLevel"_s, [](ProducerConfig &config) {
        config.compressionType = CompressionType::Zstd;
        config.compressionLevel = 23;
    });
    // "0 to 9; ZSTD: 1 to 22" says the setting of itself; zlib refuses 10, and every body would go out plain.
    row("ZLIB has no level 10", u"compressionLevel"_s,
        [](ProducerConfig &config) { config.compressionLevel = 10; });
}

void TestProducerSettings::aBadConfigIsRefusedByName()
{
    QFETCH(ProducerConfig, config);
    QFETCH(QString, text);
    const Result<void> checked = checkProducerConfig(config);
    QVERIFY(!checked);
    QVERIFY2(checked.error().detail.contains(text), qPrintable(checked.error().detail));
    QVERIFY(!checked.error().hint.isEmpty());
}

void TestProducerSettings::theTableNamesEverySetting()
{
    const QStringList lines = producerSettingsTable().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), qsizetype(producerSettings().size()) + 2);
    for (const QString &line : lines) {
        // Six columns; a `|` within one is escaped.
        QString unescaped = line;
        QCOMPARE(unescaped.replace("\\|"_L1, ""_L1).count(u'|'), 7);
    }
    for (size_t i = 0; i < producerSettings().size(); ++i)
        QVERIFY(lines.at(qsizetype(i) + 2)
                    .startsWith(u"| `%1` |"_s.arg(QLatin1StringView(producerSettings()[i].name))));
}

void TestProducerSettings::theDocumentationIsTheTable()
{
    QFile file(QStringLiteral(GANTRY_CONFIGURATION_PAGE));
    QVERIFY2(file.open(QIODevice::ReadOnly), "docs/CONFIGURATION.md is missing");
    const QString page = QString::fromUtf8(file.readAll());
    const QString begin = u"<!-- settings:begin -->"_s;
    const QString end = u"<!-- settings:end -->"_s;
    QCOMPARE(page.count(begin), 1);
    QCOMPARE(page.count(end), 1);
    const qsizetype from = page.indexOf(begin) + begin.size();
    QCOMPARE(page.mid(from, page.indexOf(end) - from).trimmed(), producerSettingsTable().trimmed());
}

void TestProducerSettings::choicesAreWordsThatItTakes()
{
    using Kind = ProducerSetting::Kind;
    QCOMPARE(producerSetting(u"compressionType")->choices(), (QStringList{u"ZLIB"_s, u"LZ4"_s, u"ZSTD"_s}));
    QCOMPARE(producerSetting(u"vipChannel")->kind, Kind::Flag);
    QCOMPARE(producerSetting(u"sendTimeout")->kind, Kind::Number);
    QCOMPARE(producerSetting(u"maxInFlightBytes")->kind, Kind::Number);
    QCOMPARE(producerSetting(u"unitName")->kind, Kind::Text);
    for (const ProducerSetting &setting : producerSettings()) {
        const bool hasChoices = setting.kind == Kind::Flag || setting.kind == Kind::Choice;
        QCOMPARE(setting.choices().size() >= 2, hasChoices);
        for (const QString &choice : setting.choices()) {
            ProducerConfig config;
            QVERIFY2(setting.write(config, choice), setting.name);
            QCOMPARE(setting.read(config), choice);
        }
    }
}

QTEST_GUILESS_MAIN(TestProducerSettings)
#include "tst_producersettings.moc"
