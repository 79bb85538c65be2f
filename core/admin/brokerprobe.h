// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "admin/askall.h"
#include <gantry/admin.h>

#include <QHash>
#include <QList>

namespace gantry::admin {

/// The addresses to try, without results yet: masters, slaves and VIP channels as `options` ask for.
[[nodiscard]] QList<BrokerReachability> probeTargets(const TopicRoute &route, ProbeOptions options,
                                                     const QHash<Address, Address> &addressMap);

/// `target` with what `answer` says about it.
[[nodiscard]] BrokerReachability probeResult(BrokerReachability target, const Answer &answer);

} // namespace gantry::admin
