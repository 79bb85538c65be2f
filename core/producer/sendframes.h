// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/clientcore.h"
#include "client/publishinfo.h"
#include "producer/sendtask.h"
#include "remoting/remotingclient.h"
#include "wire/headers.h"
#include <gantry/producerconfig.h>
#include <gantry/result.h>

#include <QByteArray>

namespace gantry::producer {

/// Writes the requests of a producer's sends.
///
/// Java:   DefaultMQProducerImpl#sendKernelImpl from the header on, MQClientAPIImpl#sendMessage
/// Thread: network
class SendFrames
{
public:
    SendFrames(const ProducerConfig &config, client::ClientCore &core);

    /// Appends the frame of the task's last attempt to `out`. Errors: MessageTooLarge; `out` is unchanged
    /// then.
    [[nodiscard]] Result<void> append(const SendTask &task, const client::PublishBroker &broker,
                                      qint32 opaque, QByteArray &out);
    /// The header of that frame; its views are valid until the next call with another topic.
    [[nodiscard]] wire::SendMessageHeader header(const SendTask &task, const client::PublishBroker &broker);
    /// A copy of the name that shares nothing with the sender's, whose users are counted on another core;
    /// valid until the next call with another topic.
    [[nodiscard]] const TopicName &ownName(const TopicName &topic);

private:
    void noteTopic(const TopicName &topic);

    remoting::RemotingClient &m_remoting;
    const wire::Namespace m_nameSpace;
    const QByteArray m_group;
    const QByteArray m_createTopicKey;
    const int m_defaultTopicQueueNums;
    const bool m_unitMode;
    TopicName m_lastTopic; ///< as its sender gave it
    TopicName m_ownTopic;
    QByteArray m_lastTopicUtf8;
};

/// SEND_MESSAGE_V2, or SEND_BATCH_MESSAGE.
[[nodiscard]] int requestCode(const SendTask &task);

} // namespace gantry::producer
