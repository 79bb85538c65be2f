// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/producerhost.h"

#include <utility>

namespace gantry::ui {

void ProducerHost::start(ProducerConfig config, std::shared_ptr<Sandbox> sandbox)
{
    if (sandbox) {
        if (sandbox->nameServer().isEmpty()) {
            if (const Result<void> started = sandbox->start(); !started) {
                Q_EMIT startFailed(started.error());
                return;
            }
        }
        config.nameServers = sandbox->nameServer();
    }
    const auto deleteHere = [this](Producer *producer) {
        QMetaObject::invokeMethod(this, [producer] { delete producer; });
    };
    auto producer = std::shared_ptr<Producer>(new Producer(std::move(config)), deleteHere);
    if (const Result<void> started = producer->start(); !started) {
        Q_EMIT startFailed(started.error());
        return;
    }
    m_producer = producer;
    Q_EMIT started({std::move(sandbox), std::move(producer)});
}

void ProducerHost::stop()
{
    if (m_producer)
        m_producer->shutdown();
    m_producer.reset();
    Q_EMIT stopped();
}

} // namespace gantry::ui
