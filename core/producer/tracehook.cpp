// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/tracehook.h"

#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace gantry::producer {

namespace {

milliseconds sinceEpoch()
{
    return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch());
}

QStringList msgIdsOf(const SendMessageContext &context)
{
    if (context.memberIds.isEmpty())
        return {context.msgId.toString()};
    QStringList ids;
    for (const IdText &id : context.memberIds)
        ids.append(id.toString());
    return ids;
}

} // namespace

TraceHook::TraceHook(std::shared_ptr<TraceDispatcher> dispatcher)
    : m_dispatcher(std::move(dispatcher))
{
}

/// As in Java, which records no failed and no ONEWAY sends, and none for which the broker does not want it.
void TraceHook::after(const SendMessageContext &context, const Attempt &attempt, const SendResult *result)
{
    if (!result || result->status == SendStatus::Oneway || !result->traceOn
        || m_dispatcher->isTraceTopic(context.message.topic))
        return;
    const auto cost = duration_cast<milliseconds>(attempt.took);
    m_dispatcher->append({.sinceEpoch = sinceEpoch() - cost,
                          .region = result->regionId,
                          .group = context.group,
                          .topic = context.message.topic,
                          .msgIds = msgIdsOf(context),
                          .tag = context.message.tag,
                          .keys = context.message.keys,
                          .broker = context.brokerAddress,
                          .what = TraceRecord::Pub{.bodyBytes = context.wireBodyBytes,
                                                   .cost = cost,
                                                   .type = context.type,
                                                   .offsetMsgId = result->offsetMsgId,
                                                   .success = result->status == SendStatus::SendOk}});
}

void TraceHook::ending(const EndTransactionContext &context)
{
    const TopicName &topic = context.message ? context.message->topic : context.half.topic;
    if (m_dispatcher->isTraceTopic(topic))
        return;
    m_dispatcher->append({.sinceEpoch = sinceEpoch(),
                          .region = u"DefaultRegion"_s,
                          .group = context.group,
                          .topic = topic,
                          .msgIds = {context.half.msgId.toString()},
                          .tag = context.message ? context.message->tag : QString(),
                          .keys = context.message ? context.message->keys : QString(),
                          .broker = context.half.address,
                          .what = TraceRecord::EndTransaction{.transactionId = context.half.transactionId,
                                                              .state = context.state,
                                                              .fromCheck = context.half.fromCheck}});
}

} // namespace gantry::producer
