// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/topicroute.h>

#include <QCoreApplication>
#include <QStringList>

namespace gantry::ui {

/// What is different between two routes of a topic. Pure.
struct RouteChanges {
    Q_DECLARE_TR_FUNCTIONS(RouteChanges)

public:
    /// A sentence for each; empty when they are the same for who sends.
    [[nodiscard]] static QStringList between(const TopicPublishInfo &before, const TopicPublishInfo &after);
    /// "2 brokers, 8 queues": those that can be written to.
    [[nodiscard]] static QString summary(const TopicPublishInfo &route);
    /// "rw", "r-", "-w" or "--".
    [[nodiscard]] static QString access(int permission);
};

} // namespace gantry::ui
