// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxwatch.h"

#include <QPointer>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ui {

namespace {
constexpr auto lookInterval = 500ms;
constexpr int mostRequests = 500;
} // namespace

SandboxWatch::SandboxWatch(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_inquiry([this](const SandboxView &view) { onLooked(view); })
{
    m_commands.setMaxThreadCount(1);
    m_timer.setInterval(lookInterval);
    connect(&m_timer, &QTimer::timeout, this, &SandboxWatch::look);
    connect(&session, &Session::stateChanged, this, &SandboxWatch::onSessionChanged);
    onSessionChanged();
}

void SandboxWatch::onSessionChanged()
{
    const std::shared_ptr<Sandbox> sandbox = m_session.running().sandbox;
    if (std::exchange(m_sandbox, sandbox) == sandbox)
        return;
    m_inquiry.forget();
    m_looksAgain = false;
    if (!m_sandbox)
        onLooked({});
    Q_EMIT availableChanged();
    setWatched(m_isWatched);
}

void SandboxWatch::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    if (isWatched && m_sandbox) {
        m_timer.start();
        look();
    } else {
        m_timer.stop();
    }
}

void SandboxWatch::look()
{
    if (!m_sandbox)
        return;
    if (m_inquiry.isAsking()) {
        m_looksAgain = true;
        return;
    }
    m_inquiry.ask([sandbox = m_sandbox] {
        return SandboxView{sandbox->brokers(), sandbox->faults(), sandbox->requests(0, mostRequests)};
    });
}

void SandboxWatch::onLooked(const SandboxView &view)
{
    m_view = view;
    QStringList texts;
    {
        const std::lock_guard lock(m_sayings->mutex);
        texts = std::exchange(m_sayings->texts, {});
    }
    Q_EMIT viewChanged();
    for (const QString &text : texts)
        Q_EMIT said(text);
    if (std::exchange(m_looksAgain, false))
        look();
}

void SandboxWatch::control(const QString &line, QObject *context, Done done)
{
    carryOut([line](Sandbox &sandbox) { return sandbox.control(line); }, context, std::move(done));
}

void SandboxWatch::play(const QString &scenario, QObject *context, Done done)
{
    carryOut(
        [scenario, sayings = m_sayings](Sandbox &sandbox) {
            return sandbox.play(scenario, [sayings](const QString &text) {
                const std::lock_guard lock(sayings->mutex);
                sayings->texts.append(text);
            });
        },
        context, std::move(done));
}

/// The sandbox answers from its own thread, which may be busy.
void SandboxWatch::carryOut(std::function<Result<void>(Sandbox &)> command, QObject *context, Done done)
{
    if (!m_sandbox) {
        done(Error{ErrorKind::Usage, tr("The sandbox does not run."), tr("Start the producer on it."),
                   std::nullopt});
        return;
    }
    m_commands.start([this, sandbox = m_sandbox, command = std::move(command), context = QPointer(context),
                      done = std::move(done)] {
        const Result<void> result = command(*sandbox);
        // This object waits for its commands before it goes.
        QMetaObject::invokeMethod(
            this,
            [this, result, context, done] {
                if (context)
                    done(result);
                look();
            },
            Qt::QueuedConnection);
    });
}

} // namespace gantry::ui
