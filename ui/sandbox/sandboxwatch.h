// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/inquiry.h"
#include "workspace/session.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

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

    /// One line of docs/sandbox.md; what came of it is looked at soon. Errors: as Sandbox::control().
    [[nodiscard]] Result<void> control(const QString &line);
    [[nodiscard]] Result<void> play(const QString &scenario);

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

    void onSessionChanged();
    void look();
    void onLooked(const SandboxView &view);

    Session &m_session;
    std::shared_ptr<Sandbox> m_sandbox;
    std::shared_ptr<Sayings> m_sayings = std::make_shared<Sayings>();
    SandboxView m_view;
    Inquiry<SandboxView> m_inquiry;
    QTimer m_timer;
    bool m_isWatched = false;
    bool m_looksAgain = false;
};

} // namespace gantry::ui
