// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/outlinedstyle.h"

#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {
constexpr int darkLightness = 128;
} // namespace

OutlinedStyle::OutlinedStyle()
    : QProxyStyle(u"Fusion"_s)
{
}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                  const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool isRound = element == PE_IndicatorRadioButton;
    const bool isBox = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
    if ((!isRound && !isBox) || option->palette.color(QPalette::Base).lightness() >= darkLightness)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, isRound);
    painter->setPen(option->palette.color(QPalette::PlaceholderText));
    painter->setBrush(Qt::NoBrush);
    // Where Fusion draws its own.
    if (isRound) {
        const double radius = (option->rect.width() + (option->rect.width() + 1) % 2) / 2.0 - 1;
        painter->drawEllipse(QPointF(option->rect.center() + QPoint(1, 1)), radius, radius);
    } else {
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace gantry::ui
