// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractEventDispatcher>

#include <array>
#include <atomic>
#include <chrono>
#include <set>
#include <unordered_map>
#include <utility>

namespace gantry {

/// An event loop for a thread that does nothing but serve sockets.
///
/// Qt's own tells the kernel of all its sockets each time it waits, and wakes itself for each one that it
/// begins or ceases to watch: with ten sockets that is a third of what a short answer costs, with thousands
/// there is nothing else. This one tells the kernel once.
///
/// For sockets, pipes and their like; epoll has no notion of plain files. Errors: ends the program when the
/// system has no descriptors left, as Qt's does.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    EpollDispatcher();
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    [[nodiscard]] QList<TimerInfo> registeredTimers(QObject *object) const override;
    [[nodiscard]] int remainingTime(int timerId) override;

    /// Thread: any.
    void wakeUp() override;
    /// Thread: any.
    void interrupt() override;

private:
    using Clock = std::chrono::steady_clock;
    /// Those of one descriptor, by QSocketNotifier::Type.
    using Notifiers = std::array<QSocketNotifier *, 3>;

    struct Timer {
        std::chrono::milliseconds interval{};
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        Clock::time_point due;
    };

    void watch(int descriptor, const Notifiers &before, const Notifiers &now);
    [[nodiscard]] bool activate(int descriptor, quint32 events);
    [[nodiscard]] bool activateTimers();
    void armTimer();

    const int m_epoll;
    const int m_bell;  ///< an eventfd, written by wakeUp()
    const int m_alarm; ///< a timerfd, set for the first timer that is due
    std::atomic<bool> m_isWoken = false;
    std::atomic<bool> m_isInterrupted = false;
    std::unordered_map<int, Notifiers> m_notifiers; ///< by descriptor
    std::unordered_map<int, Timer> m_timers;        ///< by id
    std::set<std::pair<Clock::time_point, int>> m_due;
    Clock::time_point m_alarmTime = Clock::time_point::max(); ///< max: not set
};

} // namespace gantry
