// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/javasends.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace gantry::testing {

QString text(const QJsonObject &object, QLatin1String name)
{
    return object.value(name).toString();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

bool isStored(const QJsonObject &answer)
{
    return text(answer, "status"_L1) == "SEND_OK"_L1;
}

QStringList missing(const QList<PeerMessage> &sent, const QList<ReceivedMessage> &received)
{
    const QMap<QString, int> times = timesReceived(received);
    QStringList numbers;
    for (const PeerMessage &message : sent) {
        if (!times.contains(message.number))
            numbers.append(message.number);
    }
    return numbers;
}

void sendAll(JavaPeer &producer, const QList<PeerMessage> &messages, const QString &mode,
             QMap<QString, QString> *ids, const QJsonObject &more)
{
    QList<int> requests;
    for (const PeerMessage &message : messages)
        requests.append(producer.tell(message.request(mode, more)));
    for (qsizetype i = 0; i < messages.size(); ++i) {
        GANTRY_TRY_PEER(producer, !producer.answer(requests.at(i)).isEmpty(), patienceMs);
        const QJsonObject answer = producer.answer(requests.at(i));
        QVERIFY2(mode == "oneway"_L1 || isStored(answer), compact(answer).constData());
        ids->insert(messages.at(i).number, text(answer, "msgId"_L1));
    }
}

void sendBatch(JavaPeer &producer, const QList<PeerMessage> &messages, QMap<QString, QString> *ids)
{
    const QJsonObject answer = producer.ask(batchRequest(messages));
    QVERIFY2(isStored(answer), compact(answer).constData());
    const QStringList all = text(answer, "msgId"_L1).split(u',');
    QCOMPARE(all.size(), messages.size());
    QCOMPARE(text(answer, "offsetMsgId"_L1).split(u',').size(), messages.size());
    for (qsizetype i = 0; i < messages.size(); ++i)
        ids->insert(messages.at(i).number, all.at(i));
}

void sendOrdered(JavaPeer &producer, const QList<PeerMessage> &messages, QStringList *queues)
{
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const QJsonObject answer =
            producer.ask(messages.at(i).request(u"ordered"_s, {{u"shard"_s, i % queueCount}}));
        QVERIFY2(isStored(answer), compact(answer).constData());
        queues->append(u"%1:%2"_s.arg(text(answer, "broker"_L1)).arg(answer["queueId"_L1].toInt()));
    }
}

void flush(JavaPeer &producer, JavaPeer &consumer, QList<PeerMessage> *sent)
{
    const QList<PeerMessage> last = compose(sent->first().topic, u"last%1"_s.arg(sent->size()), queueCount);
    QStringList queues;
    sendOrdered(producer, last, &queues);
    QCOMPARE(QSet<QString>(queues.begin(), queues.end()).size(), queueCount);
    GANTRY_TRY_ALL(consumer, last, consumer.received());
    *sent += last;
}

} // namespace gantry::testing
