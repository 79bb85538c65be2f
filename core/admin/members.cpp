// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/members.h"

#include <algorithm>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::admin {

namespace {

void appendMembers(QList<Member> &members, const BrokerRoute &route)
{
    for (auto [id, address] : route.addresses.asKeyValueRange())
        members.append({route.cluster, route.broker, id, address});
}

QList<Member> sorted(QList<Member> members)
{
    std::ranges::sort(members, [](const Member &a, const Member &b) {
        return std::tie(a.cluster, a.broker, a.id) < std::tie(b.cluster, b.broker, b.id);
    });
    return members;
}

} // namespace

QString describe(const Member &member)
{
    const QString slave = member.id == 0 ? QString() : u", slave %1"_s.arg(member.id);
    return u"%1%2 (%3)"_s.arg(member.broker.text(), slave, member.address.text());
}

QList<Member> membersOf(const wire::ClusterInfo &info)
{
    QList<Member> members;
    for (const BrokerRoute &route : info.brokers)
        appendMembers(members, route);
    return sorted(std::move(members));
}

QList<Member> membersOf(const TopicRoute &route)
{
    QList<Member> members;
    for (const BrokerRoute &broker : route.brokers)
        appendMembers(members, broker);
    return sorted(std::move(members));
}

QList<Member> readersOf(const TopicRoute &route)
{
    QList<Member> readers;
    for (const Member &member : membersOf(route)) { // by name, then id
        if (readers.isEmpty() || readers.last().broker != member.broker
            || readers.last().cluster != member.cluster)
            readers.append(member);
    }
    return readers;
}

QList<Member> mastersOf(QList<Member> members)
{
    members.removeIf([](const Member &member) { return member.id != 0; });
    return members;
}

} // namespace gantry::admin
