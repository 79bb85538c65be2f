// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/mailbox.h"
#include "client/clientcore.h"
#include "producer/faultstrategy.h"
#include "producer/flightrecorder.h"
#include "producer/queueselector.h"
#include "producer/retrypolicy.h"
#include "producer/sendgate.h"
#include "producer/sendtask.h"
#include "remoting/pendingtable.h"
#include "wire/headers.h"
#include <gantry/producer.h>

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QTimer>
#include <QVarLengthArray>

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

    /// Takes what was submitted.
    void takeSubmissions();
    /// Every task gets this outcome now, also those still to be submitted.
    void failAll(const Error &error);

    [[nodiscard]] QList<QueueChoice> select(client::PublishInfo &info, int count, quint32 lane);
    [[nodiscard]] const FaultStrategy &faults() const { return m_faults; }

    void onResponse(quintptr token, const wire::CommandView &response) override;
    void onFailure(quintptr token, const Error &error) override;
    void onWritten(quintptr token) override;

Q_SIGNALS:
    /// There are deliveries for the producer's thread; once a batch.
    void delivered();

private:
    using HealthList = QVarLengthArray<BrokerHealth, 16>;

    void begin(SendTask *task);
    void lookUp(SendTask *task);
    void onLookedUp(const TopicName &topic, const Result<client::PublishInfo *> &info);
    void startAttempt(SendTask *task, client::PublishInfo &info);
    [[nodiscard]] Result<const client::PublishBroker *> chooseQueue(SendTask &task, client::PublishInfo &info,
                                                                    int &queueId);
    [[nodiscard]] HealthList health(const client::PublishInfo &info) const;
    void send(SendTask *task, const client::PublishBroker &broker);
    [[nodiscard]] Result<void> write(SendTask *task, const client::PublishBroker &broker);
    void noteRoute(SendTask &task, const client::PublishInfo &info, RouteSource source) const;
    [[nodiscard]] SelectionRules selectionRules(const SendTask &task, const client::PublishInfo &info) const;
    void noteTopic(const TopicName &topic);
    [[nodiscard]] wire::SendMessageHeader sendHeader(const SendTask &task,
                                                     const client::PublishBroker &broker) const;
    [[nodiscard]] Result<void> appendFrame(const SendTask &task, const client::PublishBroker &broker,
                                           qint32 opaque, QByteArray &out);
    [[nodiscard]] Result<void> forbid(const SendTask &task) const;
    [[nodiscard]] SendMessageContext hookContext(const SendTask &task) const;

    void succeed(SendTask *task);
    void fail(SendTask *task, const Error &error, FailedAt failedAt);
    [[nodiscard]] bool tryAgain(SendTask *task, const Error &error, FailedAt failedAt);
    [[nodiscard]] bool tryForBetter(SendTask *task, const SendResult &result);
    void noteAttempt(SendTask &task, bool isolate, bool reachable);
    void giveUp(SendTask *task, const Error &error);
    void finish(SendTask *task);
    void settle();
    void deliver(SendTask &task);
    void expireLookUps();
    void detect();

    [[nodiscard]] Clock::TimePoint now() const { return m_core.remoting().batchTime(); }

    const ProducerConfig m_config;
    const QByteArray m_group;
    const QByteArray m_createTopicKey;
    client::ClientCore &m_core;
    SendExchange &m_exchange;
    FaultStrategy m_faults;
    const FlightRecorder m_recorder;
    std::vector<std::unique_ptr<SendTask>> m_batch;
    std::vector<SendTask *> m_done;                 ///< completed in this batch
    std::vector<std::unique_ptr<SendTask>> m_spent; ///< delivered; on their way back to the pool
    std::vector<QSemaphore *> m_released;           ///< threads whose outcome is there
    bool m_wakeProducer = false;
    qint64 m_writtenBytes = 0; ///< that no longer count as queued
    TopicName m_lastTopic;     ///< as its sender gave it
    /// A copy that shares nothing with the sender's, whose users are counted on another core.
    TopicName m_ownTopic;
    QByteArray m_lastTopicUtf8;
    QHash<TopicName, std::vector<SendTask *>> m_lookUps;
    QHash<TopicName, Clock::TimePoint> m_lookUpDeadlines;
    SendTask *m_tasks = nullptr; ///< all that have no outcome yet
    std::optional<Error> m_stopped;
    QTimer m_detector;
};

} // namespace gantry::producer
