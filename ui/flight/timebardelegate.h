// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace gantry::ui {

/// Draws a step's time as a bar: where in the whole it began and how long it took.
class TimeBarDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Doubles, 0 to 1: shares of the whole; a bool: it failed.
    enum Role { BeginRole = Qt::UserRole + 1, EndRole, FailedRole };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace gantry::ui
