// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/mailbox.h"
#include "client/clientcore.h"
#include "producer/batchaccumulator.h"
#include "producer/brokerdetector.h"
#include "producer/faultstrategy.h"
#include "producer/flightrecorder.h"
#include "producer/queuechooser.h"
#include "producer/replypath.h"
#include "producer/retrypolicy.h"
#include "producer/sendframes.h"
#include "producer/sendgate.h"
#include "producer/sendtask.h"
#include "producer/transactiondesk.h"
#include "remoting/pendingtable.h"
#include <gantry/producer.h>

#include <QHash>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <vector>

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
    SendTaskPool pool;
    Mailbox<std::unique_ptr<SendTask>> submissions;
    Mailbox<Delivery> deliveries;
    /// ONEWAY messages come in a stream: the next batch is taken when it has gathered for a moment. Whoever
    /// is in a hurry must ring, also when the mailbox is not empty.
    std::atomic<bool> isGathering = false;
    ListenerPool listenerThreads; ///< for transaction listeners
};

/// Takes the accepted messages of one producer through look-up, queue choice, attempts and retries to their
/// outcomes: the state machine of a send.
///
/// Java:   DefaultMQProducerImpl#sendDefaultImpl, #sendKernelImpl; MQClientAPIImpl
/// Thread: network
class SendEngine final : public QObject, public remoting::ResponseHandler
{
    Q_OBJECT

public:
    SendEngine(const ProducerConfig &config, client::ClientCore &core, SendExchange &exchange);
    ~SendEngine() override;

    /// Takes what was submitted, now or when more has gathered.
    void onSubmitted();
    /// Every task gets this outcome now, also those still to be submitted.
    void failAll(const Error &error);

    [[nodiscard]] const QueueChooser &chooser() const { return m_chooser; }
    [[nodiscard]] const FaultStrategy &faults() const { return m_faults; }
    [[nodiscard]] TransactionDesk &transactions() { return m_transactions; }

    void onResponse(quintptr token, const wire::CommandView &response) override;
    void onFailure(quintptr token, const Error &error) override;
    void onWritten(quintptr token) override;

Q_SIGNALS:
    /// There are deliveries for the producer's thread; once a batch.
    void delivered();

private:
    void takeSubmissions();
    void begin(SendTask *task);
    void findRoute(SendTask *task);
    void lookUp(SendTask *task);
    void onLookedUp(const TopicName &topic, const Result<client::PublishInfo *> &info);
    void expireLookUps();
    void startAttempt(SendTask *task, client::PublishInfo &info);
    void send(SendTask *task, const client::PublishBroker &broker);
    [[nodiscard]] Result<void> write(SendTask *task, const client::PublishBroker &broker);
    void noteRoute(SendTask &task, const client::PublishInfo &info, RouteSource source) const;
    [[nodiscard]] Result<void> forbid(const SendTask &task) const;
    [[nodiscard]] SendMessageContext hookContext(const SendTask &task) const;

    void succeed(SendTask *task);
    void fail(SendTask *task, const Error &error, FailedAt failedAt);
    [[nodiscard]] bool tryAgain(SendTask *task, const Error &error, FailedAt failedAt);
    [[nodiscard]] bool tryForBetter(SendTask *task, const SendResult &result);
    void noteAttempt(SendTask &task, bool isolate, bool reachable);
    void giveUp(SendTask *task, const Error &error);
    void conclude(SendTask *task);

    void prepareRequest(SendTask *task);
    void onReply(quint64 id, ReplyMessage reply);
    void expireReplies();
    void decide(SendTask *task);

    void finish(SendTask *task);
    void settle();
    void hand(SendTask *task, SendGate::Load &load);
    void deliver(SendTask &task);

    [[nodiscard]] Clock::TimePoint now() const { return m_core.remoting().batchTime(); }

    const ProducerConfig m_config;
    client::ClientCore &m_core;
    SendExchange &m_exchange;
    FaultStrategy m_faults;
    const QueueChooser m_chooser;
    const FlightRecorder m_recorder;
    SendFrames m_frames;
    BrokerDetector m_detector;
    BatchAccumulator m_accumulator;
    TransactionDesk m_transactions;
    ReplyPath m_replyPath;
    std::vector<std::unique_ptr<SendTask>> m_batch;
    std::vector<SendTask *> m_done;                 ///< completed in this batch
    std::vector<std::unique_ptr<SendTask>> m_spent; ///< delivered; on their way back to the pool
    std::vector<Handover *> m_released;             ///< threads whose outcome is there
    bool m_wakeProducer = false;
    qint64 m_writtenBytes = 0; ///< that no longer count as queued
    QHash<TopicName, std::vector<SendTask *>> m_lookUps;
    QHash<TopicName, Clock::TimePoint> m_lookUpDeadlines;
    QHash<quint64, SendTask *> m_parked; ///< by SendId: requests and transactions, of which others know
    QTimer m_replyDeadlines;             ///< while requests are under way
    QTimer m_gathered;                   ///< the moment for a stream of ONEWAY messages is over
    bool m_isStream = false;             ///< the last batch was one
    SendTask *m_tasks = nullptr;         ///< all that have no outcome yet
    std::optional<Error> m_stopped;
};

} // namespace gantry::producer
