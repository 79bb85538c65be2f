// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connectionhealth.h"
#include "workspace/inquiry.h"
#include "workspace/session.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace gantry::ui {

/// Whether the producer of a session can send now. Asks once a second while it runs, and at once after a
/// failed outcome.
class ConnectionMonitor final : public QObject
{
    Q_OBJECT

public:
    enum class State { Stopped, Starting, Running, Reconnecting, Stopping, Failed };
    Q_ENUM(State)

    explicit ConnectionMonitor(Session &session, QObject *parent = nullptr);

    [[nodiscard]] State state() const;
    /// Of a running producer.
    [[nodiscard]] const ConnectionHealth &health() const { return m_health; }

    /// Why a server let the last message that failed for it not through; nothing once one went through.
    [[nodiscard]] const std::optional<Error> &refusal() const { return m_refusal; }

Q_SIGNALS:
    /// State, health or refusal.
    void changed();

private:
    void onSessionChanged();
    void onOutcomes(const std::vector<SentMessage> &messages);
    void noteRefusals(const std::vector<SentMessage> &messages);
    void poll();

    Session &m_session;
    ConnectionHealth m_health;
    std::optional<Error> m_refusal;
    QTimer m_timer;
    Inquiry<QList<ServerConnection>> m_inquiry;
    bool m_asksAgain = false; ///< something failed while a question was under way
};

} // namespace gantry::ui
