// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/peermessages.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::testing {

namespace {

constexpr int mebibyte = 1024 * 1024;

/// The same noise every time: it cannot be compressed.
QByteArray noise(int bytes, quint32 seed)
{
    QRandomGenerator generator(seed);
    QByteArray made(bytes, Qt::Uninitialized);
    std::generate(made.begin(), made.end(), [&] { return char(generator.bounded(256)); });
    return made;
}

QByteArray chineseText(int bytes)
{
    const QByteArray piece = u"消息体"_s.toUtf8();
    const QByteArray made = piece.repeated(bytes / int(piece.size()));
    return made + QByteArray(bytes - made.size(), 'x');
}

QByteArray composeBody(const QString &number, int index, bool isLargeToo)
{
    if (isLargeToo && index < 4) {
        const QList<QByteArray> large{chineseText(mebibyte), noise(mebibyte, 1), chineseText(4096),
                                      chineseText(4095)};
        return large.at(index);
    }
    return u"%1：你好, RocketMQ"_s.arg(number).toUtf8();
}

/// The properties without those that client and broker add: their names are in capitals, or begin with "__".
QMap<QString, QString> userProperties(const ReceivedMessage &message)
{
    static const QRegularExpression system(u"^([A-Z0-9_]+$|__)"_s);
    QMap<QString, QString> rest = message.properties;
    rest.removeIf([](QMap<QString, QString>::iterator it) { return system.match(it.key()).hasMatch(); });
    return rest;
}

/// In what one received message is not the one that was sent; empty when it is.
QString difference(const PeerMessage &sent, const ReceivedMessage &received)
{
    QMap<QString, QString> properties = sent.properties;
    properties.insert(u"number"_s, sent.number);
    if (received.topic != sent.topic)
        return u"topic "_s + received.topic;
    if (received.body != sent.body)
        return u"body of %1 bytes: %2"_s.arg(received.body.size())
            .arg(QString::fromUtf8(received.body.left(60)));
    if (received.tags != sent.tags)
        return u"tags "_s + received.tags;
    if (received.keys != sent.keys)
        return u"keys "_s + received.keys;
    if (userProperties(received) != properties)
        return u"properties "_s + received.properties.keys().join(u' ');
    return {};
}

} // namespace

QJsonObject PeerMessage::request(const QString &send, const QJsonObject &more) const
{
    QJsonObject named{{u"number"_s, number}};
    for (auto it = properties.begin(); it != properties.end(); ++it)
        named.insert(it.key(), it.value());
    QJsonObject request = more;
    request.insert(u"send"_s, send);
    request.insert(u"topic"_s, topic);
    request.insert(u"properties"_s, named);
    request.insert(u"bodyBase64"_s, QString::fromLatin1(body.toBase64()));
    if (!tags.isEmpty())
        request.insert(u"tags"_s, tags);
    if (!keys.isEmpty())
        request.insert(u"keys"_s, keys);
    return request;
}

QList<PeerMessage> compose(const QString &topic, const QString &name, int count, bool isLargeToo)
{
    QList<PeerMessage> messages;
    for (int index = 0; index < count; ++index) {
        PeerMessage message;
        message.topic = topic;
        message.number = u"%1-%2"_s.arg(name).arg(index);
        message.body = composeBody(message.number, index, isLargeToo);
        message.tags = QStringList{QString(), u"TagA"_s, u"标签"_s}.at(index % 3);
        if (index % 2 == 1)
            message.keys = u"order-%1 订单-%1"_s.arg(message.number);
        if (index % 3 != 0)
            message.properties = {{u"地区"_s, u"上海"_s}, {u"a=b"_s, u"c;d \"e\""_s}};
        messages.append(message);
    }
    return messages;
}

QJsonObject batchRequest(const QList<PeerMessage> &messages)
{
    QJsonArray all;
    for (const PeerMessage &message : messages)
        all.append(message.request(u"batch"_s));
    return {{u"send"_s, u"batch"_s}, {u"messages"_s, all}};
}

QString numberOf(const ReceivedMessage &message)
{
    return message.properties.value(u"number"_s);
}

QStringList numbersOf(const QList<PeerMessage> &messages)
{
    QStringList numbers;
    for (const PeerMessage &message : messages)
        numbers.append(message.number);
    return numbers;
}

QMap<QString, int> timesReceived(const QList<ReceivedMessage> &received)
{
    QMap<QString, int> times;
    for (const ReceivedMessage &message : received)
        ++times[numberOf(message)];
    return times;
}

QString difference(const QList<PeerMessage> &sent, const QList<ReceivedMessage> &received)
{
    QMap<QString, int> times = timesReceived(received);
    for (const PeerMessage &message : sent) {
        if (const int count = times.take(message.number); count != 1)
            return u"%1 was received %2 times"_s.arg(message.number).arg(count);
        const auto found = std::find_if(received.begin(), received.end(), [&](const ReceivedMessage &one) {
            return numberOf(one) == message.number;
        });
        if (const QString wrong = difference(message, *found); !wrong.isEmpty())
            return message.number + ": "_L1 + wrong;
    }
    return times.isEmpty() ? QString() : u"nobody sent "_s + times.firstKey();
}

} // namespace gantry::testing
