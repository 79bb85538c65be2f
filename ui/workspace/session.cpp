// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/session.h"

#include "workspace/giveway.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

Session::Session(AccessKeys &keys, QObject *parent)
    : QObject(parent)
    , m_keys(keys)
    , m_host(new ProducerHost)
{
    m_thread.setObjectName(u"producer"_s);
    m_host->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_host, &QObject::deleteLater);
    connect(m_host, &ProducerHost::started, this, &Session::onStarted);
    connect(m_host, &ProducerHost::startFailed, this, &Session::onStartFailed);
    connect(m_host, &ProducerHost::stopped, this, &Session::onStopped);
    connect(&m_inbox, &OutcomeInbox::arrived, &m_transactions, &OpenTransactions::note);
    connect(&m_keys, &AccessKeys::answered, this, &Session::onKeysAnswered);
    // The network's, the sandbox's and the packers' threads are started from there.
    connect(&m_thread, &QThread::started, m_host, &giveWayToWindow);
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
    m_awaitsKeys = profile.isSigned && !m_keys.usable(profile.name) && m_keys.look(profile.name);
    setState(State::Starting);
    if (!m_awaitsKeys)
        startHost();
}

void Session::onKeysAnswered(const QString &profile)
{
    if (m_state != State::Starting || profile != m_profile.name || !std::exchange(m_awaitsKeys, false))
        return;
    startHost();
}

std::optional<AclCredentials> Session::keysOf(const Profile &profile) const
{
    return profile.isSigned ? m_keys.usable(profile.name) : std::nullopt;
}

bool Session::runsByOtherKeys() const
{
    return m_state == State::Running && keysOf(m_profile) != m_usedKeys;
}

void Session::startHost()
{
    m_usedKeys = keysOf(m_profile);
    if (m_profile.isSigned && !m_usedKeys) {
        onStartFailed({ErrorKind::Acl,
                       tr("“%1” signs its requests, but its access key and secret key are not known.")
                           .arg(m_profile.name),
                       tr("Enter them under “Access keys”, and start again."), std::nullopt});
        return;
    }
    ProducerConfig config = m_profile.config;
    config.credentials = m_usedKeys;
    config.transactionListener = m_transactions.listener();
    QMetaObject::invokeMethod(m_host, [host = m_host, config = std::move(config), kind = m_profile.kind] {
        host->start(config, kind);
    });
}

void Session::stop()
{
    if (m_state != State::Running)
        return;
    for (const std::unique_ptr<Burst> &burst : m_bursts) {
        if (burst->draft().count
            > 1) // a single message is under way, or gets the outcome that it was too late
            burst->cancel();
    }
    setState(State::Stopping);
    QMetaObject::invokeMethod(m_host, &ProducerHost::stop);
}

bool Session::runsElsewhereThan(const Profile &profile) const
{
    const bool isUp = m_state == State::Running || m_state == State::Starting;
    return isUp && profile.leadsElsewhereThan(m_profile);
}

bool Session::isSending() const
{
    return std::ranges::any_of(m_bursts,
                               [](const std::unique_ptr<Burst> &burst) { return !burst->isDone(); });
}

bool Session::makeRun(const Profile &profile)
{
    if (m_state == State::Running && !runsElsewhereThan(profile))
        return true;
    stop(); // onStopped() starts with the first that waits
    start(profile);
    return false;
}

void Session::send(const MessageDraft &draft, const Profile &profile)
{
    if (!makeRun(profile)) {
        m_waiting.push_back({profile, {draft}, {}});
        return;
    }
    std::erase_if(m_bursts, [](const std::unique_ptr<Burst> &burst) { return burst->isDone(); });
    m_bursts.push_back(std::make_unique<Burst>(draft, m_running, m_inbox));
    Q_EMIT burstStarted();
}

void Session::resend(const std::vector<SentMessage> &messages, const Profile &profile)
{
    if (!makeRun(profile)) {
        m_waiting.push_back({profile, {}, messages});
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
    for (const Waiting &waiting : std::exchange(m_waiting, {})) {
        for (const MessageDraft &draft : waiting.drafts)
            send(draft, waiting.profile);
        if (!waiting.messages.empty())
            resend(waiting.messages, waiting.profile);
    }
}

void Session::onStartFailed(const Error &error)
{
    setState(State::Failed, error);
    for (const Waiting &waiting : std::exchange(m_waiting, {})) {
        for (const MessageDraft &draft : waiting.drafts)
            refuse(draft, error);
        for (const SentMessage &sent : waiting.messages) {
            MessageDraft draft;
            draft.message = *sent.message;
            draft.mode = sent.outcome.mode;
            refuse(draft, error);
        }
    }
}

void Session::onStopped()
{
    m_bursts.clear();
    m_running = {};
    setState(State::Stopped);
    if (!m_waiting.empty()) {
        const Profile profile = m_waiting.front().profile;
        start(profile); // somebody sent while it was stopping, or to another cluster
    }
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
