// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionmonitor.h"

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ui {

namespace {

constexpr auto pollInterval = 1s;
constexpr auto lookUpTimeout = 2s;

/// A producer connects with its first look-up. This one makes the state true before the first send, and finds
/// out whether a NameServer is back.
void lookUpSomething(Producer &producer)
{
    static_cast<void>(producer.route(TopicName(producer.config().createTopicKey), lookUpTimeout));
}

} // namespace

ConnectionMonitor::ConnectionMonitor(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_inquiry([this](const QList<ServerConnection> &connections) {
        const ConnectionHealth health = ConnectionHealth::of(connections);
        if (std::exchange(m_health, health) != health)
            Q_EMIT changed();
        if (std::exchange(m_asksAgain, false))
            poll();
    })
{
    m_timer.setInterval(pollInterval);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionMonitor::poll);
    connect(&session, &Session::stateChanged, this, &ConnectionMonitor::onSessionChanged);
    connect(&session.inbox(), &OutcomeInbox::arrived, this, &ConnectionMonitor::onOutcomes);
    onSessionChanged();
}

ConnectionMonitor::State ConnectionMonitor::state() const
{
    switch (m_session.state()) {
    case Session::State::Stopped:
        return State::Stopped;
    case Session::State::Starting:
        return State::Starting;
    case Session::State::Running:
        return m_health.isLost ? State::Reconnecting : State::Running;
    case Session::State::Stopping:
        return State::Stopping;
    case Session::State::Failed:
        return State::Failed;
    }
    Q_UNREACHABLE();
}

void ConnectionMonitor::onSessionChanged()
{
    m_health = {};
    m_refusal.reset();
    m_inquiry.forget();
    m_asksAgain = false;
    if (m_session.state() == Session::State::Running) {
        m_timer.start();
        m_inquiry.ask([producer = m_session.running().producer] {
            lookUpSomething(*producer);
            return producer->connections();
        });
    } else {
        m_timer.stop();
    }
    Q_EMIT changed();
}

void ConnectionMonitor::noteRefusals(const std::vector<SentMessage> &messages)
{
    const bool wasRefused = m_refusal.has_value();
    for (const SentMessage &sent : messages) {
        if (sent.outcome.isOk() && sent.outcome.mode != SendMode::Oneway)
            m_refusal.reset();
        else if (!sent.outcome.result && sent.outcome.result.error().kind == ErrorKind::Acl)
            m_refusal = sent.outcome.result.error();
    }
    if (wasRefused != m_refusal.has_value())
        Q_EMIT changed();
}

void ConnectionMonitor::onOutcomes(const std::vector<SentMessage> &messages)
{
    if (m_session.state() == Session::State::Running)
        noteRefusals(messages);
    const bool isAnyFailed =
        std::ranges::any_of(messages, [](const SentMessage &sent) { return !sent.outcome.isOk(); });
    if (!isAnyFailed || m_session.state() != Session::State::Running)
        return;
    if (m_inquiry.isAsking())
        m_asksAgain = true;
    else
        poll();
}

void ConnectionMonitor::poll()
{
    if (m_inquiry.isAsking() || m_session.state() != Session::State::Running)
        return;
    m_inquiry.ask([producer = m_session.running().producer, asks = m_health.isNameServerLost] {
        if (asks)
            lookUpSomething(*producer);
        return producer->connections();
    });
}

} // namespace gantry::ui
