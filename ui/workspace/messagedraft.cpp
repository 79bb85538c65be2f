// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/messagedraft.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr std::array viewNames{"text"_L1, "json"_L1, "xml"_L1, "hex"_L1, "base64"_L1};
constexpr std::array kindNames{"message"_L1, "batch"_L1, "transaction"_L1, "request"_L1};
constexpr int mostInBatch = 10'000;
constexpr auto byHand = "by-hand"_L1;
constexpr std::array modes{SendMode::Sync, SendMode::Async, SendMode::Oneway};

QJsonArray propertiesToJson(const QList<Property> &properties)
{
    QJsonArray array;
    for (const Property &property : properties)
        array.append(QJsonObject{{u"name"_s, property.name}, {u"value"_s, property.value}});
    return array;
}

QList<Property> propertiesFromJson(const QJsonArray &array)
{
    QList<Property> properties;
    for (const QJsonValue &entry : array)
        properties.append({entry["name"_L1].toString(), entry["value"_L1].toString()});
    return properties;
}

/// A body that is text stays readable in the file.
void writeBody(QJsonObject &json, const QByteArray &body)
{
    const QString text = QString::fromUtf8(body);
    if (text.toUtf8() == body)
        json.insert("body"_L1, text);
    else
        json.insert("bodyBase64"_L1, QString::fromLatin1(body.toBase64()));
}

QByteArray readBody(const QJsonObject &json)
{
    if (json.contains("bodyBase64"_L1))
        return QByteArray::fromBase64(json.value("bodyBase64"_L1).toString().toLatin1());
    return json.value("body"_L1).toString().toUtf8();
}

void writeDeliveryTime(QJsonObject &json, const DeliveryTime &delivery)
{
    if (const auto *level = std::get_if<DelayLevel>(&delivery))
        json.insert("delayLevel"_L1, level->value);
    else if (const auto *delay = std::get_if<std::chrono::milliseconds>(&delivery))
        json.insert("delay"_L1, qint64(delay->count()));
    else if (const auto *at = std::get_if<std::chrono::sys_time<std::chrono::milliseconds>>(&delivery))
        json.insert(
            "deliverAt"_L1,
            QDateTime::fromMSecsSinceEpoch(at->time_since_epoch().count()).toString(Qt::ISODateWithMs));
}

DeliveryTime readDeliveryTime(const QJsonObject &json)
{
    if (const int level = json.value("delayLevel"_L1).toInt(); level > 0)
        return DelayLevel{level};
    if (json.contains("delay"_L1))
        return std::chrono::milliseconds(std::max<qint64>(0, json.value("delay"_L1).toInteger()));
    const QDateTime at = QDateTime::fromString(json.value("deliverAt"_L1).toString(), Qt::ISODateWithMs);
    if (at.isValid())
        return std::chrono::sys_time<std::chrono::milliseconds>(
            std::chrono::milliseconds(at.toMSecsSinceEpoch()));
    return {};
}

/// What sort of send it is, as far as it is not the plain one.
void writeKind(QJsonObject &json, const MessageDraft &draft)
{
    if (!draft.shardingKey.isEmpty())
        json.insert("shardingKey"_L1, draft.shardingKey);
    if (draft.kind == SendKind::Message)
        return;
    json.insert("kind"_L1, kindNames.at(size_t(draft.kind)));
    json.insert("batch"_L1, draft.batch);
    json.insert("decision"_L1, draft.decision ? name(*draft.decision) : byHand);
}

void readKind(const QJsonObject &json, MessageDraft &draft)
{
    draft.shardingKey = json.value("shardingKey"_L1).toString();
    const auto *kind = std::ranges::find(kindNames, json.value("kind"_L1).toString());
    if (kind != kindNames.end())
        draft.kind = SendKind(kind - kindNames.begin());
    draft.batch = std::clamp(json.value("batch"_L1).toInt(draft.batch), 1, mostInBatch);
    if (const QString decision = json.value("decision"_L1).toString(); !decision.isEmpty())
        draft.decision = transactionStateOf(decision);
}

void writeDelivery(QJsonObject &json, const MessageDraft &draft)
{
    writeDeliveryTime(json, draft.message.delivery);
    writeKind(json, draft);
    json.insert("mode"_L1, name(draft.mode));
    if (draft.timeoutMs)
        json.insert("timeoutMs"_L1, *draft.timeoutMs);
    if (draft.retries)
        json.insert("retries"_L1, *draft.retries);
    if (draft.queue)
        json.insert("queue"_L1,
                    QJsonObject{{u"broker"_s, draft.queue->broker.text()}, {u"id"_s, draft.queue->queueId}});
    json.insert("count"_L1, qint64(draft.count));
    json.insert("rate"_L1, draft.rate);
    json.insert("window"_L1, draft.window);
}

void readDelivery(const QJsonObject &json, MessageDraft &draft)
{
    draft.message.delivery = readDeliveryTime(json);
    readKind(json, draft);
    const QString mode = json.value("mode"_L1).toString();
    for (const SendMode candidate : modes) {
        if (mode == name(candidate))
            draft.mode = candidate;
    }
    if (json.contains("timeoutMs"_L1))
        draft.timeoutMs = json.value("timeoutMs"_L1).toInt();
    if (json.contains("retries"_L1))
        draft.retries = json.value("retries"_L1).toInt();
    if (const QJsonObject queue = json.value("queue"_L1).toObject(); !queue.isEmpty())
        draft.queue = MessageQueue{draft.message.topic, BrokerName(queue.value("broker"_L1).toString()),
                                   queue.value("id"_L1).toInt()};
    draft.count = quint64(std::max<qint64>(1, json.value("count"_L1).toInteger(1)));
    draft.rate = std::max(0.0, json.value("rate"_L1).toDouble());
    draft.window = std::clamp(json.value("window"_L1).toInt(draft.window), 1, 100'000);
}

} // namespace

MessageDraft MessageDraft::example()
{
    MessageDraft draft;
    draft.title = u"Hello world"_s;
    draft.message.topic = TopicName(u"TopicTest"_s);
    draft.message.tag = u"TagA"_s;
    draft.message.keys = u"OrderID188"_s;
    draft.message.body = "Hello world"_ba;
    return draft;
}

SendOptions MessageDraft::options() const
{
    SendOptions options;
    if (timeoutMs)
        options.timeout = std::chrono::milliseconds(*timeoutMs);
    options.retries = retries;
    options.queue = queue;
    if (!shardingKey.isEmpty())
        options.selector = selectQueueByHash(shardingKey);
    if (kind == SendKind::Transaction)
        options.localTransaction = [decision = decision](const Message &, const SendOutcome &) {
            return decision;
        };
    return options;
}

QJsonObject MessageDraft::toJson() const
{
    QJsonObject json{{u"title"_s, title},
                     {u"topic"_s, message.topic.text()},
                     {u"tag"_s, message.tag},
                     {u"keys"_s, message.keys},
                     {u"properties"_s, propertiesToJson(message.properties)},
                     {u"bodyView"_s, viewNames.at(size_t(bodyView))},
                     {u"expandVariables"_s, expandVariables}};
    if (message.flag != 0)
        json.insert("flag"_L1, message.flag);
    if (!message.waitStoreOk)
        json.insert("waitStoreOk"_L1, false);
    if (bodyFile.isEmpty())
        writeBody(json, message.body);
    else
        json.insert("bodyFile"_L1, bodyFile);
    writeDelivery(json, *this);
    return json;
}

MessageDraft MessageDraft::fromJson(const QJsonObject &json)
{
    MessageDraft draft;
    draft.title = json.value("title"_L1).toString();
    draft.message.topic = TopicName(json.value("topic"_L1).toString());
    draft.message.tag = json.value("tag"_L1).toString();
    draft.message.keys = json.value("keys"_L1).toString();
    draft.message.properties = propertiesFromJson(json.value("properties"_L1).toArray());
    draft.message.flag = json.value("flag"_L1).toInt();
    draft.message.waitStoreOk = json.value("waitStoreOk"_L1).toBool(true);
    draft.message.body = readBody(json);
    draft.bodyFile = json.value("bodyFile"_L1).toString();
    draft.expandVariables = json.value("expandVariables"_L1).toBool();
    const auto *view = std::ranges::find(viewNames, json.value("bodyView"_L1).toString());
    if (view != viewNames.end())
        draft.bodyView = BodyView(view - viewNames.begin());
    readDelivery(json, draft);
    return draft;
}

} // namespace gantry::ui
