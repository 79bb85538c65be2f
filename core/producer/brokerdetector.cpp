// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/brokerdetector.h"

#include "wire/codes.h"

#include <QPointer>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace gantry::producer {

namespace {
constexpr auto detectorInterval = 3s;
constexpr std::chrono::milliseconds detectTimeout = 200ms;
} // namespace

BrokerDetector::BrokerDetector(const ProducerConfig &config, client::ClientCore &core, FaultStrategy &faults)
    : m_core(core)
    , m_faults(faults)
{
    connect(&m_timer, &QTimer::timeout, this, &BrokerDetector::detect);
    if (config.sendLatencyFaultEnable && config.startDetectorEnable)
        m_timer.start(detectorInterval);
}

void BrokerDetector::detect()
{
    for (const BrokerName &name : m_faults.takeDueForDetection(m_core.clock().now())) {
        const QList<client::BrokerMaster> masters = m_core.routes().masters();
        const auto master = std::ranges::find(masters, name, &client::BrokerMaster::broker);
        if (master == masters.cend() || m_topic.isEmpty()) {
            m_faults.forget(name);
            continue;
        }
        wire::RemotingCommand probe;
        probe.code = wire::requestcode::getMaxOffset;
        probe.fields =
            wire::Fields{{"topic", m_core.nameSpace().wrap(m_topic.text()).toUtf8()}, {"queueId", "0"}};
        m_core.remoting().invoke(
            master->address, std::move(probe), detectTimeout,
            [self = QPointer(this), name](const Result<wire::RemotingCommand> &response) {
                if (self && response && response->code == wire::responsecode::success)
                    self->m_faults.setReachable(name);
            });
    }
}

} // namespace gantry::producer
