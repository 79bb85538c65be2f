// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/producerhost.h"

#include <utility>

namespace gantry::ui {

ProducerHost::ProducerHost()
    : m_home(std::make_shared<Home>())
{
    m_home->host = this;
}

ProducerHost::~ProducerHost()
{
    const std::lock_guard lock(m_home->mutex);
    m_home->host = nullptr;
}

void ProducerHost::start(ProducerConfig config, Profile::Kind kind)
{
    std::shared_ptr<Sandbox> sandbox;
    if (kind == Profile::Kind::Sandbox) {
        if (!m_sandbox)
            m_sandbox = std::make_shared<Sandbox>();
        sandbox = m_sandbox;
        if (sandbox->nameServer().isEmpty()) {
            if (const Result<void> started = sandbox->start(); !started) {
                Q_EMIT startFailed(started.error());
                return;
            }
        }
        config.nameServers = sandbox->nameServer();
    }
    const auto deleteAtHome = [home = m_home](Producer *producer) {
        const std::lock_guard lock(home->mutex);
        if (home->host)
            QMetaObject::invokeMethod(home->host, [owned = std::shared_ptr<Producer>(producer)] {});
        else
            delete producer; // was shut down, and its thread has ended
    };
    auto producer = std::shared_ptr<Producer>(new Producer(std::move(config)), deleteAtHome);
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
