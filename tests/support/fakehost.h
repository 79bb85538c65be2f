// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/workerthread.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <mutex>

namespace gantry::testing {

/// The thread of a cluster's servers, and what its NameServers know. Thread: any.
class FakeHost
{
public:
    /// Runs the job on the servers' thread and waits for it.
    void run(const std::function<void()> &job) { m_thread.run(job); }

    void setRoute(const QByteArray &topic, const QByteArray &json)
    {
        const std::lock_guard lock(m_mutex);
        m_routes.insert(topic, json);
    }
    void removeRoute(const QByteArray &topic)
    {
        const std::lock_guard lock(m_mutex);
        m_routes.remove(topic);
    }
    [[nodiscard]] QByteArray route(const QByteArray &topic) const
    {
        const std::lock_guard lock(m_mutex);
        return m_routes.value(topic);
    }

private:
    mutable std::mutex m_mutex;
    QHash<QByteArray, QByteArray> m_routes;
    WorkerThread m_thread{QStringLiteral("fake-servers")};
};

} // namespace gantry::testing
