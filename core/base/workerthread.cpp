// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/workerthread.h"

#include "base/handover.h"
#ifdef Q_OS_LINUX
#include "base/epolldispatcher_linux.h"
#endif

#include <utility>

namespace gantry {

WorkerThread::WorkerThread(const QString &name)
{
#ifdef Q_OS_LINUX // elsewhere: Qt's own
    m_thread.setEventDispatcher(new EpollDispatcher);
#endif
    m_thread.setObjectName(name);
    m_reader.moveToThread(&m_thread);
    connect(
        this, &WorkerThread::posted, &m_reader, [this] { runJobs(); }, Qt::QueuedConnection);
    m_thread.start();
}

WorkerThread::~WorkerThread()
{
    run([] {});
    m_thread.quit();
    m_thread.wait();
}

void WorkerThread::post(std::function<void()> job)
{
    if (m_jobs.push(std::move(job)))
        Q_EMIT posted();
}

void WorkerThread::run(const std::function<void()> &job)
{
    if (isCurrent()) {
        job();
        return;
    }
    Handover done;
    post([&job, &done] {
        job();
        done.release();
    });
    done.acquire();
}

void WorkerThread::runJobs()
{
    std::vector<std::function<void()>> jobs;
    m_jobs.takeAll(jobs);
    for (const std::function<void()> &job : jobs)
        job();
}

} // namespace gantry
