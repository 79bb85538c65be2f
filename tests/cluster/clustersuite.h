// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/gantryctlprocess.h"
#include "support/rocketmqcluster.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <memory>

namespace gantry::testing {

/// The clusters of one suite, each started when it is first asked for.
class ClusterPool
{
public:
    /// The running cluster `name`, started with `options` if need be, with all its servers well. Null, and
    /// error() says why, when it cannot be had.
    [[nodiscard]] RocketMqCluster *get(const QString &name, const ClusterOptions &options)
    {
        std::shared_ptr<RocketMqCluster> &cluster = m_clusters[name + u' ' + options.version];
        if (!cluster)
            cluster = std::make_shared<RocketMqCluster>();
        const bool isWell = cluster->isUp() ? cluster->heal() : cluster->up(options);
        m_error = cluster->error();
        return isWell ? cluster.get() : nullptr;
    }
    /// Why get() gave null.
    [[nodiscard]] QString error() const { return m_error; }
    void clear() { m_clusters.clear(); }

private:
    QMap<QString, std::shared_ptr<RocketMqCluster>> m_clusters;
    QString m_error;
};

/// In a test's _data(): a row for each of `versions`, which is QFETCH(QString, version).
inline void addVersionRows(const QStringList &versions = RocketMqCluster::versions())
{
    QTest::addColumn<QString>("version");
    for (const QString &version : versions)
        QTest::newRow(qPrintable(version)) << version;
}

/// `gantryctl command -n nameServers -o json words`; `words` are split at blanks.
inline QStringList jsonCommand(const QString &command, const RocketMqCluster &cluster, const QString &words)
{
    QStringList line = command.split(u' ', Qt::SkipEmptyParts);
    line << QStringLiteral("-n") << cluster.nameServers() << QStringLiteral("-o") << QStringLiteral("json");
    return line + words.split(u' ', Qt::SkipEmptyParts);
}

inline QString text(const QJsonObject &object, QLatin1String name)
{
    return object.value(name).toString();
}

/// The attempts of an outcome line.
inline QList<QJsonObject> attempts(const QJsonObject &outcome)
{
    QList<QJsonObject> all;
    const QJsonArray array = outcome.value(QLatin1String("attempts")).toArray();
    for (const auto &value : array)
        all.append(value.toObject());
    return all;
}

inline QString errorKind(const QJsonObject &outcome)
{
    return text(outcome.value(QLatin1String("error")).toObject(), QLatin1String("kind"));
}

inline QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// The text of a failed check: what is wrong, and with what.
inline QByteArray because(const QString &wrong, const QByteArray &what)
{
    return wrong.toUtf8() + ": " + what;
}

/// How far the fullest and the emptiest queue are apart; -1 without queues.
inline qint64 spread(const QMap<QString, qint64> &perQueue)
{
    const auto [least, most] = std::minmax_element(perQueue.begin(), perQueue.end());
    return least == perQueue.end() ? -1 : *most - *least;
}

} // namespace gantry::testing

/// Declares `name`, a running cluster out of `pool`; fails or skips the test without one.
#define GANTRY_CLUSTER(name, pool, poolName, options)                                                        \
    GANTRY_NEEDS_CLUSTER((options).version);                                                                 \
    RocketMqCluster *const name##_ = (pool).get(poolName, options);                                          \
    QVERIFY2(name##_, qUtf8Printable((pool).error()));                                                       \
    RocketMqCluster &name = *name##_
