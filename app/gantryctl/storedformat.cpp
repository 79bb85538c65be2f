// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "storedformat.h"

#include "isotime.h"
#include "outcomeformat.h"
#include "terminaltext.h"

#include <QStringList>

#include <optional>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

QString bodyLine(const StoredMessage &message)
{
    QString line = u"%1 bytes"_s.arg(message.body.size());
    if (message.compression)
        line += u", stored as %1 (%2)"_s.arg(QString::number(message.storedBodyBytes),
                                             name(*message.compression));
    line += message.isBodyCrcRight ? u", checksum right"_s : u", CHECKSUM WRONG"_s;
    if (message.bodyError)
        line += u"; cannot be decompressed, shown as stored: "_s + message.bodyError->detail;
    return line;
}

QString flagsLine(const StoredMessage &message)
{
    QString line = u"flag %1, sysFlag 0x%2"_s.arg(message.flag).arg(message.sysFlag, 0, 16);
    if (message.transaction != StoredTransaction::None)
        line += u", transaction "_s + name(message.transaction);
    if (message.preparedTransactionOffset != 0)
        line += u", half message at %1"_s.arg(message.preparedTransactionOffset);
    if (message.reconsumeTimes > 0)
        line += u", given back %1 times"_s.arg(message.reconsumeTimes);
    return line;
}

} // namespace

QJsonObject toJson(const StoredMessage &message)
{
    QJsonObject properties;
    for (const Property &property : message.properties)
        properties.insert(property.name, property.value);
    QJsonObject all;
    for (const Property &property : message.allProperties)
        all.insert(property.name, property.value);
    QJsonObject object{
        {u"ok"_s, true},
        {u"topic"_s, message.queue.topic.text()},
        {u"broker"_s, orNull(message.queue.broker.text())},
        {u"queueId"_s, message.queue.queueId},
        {u"queueOffset"_s, message.queueOffset},
        {u"physicalOffset"_s, message.physicalOffset},
        {u"msgId"_s, orNull(message.msgId.toString())},
        {u"offsetMsgId"_s, orNull(message.offsetMsgId.toString())},
        {u"tags"_s, orNull(message.tag)},
        {u"keys"_s, orNull(message.keys)},
        {u"properties"_s, properties},
        {u"allProperties"_s, all},
        {u"flag"_s, message.flag},
        {u"sysFlag"_s, message.sysFlag},
        {u"compression"_s, message.compression ? QJsonValue(name(*message.compression)) : QJsonValue()},
        {u"transaction"_s, name(message.transaction)},
        {u"bornTime"_s, isoText(message.bornAt)},
        {u"bornHost"_s, message.bornHost.text()},
        {u"storeTime"_s, isoText(message.storedAt)},
        {u"storeHost"_s, message.storeHost.text()},
        {u"reconsumeTimes"_s, message.reconsumeTimes},
        {u"preparedTransactionOffset"_s, message.preparedTransactionOffset},
        {u"bodyBytes"_s, qint64(message.body.size())},
        {u"storedBodyBytes"_s, message.storedBodyBytes},
        {u"bodyCrc"_s, message.bodyCrc},
        {u"bodyCrcOk"_s, message.isBodyCrcRight},
        {u"bodyError"_s, message.bodyError ? QJsonValue(gantry::toJson(*message.bodyError)) : QJsonValue()}};
    if (const std::optional<QString> text = utf8(message.body))
        object.insert(u"body"_s, *text);
    else
        object.insert(u"bodyBase64"_s, QString::fromLatin1(message.body.toBase64()));
    return object;
}

QString toText(const StoredMessage &message)
{
    QStringList lines{u"%1  %2:%3 at offset %4"_s.arg(
        message.queue.topic.text(),
        message.queue.broker.isEmpty() ? message.storeHost.text() : message.queue.broker.text(),
        QString::number(message.queue.queueId), QString::number(message.queueOffset))};
    const auto add = [&lines](QLatin1StringView what, const QString &value) {
        lines.append(u"  %1  %2"_s.arg(QString(what).leftJustified(11), value));
    };
    add("msgId"_L1, message.msgId.isEmpty() ? u"none"_s : message.msgId.toString());
    add("offsetMsgId"_L1, message.offsetMsgId.toString());
    add("tag"_L1, message.tag.isEmpty() ? u"none"_s : shownLine(message.tag));
    add("keys"_L1, message.keys.isEmpty() ? u"none"_s : shownLine(message.keys));
    add("born"_L1, u"%1 at %2"_s.arg(isoText(message.bornAt), message.bornHost.text()));
    add("stored"_L1, u"%1 at %2"_s.arg(isoText(message.storedAt), message.storeHost.text()));
    add("flags"_L1, flagsLine(message));
    lines.append(u"  properties"_s);
    for (const Property &property : message.allProperties)
        lines.append(u"    %1 = %2"_s.arg(shownLine(property.name), shownLine(property.value)));
    add("body"_L1, bodyLine(message));
    return (lines + shownBody(message.body)).join(u'\n');
}

QJsonObject toJson(const ServerTrouble &trouble)
{
    return {{u"ok"_s, false}, {u"server"_s, trouble.server}, {u"error"_s, gantry::toJson(trouble.error)}};
}

} // namespace gantry::ctl
