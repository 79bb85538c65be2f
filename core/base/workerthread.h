// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/mailbox.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <vector>

namespace gantry {

/// A thread with an event loop that serves sockets: the network thread of a client instance, the servers of a
/// sandbox.
class WorkerThread final : public QObject
{
    Q_OBJECT

public:
    explicit WorkerThread(const QString &name);
    /// Ends the event loop and waits for it. What was posted before has run then.
    ~WorkerThread() override;

    /// Runs `job` on the thread, after all that was posted before. Thread: any. For rare work: sends have a
    /// mailbox of their own.
    void post(std::function<void()> job);
    /// post() and wait until it has run. Runs at once when called on the thread itself.
    void run(const std::function<void()> &job);

    [[nodiscard]] bool isCurrent() const { return QThread::currentThread() == &m_thread; }
    [[nodiscard]] QThread *thread() { return &m_thread; }

Q_SIGNALS:
    void posted();

private:
    void runJobs();

    QThread m_thread;
    QObject m_reader; ///< lives on the thread
    Mailbox<std::function<void()>> m_jobs;
};

} // namespace gantry
