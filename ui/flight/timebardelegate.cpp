// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flight/timebardelegate.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace gantry::ui {

namespace {

/// Red that can be read on the palette's base.
QColor failureColor(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < 128 ? QColor(0xff, 0x7b, 0x72)
                                                           : QColor(0xb4, 0x23, 0x18);
}

} // namespace

void TimeBarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QWidget *widget = option.widget;
    const QStyle *style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, widget);
    if (!index.data(BeginRole).isValid())
        return;
    constexpr int margin = 4;
    constexpr double thinnest = 2;
    const QRectF room = QRectF(option.rect).adjusted(margin, margin, -margin, -margin);
    const double begin = std::clamp(index.data(BeginRole).toDouble(), 0.0, 1.0);
    const double end = std::clamp(index.data(EndRole).toDouble(), begin, 1.0);
    QRectF bar(room.left() + begin * room.width(), room.top(), (end - begin) * room.width(), room.height());
    bar.setWidth(std::max(bar.width(), thinnest));
    bar.moveRight(std::min(bar.right(), room.right()));
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor plain = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Highlight);
    painter->save();
    painter->setPen(Qt::NoPen);
    painter->setBrush(index.data(FailedRole).toBool() && !isSelected ? failureColor(option.palette) : plain);
    painter->drawRect(bar);
    painter->restore();
}

} // namespace gantry::ui
