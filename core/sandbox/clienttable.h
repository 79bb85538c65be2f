// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/session.h"
#include "wire/json.h"

#include <QHash>
#include <QMap>
#include <QPointer>
#include <QSet>
#include <QString>

namespace gantry::sandbox {

/// Which messages of a topic a consumer group wants. Java: SubscriptionData
struct Subscription {
    QString expression = QStringLiteral("*");
    QSet<qint32> tagCodes; ///< empty: all

    [[nodiscard]] bool wants(qint32 tagsCode) const
    {
        return tagCodes.isEmpty() || tagCodes.contains(tagsCode);
    }
    friend bool operator==(const Subscription &, const Subscription &) = default;
};

/// `a || b`, or `*`.
[[nodiscard]] Subscription readSubscription(const QString &expression);

struct Member {
    QPointer<Session> session;
    QString language;
    int version = 0;
};

struct ConsumerGroup {
    QMap<QString, Member> members;              ///< by client id
    QHash<QString, Subscription> subscriptions; ///< by topic
    QString consumeType;
    QString messageModel;
    QString consumeFromWhere;
};

/// Who has told this broker of himself by heartbeats. Thread: sandbox.
///
/// Java: ProducerManager, ConsumerManager
class ClientTable
{
public:
    /// Takes a heartbeat. Gives the consumer groups that have changed: their members have to be told.
    QStringList heartbeat(const wire::JsonValue &heartbeat, const Member &member);
    /// The groups that a client leaves; empty texts: none. Gives the consumer group if it has changed.
    QStringList unregister(const QString &clientId, const QString &producerGroup,
                           const QString &consumerGroup);
    /// The connection is gone, and who spoke through it. Gives the consumer groups that have changed.
    QStringList remove(const Session &session);

    [[nodiscard]] QMap<QString, Member> producers(const QString &group) const
    {
        return m_producers.value(group);
    }
    [[nodiscard]] const ConsumerGroup *consumers(const QString &group) const;
    [[nodiscard]] const QMap<QString, ConsumerGroup> &allConsumers() const { return m_consumers; }
    /// The connection through which this client speaks; null when there is none.
    [[nodiscard]] Session *client(const QString &clientId) const;

private:
    bool takeConsumer(const wire::JsonValue &data, const QString &clientId, const Member &member);

    QMap<QString, QMap<QString, Member>> m_producers; ///< by group and client id
    QMap<QString, ConsumerGroup> m_consumers;
};

} // namespace gantry::sandbox
