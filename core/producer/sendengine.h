// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/clientcore.h"
#include "producer/batchaccumulator.h"
#include "producer/brokerdetector.h"
#include "producer/faultstrategy.h"
#include "producer/flightrecorder.h"
#include "producer/outcomedelivery.h"
#include "producer/queuechooser.h"
#include "producer/requestdesk.h"
#include "producer/retrypolicy.h"
#include "producer/routelookups.h"
#include "producer/sendexchange.h"
#include "producer/sendframes.h"
#include "producer/sendhooks.h"
#include "producer/transactiondesk.h"
#include "remoting/pendingtable.h"
#include <gantry/producer.h>

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace gantry::producer {

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
    void prefetchSubmission(size_t taken) const;
    void begin(SendTask *task);
    void findRoute(SendTask *task);
    void startAttempt(SendTask *task, client::PublishInfo &info);
    void send(SendTask *task, const client::PublishBroker &broker);
    [[nodiscard]] Result<void> write(SendTask *task, const client::PublishBroker &broker);
    void noteRoute(SendTask &task, const client::PublishInfo &info, RouteSource source) const;

    void succeed(SendTask *task);
    void fail(SendTask *task, const Error &error, FailedAt failedAt);
    [[nodiscard]] bool tryAgain(SendTask *task, const Error &error, FailedAt failedAt);
    [[nodiscard]] bool tryForBetter(SendTask *task, const SendResult &result);
    void noteAttempt(SendTask &task, bool isolate, bool reachable);
    void giveUp(SendTask *task, const Error &error);
    void conclude(SendTask *task);
    void decide(SendTask *task);
    void finish(SendTask *task);
    void settle();

    [[nodiscard]] Clock::TimePoint now() const { return m_core.remoting().batchTime(); }

    const ProducerConfig m_config;
    client::ClientCore &m_core;
    SendExchange &m_exchange;
    FaultStrategy m_faults;
    const QueueChooser m_chooser;
    const FlightRecorder m_recorder;
    const SendHooks m_hooks;
    RouteLookUps m_lookUps;
    OutcomeDelivery m_delivery;
    SendFrames m_frames;
    BrokerDetector m_detector;
    BatchAccumulator m_accumulator;
    TransactionDesk m_transactions;
    RequestDesk m_requests;
    std::vector<std::unique_ptr<SendTask>> m_batch;
    QHash<quint64, SendTask *> m_undecided; ///< half messages that are stored, by SendId
    QTimer m_gathered;                      ///< the moment for a stream of ONEWAY messages is over
    bool m_isStream = false;                ///< the last batch was one
    SendTask *m_tasks = nullptr;            ///< all that have no outcome yet
    std::optional<Error> m_stopped;
};

} // namespace gantry::producer
