// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendframes.h"

#include "wire/codes.h"

namespace gantry::producer {

SendFrames::SendFrames(const ProducerConfig &config, client::ClientCore &core)
    : m_remoting(core.remoting())
    , m_nameSpace(core.nameSpace())
    , m_group(m_nameSpace.wrap(config.group.text()).toUtf8())
    , m_createTopicKey(config.createTopicKey.toUtf8())
    , m_defaultTopicQueueNums(config.defaultTopicQueueNums)
    , m_unitMode(config.unitMode)
{
}

int requestCode(const SendTask &task)
{
    return task.isBatch() ? wire::requestcode::sendBatchMessage : wire::requestcode::sendMessageV2;
}

void SendFrames::noteTopic(const TopicName &topic)
{
    if (m_lastTopic == topic)
        return;
    m_lastTopic = topic;
    m_lastTopicUtf8 = m_nameSpace.wrap(topic.text()).toUtf8();
    m_ownTopic = TopicName(QString(topic.text().constData(), topic.text().size()));
}

const TopicName &SendFrames::ownName(const TopicName &topic)
{
    noteTopic(topic);
    return m_ownTopic;
}

wire::SendMessageHeader SendFrames::header(const SendTask &task, const client::PublishBroker &broker)
{
    noteTopic(task.message.topic);
    return {.producerGroup = m_group,
            .topic = m_lastTopicUtf8,
            .defaultTopic = m_createTopicKey,
            .defaultTopicQueueNums = m_defaultTopicQueueNums,
            .queueId = task.outcome.attempts.back().queueId,
            .sysFlag = task.sysFlag,
            .bornTimestamp = m_remoting.batchSinceEpoch().count(),
            .flag = task.message.flag,
            .properties = task.properties,
            .unitMode = m_unitMode,
            .maxReconsumeTimes = std::nullopt,
            .batch = task.isBatch(),
            .brokerName = broker.utf8};
}

Result<void> SendFrames::append(const SendTask &task, const client::PublishBroker &broker, qint32 opaque,
                                QByteArray &out)
{
    const wire::SendMessageHeader fields = header(task, broker);
    const qint32 flag = task.outcome.mode == SendMode::Oneway ? wire::commandflag::oneway : 0;
    const int code = requestCode(task);
    if (!m_remoting.changesRequests())
        return wire::appendSendFrame(out, m_remoting.headerType(), code, opaque, flag, fields,
                                     task.wireBody());
    wire::RemotingCommand command;
    command.code = code;
    command.opaque = opaque;
    command.flag = flag;
    command.fields = wire::toFields(fields, true);
    command.body = task.wireBody();
    m_remoting.prepareRequest(task.outcome.attempts.back().address, command);
    return wire::encode(command, m_remoting.headerType(), out);
}

} // namespace gantry::producer
