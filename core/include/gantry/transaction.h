// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/message.h>
#include <gantry/messageid.h>
#include <gantry/names.h>
#include <gantry/result.h>

#include <QLatin1String>
#include <QString>

#include <optional>

namespace gantry {

struct SendOutcome;

/// What shall become of a half message. Java: LocalTransactionState
enum class TransactionState {
    Commit,   ///< consumers see it
    Rollback, ///< they never do
    Unknown   ///< not known yet: the broker asks later (Java: UNKNOW)
};

/// "commit", "rollback" or "unknown".
[[nodiscard]] QLatin1String name(TransactionState state);
/// The other way round; nothing for any other text.
[[nodiscard]] std::optional<TransactionState> transactionStateOf(QStringView text);

/// A half message as its broker knows it: what END_TRANSACTION names. Java: EndTransactionRequestHeader
struct HalfMessage {
    TopicName topic; ///< as the request says it: of a check that is the half topic
    BrokerName broker;
    Address address; ///< of the broker that keeps it, or that asked
    IdText msgId;
    IdText transactionId;         ///< empty on brokers 4.9
    qint64 stateTableOffset = -1; ///< its offset in the queue of half messages
    qint64 commitLogOffset = -1;
    bool fromCheck = false;
};

/// A broker's question about a half message whose fate it was not told, or that it was told is unknown. The
/// broker asks any live producer of the group, as often as it takes (up to transactionCheckMax, 15 times).
///
/// Java: CHECK_TRANSACTION_STATE and the MessageExt of TransactionListener#checkLocalTransaction
struct TransactionCheck {
    GroupName group;
    HalfMessage half;
    Message message; ///< with the topic it was sent to, and the user's properties
    int times = 0;   ///< that the broker asked about it, this one counted; 0 when it does not say
};

/// What became of the transaction of one message that was stored as a half message.
struct TransactionOutcome {
    HalfMessage half;
    /// What the broker was told; nothing: nothing was said, and it will ask.
    std::optional<TransactionState> state;
    /// Why the broker refused it or could not be told; it will ask then, too.
    std::optional<Error> error;
};

/// Decides what becomes of half messages.
///
/// Java:   TransactionListener
/// Thread: one of the producer's threads for transactions; may block, and calls for different messages may
/// come
///         at the same time
class TransactionListener
{
public:
    virtual ~TransactionListener() = default;
    /// The half message is stored: does what belongs to it. Nothing: says nothing to the broker for now; then
    /// Producer::endTransaction() may do so, or the broker asks.
    [[nodiscard]] virtual std::optional<TransactionState>
    executeLocalTransaction(const Message &message, const SendOutcome &half) = 0;
    /// The broker asks. Nothing: as above.
    [[nodiscard]] virtual std::optional<TransactionState>
    checkLocalTransaction(const TransactionCheck &check) = 0;
};

} // namespace gantry
