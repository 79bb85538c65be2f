// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/message.h>
#include <gantry/result.h>

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QString>

namespace gantry::ui {

/// Fills in {{uuid}}, {{seq}}, {{now}}, {{now "yyyy-MM-dd"}}, {{epochMillis}}, {{randomInt 1 100}} and
/// {{randomText 8}}. Thread: one at a time.
class Variables
{
    Q_DECLARE_TR_FUNCTIONS(gantry::ui::Variables)

public:
    explicit Variables(quint32 seed = QRandomGenerator::system()->generate());

    /// Tag, keys, property values and a body that is UTF-8. `seq`: which message of a burst, from 1.
    /// Errors: IllegalMessage, naming the variable that makes no sense.
    [[nodiscard]] Result<Message> expand(const Message &message, quint64 seq);
    /// As above, of one text.
    [[nodiscard]] Result<QString> expand(const QString &text, quint64 seq);
    /// Whether there is anything to fill in.
    [[nodiscard]] static bool areIn(const Message &message);

private:
    [[nodiscard]] Result<QString> value(const QString &variable, quint64 seq);
    [[nodiscard]] QString randomText(int length);

    QRandomGenerator m_random;
};

} // namespace gantry::ui
