// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/epolldispatcher_linux.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace gantry {

namespace {

constexpr int mostEvents = 64; ///< at a time

int checked(int descriptor)
{
    if (descriptor < 0)
        qFatal("an event loop cannot be made: %s", qPrintable(qt_error_string()));
    return descriptor;
}

/// What the kernel calls it, by QSocketNotifier::Type. A broken descriptor is told to whoever watches it.
constexpr std::array<quint32, 3> wanted{EPOLLIN, EPOLLOUT, EPOLLPRI};
constexpr std::array<quint32, 3> taken{EPOLLIN | EPOLLHUP | EPOLLERR, EPOLLOUT | EPOLLHUP | EPOLLERR,
                                       EPOLLPRI | EPOLLHUP | EPOLLERR};

void add(int epoll, int descriptor, int operation, quint32 events)
{
    epoll_event event{.events = events, .data = {.fd = descriptor}};
    if (epoll_ctl(epoll, operation, descriptor, &event) != 0)
        qWarning("descriptor %d cannot be watched: %s", descriptor, qPrintable(qt_error_string()));
}

/// Reads the counter of an eventfd or timerfd, so that it is silent until it is told of again.
void silence(int descriptor)
{
    quint64 count = 0;
    [[maybe_unused]] const ssize_t size = ::read(descriptor, &count, sizeof count);
}

} // namespace

EpollDispatcher::EpollDispatcher()
    : m_epoll(checked(epoll_create1(EPOLL_CLOEXEC)))
    , m_bell(checked(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)))
    , m_alarm(checked(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)))
{
    add(m_epoll, m_bell, EPOLL_CTL_ADD, EPOLLIN);
    add(m_epoll, m_alarm, EPOLL_CTL_ADD, EPOLLIN);
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_alarm);
    ::close(m_bell);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_isInterrupted.store(false);
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    if (m_isInterrupted.load())
        return false;
    const bool mayWait = flags.testFlag(QEventLoop::WaitForMoreEvents);
    if (mayWait)
        Q_EMIT aboutToBlock();
    // What was posted since has rung the bell, so that nothing is waited for in vain.
    std::array<epoll_event, mostEvents> events;
    const int count = epoll_wait(m_epoll, events.data(), mostEvents, mayWait ? -1 : 0);
    if (mayWait)
        Q_EMIT awake();
    bool isActive = false;
    for (int i = 0; i < count && !m_isInterrupted.load(); ++i) {
        const epoll_event &event = events[size_t(i)];
        if (event.data.fd == m_bell) {
            silence(m_bell);
            m_isWoken.store(false);
            isActive = true;
        } else if (event.data.fd == m_alarm) {
            isActive = activateTimers() || isActive;
        } else {
            isActive = activate(event.data.fd, event.events) || isActive;
        }
    }
    return isActive;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    Notifiers &notifiers = m_notifiers[descriptor];
    const Notifiers before = notifiers;
    notifiers[size_t(notifier->type())] = notifier;
    watch(descriptor, before, notifiers);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    const auto found = m_notifiers.find(descriptor);
    if (found == m_notifiers.end() || found->second[size_t(notifier->type())] != notifier)
        return;
    const Notifiers before = found->second;
    found->second[size_t(notifier->type())] = nullptr;
    watch(descriptor, before, found->second);
    if (found->second == Notifiers{})
        m_notifiers.erase(found);
}

/// At once: the descriptor may be closed next, and its number be another's.
void EpollDispatcher::watch(int descriptor, const Notifiers &before, const Notifiers &now)
{
    quint32 events = 0;
    for (size_t type = 0; type < now.size(); ++type)
        events |= now[type] ? wanted[type] : 0;
    if (events == 0)
        epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
    else
        add(m_epoll, descriptor, before == Notifiers{} ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, events);
}

bool EpollDispatcher::activate(int descriptor, quint32 events)
{
    bool isActive = false;
    for (size_t type = 0; type < taken.size(); ++type) {
        if ((events & taken[type]) == 0)
            continue;
        const auto found = m_notifiers.find(descriptor); // anew: whoever is told may end any of them
        QSocketNotifier *notifier = found == m_notifiers.end() ? nullptr : found->second[type];
        if (!notifier)
            continue;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &event);
        isActive = true;
    }
    return isActive;
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    const std::chrono::milliseconds time(interval);
    const Clock::time_point due = Clock::now() + time;
    m_timers[timerId] = {time, timerType, object, due};
    m_due.emplace(due, timerId);
    armTimer();
}

/// An alarm for a timer that has gone stays: to ring once in vain is cheaper than to set it for each change.
bool EpollDispatcher::unregisterTimer(int timerId)
{
    const auto found = m_timers.find(timerId);
    if (found == m_timers.end())
        return false;
    m_due.erase({found->second.due, timerId});
    m_timers.erase(found);
    return true;
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    const QList<TimerInfo> timers = registeredTimers(object);
    for (const TimerInfo &timer : timers)
        unregisterTimer(timer.timerId);
    return !timers.isEmpty();
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> list;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            list.append(TimerInfo(id, int(timer.interval.count()), timer.type));
    }
    return list;
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto found = m_timers.find(timerId);
    if (found == m_timers.end())
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(found->second.due - Clock::now());
    return int(std::max<qint64>(0, left.count()));
}

bool EpollDispatcher::activateTimers()
{
    silence(m_alarm);
    m_alarmTime = Clock::time_point::max();
    const Clock::time_point now = Clock::now();
    // Those alone that are due by now: one without an interval would go on for ever.
    std::vector<int> dueIds;
    for (auto due = m_due.begin(); due != m_due.end() && due->first <= now; ++due)
        dueIds.push_back(due->second);
    for (const int id : dueIds) {
        const auto found = m_timers.find(id); // anew: whoever is told may end any of them
        if (found == m_timers.end() || found->second.due > now)
            continue;
        Timer &timer = found->second;
        m_due.erase({timer.due, id});
        timer.due = std::max(timer.due + timer.interval, now);
        m_due.emplace(timer.due, id);
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer.object, &event);
    }
    armTimer();
    return !dueIds.empty();
}

void EpollDispatcher::armTimer()
{
    if (m_due.empty() || m_due.begin()->first >= m_alarmTime)
        return;
    m_alarmTime = m_due.begin()->first;
    const auto sinceStart = m_alarmTime.time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(sinceStart);
    itimerspec alarm{};
    alarm.it_value.tv_sec = seconds.count();
    alarm.it_value.tv_nsec = std::chrono::nanoseconds(sinceStart - seconds).count();
    timerfd_settime(m_alarm, TFD_TIMER_ABSTIME, &alarm, nullptr);
}

void EpollDispatcher::wakeUp()
{
    if (m_isWoken.exchange(true))
        return;
    const quint64 one = 1;
    [[maybe_unused]] const ssize_t size = ::write(m_bell, &one, sizeof one);
}

void EpollDispatcher::interrupt()
{
    m_isInterrupted.store(true);
    wakeUp();
}

} // namespace gantry
