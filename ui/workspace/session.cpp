// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/session.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

Session::Session(QObject *parent)
    : QObject(parent)
    , m_host(new ProducerHost)
{
    m_thread.setObjectName(u"producer"_s);
    m_host->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_host, &QObject::deleteLater);
    connect(m_host, &ProducerHost::started, this, &Session::onStarted);
    connect(m_host, &ProducerHost::startFailed, this, &Session::onStartFailed);
    connect(m_host, &ProducerHost::stopped, this, &Session::onStopped);
    connect(&m_inbox, &OutcomeInbox::arrived, &m_transactions, &OpenTransactions::note);
    m_thread.start();
}

Session::~Session()
{
    for (const std::unique_ptr<Burst> &burst : m_bursts)
        burst->cancel();
    QMetaObject::invokeMethod(m_host, &ProducerHost::stop, Qt::BlockingQueuedConnection);
    m_bursts.clear();
    m_running = {};
    // The producer's deletion comes before this in the thread's queue.
    QMetaObject::invokeMethod(
        m_host, [] {}, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    m_inbox.giveOutRest();
}

QString Session::nameServers() const
{
    return m_running.producer ? m_running.producer->config().nameServers : QString();
}

void Session::start(const Profile &profile)
{
    if (m_state != State::Stopped && m_state != State::Failed)
        return;
    m_profile = profile;
    std::shared_ptr<Sandbox> sandbox;
    if (profile.kind == Profile::Kind::Sandbox) {
        if (!m_sandbox)
            m_sandbox = std::make_shared<Sandbox>();
        sandbox = m_sandbox;
    }
    ProducerConfig config = profile.config;
    config.transactionListener = m_transactions.listener();
    setState(State::Starting);
    QMetaObject::invokeMethod(
        m_host, [host = m_host, config = std::move(config), sandbox] { host->start(config, sandbox); });
}

void Session::stop()
{
    if (m_state != State::Running)
        return;
    for (const std::unique_ptr<Burst> &burst : m_bursts)
        burst->cancel();
    setState(State::Stopping);
    QMetaObject::invokeMethod(m_host, &ProducerHost::stop);
}

void Session::send(const MessageDraft &draft, const Profile &profile)
{
    if (m_state != State::Running) {
        m_waiting.push_back(draft);
        start(profile);
        return;
    }
    std::erase_if(m_bursts, [](const std::unique_ptr<Burst> &burst) { return burst->isDone(); });
    m_bursts.push_back(std::make_unique<Burst>(draft, m_running, m_inbox));
    Q_EMIT burstStarted();
}

void Session::resend(const std::vector<SentMessage> &messages, const Profile &profile)
{
    if (m_state != State::Running) {
        m_resendWaiting.insert(m_resendWaiting.end(), messages.begin(), messages.end());
        start(profile);
        return;
    }
    for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway}) {
        std::vector<std::shared_ptr<const Message>> chosen;
        for (const SentMessage &sent : messages) {
            if (sent.outcome.mode == mode)
                chosen.push_back(sent.message);
        }
        if (chosen.empty())
            continue;
        MessageDraft draft;
        draft.message = *chosen.front();
        draft.mode = mode;
        draft.count = chosen.size();
        std::erase_if(m_bursts, [](const std::unique_ptr<Burst> &burst) { return burst->isDone(); });
        m_bursts.push_back(std::make_unique<Burst>(draft, std::move(chosen), m_running, m_inbox));
        Q_EMIT burstStarted();
    }
}

void Session::setState(State state, std::optional<Error> error)
{
    m_state = state;
    m_error = std::move(error);
    Q_EMIT stateChanged(state);
}

void Session::onStarted(const RunningProducer &running)
{
    m_running = running;
    setState(State::Running);
    for (const MessageDraft &draft : std::exchange(m_waiting, {}))
        send(draft, m_profile);
    if (!m_resendWaiting.empty())
        resend(std::exchange(m_resendWaiting, {}), m_profile);
}

void Session::onStartFailed(const Error &error)
{
    setState(State::Failed, error);
    for (const MessageDraft &draft : std::exchange(m_waiting, {}))
        refuse(draft, error);
    for (const SentMessage &sent : std::exchange(m_resendWaiting, {})) {
        MessageDraft draft;
        draft.message = *sent.message;
        draft.mode = sent.outcome.mode;
        refuse(draft, error);
    }
}

void Session::onStopped()
{
    m_bursts.clear();
    m_running = {};
    setState(State::Stopped);
    if (!m_waiting.empty() || !m_resendWaiting.empty())
        start(m_profile); // somebody sent while it was stopping
}

/// What could not be sent for want of a producer has its outcome, too.
void Session::refuse(const MessageDraft &draft, const Error &error)
{
    SendOutcome outcome;
    outcome.mode = draft.mode;
    outcome.topic = draft.message.topic;
    outcome.bodyBytes = draft.message.body.size();
    outcome.result = error;
    m_inbox.add({std::make_shared<const Message>(draft.message), std::chrono::system_clock::now(),
                 std::move(outcome)});
}

} // namespace gantry::ui
