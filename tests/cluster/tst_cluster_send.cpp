// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "cluster/clustersuite.h"
#include "support/wireproxy.h"

#include <QCryptographicHash>
#include <QFile>
#include <QHash>
#include <QObject>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace gantry::testing;

namespace {

constexpr int messageCount = 10'000;
constexpr int mebibyte = 1024 * 1024;

/// A message as it is written into `gantryctl send --jsonl` and expected in the broker's store.
struct Composed {
    QString tags;
    QString keys;
    QMap<QString, QString> properties;
    QByteArray body;
    bool isText = true;

    [[nodiscard]] QByteArray toLine(const QString &topic) const
    {
        QJsonObject line{{u"topic"_s, topic}, {u"tags"_s, tags}, {u"keys"_s, keys}};
        QJsonObject named;
        for (auto it = properties.begin(); it != properties.end(); ++it)
            named.insert(it.key(), it.value());
        line.insert(u"properties"_s, named);
        if (isText)
            line.insert(u"body"_s, QString::fromUtf8(body));
        else
            line.insert(u"bodyBase64"_s, QString::fromLatin1(body.toBase64()));
        return compact(line) + '\n';
    }
};

/// The same noise every time: it cannot be compressed.
QByteArray noise(int bytes, quint32 seed)
{
    QRandomGenerator generator(seed);
    QByteArray made(bytes, Qt::Uninitialized);
    for (char &byte : made)
        byte = char(generator.bounded(256));
    return made;
}

QByteArray chineseText(int bytes)
{
    QByteArray made = u"消息体"_s.toUtf8().repeated(bytes / 9);
    return made + QByteArray(bytes - made.size(), 'x');
}

/// Message `index`: first the bodies around the limit of compression and the large ones, then a crowd of
/// small.
Composed compose(int index)
{
    static const QList<int> edges{4095, 4096, 4097, mebibyte};
    Composed message;
    message.tags = QStringList{QString(), u"标签"_s, u"TagA"_s}.at(index % 3);
    message.keys = u"order-%1 订单-%1 k%1"_s.arg(index);
    message.properties = {
        {u"index"_s, QString::number(index)}, {u"地区"_s, u"上海"_s}, {u"a=b"_s, u"c;d \"e\""_s}};
    if (index < edges.size()) {
        message.body = chineseText(edges.at(index));
    } else if (index < 2 * edges.size()) {
        message.body = noise(edges.at(index - edges.size()), quint32(index));
        message.isText = false;
    } else {
        message.body = u"第 %1 条消息：你好, RocketMQ"_s.arg(index).toUtf8();
    }
    return message;
}

/// The properties that the sender gave, without those that client and broker add.
QMap<QString, QString> userProperties(const StoredMessage &stored)
{
    static const QStringList systemNames{u"KEYS"_s,    u"TAGS"_s,       u"UNIQ_KEY"_s, u"WAIT"_s,
                                         u"CLUSTER"_s, u"MSG_REGION"_s, u"TRACE_ON"_s};
    QMap<QString, QString> rest = stored.properties;
    for (const QString &name : systemNames)
        rest.remove(name);
    return rest;
}

/// In what the stored message is not the composed one; empty when it is the same.
QString difference(const Composed &composed, const StoredMessage &stored)
{
    if (stored.bodyBytes != composed.body.size()
        || stored.bodySha256 != QCryptographicHash::hash(composed.body, QCryptographicHash::Sha256).toHex())
        return u"body"_s;
    if (stored.keys != composed.keys)
        return u"keys: "_s + stored.keys;
    if (stored.tags != composed.tags || stored.tags.isNull() != composed.tags.isEmpty())
        return u"tags: "_s + stored.tags;
    if (userProperties(stored) != composed.properties)
        return u"properties"_s;
    if (stored.compression != (composed.body.size() >= 4096 ? u"ZLIB"_s : QString()))
        return u"compression: "_s + stored.compression;
    return {};
}

/// In what an outcome line contradicts the store; empty when it does not.
QString contradiction(const QJsonObject &outcome, const StoredMessage &stored)
{
    if (text(outcome, "msgId"_L1) != stored.msgId)
        return u"msgId"_s;
    if (outcome["bodyBytes"_L1].toInteger() != stored.bodyBytes)
        return u"bodyBytes"_s;
    if (outcome["compressed"_L1].toBool() != !stored.compression.isNull())
        return u"compressed"_s;
    if (text(outcome, "status"_L1) == "ONEWAY"_L1)
        return {};
    if (text(outcome, "offsetMsgId"_L1) != stored.offsetMsgId)
        return u"offsetMsgId"_s;
    if (text(outcome, "broker"_L1) != stored.broker || outcome["queueId"_L1].toInt(-1) != stored.queueId
        || outcome["queueOffset"_L1].toInteger(-1) != stored.queueOffset)
        return u"queue"_s;
    return {};
}

QMap<QString, qint64> countPerQueue(const QList<StoredMessage> &stored)
{
    QMap<QString, qint64> counts;
    for (const StoredMessage &message : stored)
        ++counts[message.broker + u':' + QString::number(message.queueId)];
    return counts;
}

QMap<QString, qint64> countPerQueue(const QJsonObject &summary)
{
    QMap<QString, qint64> counts;
    const QJsonObject queues = summary["queues"_L1].toObject();
    for (auto it = queues.begin(); it != queues.end(); ++it)
        counts.insert(it.key(), it.value().toInteger());
    return counts;
}

/// A message that both clients send, each case to a topic of its own.
QJsonObject sample(const QString &name)
{
    const QString topic = u"Same-"_s + name;
    if (name == "plain"_L1 || name == "async"_L1 || name == "oneway"_L1)
        return {{u"topic"_s, topic}, {u"body"_s, u"hello"_s}};
    if (name == "tags-keys-properties"_L1)
        return {{u"topic"_s, topic},
                {u"body"_s, u"你好"_s},
                {u"tags"_s, u"标签"_s},
                {u"keys"_s, u"k1 键2"_s},
                {u"properties"_s, QJsonObject{{u"颜色"_s, u"红"_s}, {u"quote"_s, u"\"\\/\t"_s}}}};
    if (name == "compressed"_L1)
        return {
            {u"topic"_s, topic}, {u"body"_s, QString::fromUtf8(chineseText(4096))}, {u"tags"_s, u"big"_s}};
    return {{u"topic"_s, topic}, {u"bodyBase64"_s, QString::fromLatin1(noise(5000, 1).toBase64())}};
}

QString sampleMode(const QString &name)
{
    return name == "async"_L1 || name == "oneway"_L1 ? name : u"sync"_s;
}

const QStringList sampleNames{u"plain"_s, u"tags-keys-properties"_s, u"compressed"_s, u"noise"_s, u"async"_s,
                              u"oneway"_s};

/// The body as the sender gave it, whatever the compression.
QByteArray inflated(const WireFrame &frame)
{
    if ((frame.fields.value(u"f"_s).toInt() & 1) == 0)
        return frame.body;
    return qUncompress(QByteArray(4, '\0') + frame.body); // Qt expects a length in front, as a hint
}

/// Fields that say when, where and which: they differ from send to send.
QMap<QString, QString> comparableFields(const WireFrame &frame)
{
    QMap<QString, QString> fields = frame.fields;
    for (const QString &name : {u"g"_s, u"e"_s, u"n"_s, u"i"_s})
        fields[name] = fields.contains(name) ? u"present"_s : u"absent"_s;
    return fields;
}

QMap<QString, QString> comparableProperties(const WireFrame &frame)
{
    QMap<QString, QString> properties = frame.properties();
    properties[u"UNIQ_KEY"_s] = properties.contains(u"UNIQ_KEY"_s) ? u"present"_s : u"absent"_s;
    return properties;
}

} // namespace

/// What arrives at real brokers, and how its requests look beside those of RocketMQ's own client.
class TestClusterSend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { m_pool.clear(); }

    void everyMessageIsStoredAsItWasSent_data();
    void everyMessageIsStoredAsItWasSent();
    void requestsHaveTheFieldsOfTheJavaClient_data();
    void requestsHaveTheFieldsOfTheJavaClient();

private:
    void sendAll(RocketMqCluster &cluster, const QString &mode, const QString &topic, GantryCtlProcess &ctl);
    void compareWithStore(const QList<QJsonObject> &outcomes, const QList<StoredMessage> &stored);
    void sendSamples(RocketMqCluster &cluster, const QString &header);
    void compareSample(const QString &name, const QList<WireFrame> &sends, bool isBinary);

    ClusterPool m_pool;
};

void TestClusterSend::everyMessageIsStoredAsItWasSent_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("mode");
    const QStringList versions = RocketMqCluster::versions();
    for (const QString &version : versions) {
        for (const QString &mode : {u"sync"_s, u"async"_s, u"oneway"_s})
            QTest::addRow("%s %s", qPrintable(version), qPrintable(mode)) << version << mode;
    }
}

void TestClusterSend::everyMessageIsStoredAsItWasSent()
{
    QFETCH(QString, version);
    QFETCH(QString, mode);
    ClusterOptions options;
    options.version = version;
    options.brokers = 2;
    GANTRY_CLUSTER(cluster, m_pool, u"store"_s, options);
    const QString topic = u"Stored-"_s + mode;
    GANTRY_VERIFY_CLUSTER(cluster, topic(topic));

    GantryCtlProcess ctl;
    sendAll(cluster, mode, topic, ctl);
    if (QTest::currentTestFailed())
        return;
    const QList<StoredMessage> stored = cluster.dump(topic, {messageCount, 30'000, false});
    QVERIFY2(cluster.error().isEmpty(), qUtf8Printable(cluster.error()));
    QCOMPARE(stored.size(), messageCount);
    compareWithStore(ctl.outcomes(), stored);

    // One sending thread: the rotation leaves no queue out.
    const QMap<QString, qint64> perQueue = countPerQueue(stored);
    QCOMPARE(perQueue.size(), 8);
    QVERIFY(spread(perQueue) <= 1);
    QCOMPARE(countPerQueue(ctl.summary()), perQueue);

    const QString msgId = text(ctl.outcomes().first(), "msgId"_L1);
    const QString found = cluster.admin({u"queryMsgByUniqueKey"_s, u"-t"_s, topic, u"-i"_s, msgId});
    QVERIFY2(found.contains("UNIQ_KEY="_L1 + msgId), qUtf8Printable(found));
}

void TestClusterSend::sendAll(RocketMqCluster &cluster, const QString &mode, const QString &topic,
                              GantryCtlProcess &ctl)
{
    QByteArray input;
    for (int index = 0; index < messageCount; ++index)
        input += compose(index).toLine(topic);
    const QString options = u"-g GantrySend --jsonl --timeout 20000 -t %1 --mode %2"_s.arg(topic, mode);
    GANTRY_VERIFY_CTL(ctl, ctl.run(jsonCommand(u"send"_s, cluster, options), input, 60'000));
    GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0);
    GANTRY_VERIFY_CTL(ctl, ctl.outcomeCount() == messageCount);
    QCOMPARE(ctl.summary()["sent"_L1].toInteger(), messageCount);
    QCOMPARE(ctl.summary()["ok"_L1].toInteger(), messageCount);
    QCOMPARE(ctl.summary()["failed"_L1].toInteger(-1), 0);
}

void TestClusterSend::compareWithStore(const QList<QJsonObject> &outcomes, const QList<StoredMessage> &stored)
{
    QHash<int, StoredMessage> byIndex;
    for (const StoredMessage &message : stored)
        byIndex.insert(message.properties.value(u"index"_s, u"-1"_s).toInt(), message);
    QCOMPARE(byIndex.size(), messageCount);
    for (int index = 0; index < messageCount; ++index) {
        const QString wrong = difference(compose(index), byIndex.value(index));
        QVERIFY2(wrong.isEmpty(), qUtf8Printable(u"message %1: %2"_s.arg(index).arg(wrong)));
    }
    for (const QJsonObject &outcome : outcomes) {
        const auto index = int(outcome["seq"_L1].toInteger()) - 1; // in the order of the input
        const QString wrong = contradiction(outcome, byIndex.value(index));
        QVERIFY2(wrong.isEmpty(), because(wrong, compact(outcome)).constData());
    }
}

void TestClusterSend::requestsHaveTheFieldsOfTheJavaClient_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("header");
    const QStringList versions = RocketMqCluster::versions();
    for (const QString &version : versions) {
        for (const QString &header : {u"json"_s, u"binary"_s})
            QTest::addRow("%s %s headers", qPrintable(version), qPrintable(header)) << version << header;
    }
}

void TestClusterSend::requestsHaveTheFieldsOfTheJavaClient()
{
    QFETCH(QString, version);
    QFETCH(QString, header);
    ClusterOptions options;
    options.version = version;
    options.bind = u"127.0.0.2"_s;
    options.advertise = u"127.0.0.1"_s;
    for (const QString &name : sampleNames)
        options.topics << u"Same-"_s + name;
    GANTRY_CLUSTER(cluster, m_pool, u"proxied"_s, options);
    WireProxy proxy;
    for (const ClusterNode &node : cluster.nameServerNodes() + cluster.brokers())
        QVERIFY(proxy.forward(node.address, node.listenAddress));

    sendSamples(cluster, header);
    if (QTest::currentTestFailed())
        return;
    for (const WireFrame &frame : proxy.frames())
        QVERIFY2(frame.trouble.isEmpty(), because(frame.trouble, frame.header).constData());
    const QList<WireFrame> sends = proxy.requests({10, 310, 320});
    QCOMPARE(sends.size(), 2 * sampleNames.size());
    for (const QString &name : sampleNames)
        compareSample(name, sends, header == "binary"_L1);
}

/// Each sample once by the Java client of the cluster's version and once by gantryctl.
void TestClusterSend::sendSamples(RocketMqCluster &cluster, const QString &header)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"samples.jsonl"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const QString &name : sampleNames) {
        QJsonObject line = sample(name);
        line.insert(u"mode"_s, sampleMode(name));
        file.write(compact(line) + '\n');
    }
    file.close();
    const QString javaFormat = header == "binary"_L1 ? u"ROCKETMQ"_s : u"JSON"_s;
    const CommandResult java =
        cluster.java(QStringLiteral(GANTRY_SEND_ONE), {u"SameGroup"_s, file.fileName()},
                     {{u"ROCKETMQ_SERIALIZE_TYPE"_s, javaFormat}});
    QVERIFY2(java.isOk(), qUtf8Printable(java.output + java.errors));

    for (const QString &name : sampleNames) {
        GantryCtlProcess ctl;
        const QString options =
            u"-g SameGroup --jsonl -t Same-%1 --mode %2 --header %3"_s.arg(name, sampleMode(name), header);
        GANTRY_VERIFY_CTL(ctl,
                          ctl.run(jsonCommand(u"send"_s, cluster, options), compact(sample(name)) + '\n'));
        GANTRY_VERIFY_CTL(ctl, ctl.exitCode() == 0);
    }
}

void TestClusterSend::compareSample(const QString &name, const QList<WireFrame> &sends, bool isBinary)
{
    QMap<QString, WireFrame> byLanguage;
    for (const WireFrame &frame : sends) {
        if (frame.fields.value(u"b"_s) == "Same-"_L1 + name)
            byLanguage.insert(frame.language, frame);
    }
    QCOMPARE(byLanguage.keys(), (QStringList{u"CPP"_s, u"JAVA"_s}));
    const WireFrame gantry = byLanguage[u"CPP"_s];
    const WireFrame java = byLanguage[u"JAVA"_s];
    QCOMPARE(gantry.version, 493);
    QCOMPARE(gantry.isBinaryHeader, isBinary);
    QCOMPARE(java.isBinaryHeader, isBinary);
    QCOMPARE(gantry.code, java.code);
    QCOMPARE(gantry.flag, java.flag);
    QCOMPARE(gantry.remark, java.remark);
    QCOMPARE(comparableFields(gantry), comparableFields(java));
    QCOMPARE(comparableProperties(gantry), comparableProperties(java));
    QCOMPARE(inflated(gantry), inflated(java));
}

QTEST_GUILESS_MAIN(TestClusterSend)
#include "tst_cluster_send.moc"
