// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/message.h>
#include <gantry/messagequeueselector.h>
#include <gantry/producerconfig.h>
#include <gantry/result.h>
#include <gantry/sendoutcome.h>
#include <gantry/serverconnection.h>
#include <gantry/topicroute.h>
#include <gantry/tracecounts.h>
#include <gantry/transaction.h>

#include <QFuture>
#include <QList>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace gantry {

/// What one send may have of its own; what is not set comes from ProducerConfig.
struct SendOptions {
    std::optional<std::chrono::milliseconds> timeout;
    std::optional<std::chrono::milliseconds> attemptTimeout;
    std::optional<int> retries; ///< after the first try
    std::optional<MessageQueue>
        queue; ///< exactly this one; SYNC is not retried then, ASYNC on the same queue only
    MessageQueueSelector selector; ///< picks the queue, and then as `queue`; ignored when that is set
    /// In a transaction: decides about this message instead of the listener, and like that.
    std::function<std::optional<TransactionState>(const Message &message, const SendOutcome &half)>
        localTransaction;
    bool recordFlight = false; ///< fills SendOutcome::flight, at a cost
};

/// Takes the outcome of one send.
using OutcomeHandler = std::function<void(const SendOutcome &outcome)>;

/// Takes the outcome of one message of several; `index` is its place in the list that was given.
using BatchOutcomeHandler = std::function<void(qsizetype index, const SendOutcome &outcome)>;

/// What a further send would do, without sending.
struct QueueChoice {
    MessageQueue queue;
    Address address;
    QString reason; ///< for people: "next in rotation, after passing over broker-a, which does not answer"
};

/// Sends messages to RocketMQ.
///
/// Every accepted message gets exactly one outcome, whatever happens to the network, the brokers or
/// shutdown(). A QCoreApplication must exist; its event loop need not run, except for handlers with a context
/// object.
///
/// Java:   DefaultMQProducer
/// Thread: created, started, shut down and destroyed on one thread; sends from any
class Producer
{
public:
    enum class State { CreateJust, Running, StartFailed, ShutdownAlready };

    explicit Producer(ProducerConfig config);
    /// shutdown(), if that was not called.
    ~Producer();
    Q_DISABLE_COPY_MOVE(Producer)

    /// Checks the configuration, makes or joins the client instance, registers the group and starts the
    /// tasks. Connects to no server yet, as in Java: the first send does, or route(); only an address server
    /// is waited for, up to 3 s. Errors: Config; NameServer when no address is set or the address server
    /// tells none; DuplicateInstance when the process runs this group and instance already. After an error
    /// start() may be tried again.
    [[nodiscard]] Result<void> start();

    /// Takes no more sends, waits up to `grace` for those under way, gives the others an outcome with
    /// ErrorKind::Shutdown, tells the brokers, and closes. Blocks for that; handlers have run afterwards, but
    /// for those with a context object, which run when their event loop does.
    void shutdown(std::chrono::milliseconds grace = std::chrono::milliseconds(3000));

    [[nodiscard]] State state() const;
    [[nodiscard]] const ProducerConfig &config() const;
    /// As brokers list it; empty before start().
    [[nodiscard]] QString clientId() const;

    /// Sends by SYNC's rules and waits for the outcome. A message that is refused before it is accepted has
    /// an outcome, too, without attempts. Must not be called on the network thread or on the thread of a GUI:
    /// the outcome is an error of kind Usage then.
    SendOutcome send(Message message, const SendOptions &options = {});

    /// Sends by ASYNC's rules. `handler` runs on the network thread, and must be quick: it may send, not
    /// wait. Errors: the message was not accepted, and there will be no outcome: IllegalMessage,
    /// MessageTooLarge, FlowControl (a limit was reached, and the time-out passed or WhenFull::Fail),
    /// Shutdown.
    Result<SendId> sendAsync(Message message, const SendOptions &options, OutcomeHandler handler);

    /// As above; `handler` runs on the thread of `context`, which must be the producer's, unless `context` is
    /// gone by then. Outcomes come in batches: many handlers run for one wake-up.
    Result<SendId> sendAsync(Message message, const SendOptions &options, QObject *context,
                             OutcomeHandler handler);

    /// As sendAsync() by the rules of any mode: SYNC's retries without a thread that waits.
    Result<SendId> submit(SendMode mode, Message message, const SendOptions &options, OutcomeHandler handler);

    /// For single sends; for many the handlers are leaner. The future always finishes.
    [[nodiscard]] QFuture<SendOutcome> sendFuture(Message message, const SendOptions &options = {});

    /// Sends without an answer: the outcome says that the kernel has the bytes. Returns once the message is
    /// accepted, which waits while maxQueuedBytes are queued. `handler` may be empty.
    Result<SendId> sendOneway(Message message, const SendOptions &options = {}, OutcomeHandler handler = {});

    /// Sends `messages`, all of one topic, in as few requests as their size allows, by SYNC's rules, and
    /// waits for all outcomes: one for each message, in the order of `messages`. Where one of them is refused
    /// nothing is sent, and all outcomes have that error. No more than maxMessageBytes travel at once.
    ///
    /// Java: DefaultMQProducer#send(Collection), which fails where we split.
    [[nodiscard]] QList<SendOutcome> sendBatch(const QList<Message> &messages,
                                               const SendOptions &options = {});

    /// As sendBatch() by the rules of any mode; `handler` gets the outcome of each message and its index.
    /// Gives their ids, in the order of `messages`. Errors: as sendAsync(), and IllegalMessage for what
    /// cannot be batched; then there will be no outcome.
    Result<QList<SendId>> submitBatch(SendMode mode, const QList<Message> &messages,
                                      const SendOptions &options, BatchOutcomeHandler handler);

    /// Stores `message` as a half message by SYNC's rules, lets ProducerConfig::transactionListener decide,
    /// tells the broker, and gives the outcome with SendOutcome::transaction. A half message whose status is
    /// not SEND_OK is rolled back without asking. Errors: as sendAsync(); Usage without a listener;
    /// IllegalMessage for a message with a delivery time.
    ///
    /// Java:   DefaultMQProducer#sendMessageInTransaction. The listener runs on a thread of the producer,
    /// there
    ///         on the caller's; and the broker is asked to confirm commit and rollback, which Java does not.
    /// Thread: any; `handler` runs on the network thread
    Result<SendId> submitInTransaction(Message message, const SendOptions &options, OutcomeHandler handler);
    /// As above, and waits: the time-out is the send's; the listener may take longer. Threads as send().
    [[nodiscard]] SendOutcome sendInTransaction(Message message, const SendOptions &options = {});

    /// Tells the broker what shall become of a half message about which a listener said nothing. `done` runs
    /// on the network thread: when the broker confirmed, or for Unknown, which brokers do not confirm, once
    /// the bytes are written. Errors (of `done`): Connect, Timeout, Shutdown; Broker for what the broker
    /// refuses.
    void endTransaction(const HalfMessage &half, TransactionState state,
                        std::function<void(const Result<void> &)> done);

    /// Sends `message` by ASYNC's rules and awaits a consumer's reply within the same time-out; the outcome
    /// has it as SendOutcome::reply, or is an error of kind Timeout (10006) when the message was stored and
    /// no reply came. Errors: as sendAsync().
    ///
    /// Java:   DefaultMQProducer#request
    /// Thread: any; `handler` runs on the network thread
    Result<SendId> submitRequest(Message message, const SendOptions &options, OutcomeHandler handler);
    /// As above, and waits. Threads as send().
    [[nodiscard]] SendOutcome request(Message message, const SendOptions &options = {});

    /// Recalls the timer message of this handle (SendResult::recallHandle). Blocks. Gives its unique id; the
    /// broker has scheduled the recall then, not yet made sure of it. Errors: Usage for a handle that is
    /// none; Permission where the broker's recallMessageEnable is off, as it is by default; as route();
    /// Broker.
    ///
    /// Java: DefaultMQProducer#recallMessage; brokers 5.3.2 and later
    [[nodiscard]] Result<QString>
    recallMessage(const TopicName &topic, const QString &recallHandle,
                  std::chrono::milliseconds timeout = std::chrono::milliseconds(3000));

    /// The topic's route as the send path uses it, asked for when it is not known yet. Blocks.
    /// Errors: as those of a send's look-up (NameServer, Route), Timeout, Shutdown.
    [[nodiscard]] Result<TopicPublishInfo>
    route(const TopicName &topic, std::chrono::milliseconds timeout = std::chrono::milliseconds(3000));

    /// Which queues the next `count` sends of the calling thread go to if all goes well. Moves the rotation
    /// on. Blocks. Errors: as route().
    [[nodiscard]] Result<QList<QueueChoice>> selectQueues(const TopicName &topic, int count);
    /// Which queue `selector` picks; as above. Errors: Usage, when it picks none.
    [[nodiscard]] Result<QueueChoice> selectQueue(const TopicName &topic,
                                                  const MessageQueueSelector &selector);

    /// The NameServers, then each broker that a known route names, as they are at the moment; empty unless
    /// Running. Waits for the network thread, which nothing blocks, and opens no connection.
    [[nodiscard]] QList<ServerConnection> connections() const;
    /// Whom sends pass over now, and why; as connections().
    [[nodiscard]] QList<BrokerPenalty> penalties() const;

    /// What became of the records of sends so far; all 0 unless ProducerConfig::enableTrace is on.
    [[nodiscard]] TraceCounts traceCounts() const;

    /// Sends that were accepted and have no outcome yet.
    [[nodiscard]] qint64 inFlight() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gantry
