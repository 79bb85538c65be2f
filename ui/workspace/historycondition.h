// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcomequery.h"

#include <QString>
#include <QVariantList>

namespace gantry::ui {

/// A query as the condition of a SELECT on the history's table, and the values for its question marks.
struct HistoryCondition {
    QString where; ///< "1" for all rows
    QVariantList values;
};

[[nodiscard]] HistoryCondition historyCondition(const OutcomeQuery &query);

} // namespace gantry::ui
