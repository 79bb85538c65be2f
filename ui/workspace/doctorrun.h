// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/doctor.h>

#include <QFutureWatcher>
#include <QObject>

namespace gantry::ui {

/// Examines the way to a send on a thread of the pool, and gives each finding to the window as it comes.
///
/// Thread: the window's
class DoctorRun final : public QObject
{
    Q_OBJECT

public:
    explicit DoctorRun(QObject *parent = nullptr);
    /// Cancels.
    ~DoctorRun() override;

    /// Ends an examination that is under way.
    void start(const ProducerConfig &config, const TopicName &topic);
    /// Nothing more is found, from now on; a question that is under way ends by itself.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void found(const gantry::DoctorFinding &finding);
    /// All steps were done; not after cancel().
    void finished();

private:
    QFutureWatcher<DoctorFinding> m_watcher;
    bool m_isRunning = false;
};

} // namespace gantry::ui
