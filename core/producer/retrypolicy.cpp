// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/retrypolicy.h"

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace gantry::producer {

bool shouldRetry(const RetryQuestion &question, const QSet<int> &retryResponseCodes)
{
    if (question.accessDenied || question.attempts >= question.maxAttempts)
        return false;
    switch (question.mode) {
    case SendMode::Sync:
        if (question.exactQueue)
            return false;
        return question.failedAt != FailedAt::Broker || retryResponseCodes.contains(question.responseCode);
    case SendMode::Async:
        return question.failedAt == FailedAt::Transport;
    case SendMode::Oneway:
        return false;
    }
    Q_UNREACHABLE();
}

Error finalError(const SendOutcome &outcome, const Error &last)
{
    if (outcome.attempts.size() <= 1)
        return last;
    QStringList brokers;
    for (const Attempt &attempt : outcome.attempts)
        brokers.append(attempt.broker.text());
    Error error = last;
    error.detail = u"Send [%1] times, still failed, cost [%2]ms, Topic: %3, BrokersSent: [%4]; last: %5"_s
                       .arg(outcome.attempts.size())
                       .arg(duration_cast<milliseconds>(outcome.elapsed).count())
                       .arg(outcome.topic.text(), brokers.join(", "_L1), last.detail);
    return error;
}

Error callTimeoutError(const SendOutcome &outcome, milliseconds timeout)
{
    QString detail = u"sendDefaultImpl call timeout: the %1 ms of the send had passed after %2 attempt(s)"_s
                         .arg(timeout.count())
                         .arg(outcome.attempts.size());
    QString hint = u"the look-up of the route took it all: check the NameServers"_s;
    if (!outcome.attempts.isEmpty() && outcome.attempts.back().error) {
        detail += u"; last: "_s + outcome.attempts.back().error->detail;
        hint = u"one slow broker used up the time of all attempts: raise the time-out, or set an attempt "
               u"time-out "
               "so that another broker gets its turn"_s;
    }
    return {ErrorKind::Timeout, detail, hint, clienterror::accessBrokerTimeout};
}

} // namespace gantry::producer
