// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/orderconfig.h"

#include "wire/codes.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::admin {

namespace {

/// Java: NamesrvUtil.NAMESPACE_ORDER_TOPIC_CONFIG
constexpr char orderNamespace[] = "ORDER_TOPIC_CONFIG";

wire::RemotingCommand orderRequest(int code, const TopicName &topic)
{
    wire::RemotingCommand command;
    command.code = code;
    command.fields = wire::Fields{{"namespace", orderNamespace}, {"key", topic.text().toUtf8()}};
    return command;
}

QStringView brokerOf(QStringView entry)
{
    return entry.first(std::max<qsizetype>(0, entry.lastIndexOf(u':')));
}

} // namespace

QString orderConfig(const QList<Member> &masters, int queues)
{
    QStringList entries;
    for (const Member &master : masters)
        entries.append(master.broker.text() + u':' + QString::number(queues));
    return entries.join(u';');
}

QString mergedOrderConfig(const QString &old, const QString &changed)
{
    QStringList entries = old.split(u';', Qt::SkipEmptyParts);
    for (const QString &entry : changed.split(u';', Qt::SkipEmptyParts)) {
        const auto same = std::ranges::find_if(
            entries, [&entry](const QString &other) { return brokerOf(other) == brokerOf(entry); });
        if (same == entries.end())
            entries.append(entry);
        else
            *same = entry;
    }
    return entries.join(u';');
}

wire::RemotingCommand getOrderConfigRequest(const TopicName &topic)
{
    return orderRequest(wire::requestcode::getKvConfig, topic);
}

wire::RemotingCommand putOrderConfigRequest(const TopicName &topic, const QString &config)
{
    wire::RemotingCommand command = orderRequest(wire::requestcode::putKvConfig, topic);
    command.fields->emplaceBack("value", config.toUtf8());
    return command;
}

wire::RemotingCommand deleteOrderConfigRequest(const TopicName &topic)
{
    return orderRequest(wire::requestcode::deleteKvConfig, topic);
}

} // namespace gantry::admin
