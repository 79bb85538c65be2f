// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/networkthread.h"

#include <QSemaphore>

#include <utility>

namespace gantry::client {

NetworkThread::NetworkThread(const QString &name)
{
    m_thread.setObjectName(name);
    m_reader.moveToThread(&m_thread);
    connect(
        this, &NetworkThread::posted, &m_reader, [this] { runJobs(); }, Qt::QueuedConnection);
    m_thread.start();
}

NetworkThread::~NetworkThread()
{
    run([] {});
    m_thread.quit();
    m_thread.wait();
}

void NetworkThread::post(std::function<void()> job)
{
    if (m_jobs.push(std::move(job)))
        Q_EMIT posted();
}

void NetworkThread::run(const std::function<void()> &job)
{
    if (isCurrent()) {
        job();
        return;
    }
    QSemaphore done;
    post([&job, &done] {
        job();
        done.release();
    });
    done.acquire();
}

void NetworkThread::runJobs()
{
    std::vector<std::function<void()>> jobs;
    m_jobs.takeAll(jobs);
    for (const std::function<void()> &job : jobs)
        job();
}

} // namespace gantry::client
