// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>
#include <gantry/latencyhistogram.h>
#include <gantry/outcomejson.h>
#include <gantry/sendoutcome.h>
#include <gantry/transaction.h>

#include <QJsonObject>
#include <QMap>
#include <QString>

#include <chrono>
#include <optional>

namespace gantry::ctl {

/// A text that is absent when it is empty.
[[nodiscard]] QJsonValue orNull(const QString &text);

/// `p50 p90 p99 p999 max`, in milliseconds.
[[nodiscard]] QJsonObject toJson(const LatencyHistogram &latencies);

/// "broker-a:3": how queues are named in summaries.
[[nodiscard]] QString queueLabel(const MessageQueue &queue);

/// What a command sent, so far.
struct SendTotals {
    quint64 sent = 0;
    quint64 ok = 0;
    quint64 failed = 0;
    quint64 nameServerFailures = 0; ///< of the failed ones
    quint64 undecided = 0;          ///< half messages whose broker could not be told what becomes of them
    LatencyHistogram latencies;     ///< of the accepted ones
    QMap<QString, quint64> queues;  ///< accepted messages by queue

    void add(const SendOutcome &outcome);
};

[[nodiscard]] QJsonObject toJson(const SendTotals &totals, std::chrono::nanoseconds elapsed);

/// One line for people, without a line end; with `flow` one more for every attempt.
[[nodiscard]] QString toText(const SendOutcome &outcome, bool flow);
[[nodiscard]] QString toText(const SendTotals &totals, std::chrono::nanoseconds elapsed);
[[nodiscard]] QString toText(const Error &error);

/// A broker's check-back of a half message, and what it is answered; nothing: nothing is.
[[nodiscard]] QJsonObject toJson(const TransactionCheck &check, std::optional<TransactionState> answer);
[[nodiscard]] QString toText(const TransactionCheck &check, std::optional<TransactionState> answer);

/// "1.52": with as many digits as make sense.
[[nodiscard]] QString millisText(std::chrono::nanoseconds time);

} // namespace gantry::ctl
