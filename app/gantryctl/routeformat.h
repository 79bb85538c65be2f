// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/admin.h>
#include <gantry/topicroute.h>

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace gantry::ctl {

/// "rw-": read, write, inherit.
[[nodiscard]] QString permissionText(int permission);

/// A route as the producer sees it; `brokers`: what probing its addresses gave, or empty.
[[nodiscard]] QJsonObject routeJson(const TopicPublishInfo &route, const QList<BrokerReachability> &brokers);
/// Lines without the last line end. An address that cannot be reached is one line that begins with '!'.
[[nodiscard]] QString routeText(const TopicPublishInfo &route, const QList<BrokerReachability> &brokers);

[[nodiscard]] QJsonObject nameServerRoutesJson(const TopicName &topic, const QList<NameServerRoute> &routes,
                                               const QStringList &disagreements);
[[nodiscard]] QString nameServerRoutesText(const QList<NameServerRoute> &routes,
                                           const QStringList &disagreements);

} // namespace gantry::ctl
