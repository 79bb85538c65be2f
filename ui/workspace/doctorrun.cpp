// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/doctorrun.h"

#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace gantry::ui {

DoctorRun::DoctorRun(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::resultReadyAt, this, [this](int index) {
        if (m_isRunning)
            Q_EMIT found(m_watcher.resultAt(index));
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (std::exchange(m_isRunning, false))
            Q_EMIT finished();
    });
}

DoctorRun::~DoctorRun()
{
    cancel();
}

void DoctorRun::start(const ProducerConfig &config, const TopicName &topic)
{
    cancel();
    auto promise = std::make_shared<QPromise<DoctorFinding>>();
    promise->start();
    m_isRunning = true;
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, config, topic] {
        static_cast<void>(examineWayToSend(
            config, topic, config.sendTimeout,
            [promise](const DoctorFinding &finding) { promise->addResult(finding); },
            [promise] { return promise->isCanceled(); }));
        promise->finish();
    });
}

void DoctorRun::cancel()
{
    m_isRunning = false;
    m_watcher.future().cancel();
}

} // namespace gantry::ui
