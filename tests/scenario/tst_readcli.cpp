// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "support/gantryctlprocess.h"
#include <gantry/producer.h>
#include <gantry/sandbox.h>

#include <QObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::testing;
using namespace std::chrono_literals;

/// `gantryctl view`, `query` and `read` on a sandbox.
class TestReadCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aMessageIsShownByEitherId();
    void aUniqueIdNeedsItsTopic();
    void whatIsNotThereIsStatus1();
    void textIsShownAsTextAndBytesAsHex();
    void terminalsAreNotToldWhatToDo();
    void queryFindsByKey();
    void readShowsTheLastOnes();
    void wrongWordsAreUsage_data();
    void wrongWordsAreUsage();
    void aBrokerThatIsDownIsSaidBesideTheOthers();
    void damageShows();

private:
    [[nodiscard]] SendOutcome send(const QByteArray &body, const QString &keys = {},
                                   const SendOptions &options = {})
    {
        Message message{.topic = TopicName(u"TopicTest"_s), .body = body};
        message.tag = u"TagA"_s;
        message.keys = keys;
        message.properties = {{u"colour"_s, u"红"_s}};
        return m_producer->send(message, options);
    }
    /// Runs `gantryctl words -n …`.
    [[nodiscard]] bool run(GantryCtlProcess &ctl, const QStringList &words) const
    {
        return ctl.run(words + QStringList{u"-n"_s, m_sandbox->nameServer(), u"--timeout"_s, u"15000"_s});
    }

    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<Producer> m_producer;
};

void TestReadCli::init()
{
    m_sandbox = std::make_unique<Sandbox>();
    QVERIFY(m_sandbox->start());
    ProducerConfig config;
    config.group = GroupName(u"PG"_s);
    config.nameServers = m_sandbox->nameServer();
    config.sendTimeout = 15s; // a busy machine
    m_producer = std::make_unique<Producer>(config);
    QVERIFY(m_producer->start());
}

void TestReadCli::cleanup()
{
    m_producer.reset();
    m_sandbox.reset();
}

void TestReadCli::aMessageIsShownByEitherId()
{
    const SendOutcome outcome = send("Hello 世界", u"k1 k2"_s);
    QVERIFY(outcome.isOk());
    const QString offsetId = outcome.result->offsetMsgId.toString();
    for (const QStringList &words : {QStringList{offsetId}, QStringList{offsetId.toLower()},
                                     QStringList{outcome.msgId.toString(), u"-t"_s, u"TopicTest"_s}}) {
        GantryCtlProcess view;
        GANTRY_VERIFY_CTL(view, run(view, QStringList{u"view"_s, u"-o"_s, u"json"_s} + words));
        GANTRY_VERIFY_CTL(view, view.exitCode() == 0 && view.lines().size() == 1);
        const QJsonObject line = view.lines().first();
        QCOMPARE(line.value("ok"_L1), QJsonValue(true));
        QCOMPARE(line.value("body"_L1).toString(), u"Hello 世界"_s);
        QVERIFY(!line.contains("bodyBase64"_L1));
        QCOMPARE(line.value("msgId"_L1).toString(), outcome.msgId.toString());
        QCOMPARE(line.value("offsetMsgId"_L1).toString(), offsetId);
        QCOMPARE(line.value("broker"_L1).toString(), outcome.result->queue.broker.text());
        QCOMPARE(line.value("queueId"_L1).toInt(), outcome.result->queue.queueId);
        QCOMPARE(line.value("keys"_L1).toString(), u"k1 k2"_s);
        QCOMPARE(line.value("tags"_L1).toString(), u"TagA"_s);
        QCOMPARE(line.value("properties"_L1).toObject(), (QJsonObject{{u"colour"_s, u"红"_s}}));
        QCOMPARE(line.value("allProperties"_L1).toObject().value("CLUSTER"_L1).toString(),
                 u"SandboxCluster"_s);
        QCOMPARE(line.value("bodyCrcOk"_L1), QJsonValue(true));
        QVERIFY(line.value("compression"_L1).isNull());
    }
}

void TestReadCli::aUniqueIdNeedsItsTopic()
{
    const SendOutcome outcome = send("x");
    GantryCtlProcess view;
    QVERIFY(run(view, {u"view"_s, outcome.msgId.toString()}));
    GANTRY_VERIFY_CTL(view, view.exitCode() == 2);
    QVERIFY2(view.errorOutput().contains("-t TOPIC"), view.errorOutput().constData());
    QVERIFY(view.output().isEmpty());
}

void TestReadCli::whatIsNotThereIsStatus1()
{
    const QString offsetId = send("x").result->offsetMsgId.toString();
    const QString unique = u"C00002023D19ECD28F1774FCB8550000"_s;
    for (const QStringList &words : {QStringList{u"view"_s, offsetId.chopped(4) + u"0FFF"_s},
                                     QStringList{u"view"_s, unique, u"-t"_s, u"TopicTest"_s},
                                     QStringList{u"query"_s, u"TopicTest"_s, u"--key"_s, u"nobody's"_s}}) {
        GantryCtlProcess ctl;
        QVERIFY(run(ctl, words + QStringList{u"-o"_s, u"json"_s}));
        GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 1 && ctl.lines().size() == 1);
        const QJsonObject error = ctl.lines().first().value("error"_L1).toObject();
        QCOMPARE(error.value("kind"_L1).toString(), u"broker"_s);
        QVERIFY(!error.value("hint"_L1).toString().isEmpty());
    }
    GantryCtlProcess nowhere;
    QVERIFY(run(nowhere, {u"read"_s, u"Nope"_s}));
    GANTRY_VERIFY_CTL(nowhere, nowhere.exitCode() == 1);
}

void TestReadCli::textIsShownAsTextAndBytesAsHex()
{
    const QString text = send("Hello\n世界").result->offsetMsgId.toString();
    GantryCtlProcess view;
    QVERIFY(run(view, {u"view"_s, text}));
    GANTRY_VERIFY_CTL(view, view.output().contains("\nHello\n世界\n"));
    QVERIFY(view.output().contains("    colour = 红\n"));
    const QString bytes =
        send(QByteArray::fromHex("00ff4142") + QByteArray(300, 'x')).result->offsetMsgId.toString();
    GantryCtlProcess hex;
    QVERIFY(run(hex, {u"view"_s, bytes}));
    GANTRY_VERIFY_CTL(hex,
                      hex.output().contains("00000000  00 ff 41 42 78") && hex.output().contains("..ABxx"));
    QVERIFY(hex.output().contains("48 more bytes"));
    GantryCtlProcess json;
    QVERIFY(run(json, {u"view"_s, bytes, u"-o"_s, u"json"_s}));
    const QJsonObject line = json.lines().value(0);
    QVERIFY(!line.contains("body"_L1));
    QVERIFY(QByteArray::fromBase64(line.value("bodyBase64"_L1).toString().toLatin1())
                .startsWith(QByteArray::fromHex("00ff4142")));
}

void TestReadCli::terminalsAreNotToldWhatToDo()
{
    const QString id = send("\x1b[2Jgone").result->offsetMsgId.toString();
    GantryCtlProcess view;
    QVERIFY(run(view, {u"view"_s, id}));
    GANTRY_VERIFY_CTL(view, !view.output().contains('\x1b') && view.output().contains("1b 5b 32 4a"));
}

void TestReadCli::queryFindsByKey()
{
    for (int i = 0; i < 3; ++i)
        QVERIFY(send(QByteArray::number(i), u"order-42"_s).isOk());
    const auto count = [this](const QStringList &words) {
        GantryCtlProcess query;
        const bool isRun =
            run(query, QStringList{u"query"_s, u"TopicTest"_s, u"--key"_s, u"order-42"_s, u"-o"_s, u"json"_s}
                           + words);
        return isRun && query.exitCode() == 0 ? query.lines().size() : -1;
    };
    QCOMPARE(count({}), 3);
    QCOMPARE(count({u"--max"_s, u"2"_s}), 2);
    QCOMPARE(count({u"--from"_s, u"2020-01-01T00:00:00Z"_s}), 3);
    QCOMPARE(count({u"--to"_s, u"2020-01-01T00:00:00Z"_s}), -1);
}

void TestReadCli::readShowsTheLastOnes()
{
    const auto bodies = [this](const QStringList &words) {
        GantryCtlProcess read;
        if (!run(read, QStringList{u"read"_s, u"TopicTest"_s, u"-o"_s, u"json"_s} + words)
            || read.exitCode() != 0)
            return u"failed"_s;
        QStringList list;
        for (const QJsonObject &line : read.lines())
            list.append(line.value("body"_L1).toString());
        return list.join(u' ');
    };
    QCOMPARE(bodies({}), QString());
    QStringList all;
    const MessageQueue one{TopicName(u"TopicTest"_s), BrokerName(u"broker-b"_s), 2};
    for (int i = 0; i < 40; ++i) {
        all.append(u"m%1"_s.arg(i));
        QVERIFY(send(all.last().toUtf8(), {}, {.queue = one}).isOk());
    }
    QCOMPARE(bodies({u"--from"_s, u"earliest"_s, u"--max"_s, u"100"_s}), all.join(u' '));
    QCOMPARE(bodies({u"--from"_s, u"earliest"_s, u"--max"_s, u"3"_s}), all.first(3).join(u' '));
    QCOMPARE(bodies({}), all.last(32).join(u' '));
    QCOMPARE(bodies({u"--queue"_s, u"broker-b:2"_s, u"--max"_s, u"1"_s}), u"m39"_s);
    QCOMPARE(bodies({u"--queue"_s, u"broker-b:1"_s}), QString());
    QCOMPARE(bodies({u"--from"_s, u"2020-01-01T00:00:00Z"_s, u"--max"_s, u"2"_s}), u"m0 m1"_s);
}

void TestReadCli::wrongWordsAreUsage_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("no time") << QStringList{u"read"_s, u"TopicTest"_s, u"--from"_s, u"yesterday"_s}
                             << "yesterday"_ba;
    QTest::newRow("no time to") << QStringList{u"query"_s, u"TopicTest"_s, u"--key"_s,
                                               u"k"_s,     u"--to"_s,      u"soon"_s}
                                << "soon"_ba;
    QTest::newRow("no queue") << QStringList{u"read"_s, u"TopicTest"_s, u"--queue"_s, u"broker-a"_s}
                              << "BROKER:ID"_ba;
    QTest::newRow("none") << QStringList{u"read"_s, u"TopicTest"_s, u"--max"_s, u"0"_s} << "--max"_ba;
    QTest::newRow("no key") << QStringList{u"query"_s, u"TopicTest"_s} << "--key"_ba;
    QTest::newRow("no id") << QStringList{u"view"_s} << "id"_ba;
}

void TestReadCli::wrongWordsAreUsage()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, named);
    GantryCtlProcess ctl;
    QVERIFY(run(ctl, words));
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 2);
    QVERIFY2(ctl.errorOutput().contains(named), ctl.errorOutput().constData());
}

void TestReadCli::aBrokerThatIsDownIsSaidBesideTheOthers()
{
    for (int i = 0; i < 16; ++i)
        QVERIFY(send("x").isOk());
    QVERIFY(m_sandbox->control(u"advertise broker-b 127.0.0.1:1"_s));
    GantryCtlProcess read;
    QVERIFY(run(read, {u"read"_s, u"TopicTest"_s, u"-o"_s, u"json"_s}));
    GANTRY_VERIFY_CTL(read, read.exitCode() == 1 && read.lines().size() > 1);
    QCOMPARE(read.lines().first().value("broker"_L1).toString(), u"broker-a"_s);
    const QJsonObject trouble = read.lines().last();
    QCOMPARE(trouble.value("ok"_L1), QJsonValue(false));
    QVERIFY(trouble.value("server"_L1).toString().contains(u"broker-b"));
    QCOMPARE(trouble.value("error"_L1).toObject().value("kind"_L1).toString(), u"connect"_s);
}

void TestReadCli::damageShows()
{
    const QString id = send("Hello world").result->offsetMsgId.toString();
    QVERIFY(m_sandbox->control(u"read flip-body-bit"_s));
    GantryCtlProcess view;
    QVERIFY(run(view, {u"view"_s, id}));
    GANTRY_VERIFY_CTL(view, view.exitCode() == 0 && view.output().contains("CHECKSUM WRONG"));
}

QTEST_GUILESS_MAIN(TestReadCli)
#include "tst_readcli.moc"
