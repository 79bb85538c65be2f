// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/tracerecord.h"

using namespace Qt::StringLiterals;

namespace gantry::producer {

namespace {

constexpr char between = '\1';
constexpr char end = '\2';

/// Java appends a null String as this word.
QString orNull(const QString &text)
{
    return text.isEmpty() ? u"null"_s : text;
}

QString flag(bool isSet)
{
    return isSet ? u"true"_s : u"false"_s;
}

/// Java: LocalTransactionState
QString stateName(TransactionState state)
{
    switch (state) {
    case TransactionState::Commit:
        return u"COMMIT_MESSAGE"_s;
    case TransactionState::Rollback:
        return u"ROLLBACK_MESSAGE"_s;
    case TransactionState::Unknown:
        break;
    }
    return u"UNKNOW"_s;
}

QStringList fieldsOf(const TraceRecord::Pub &pub)
{
    return {QString::number(pub.bodyBytes), QString::number(pub.cost.count()), QString::number(int(pub.type)),
            orNull(pub.offsetMsgId.toString()), flag(pub.success)};
}

QStringList fieldsOf(const TraceRecord::EndTransaction &ended)
{
    return {QString::number(int(MessageType::Commit)), orNull(ended.transactionId.toString()),
            stateName(ended.state), flag(ended.fromCheck)};
}

} // namespace

void appendRecord(QByteArray &out, const TraceRecord &record)
{
    const bool isPub = std::holds_alternative<TraceRecord::Pub>(record.what);
    const QStringList fields = QStringList{isPub ? u"Pub"_s : u"EndTransaction"_s,
                                           QString::number(record.sinceEpoch.count()),
                                           record.region,
                                           record.group.text(),
                                           record.topic.text(),
                                           record.msgIds.join(u','),
                                           orNull(record.tag),
                                           orNull(record.keys),
                                           record.broker.text()}
                               + std::visit([](const auto &what) { return fieldsOf(what); }, record.what);
    out += fields.join(QChar::fromLatin1(between)).toUtf8();
    out += end;
}

QStringList recordKeys(const TraceRecord &record)
{
    return record.msgIds + record.keys.split(u' ', Qt::SkipEmptyParts);
}

} // namespace gantry::producer
