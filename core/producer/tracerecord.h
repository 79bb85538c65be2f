// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/hooks.h>
#include <gantry/names.h>
#include <gantry/transaction.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <variant>

namespace gantry::producer {

/// One entry of a message trace. Java: TraceContext with its TraceBean
struct TraceRecord {
    /// A send that a broker answered. Java: TraceType.Pub
    struct Pub {
        qsizetype bodyBytes = 0; ///< as the body went out
        std::chrono::milliseconds cost{};
        MessageType type = MessageType::Normal;
        IdText offsetMsgId;
        bool success = true; ///< SEND_OK, and no other status
    };
    /// A transaction was committed or rolled back. Java: TraceType.EndTransaction
    struct EndTransaction {
        IdText transactionId;
        TransactionState state = TransactionState::Unknown;
        bool fromCheck = false;
    };

    std::chrono::milliseconds sinceEpoch{};
    QString region;
    GroupName group;
    TopicName topic;
    QStringList msgIds; ///< several for a batch
    QString tag;
    QString keys;
    Address broker;
    std::variant<Pub, EndTransaction> what;
};

/// Appends the record as Java's tools read it: fields between U+0001, ended by U+0002; "null" for what is
/// empty and may be so. Java: TraceDataEncoder#encoderFromContextBean
void appendRecord(QByteArray &out, const TraceRecord &record);

/// The keys under which the message that carries the record is found: its ids and keys.
[[nodiscard]] QStringList recordKeys(const TraceRecord &record);

} // namespace gantry::producer
