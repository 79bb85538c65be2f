// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace gantry::ctl {

// What others wrote, as a terminal may have it: it must not be told what to do by a message.

/// Nothing when the bytes are no UTF-8.
[[nodiscard]] std::optional<QString> utf8(const QByteArray &bytes);

/// One line of text; control characters as \u001b.
[[nodiscard]] QString shownLine(const QString &text);

/// A body as text where it is one without control characters, else the beginning in hexadecimal, a line for
/// 16 bytes: "  00000000  68 65 6c 6c  hell".
[[nodiscard]] QStringList shownBody(const QByteArray &body);

} // namespace gantry::ctl
