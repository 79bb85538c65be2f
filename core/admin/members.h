// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/route.h"
#include <gantry/names.h>

#include <QList>
#include <QString>

namespace gantry::admin {

/// One broker process, as a NameServer names it.
struct Member {
    QString cluster;
    BrokerName broker;
    qint64 id = 0; ///< 0: master
    Address address;

    friend bool operator==(const Member &, const Member &) = default;
};

/// "broker-a (127.0.0.1:10911)", of a slave "broker-a, slave 1 (…)".
[[nodiscard]] QString describe(const Member &member);

/// Every broker process, by cluster, then name, then id.
[[nodiscard]] QList<Member> membersOf(const wire::ClusterInfo &info);
[[nodiscard]] QList<Member> membersOf(const TopicRoute &route);

/// Of each broker the one to ask for messages: the master, or the first slave where there is none.
[[nodiscard]] QList<Member> readersOf(const TopicRoute &route);

/// Those with id 0.
[[nodiscard]] QList<Member> mastersOf(QList<Member> members);

} // namespace gantry::admin
