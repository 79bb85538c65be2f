// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/messagequeueselector.h>

#include <QRandomGenerator>

#include <cstdlib>

namespace gantry {

MessageQueueSelector selectQueueByHash(const QString &shardingKey)
{
    return [hash = qint64(javaHash(shardingKey))](const QList<MessageQueue> &queues,
                                                  const Message &) -> std::optional<qsizetype> {
        if (queues.isEmpty())
            return std::nullopt;
        return std::abs(hash % queues.size());
    };
}

MessageQueueSelector selectQueueByRandom()
{
    return [](const QList<MessageQueue> &queues, const Message &) -> std::optional<qsizetype> {
        if (queues.isEmpty())
            return std::nullopt;
        return QRandomGenerator::global()->bounded(queues.size());
    };
}

} // namespace gantry
