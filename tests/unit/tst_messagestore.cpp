// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/messagestore.h"
#include "sandbox/storedmessages.h"
#include <gantry/messagequeueselector.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::sandbox;

namespace {

constexpr qint64 plenty = 1 << 30;

wire::StoredMessage message(const QByteArray &body, int queueId = 0, const QByteArray &keys = {})
{
    wire::StoredMessage message;
    message.topic = u"T"_s;
    message.queueId = queueId;
    message.bornHost = message.storeHost = u"127.0.0.1:10911"_s;
    message.body = body;
    if (!keys.isEmpty())
        setProperty(message, wire::propertyname::keys, keys);
    return message;
}

QByteArray bodyOf(const StoreEntry *entry)
{
    return entry ? wire::readStoredMessages(entry->bytes)->first().body : QByteArray("nothing");
}

} // namespace

class TestMessageStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offsetsCountByQueue();
    void aMessageIsFoundByOffsetPlaceAndKey();
    void theOldestGoFirstAndOffsetsMoveOn();
    void nothingIsLeftOfADroppedTopic();
    void hashesAreJavas();
};

void TestMessageStore::offsetsCountByQueue()
{
    MessageStore store(plenty);
    QCOMPARE(store.append(message("a", 0)).queueOffset, 0);
    QCOMPARE(store.append(message("b", 2)).queueOffset, 0);
    QCOMPARE(store.append(message("c", 0)).queueOffset, 1);
    QCOMPARE(store.maxOffset(u"T"_s, 0), 2);
    QCOMPARE(store.maxOffset(u"T"_s, 1), 0);
    QCOMPARE(store.maxOffset(u"T"_s, 2), 1);
    QCOMPARE(store.maxOffset(u"other"_s, 0), 0);
    QCOMPARE(bodyOf(store.at(u"T"_s, 0, 1)), "c"_ba);
    QVERIFY(!store.at(u"T"_s, 0, 2));
    QVERIFY(!store.at(u"T"_s, 0, -1));
}

void TestMessageStore::aMessageIsFoundByOffsetPlaceAndKey()
{
    MessageStore store(plenty);
    const StoredAt first = store.append(message("first", 0, "k1 k2"));
    const StoredAt second = store.append(message("second", 1, "k2"));
    QCOMPARE(bodyOf(store.byPhysicalOffset(first.physicalOffset)), "first"_ba);
    QCOMPARE(bodyOf(store.byPhysicalOffset(second.physicalOffset)), "second"_ba);
    QVERIFY(!store.byPhysicalOffset(second.physicalOffset + 1));
    QCOMPARE(store.byKey(u"T"_s, "k1", 10).size(), 1);
    QCOMPARE(bodyOf(store.byKey(u"T"_s, "k2", 10).value(0)), "second"_ba); // the newest first
    QCOMPARE(store.byKey(u"T"_s, "k2", 1).size(), 1);
    QVERIFY(store.byKey(u"other"_s, "k1", 10).isEmpty());
}

void TestMessageStore::theOldestGoFirstAndOffsetsMoveOn()
{
    constexpr qint64 limit = 100'000;
    MessageStore store(limit);
    for (int i = 0; i < 500; ++i)
        static_cast<void>(store.append(message(QByteArray(1000, char('a' + i % 26)), i % 4, "key")));
    QVERIFY(store.bytes() <= limit);
    QVERIFY(store.bytes() > limit - 3000);
    qint64 left = 0;
    for (int queueId = 0; queueId < 4; ++queueId) {
        const qint64 min = store.minOffset(u"T"_s, queueId);
        QCOMPARE(store.maxOffset(u"T"_s, queueId), 125);
        QVERIFY(min > 90);
        QVERIFY(!store.at(u"T"_s, queueId, min - 1));
        QVERIFY(store.at(u"T"_s, queueId, min));
        left += 125 - min;
    }
    QCOMPARE(store.byKey(u"T"_s, "key", 1000).size(), left);
}

void TestMessageStore::nothingIsLeftOfADroppedTopic()
{
    MessageStore store(plenty);
    const StoredAt at = store.append(message("x", 0, "k"));
    store.removeTopic(u"T"_s);
    QCOMPARE(store.bytes(), 0);
    QVERIFY(!store.byPhysicalOffset(at.physicalOffset));
    QVERIFY(store.byKey(u"T"_s, "k", 1).isEmpty());
    QCOMPARE(store.maxOffset(u"T"_s, 0), 0);
}

void TestMessageStore::hashesAreJavas()
{
    QCOMPARE(javaHash(u"abc"_s), 96354);
    QCOMPARE(javaHash(u"order-17"_s), 1234255109);
    QCOMPARE(javaHash(QString()), 0);
}

QTEST_GUILESS_MAIN(TestMessageStore)
#include "tst_messagestore.moc"
