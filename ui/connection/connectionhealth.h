// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/serverconnection.h>

#include <QCoreApplication>
#include <QList>
#include <QStringList>

namespace gantry::ui {

/// What a running producer's connections mean for whoever sends. Pure.
struct ConnectionHealth {
    Q_DECLARE_TR_FUNCTIONS(ConnectionHealth)

public:
    /// No broker answers, or no NameServer where no broker was ever used: sends fail now.
    bool isLost = false;
    /// Of NameServers; none of them answers.
    bool isNameServerLost = false;
    /// The servers that do not answer and why, a sentence each.
    QStringList troubles;
    /// Why no NameServer answers; empty when one does, or none was used.
    QString nameServerTrouble;

    [[nodiscard]] static ConnectionHealth of(const QList<ServerConnection> &connections);

    friend bool operator==(const ConnectionHealth &, const ConnectionHealth &) = default;
};

} // namespace gantry::ui
