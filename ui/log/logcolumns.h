// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcomestore.h"

#include <QString>

#include <array>

namespace gantry::ui {

/// The columns of a log, in the order they are first shown in.
enum class LogColumn {
    Number,
    Time,
    Result,
    Mode,
    Topic,
    Queue,
    Elapsed,
    Attempts,
    Offset,
    Size,
    Tag,
    Keys,
    MsgId,
    Error
};
inline constexpr int logColumns = int(LogColumn::Error) + 1;

/// "queue": in files and settings, the same in every language.
[[nodiscard]] QString key(LogColumn column);
/// For people.
[[nodiscard]] QString title(LogColumn column);
[[nodiscard]] bool isNumeric(LogColumn column);

/// A row's number and what is in it.
struct LogRow {
    quint64 number = 0;
    OutcomeRef ref;
};

/// As the table shows it.
[[nodiscard]] QString shownText(LogColumn column, const LogRow &row);
/// For other programs: whole times with their date, numbers without units, no signs.
[[nodiscard]] QString plainText(LogColumn column, const LogRow &row);

} // namespace gantry::ui
