// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/inquiry.h"
#include "workspace/session.h"

#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <mutex>

namespace gantry::ui {

/// A sandbox at one moment.
struct SandboxView {
    QList<SandboxBroker> brokers;
    QStringList faults;
    QList<SandboxRequest> requests; ///< the last ones
};

/// The sandbox that a session runs on: what it is like, twice a second while somebody looks, and the way to
/// tell it something.
class SandboxWatch final : public QObject
{
    Q_OBJECT

public:
    explicit SandboxWatch(Session &session, QObject *parent = nullptr);

    [[nodiscard]] bool isAvailable() const { return m_sandbox != nullptr; }
    [[nodiscard]] const SandboxView &view() const { return m_view; }
    void setWatched(bool isWatched);

    using Done = std::function<void(const Result<void> &)>;

    /// Carries out one line of docs/sandbox.md after those before it, beside the window; `done` gets what
    /// came of it unless `context` is gone by then. Errors: as Sandbox::control().
    void control(const QString &line, QObject *context, Done done);
    /// As control(), with a scenario.
    void play(const QString &scenario, QObject *context, Done done);

Q_SIGNALS:
    void availableChanged();
    void viewChanged();
    /// A scenario tells something.
    void said(const QString &text);

private:
    /// What a scenario says, on the sandbox's thread, until it is fetched.
    struct Sayings {
        std::mutex mutex;
        QStringList texts;
    };

    void carryOut(std::function<Result<void>(Sandbox &)> command, QObject *context, Done done);
    void onSessionChanged();
    void look();
    void onLooked(const SandboxView &view);

    Session &m_session;
    std::shared_ptr<Sandbox> m_sandbox;
    std::shared_ptr<Sayings> m_sayings = std::make_shared<Sayings>();
    SandboxView m_view;
    Inquiry<SandboxView> m_inquiry;
    QThreadPool m_commands; ///< one at a time, in order
    QTimer m_timer;
    bool m_isWatched = false;
    bool m_looksAgain = false;
};

} // namespace gantry::ui
