// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/admincalls.h"
#include "admin/adminerrors.h"
#include "wire/codes.h"
#include "wire/headers.h"
#include "wire/message.h"
#include "wire/messageid.h"

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::admin {

namespace {

/// No topic has so many queues.
constexpr int noQueue = std::numeric_limits<qint32>::max();

wire::RemotingCommand trial(const GroupName &group, const TopicName &topic, const BrokerName &broker)
{
    const QByteArray groupUtf8 = group.text().toUtf8();
    const QByteArray topicUtf8 = topic.text().toUtf8();
    const QByteArray brokerUtf8 = broker.text().toUtf8();
    QByteArray properties;
    wire::appendProperty(properties, wire::propertyname::uniqueKey, wire::createUniqueId().view());
    wire::appendProperty(properties, wire::propertyname::waitStoreOk, "true");
    wire::RemotingCommand command;
    command.code = wire::requestcode::sendMessageV2;
    command.fields = wire::toFields(wire::SendMessageHeader{.producerGroup = groupUtf8,
                                                            .topic = topicUtf8,
                                                            .queueId = noQueue,
                                                            .properties = properties,
                                                            .brokerName = brokerUtf8},
                                    true);
    command.body = "never stored"_ba;
    return command;
}

/// The refusal that was asked for: 5.x says INVALID_PARAMETER, 4.9 SYSTEM_ERROR.
bool isOnlyTheQueue(const wire::RemotingCommand &response)
{
    const bool mayBe = response.code == wire::responsecode::invalidParameter
                       || response.code == wire::responsecode::systemError;
    return mayBe && response.remark.value_or(QString()).contains("queueId"_L1);
}

} // namespace

void AdminCalls::trySends(const GroupName &group, const TopicName &topic, const TopicRoute &route,
                          std::chrono::milliseconds timeout, Completion<QList<TrialSend>> completion) const
{
    QList<Request> requests;
    QList<TrialSend> trials;
    for (const Member &master : mastersOf(membersOf(route))) {
        const bool hasQueues = std::ranges::any_of(
            route.queues, [&](const QueueRoute &queues) { return queues.broker == master.broker; });
        if (!hasQueues)
            continue;
        requests.append(brokerRequest(master, trial(group, topic, master.broker)));
        trials.append({master.broker, master.address, std::nullopt});
    }
    askAll(m_core->remoting(), requests, timeout,
           [trials, completion = std::move(completion)](const QList<Answer> &answers) mutable {
               for (qsizetype i = 0; i < answers.size(); ++i) {
                   const Answer &answer = answers.at(i);
                   if (answer.response && isOnlyTheQueue(*answer.response))
                       continue;
                   if (const auto taken = accepted(answer, ErrorKind::Broker); !taken)
                       trials[i].error = taken.error();
               }
               completion(trials);
           });
}

} // namespace gantry::admin
