// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/profile.h"
#include <gantry/producer.h>
#include <gantry/result.h>
#include <gantry/sandbox.h>

#include <QObject>

#include <memory>
#include <mutex>

namespace gantry::ui {

/// A running producer, and the sandbox that it sends to when the profile says so. Any thread may send with
/// it.
struct RunningProducer {
    std::shared_ptr<Sandbox> sandbox; ///< null for a cluster
    std::shared_ptr<Producer> producer;
};

/// Starts and ends producers on a thread of their own, since that may block.
class ProducerHost final : public QObject
{
    Q_OBJECT

public:
    ProducerHost();
    ~ProducerHost() override;

    /// For a profile of that kind: with the sandbox, started when it does not run, or to a cluster.
    void start(ProducerConfig config, gantry::Profile::Kind kind);
    void stop();

Q_SIGNALS:
    void started(const gantry::ui::RunningProducer &running);
    void startFailed(const gantry::Error &error);
    void stopped();

private:
    /// Where producers are deleted. Whoever asks one a question may be the last to hold it, and late.
    struct Home {
        std::mutex mutex;
        ProducerHost *host = nullptr;
    };

    std::shared_ptr<Home> m_home;
    std::shared_ptr<Sandbox> m_sandbox; ///< kept over stops: its messages and addresses stay
    std::shared_ptr<Producer> m_producer;
};

} // namespace gantry::ui
