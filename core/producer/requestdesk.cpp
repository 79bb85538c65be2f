// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/requestdesk.h"

#include <QPointer>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace gantry::producer {

namespace {

constexpr milliseconds sweepTime = 10ms;

/// Java: DefaultMQProducerImpl#waitResponse
Error noReply(const TopicName &topic, milliseconds timeout)
{
    return {
        ErrorKind::Timeout,
        u"send request message to <%1> OK, but wait reply message timeout, %2 ms."_s.arg(topic.text())
            .arg(timeout.count()),
        u"check that a consumer of this topic runs and replies, or raise the time-out; the message itself is "
        "stored"_s,
        clienterror::requestTimeout};
}

} // namespace

RequestDesk::RequestDesk(client::ClientCore &core, Step send, Step finish)
    : m_core(core)
    , m_send(std::move(send))
    , m_finish(std::move(finish))
    , m_path(core)
{
    connect(&m_deadlines, &QTimer::timeout, this, &RequestDesk::expire);
}

void RequestDesk::prepare(SendTask *task)
{
    const quint64 id = task->outcome.id.value;
    m_open.insert(id, task);
    m_core.serverRequests().awaitReply(task->special->correlationId,
                                       [self = QPointer(this), id](ReplyMessage reply) {
                                           if (self)
                                               self->onReply(id, std::move(reply));
                                       });
    if (!m_deadlines.isActive())
        m_deadlines.start(sweepTime);
    const auto remaining = std::max(1ms, duration_cast<milliseconds>(task->deadline - now()));
    m_path.prepare(task->message.topic, remaining, [self = QPointer(this), id] {
        if (!self)
            return;
        const remoting::RemotingClient::Cork cork(self->m_core.remoting());
        if (SendTask *prepared = self->m_open.value(id))
            self->m_send(prepared);
    });
}

bool RequestDesk::awaitsReply(SendTask &task)
{
    task.special->isReplyAwaited = !task.outcome.reply;
    return task.special->isReplyAwaited;
}

void RequestDesk::forget(const SendTask &task)
{
    m_open.remove(task.outcome.id.value);
    m_core.serverRequests().forgetReply(task.special->correlationId);
}

/// It may come before the broker's answer to the request itself.
void RequestDesk::onReply(quint64 id, ReplyMessage reply)
{
    SendTask *task = m_open.value(id);
    if (!task)
        return;
    reply.arrivedAfter = m_core.clock().now() - task->acceptedAt;
    task->outcome.reply = std::make_shared<const ReplyMessage>(std::move(reply));
    if (task->special->isReplyAwaited)
        m_finish(task);
}

void RequestDesk::expire()
{
    const remoting::RemotingClient::Cork cork(m_core.remoting());
    const QHash<quint64, SendTask *> open = m_open; // m_finish() takes from it
    for (SendTask *task : open) {
        if (task->special->isReplyAwaited && now() >= task->deadline) {
            task->outcome.result = noReply(task->message.topic, task->timeout);
            m_finish(task);
        }
    }
    if (open.isEmpty())
        m_deadlines.stop();
}

} // namespace gantry::producer
