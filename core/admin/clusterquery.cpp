// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/admincalls.h"
#include "admin/adminerrors.h"
#include "admin/serverversion.h"
#include "wire/codes.h"

#include <utility>

using std::chrono::milliseconds;

namespace gantry::admin {

namespace {

BrokerView brokerView(const Member &member, const Answer &answer)
{
    BrokerView view{.cluster = member.cluster,
                    .broker = member.broker,
                    .id = member.id,
                    .address = member.address,
                    .version = {},
                    .putTps = 0,
                    .startedAt = std::nullopt,
                    .runtime = {},
                    .error = std::nullopt};
    const Result<wire::RemotingCommand> response = accepted(answer, ErrorKind::Broker);
    const Result<QMap<QString, QString>> runtime =
        response ? wire::keyValueTable(response->body) : Result<QMap<QString, QString>>(response.error());
    if (!runtime) {
        view.error = runtime.error();
        if (answer.response)
            view.version = versionText(answer.response->version);
        return view;
    }
    view.runtime = *runtime;
    const QString version = runtime->value(QStringLiteral("brokerVersionDesc"));
    view.version = version.isEmpty() ? versionText(response->version) : versionText(version);
    // Averages over 10 s, one minute and ten minutes.
    view.putTps =
        runtime->value(QStringLiteral("putTps")).section(u' ', 0, 0, QString::SectionSkipEmpty).toDouble();
    if (const qint64 bootMillis = runtime->value(QStringLiteral("bootTimestamp")).toLongLong();
        bootMillis > 0)
        view.startedAt = std::chrono::system_clock::time_point(milliseconds(bootMillis));
    return view;
}

} // namespace

/// Java: MQClientAPIImpl#getBrokerRuntimeInfo for each of MQClientAPIImpl#getBrokerClusterInfo
void AdminCalls::cluster(milliseconds timeout, const Completion<ClusterView> &completion) const
{
    const Budget budget(m_core->clock(), timeout);
    members(budget.share(2), [self = *this, budget, completion](const Result<QList<Member>> &found) {
        if (!found)
            return completion(found.error());
        const QList<Member> &members = *found;
        const auto command = request(wire::requestcode::getBrokerRuntimeInfo);
        askAll(self.core().remoting(), self.brokerRequests(members, command), budget.share(),
               [members, completion](const QList<Answer> &answers) {
                   ClusterView view;
                   for (qsizetype i = 0; i < answers.size(); ++i)
                       view.brokers.append(brokerView(members.at(i), answers.at(i)));
                   completion(view);
               });
    });
}

} // namespace gantry::admin
