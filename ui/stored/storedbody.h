// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace gantry::ui {

/// How much of a body is shown, in lines of text or of hex.
constexpr qsizetype mostBodyLines = 256;

/// One line: control characters as \u001b, since they may be made to mislead.
[[nodiscard]] QString inOneLine(const QString &text);
/// The lines of a text, or where it is no printable UTF-8 "00000000  68 65 6c 6c  hell", 16 bytes a line; at
/// most mostBodyLines. `rest` gets how many bytes are not shown.
[[nodiscard]] QStringList bodyLines(const QByteArray &body, qsizetype &rest);

} // namespace gantry::ui
