// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/mailbox.h"
#include "base/waitingroom.h"
#include "producer/listenerpool.h"
#include "producer/sendgate.h"
#include "producer/sendtask.h"
#include <gantry/producer.h>
#include <gantry/sendoutcome.h>

#include <QPointer>

#include <atomic>
#include <memory>

namespace gantry::producer {

/// An outcome on its way to the producer's own thread.
struct Delivery {
    QPointer<QObject> context;
    OutcomeHandler handler;
    SendOutcome outcome;
};

/// What the engine and the producer's facade share.
struct SendExchange {
    explicit SendExchange(const SendGate::Limits &limits)
        : gate(limits)
    {
    }

    SendGate gate;
    WaitingRoom waitingRoom; ///< for the outcomes of synchronous sends
    SendTaskPool pool;
    Mailbox<std::unique_ptr<SendTask>> submissions;
    Mailbox<Delivery> deliveries;
    /// ONEWAY messages come in a stream: the next batch is taken when it has gathered for a moment. Whoever
    /// is in a hurry must ring, also when the mailbox is not empty.
    std::atomic<bool> isGathering = false;
    ListenerPool listenerThreads; ///< for transaction listeners
};

} // namespace gantry::producer
