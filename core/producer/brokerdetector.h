// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/clientcore.h"
#include "producer/faultstrategy.h"
#include <gantry/producerconfig.h>

#include <QObject>
#include <QTimer>

namespace gantry::producer {

/// Asks brokers that latency fault tolerance isolated whether they are back.
///
/// Java:   LatencyFaultToleranceImpl#startDetector, MQClientInstance's ServiceDetector
/// Thread: network
class BrokerDetector final : public QObject
{
    Q_OBJECT

public:
    /// Does nothing unless both switches of the configuration are on.
    BrokerDetector(const ProducerConfig &config, client::ClientCore &core, FaultStrategy &faults);

    /// A topic to ask about: any that was sent to.
    void noteTopic(const TopicName &topic) { m_topic = topic; }

private:
    void detect();

    client::ClientCore &m_core;
    FaultStrategy &m_faults;
    TopicName m_topic;
    QTimer m_timer;
};

} // namespace gantry::producer
