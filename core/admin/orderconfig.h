// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/members.h"
#include "wire/command.h"
#include <gantry/names.h>

#include <QList>
#include <QString>

namespace gantry::admin {

/// "broker-a:4;broker-b:4": the fixed layout of an ordered topic's queues. NameServers hand it out with the
/// route when their orderMessageEnable is on. Java: UpdateTopicSubCommand#execute
[[nodiscard]] QString orderConfig(const QList<Member> &masters, int queues);

/// `old` with the entries of `changed` put in place of those of the same broker, or added.
/// Java: DefaultMQAdminExtImpl#createOrUpdateOrderConf with isCluster false
[[nodiscard]] QString mergedOrderConfig(const QString &old, const QString &changed);

/// Requests about a topic's entry in the NameServers' table ORDER_TOPIC_CONFIG. Java: KVConfigManager
[[nodiscard]] wire::RemotingCommand getOrderConfigRequest(const TopicName &topic);
[[nodiscard]] wire::RemotingCommand putOrderConfigRequest(const TopicName &topic, const QString &config);
[[nodiscard]] wire::RemotingCommand deleteOrderConfigRequest(const TopicName &topic);

} // namespace gantry::admin
