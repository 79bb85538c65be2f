// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "messagesource.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iostream>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

Error usage(const QString &detail, const QString &hint)
{
    return {ErrorKind::Usage, detail, hint, std::nullopt};
}

Error badLine(const QString &detail)
{
    return {ErrorKind::IllegalMessage, detail,
            u"a line is an object like {\"topic\":\"T\",\"tags\":\"A\",\"keys\":\"k1 "
            u"k2\",\"properties\":{\"n\":\"v\"},"
            "\"body\":\"text\"}, or with \"bodyBase64\""_s,
            std::nullopt};
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::Config, u"%1 cannot be read: %2"_s.arg(path, file.errorString()),
                     u"give the path of a readable file"_s, std::nullopt};
    return file.readAll();
}

Result<QByteArray> fromHex(const std::string &text)
{
    QByteArray hex = QByteArray::fromStdString(text);
    hex.replace(' ', "");
    const bool isHex = hex.size() % 2 == 0 && std::ranges::all_of(hex, [](char c) {
                           return std::isxdigit(static_cast<unsigned char>(c)) != 0;
                       });
    if (!isHex)
        return usage(u"--body-hex is no hexadecimal text"_s,
                     u"give two digits for every byte, for example 48656C6C6F"_s);
    return QByteArray::fromHex(hex);
}

Result<QByteArray> fromBase64(const QByteArray &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return usage(u"the Base64 of a body is broken"_s,
                     u"give Base64 with padding, for example SGVsbG8="_s);
    return *decoded;
}

Result<QByteArray> readStdin()
{
    QFile input;
    static_cast<void>(input.open(stdin, QIODevice::ReadOnly));
    return input.readAll();
}

Result<QList<Property>> properties(const std::vector<std::string> &texts)
{
    QList<Property> list;
    for (const std::string &text : texts) {
        const QString property = QString::fromStdString(text);
        const qsizetype equals = property.indexOf(u'=');
        if (equals <= 0)
            return usage(u"--property %1 has no name and value"_s.arg(property), u"give NAME=VALUE"_s);
        list.append({property.left(equals), property.mid(equals + 1)});
    }
    return list;
}

Result<QByteArray> fixedBody(const MessageOptions &options)
{
    if (options.text)
        return QByteArray::fromStdString(*options.text);
    if (!options.bodyFile.empty())
        return readFile(QString::fromStdString(options.bodyFile));
    if (!options.bodyHex.empty())
        return fromHex(options.bodyHex);
    if (!options.bodyBase64.empty())
        return fromBase64(QByteArray::fromStdString(options.bodyBase64));
    if (options.fromStdin)
        return readStdin();
    return generatedBody(options.size);
}

/// A text, a number or a boolean as text; arrays of them joined by a space.
std::optional<QString> textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isBool() || value.isDouble())
        return value.toVariant().toString();
    if (!value.isArray())
        return std::nullopt;
    QStringList parts;
    const QJsonArray array = value.toArray();
    for (const auto &part : array)
        parts.append(part.toVariant().toString());
    return parts.join(u' ');
}

Result<void> readBody(const QJsonObject &object, Message &message)
{
    if (object.contains("bodyBase64"_L1)) {
        const Result<QByteArray> body = fromBase64(object.value("bodyBase64"_L1).toString().toLatin1());
        if (!body)
            return badLine(body.error().detail);
        message.body = *body;
    } else if (const QJsonValue body = object.value("body"_L1); body.isString()) {
        message.body = body.toString().toUtf8();
    } else if (body.isObject()) {
        message.body = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact);
    } else if (message.body.isEmpty()) {
        return badLine(u"the line has neither \"body\" nor \"bodyBase64\""_s);
    }
    return {};
}

} // namespace

void addMessageOptions(CLI::App &command, MessageOptions &options)
{
    const auto group = [](CLI::Option *option) { option->group("Message"); };
    command.add_option("-t,--topic", options.topic, "Topic to send to")->group("Message");
    group(command.add_option("-p,--body", options.text, "Body: this text"));
    group(command.add_option("--body-file", options.bodyFile, "Body: the bytes of this file"));
    group(command.add_option("--body-hex", options.bodyHex, "Body: bytes in hexadecimal"));
    group(command.add_option("--body-base64", options.bodyBase64, "Body: bytes in Base64"));
    group(command.add_flag("--stdin", options.fromStdin, "Body: all of standard input"));
    group(command.add_flag("--lines", options.lines, "One message for every line of standard input"));
    group(command.add_flag("--jsonl", options.jsonLines,
                           "One message object for every line of standard input"));
    group(command.add_option("--size", options.size, "Body: generated text of so many bytes")
              ->check(CLI::Range(qint64(1), qint64(1) << 30)));
    group(command.add_option("-c,--tag", options.tag, "Tag"));
    group(command.add_option("-k,--keys", options.keys, "Keys, separated by a space"));
    group(command.add_option("--property", options.properties, "NAME=VALUE, as often as needed")
              ->expected(1)
              ->take_all());
    group(command.add_option("--sharding-key", options.shardingKey,
                             "Order: all messages with this key go to one queue"));
    addDeliveryOptions(command, options.delivery);
}

Result<std::unique_ptr<MessageSource>> MessageSource::make(const MessageOptions &options, quint64 count)
{
    const int bodies = int(options.text.has_value()) + int(!options.bodyFile.empty())
                       + int(!options.bodyHex.empty()) + int(!options.bodyBase64.empty())
                       + int(options.fromStdin) + int(options.lines) + int(options.jsonLines)
                       + int(options.size > 0);
    if (bodies != 1)
        return usage(
            bodies == 0 ? u"the message has no body"_s : u"the message has more than one body"_s,
            u"give one of -p, --body-file, --body-hex, --body-base64, --stdin, --lines, --jsonl, --size"_s);
    if (options.topic.empty() && !options.jsonLines)
        return usage(u"the message has no topic"_s, u"give one with -t TOPIC"_s);
    auto source = std::make_unique<MessageSource>();
    const Result<QList<Property>> userProperties = properties(options.properties);
    if (!userProperties)
        return userProperties.error();
    source->m_template.topic = TopicName(QString::fromStdString(options.topic));
    source->m_template.tag = QString::fromStdString(options.tag);
    source->m_template.keys = QString::fromStdString(options.keys);
    source->m_template.properties = *userProperties;
    source->m_shardingKey = QString::fromStdString(options.shardingKey);
    const Result<DeliveryTime> delivery = toDelivery(options.delivery);
    if (!delivery)
        return delivery.error();
    source->m_template.delivery = *delivery;
    source->m_kind = options.lines ? Kind::Lines : options.jsonLines ? Kind::JsonLines : Kind::Fixed;
    source->m_count = source->m_kind == Kind::Fixed ? std::max<quint64>(1, count) : count;
    if (source->m_kind == Kind::Fixed) {
        Result<QByteArray> body = fixedBody(options);
        if (!body)
            return body.error();
        source->m_template.body = std::move(body).value();
    }
    return source;
}

std::optional<std::string> MessageSource::readLine()
{
    std::string line;
    while (std::getline(std::cin, line)) {
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        if (!line.empty())
            return line;
    }
    return std::nullopt;
}

std::optional<SourcedMessage> MessageSource::next()
{
    const std::lock_guard lock(m_mutex);
    if (m_count > 0 && m_given >= m_count)
        return std::nullopt;
    if (m_kind == Kind::Fixed)
        return SourcedMessage{++m_given, m_template, m_shardingKey};
    const std::optional<std::string> line = readLine();
    if (!line)
        return std::nullopt;
    if (m_kind == Kind::JsonLines)
        return messageFromJson(QByteArrayView(*line), {++m_given, m_template, m_shardingKey});
    Message message = m_template;
    message.body = QByteArray::fromStdString(*line);
    return SourcedMessage{++m_given, std::move(message), m_shardingKey};
}

namespace {

Result<void> checkMembers(const QJsonObject &object)
{
    static constexpr std::array known{"topic"_L1,      "tags"_L1,        "keys"_L1,
                                      "properties"_L1, "flag"_L1,        "body"_L1,
                                      "bodyBase64"_L1, "waitStoreOk"_L1, "shardingKey"_L1};
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (std::ranges::find(known, member.key()) == known.end()
            && std::ranges::find(deliveryMembers, member.key()) == deliveryMembers.end())
            return badLine(u"the line has an unknown member \"%1\""_s.arg(member.key()));
    }
    return {};
}

Result<void> readMembers(const QJsonObject &object, Message &message)
{
    if (Result<void> checked = checkMembers(object); !checked)
        return checked;
    if (const QJsonValue topic = object.value("topic"_L1); topic.isString())
        message.topic = TopicName(topic.toString());
    if (object.contains("tags"_L1))
        message.tag = textOf(object.value("tags"_L1)).value_or(QString());
    if (object.contains("keys"_L1))
        message.keys = textOf(object.value("keys"_L1)).value_or(QString());
    message.flag = object.value("flag"_L1).toInt(message.flag);
    message.waitStoreOk = object.value("waitStoreOk"_L1).toBool(message.waitStoreOk);
    const QJsonObject userProperties = object.value("properties"_L1).toObject();
    for (auto property = userProperties.begin(); property != userProperties.end(); ++property) {
        const std::optional<QString> value = textOf(property.value());
        if (!value)
            return badLine(u"the property \"%1\" is no text"_s.arg(property.key()));
        message.properties.append({property.key(), *value});
    }
    const Result<DeliveryTime> delivery = deliveryFromJson(object, message.delivery);
    if (!delivery)
        return delivery.error();
    message.delivery = *delivery;
    return readBody(object, message);
}

} // namespace

SourcedMessage messageFromJson(QByteArrayView line, const SourcedMessage &base)
{
    SourcedMessage sourced = base;
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(line.toByteArray(), &parsed);
    if (!document.isObject()) {
        sourced.message = badLine(u"the line is no JSON object: %1"_s.arg(parsed.errorString()));
        return sourced;
    }
    const QJsonObject object = document.object();
    if (object.contains("shardingKey"_L1))
        sourced.shardingKey = textOf(object.value("shardingKey"_L1)).value_or(QString());
    if (const Result<void> read = readMembers(object, *sourced.message); !read)
        sourced.message = read.error();
    return sourced;
}

QByteArray generatedBody(qint64 size)
{
    static constexpr std::array words{"order ", "created ", "paid ",   "customer ", "item ",
                                      "price ", "queue ",   "broker ", "stock ",    "shipped ",
                                      "id=",    "42 ",      "amount=", "19.99 ",    "ok; "};
    QByteArray body;
    body.reserve(size + 16);
    quint32 state = 1;
    while (body.size() < size) {
        state = state * 1'664'525U + 1'013'904'223U;
        body += words[(state >> 16) % words.size()];
    }
    body.truncate(size);
    return body;
}

} // namespace gantry::ctl
