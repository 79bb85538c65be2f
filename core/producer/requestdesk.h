// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "client/clientcore.h"
#include "producer/replypath.h"
#include "producer/sendtask.h"
#include <gantry/replymessage.h>

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

namespace gantry::producer {

/// What is around the send of a request: the way for its reply, the reply, and the end of the wait for it.
///
/// Java:   DefaultMQProducerImpl#request, #prepareSendRequest, #waitResponse; RequestFutureHolder
/// Thread: network
class RequestDesk final : public QObject
{
    Q_OBJECT

public:
    using Step = std::function<void(SendTask *task)>;

    /// `send`: the reply can come, the request may be sent. `finish`: the request is stored, and its outcome
    /// holds the reply, or the error that none came in time.
    RequestDesk(client::ClientCore &core, Step send, Step finish);

    /// From here on until forget() the request is known here.
    void prepare(SendTask *task);
    /// The request is stored. False: its reply was faster, and there is nothing to wait for.
    [[nodiscard]] bool awaitsReply(SendTask &task);
    /// It has its outcome, whatever that is.
    void forget(const SendTask &task);

private:
    void onReply(quint64 id, ReplyMessage reply);
    void expire();
    [[nodiscard]] Clock::TimePoint now() const { return m_core.remoting().batchTime(); }

    client::ClientCore &m_core;
    const Step m_send;
    const Step m_finish;
    ReplyPath m_path;
    QHash<quint64, SendTask *> m_open; ///< by SendId
    QTimer m_deadlines;                ///< while there are any
};

} // namespace gantry::producer
