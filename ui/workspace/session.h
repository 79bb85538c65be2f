// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/profile.h"
#include "workspace/accesskeys.h"
#include "workspace/burst.h"
#include "workspace/opentransactions.h"
#include "workspace/outcomeinbox.h"
#include "workspace/producerhost.h"

#include <QObject>
#include <QThread>

#include <memory>
#include <optional>
#include <vector>

namespace gantry::ui {

/// The producer of the window, from start to stop, and everything it sends.
///
/// Thread: the window's; nothing here blocks.
class Session final : public QObject
{
    Q_OBJECT

public:
    enum class State { Stopped, Starting, Running, Stopping, Failed };
    Q_ENUM(State)

    /// `keys`: what requests are signed with where a profile says so.
    explicit Session(AccessKeys &keys, QObject *parent = nullptr);
    /// Stops, and waits for that.
    ~Session() override;

    [[nodiscard]] State state() const { return m_state; }
    /// Why it Failed.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// As of the last start().
    [[nodiscard]] const Profile &profile() const { return m_profile; }
    /// Empty unless Running.
    [[nodiscard]] const RunningProducer &running() const { return m_running; }
    /// "127.0.0.1:9876"; a sandbox's own; empty unless Running.
    [[nodiscard]] QString nameServers() const;

    /// Does nothing while it is Starting or Running.
    void start(const Profile &profile);
    void stop();

    /// Sends `draft` by `profile`: starts with it where nothing runs, and first stops a producer that leads
    /// elsewhere, with all that it is sending. The burst lives until the next one after it is done.
    void send(const MessageDraft &draft, const Profile &profile);
    /// What send() with `profile` would stop.
    [[nodiscard]] bool runsElsewhereThan(const Profile &profile) const;
    /// Other keys were typed since the producer was started.
    [[nodiscard]] bool runsByOtherKeys() const;
    /// A burst is under way.
    [[nodiscard]] bool isSending() const;
    /// As send(), these messages again, each by the mode it had.
    void resend(const std::vector<SentMessage> &messages, const Profile &profile);
    /// The last burst that was sent; null before the first, and while it waits for the start.
    [[nodiscard]] Burst *burst() const { return m_bursts.empty() ? nullptr : m_bursts.back().get(); }

    [[nodiscard]] OutcomeInbox &inbox() { return m_inbox; }
    /// What was sent in transactions and left open.
    [[nodiscard]] OpenTransactions &transactions() { return m_transactions; }

Q_SIGNALS:
    void stateChanged(gantry::ui::Session::State state);
    /// A draft began to be sent; see burst().
    void burstStarted();

private:
    void setState(State state, std::optional<Error> error = {});
    [[nodiscard]] std::optional<AclCredentials> keysOf(const Profile &profile) const;
    void startHost();
    void onKeysAnswered(const QString &profile);
    void onStarted(const RunningProducer &running);
    void onStartFailed(const Error &error);
    void onStopped();
    void refuse(const MessageDraft &draft, const Error &error);
    /// True when a producer that leads there runs; else one will, and onStarted() comes.
    [[nodiscard]] bool makeRun(const Profile &profile);

    AccessKeys &m_keys;
    bool m_awaitsKeys = false; ///< while Starting
    std::optional<AclCredentials> m_usedKeys;
    OutcomeInbox m_inbox;
    OpenTransactions m_transactions;
    QThread m_thread;
    ProducerHost *m_host = nullptr; ///< lives on m_thread
    State m_state = State::Stopped;
    std::optional<Error> m_error;
    Profile m_profile;
    RunningProducer m_running;
    /// What is sent, or sent again, once a producer runs by the profile.
    struct Waiting {
        Profile profile;
        std::vector<MessageDraft> drafts;
        std::vector<SentMessage> messages;
    };
    std::vector<Waiting> m_waiting;
    std::vector<std::unique_ptr<Burst>> m_bursts;
};

} // namespace gantry::ui
