// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandboxfixture.h"
#include <gantry/admin.h>

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace std::chrono_literals;
using Part = StoredDifference::Part;

Q_DECLARE_METATYPE(gantry::CompressionType)

namespace {

const TopicName topic(u"TopicTest"_s);

/// With an admin client.
class Fixture : public testing::SandboxFixture
{
public:
    explicit Fixture(const std::function<void(ProducerConfig &)> &change = {},
                     const SandboxConfig &config = {})
        : SandboxFixture(patient(change), config)
        , admin(std::make_unique<Admin>(producerConfig))
    {
        if (started)
            started = admin->start();
    }

    [[nodiscard]] SendOutcome send(const Message &message, const SendOptions &options = {})
    {
        return producer->send(message, options);
    }
    /// Sends `count` numbered messages to one queue.
    [[nodiscard]] bool fill(int count, const QString &broker = u"broker-a"_s, int queueId = 0)
    {
        bool isOk = true;
        for (int i = 0; i < count; ++i)
            isOk &= send({.topic = topic, .body = broker.toUtf8() + ' ' + QByteArray::number(i)},
                         {.queue = MessageQueue{topic, BrokerName(broker), queueId}})
                        .isOk();
        return isOk;
    }

    std::unique_ptr<Admin> admin;

private:
    /// For a busy machine.
    static std::function<void(ProducerConfig &)> patient(const std::function<void(ProducerConfig &)> &change)
    {
        return [change](ProducerConfig &config) {
            config.sendTimeout = 15s;
            if (change)
                change(config);
        };
    }
};

Message someMessage()
{
    Message message{.topic = topic, .body = QByteArray("订单 order ").repeated(10)};
    message.tag = u"TagA"_s;
    message.keys = u"k1 k2"_s;
    message.properties = {{u"colour"_s, u"红"_s}};
    message.flag = 7;
    return message;
}

QString errorOf(const auto &result)
{
    return result ? QString() : result.error().detail;
}

/// Counts pulls: those of RocketMQ's own group that commit nothing, do not wait and bring their subscription,
/// and others.
class PullWatch final : public RpcHook
{
public:
    void beforeRequest(const Address &, RpcRequest &request) override
    {
        constexpr int pullMessage = 11;
        if (request.code != pullMessage)
            return;
        ++pulls;
        const bool isHarmless = value(request, "consumerGroup") == "TOOLS_CONSUMER"
                                && value(request, "sysFlag") == "4" && value(request, "commitOffset") == "0";
        others += isHarmless ? 0 : 1;
    }

    void afterResponse(const Address &, int, const RpcResponse &) override {}

    int pulls = 0;
    int others = 0;

private:
    static QByteArray value(const RpcRequest &request, QByteArrayView name)
    {
        for (const auto &[field, value] : request.fields) {
            if (field == name)
                return value;
        }
        return {};
    }
};

/// The parts that differ, in order.
QList<int> partsOf(const QList<StoredDifference> &differences)
{
    QList<int> parts;
    for (const StoredDifference &difference : differences)
        parts.append(int(difference.part));
    return parts;
}

QString textOf(const QList<StoredDifference> &differences)
{
    QStringList texts;
    for (const StoredDifference &difference : differences)
        texts.append(difference.text);
    return texts.join(u'\n');
}

} // namespace

#define VERIFY_SAME(differences) QVERIFY2((differences).isEmpty(), qPrintable(textOf(differences)))

/// What brokers stored, read back from the sandbox.
class TestReadBack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsFoundByEachId_data();
    void aMessageIsFoundByEachId();
    void whatIsNotThereIsSaid();
    void keysFindAllTheirMessages();
    void queuesAreRead();
    void aTimeIsWhereReadingBegins();
    void oldMessagesMayBeGone();
    void everyKindOfMessageIsAsItWasSent();
    void damageIsCaught_data();
    void damageIsCaught();
    void randomDamageIsAlwaysCaught();
    void theOthersAreReadWhenABrokerIsDown();
    void aBrokerThatRefusesIsNamedOnce();
    void anotherAddressIsUsedWhereItIsMapped();
    void aNamespaceStaysOutOfSight();
    void nobodysProgressMoves();
};

void TestReadBack::aMessageIsFoundByEachId_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<CompressionType>("type");
    QTest::newRow("plain") << 10 << CompressionType::Zlib;
    QTest::newRow("ZLIB") << 5000 << CompressionType::Zlib;
    QTest::newRow("LZ4") << 5000 << CompressionType::Lz4;
    QTest::newRow("ZSTD") << 5000 << CompressionType::Zstd;
}

void TestReadBack::aMessageIsFoundByEachId()
{
    QFETCH(int, bytes);
    QFETCH(CompressionType, type);
    Fixture fixture([type](ProducerConfig &config) { config.compressionType = type; });
    QVERIFY2(fixture.started, qPrintable(errorOf(fixture.started)));
    Message message = someMessage();
    message.body = QByteArray(bytes, 'x');
    const SendOutcome outcome = fixture.send(message);
    QVERIFY(outcome.isOk());
    const auto viewed = fixture.admin->viewMessage(outcome.result->offsetMsgId);
    QVERIFY2(viewed, qPrintable(errorOf(viewed)));
    VERIFY_SAME(compareStored(message, outcome, *viewed));
    QCOMPARE(viewed->compression, bytes > 4096 ? std::optional(type) : std::nullopt);
    const auto unique = fixture.admin->queryByUniqueKey(topic, outcome.msgId.toString());
    QVERIFY2(unique, qPrintable(errorOf(unique)));
    QCOMPARE(unique->messages.size(), 1);
    VERIFY_SAME(compareStored(message, outcome, unique->messages.first()));
    const auto byKey = fixture.admin->queryByKey({.topic = topic, .key = u"k2"_s});
    QVERIFY2(byKey && byKey->messages.size() == 1, qPrintable(errorOf(byKey)));
    VERIFY_SAME(compareStored(message, outcome, byKey->messages.first()));
    const auto read = fixture.admin->readQueues({.topic = topic});
    QVERIFY2(read && read->messages.size() == 1, qPrintable(errorOf(read)));
    VERIFY_SAME(compareStored(message, outcome, read->messages.first()));
}

void TestReadBack::whatIsNotThereIsSaid()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    Admin &admin = *fixture.admin;
    const SendOutcome outcome = fixture.send(someMessage());
    QVERIFY(outcome.isOk());
    const QByteArray id = outcome.result->offsetMsgId.view().toByteArray();
    const auto other = admin.viewMessage(IdText(QByteArray(id.first(id.size() - 4) + "0FFF")));
    QVERIFY(!other && other.error().kind == ErrorKind::Broker);
    QVERIFY2(other.error().detail.contains(outcome.result->queue.broker.text()),
             qPrintable(other.error().detail));
    QVERIFY(!other.error().hint.isEmpty());
    const auto nobodys = admin.viewMessage(IdText(QByteArrayView("7F000001000000010000000000000000")));
    QVERIFY(!nobodys && nobodys.error().kind == ErrorKind::Connect);
    QVERIFY2(nobodys.error().detail.contains(u"127.0.0.1:1"), qPrintable(nobodys.error().detail));
    QCOMPARE(admin.viewMessage(IdText(QByteArrayView("order-42"))).error().kind, ErrorKind::IllegalMessage);
    const auto unique = admin.queryByUniqueKey(topic, u"C00002023D19ECD28F1774FCB8550000"_s);
    QVERIFY(unique && unique->messages.isEmpty() && unique->unreachable.isEmpty());
    QCOMPARE(admin.queryByUniqueKey(TopicName(u"Nope"_s), u"x"_s).error().kind, ErrorKind::Topic);
    QCOMPARE(admin.queryByUniqueKey(TopicName(u"a b"_s), u"x"_s).error().kind, ErrorKind::IllegalMessage);
    QCOMPARE(admin.queryByKey({.topic = topic, .key = u" "_s}).error().kind, ErrorKind::Usage);
    QCOMPARE(admin.readQueues({.topic = topic, .max = 0}).error().kind, ErrorKind::Usage);
    QCOMPARE(admin.readQueues({.topic = TopicName(u"Nope"_s)}).error().kind, ErrorKind::Topic);
    const MessageQueue missing{topic, BrokerName(u"broker-a"_s), 99};
    QCOMPARE(admin.readQueues({.topic = topic, .queue = missing}).error().kind, ErrorKind::Route);
}

void TestReadBack::keysFindAllTheirMessages()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    for (int i = 0; i < 10; ++i) {
        Message message = someMessage();
        message.body = QByteArray::number(i);
        message.keys = i % 2 == 0 ? u"even all"_s : u"odd all"_s;
        QVERIFY(fixture.send(message).isOk());
    }
    const auto bodies = [&](const KeyQuery &query) {
        QByteArrayList list;
        const auto found = fixture.admin->queryByKey(query);
        for (const StoredMessage &message : found ? found->messages : QList<StoredMessage>())
            list.append(message.body);
        std::ranges::sort(list); // two brokers may store in one millisecond
        return list.join(' ');
    };
    QCOMPARE(bodies({.topic = topic, .key = u"even"_s}), "0 2 4 6 8"_ba);
    QCOMPARE(bodies({.topic = topic, .key = u"all"_s}).count(' '), 9);
    QCOMPARE(bodies({.topic = topic, .key = u"all"_s, .max = 3}).count(' '), 2);
    QCOMPARE(bodies({.topic = topic, .key = u"al"_s}), QByteArray());
    const KeyQuery::Time past(1000ms);
    QCOMPARE(bodies({.topic = topic, .key = u"even"_s, .to = past}), QByteArray());
    QCOMPARE(bodies({.topic = topic, .key = u"even"_s, .from = past}), "0 2 4 6 8"_ba);
}

void TestReadBack::queuesAreRead()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    const auto empty = fixture.admin->readQueues({.topic = topic});
    QVERIFY(empty && empty->messages.isEmpty() && empty->unreachable.isEmpty());
    QVERIFY(fixture.fill(70));
    QVERIFY(fixture.fill(5, u"broker-b"_s, 2));
    const auto bodies = [&](const QueueRead &read) {
        QByteArrayList list;
        const auto found = fixture.admin->readQueues(read);
        for (const StoredMessage &message : found ? found->messages : QList<StoredMessage>())
            list.append(message.body);
        return list;
    };
    QCOMPARE(bodies({.topic = topic, .from = ReadFrom::Earliest(), .max = 1000}).size(), 75);
    QCOMPARE(bodies({.topic = topic, .from = ReadFrom::Earliest(), .max = 2}).first(), "broker-a 0"_ba);
    QCOMPARE(bodies({.topic = topic, .from = ReadFrom::Latest(), .max = 1}), QByteArrayList{"broker-b 4"});
    const MessageQueue one{topic, BrokerName(u"broker-a"_s), 0};
    const QByteArrayList last = bodies({.topic = topic, .queue = one, .from = ReadFrom::Latest(), .max = 40});
    QCOMPARE(last.size(), 40);
    QCOMPARE(last.first(), "broker-a 30"_ba);
    QCOMPARE(last.last(), "broker-a 69"_ba);
}

void TestReadBack::aTimeIsWhereReadingBegins()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    QVERIFY(fixture.fill(40));
    const auto all = fixture.admin->readQueues({.topic = topic, .from = ReadFrom::Earliest(), .max = 100});
    QVERIFY(all && all->messages.size() == 40);
    const QueueRead::Time middle = all->messages.at(20).storedAt;
    const auto from = fixture.admin->readQueues({.topic = topic, .from = middle, .max = 100});
    QVERIFY(from);
    const qsizetype expected = std::ranges::count_if(
        all->messages, [middle](const auto &message) { return message.storedAt >= middle; });
    QCOMPARE(from->messages.size(), expected);
    const auto later = fixture.admin->readQueues({.topic = topic, .from = middle + 1h});
    QVERIFY(later && later->messages.isEmpty());
}

void TestReadBack::oldMessagesMayBeGone()
{
    Fixture fixture({}, {.brokers = 1, .queues = 1, .retentionBytes = 1024 * 1024});
    QVERIFY(fixture.started);
    for (int i = 0; i < 100; ++i)
        QVERIFY(fixture.send({.topic = topic, .body = QByteArray::number(i).leftJustified(4000, '.') + 'x'})
                    .isOk());
    for (int i = 0; i < 300; ++i)
        QVERIFY(fixture.send({.topic = topic, .body = QByteArray(4000, 'y')}).isOk());
    const auto read = fixture.admin->readQueues({.topic = topic, .from = ReadFrom::Earliest(), .max = 1000});
    QVERIFY2(read, qPrintable(errorOf(read)));
    QVERIFY(read->messages.first().queueOffset > 0);
    QCOMPARE(read->messages.last().queueOffset, 399);
    QCOMPARE(read->messages.size(), 400 - read->messages.first().queueOffset);
}

void TestReadBack::everyKindOfMessageIsAsItWasSent()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    QList<Message> messages(3, someMessage());
    messages[1].keys = u"other"_s;
    messages[2].waitStoreOk = true;
    const QList<SendOutcome> outcomes = fixture.producer->sendBatch(messages);
    for (qsizetype i = 0; i < outcomes.size(); ++i) {
        QVERIFY(outcomes[i].isOk());
        const auto member = fixture.admin->viewMessage(outcomes[i].result->offsetMsgId);
        QVERIFY2(member, qPrintable(errorOf(member)));
        VERIFY_SAME(compareStored(messages[i], outcomes[i], *member));
    }
    for (const DeliveryTime &delivery : {DeliveryTime(DelayLevel{4}), DeliveryTime(60'000ms)}) {
        Message message = someMessage();
        message.delivery = delivery;
        const SendOutcome outcome = fixture.send(message);
        const auto waiting = fixture.admin->viewMessage(outcome.result->offsetMsgId);
        QVERIFY2(waiting, qPrintable(errorOf(waiting)));
        QVERIFY(waiting->queue.topic != topic);
        VERIFY_SAME(compareStored(message, outcome, *waiting));
    }
    Message delayed = someMessage();
    delayed.delivery = 200ms;
    const SendOutcome outcome = fixture.send(delayed);
    Result<StoredMessages> delivered = StoredMessages();
    QTRY_VERIFY_WITH_TIMEOUT(
        (delivered = fixture.admin->queryByUniqueKey(topic, outcome.msgId.toString()), delivered)
            && delivered->messages.size() == 1,
        20'000);
    VERIFY_SAME(compareStored(delayed, outcome, delivered->messages.first()));
}

void TestReadBack::damageIsCaught_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<QList<int>>("parts");
    const QList<int> rotten{int(Part::Checksum), int(Part::Body)};
    const QList<int> body{int(Part::Body)};
    const QList<int> property{int(Part::Property)};
    // Of what arrives damaged, the broker computes a checksum that fits.
    QTest::newRow("a bit, stored") << u"send flip-body-bit"_s << 10 << body;
    QTest::newRow("a bit, compressed") << u"send flip-body-bit"_s << 5000 << body;
    QTest::newRow("half, stored") << u"send truncate-body"_s << 10 << body;
    QTest::newRow("half, compressed") << u"send truncate-body"_s << 5000 << body;
    QTest::newRow("property, stored") << u"send drop-property"_s << 10 << property;
    QTest::newRow("property by name") << u"send drop-property colour"_s << 10 << property;
    QTest::newRow("tag, stored") << u"send drop-property TAGS"_s << 10 << QList<int>{int(Part::Tag)};
    QTest::newRow("keys, stored") << u"send drop-property KEYS"_s << 10 << QList<int>{int(Part::Keys)};
    QTest::newRow("a bit, read") << u"read flip-body-bit"_s << 10 << rotten;
    QTest::newRow("a bit, read compressed") << u"read flip-body-bit"_s << 5000 << rotten;
    QTest::newRow("half, read") << u"read truncate-body"_s << 10 << rotten;
    QTest::newRow("property, read") << u"read drop-property"_s << 10 << property;
}

void TestReadBack::damageIsCaught()
{
    QFETCH(QString, fault);
    QFETCH(int, bytes);
    QFETCH(QList<int>, parts);
    Fixture fixture;
    QVERIFY(fixture.started);
    QVERIFY(fixture.sandbox.control(fault));
    Message message = someMessage();
    message.body = QByteArray(bytes, 'x');
    const SendOutcome outcome = fixture.send(message);
    QVERIFY(outcome.isOk()); // nobody notices
    const auto viewed = fixture.admin->viewMessage(outcome.result->offsetMsgId);
    QVERIFY2(viewed, qPrintable(errorOf(viewed)));
    const QList<StoredDifference> differences = compareStored(message, outcome, *viewed);
    QVERIFY2(partsOf(differences) == parts, qPrintable(textOf(differences)));
    const auto read = fixture.admin->readQueues({.topic = topic});
    QVERIFY(read && read->messages.size() == 1);
    QCOMPARE(partsOf(compareStored(message, outcome, read->messages.first())), parts);
    QVERIFY(fixture.sandbox.control(u"clear"_s));
    const auto again = fixture.admin->viewMessage(outcome.result->offsetMsgId);
    QCOMPARE(again && compareStored(message, outcome, *again).isEmpty(), fault.startsWith(u"read"));
}

/// A third of 600 messages is damaged in some way: those, and no others, differ.
void TestReadBack::randomDamageIsAlwaysCaught()
{
    Fixture fixture([](ProducerConfig &config) { config.compressBodyOverBytes = 200; });
    QVERIFY(fixture.started);
    QRandomGenerator random(20261123);
    const QStringList faults{u"flip-body-bit"_s, u"truncate-body"_s, u"drop-property"_s};
    int damaged = 0;
    int caught = 0;
    for (int i = 0; i < 600; ++i) {
        Message message = someMessage();
        message.body.resize(random.bounded(1, 600));
        std::ranges::generate(message.body, [&random] { return char(random.bounded(256)); });
        const bool isDamaged = random.bounded(3) == 0;
        if (isDamaged)
            QVERIFY(fixture.sandbox.control(u"send %1 next 1"_s.arg(faults.at(random.bounded(3)))));
        const SendOutcome outcome = fixture.send(message);
        QVERIFY(outcome.isOk());
        const auto viewed = fixture.admin->viewMessage(outcome.result->offsetMsgId);
        QVERIFY2(viewed, qPrintable(errorOf(viewed)));
        const QList<StoredDifference> differences = compareStored(message, outcome, *viewed);
        damaged += isDamaged ? 1 : 0;
        caught += isDamaged && !differences.isEmpty() ? 1 : 0;
        QVERIFY2(isDamaged || differences.isEmpty(), qPrintable(textOf(differences)));
    }
    QVERIFY(damaged > 100);
    QCOMPARE(caught, damaged);
}

void TestReadBack::theOthersAreReadWhenABrokerIsDown()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    QVERIFY(fixture.fill(5));
    QVERIFY(fixture.fill(5, u"broker-b"_s));
    // Dead, and still in the route.
    QVERIFY(fixture.sandbox.control(u"advertise broker-b 127.0.0.1:1"_s));
    const auto read = fixture.admin->readQueues({.topic = topic});
    QVERIFY2(read, qPrintable(errorOf(read)));
    QCOMPARE(read->messages.size(), 5);
    QCOMPARE(read->unreachable.size(), 1);
    QCOMPARE(read->unreachable.first().server, u"broker-b (127.0.0.1:1)"_s);
    QCOMPARE(read->unreachable.first().error.kind, ErrorKind::Connect);
    const auto found = fixture.admin->queryByKey({.topic = topic, .key = u"k"_s});
    QVERIFY(found && found->unreachable.size() == 1);
    QVERIFY(fixture.sandbox.control(u"advertise broker-a 127.0.0.1:1"_s));
    const auto none = fixture.admin->readQueues({.topic = topic});
    QVERIFY(!none && none.error().kind == ErrorKind::Connect);
}

void TestReadBack::aBrokerThatRefusesIsNamedOnce()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    QVERIFY(fixture.fill(5));
    QVERIFY(fixture.fill(5, u"broker-b"_s));
    QVERIFY(fixture.sandbox.control(u"broker-a pull refuse 16 not for you"_s));
    const auto read = fixture.admin->readQueues({.topic = topic});
    QVERIFY2(read, qPrintable(errorOf(read)));
    QCOMPARE(read->messages.size(), 5);
    QCOMPARE(read->unreachable.size(), 1);
    QCOMPARE(read->unreachable.first().error.kind, ErrorKind::Permission);
    QVERIFY(read->unreachable.first().error.detail.contains(u"not for you"));
}

void TestReadBack::anotherAddressIsUsedWhereItIsMapped()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    const SendOutcome outcome = fixture.send(someMessage());
    QVERIFY(outcome.isOk());
    const QList<SandboxBroker> brokers = fixture.sandbox.brokers();
    const SandboxBroker broker =
        *std::ranges::find(brokers, outcome.result->queue.broker, &SandboxBroker::name);
    // As a broker in a container: it names itself by an address that is good inside alone.
    QByteArray id = outcome.result->offsetMsgId.view().toByteArray();
    id.replace(0, 8, "CB007109"); // 203.0.113.9
    const Address inside(u"203.0.113.9:"_s + broker.address.text().section(u':', -1));
    QVERIFY(fixture.sandbox.control(u"advertise %1 %2"_s.arg(broker.name.text(), inside.text())));
    ProducerConfig config;
    config.nameServers = fixture.sandbox.nameServer();
    config.addressMap.insert(inside, broker.address);
    Admin admin(config);
    QVERIFY(admin.start());
    const auto viewed = admin.viewMessage(IdText(id));
    QVERIFY2(viewed, qPrintable(errorOf(viewed)));
    QCOMPARE(viewed->queue.broker, broker.name);
    VERIFY_SAME(compareStored(someMessage(), outcome, *viewed));
    const auto read = admin.readQueues({.topic = topic});
    QVERIFY2(read && read->messages.size() == 1, qPrintable(errorOf(read)));
}

void TestReadBack::aNamespaceStaysOutOfSight()
{
    Fixture fixture([](ProducerConfig &config) { config.namespaceName = u"ns"_s; });
    QVERIFY(fixture.started);
    const Message message = someMessage();
    const SendOutcome outcome = fixture.send(message);
    QVERIFY(outcome.isOk());
    const auto viewed = fixture.admin->viewMessage(outcome.result->offsetMsgId, topic);
    const auto unique = fixture.admin->queryByUniqueKey(topic, outcome.msgId.toString());
    const auto byKey = fixture.admin->queryByKey({.topic = topic, .key = u"k1"_s});
    const auto read = fixture.admin->readQueues({.topic = topic});
    QVERIFY2(viewed, qPrintable(errorOf(viewed)));
    for (const auto *found : {&unique, &byKey, &read})
        QVERIFY2(*found && (*found)->messages.size() == 1, qPrintable(errorOf(*found)));
    for (const StoredMessage &stored :
         {*viewed, unique->messages[0], byKey->messages[0], read->messages[0]}) {
        QCOMPARE(stored.queue.topic, topic);
        QCOMPARE(stored.property(u"INSTANCE_ID"), u"ns"_s);
        VERIFY_SAME(compareStored(message, outcome, stored));
    }
    ProducerConfig plain; // who knows nothing of the namespace sees it
    plain.nameServers = fixture.sandbox.nameServer();
    Admin admin(plain);
    QVERIFY(admin.start());
    const auto seen = admin.viewMessage(outcome.result->offsetMsgId);
    QVERIFY(seen);
    QCOMPARE(seen->queue.topic.text(), u"ns%TopicTest"_s);
    VERIFY_SAME(compareStored(message, outcome, *seen));
}

void TestReadBack::nobodysProgressMoves()
{
    Fixture fixture;
    QVERIFY(fixture.started);
    QVERIFY(fixture.fill(50));
    const auto hook = std::make_shared<PullWatch>();
    ProducerConfig config;
    config.nameServers = fixture.sandbox.nameServer();
    config.rpcHooks.push_back(hook);
    {
        Admin admin(config);
        QVERIFY(admin.start());
        QVERIFY(admin.readQueues({.topic = topic, .max = 100}));
    }
    QVERIFY(hook->pulls >= 2);
    QCOMPARE(hook->others, 0);
}

QTEST_GUILESS_MAIN(TestReadBack)
#include "tst_readback.moc"
