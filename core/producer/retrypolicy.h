// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>
#include <gantry/sendoutcome.h>

#include <QSet>
#include <QString>
#include <QStringList>

#include <chrono>

namespace gantry::producer {

/// Where an attempt failed.
enum class FailedAt {
    Veto,      ///< a hook, or nothing to send to (MQClientException)
    Transport, ///< connect, write, time-out, lost connection (RemotingException)
    Broker     ///< the broker answered with an error (MQBrokerException)
};

/// What decides whether a failed attempt is followed by another.
struct RetryQuestion {
    SendMode mode = SendMode::Sync;
    bool exactQueue = false; ///< the caller named the queue
    int attempts = 1;        ///< so far
    int maxAttempts = 1;
    FailedAt failedAt = FailedAt::Transport;
    int responseCode = 0;      ///< of a broker's answer
    bool accessDenied = false; ///< the broker did not accept who we are
};

/// Whether to try again. Pure: the whole table is one test.
///
/// SYNC goes on after transport failures, vetoes and the answers in `retryResponseCodes`, unless the caller
/// named the queue. ASYNC goes on after transport failures only: what a broker answers is final. ONEWAY never
/// does. Whoever was not accepted is not tried elsewhere: brokers count failed log-ins, and none of them
/// would say otherwise. Java tries all of them.
///
/// Java: DefaultMQProducerImpl#sendDefaultImpl, MQClientAPIImpl#onExceptionImpl
[[nodiscard]] bool shouldRetry(const RetryQuestion &question, const QSet<int> &retryResponseCodes);

/// The error of a whole send whose attempts all failed: the kind and code of the last, Java's text, and what
/// the last attempt said.
[[nodiscard]] Error finalError(const SendOutcome &outcome, const Error &last);

/// The error of a send whose time ran out between attempts. Java: "sendDefaultImpl call timeout"
[[nodiscard]] Error callTimeoutError(const SendOutcome &outcome, std::chrono::milliseconds timeout);

} // namespace gantry::producer
