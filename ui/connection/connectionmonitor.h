// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connectionhealth.h"
#include "workspace/inquiry.h"
#include "workspace/session.h"

#include <QObject>
#include <QTimer>

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

Q_SIGNALS:
    /// State or health.
    void changed();

private:
    void onSessionChanged();
    void onOutcomes(const std::vector<SentMessage> &messages);
    void poll();

    Session &m_session;
    ConnectionHealth m_health;
    QTimer m_timer;
    Inquiry<QList<ServerConnection>> m_inquiry;
    bool m_asksAgain = false; ///< something failed while a question was under way
};

} // namespace gantry::ui
