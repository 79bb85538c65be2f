// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/productionframe.h"

#include <QEvent>
#include <QPainter>

namespace gantry::ui {

namespace {
constexpr int thickness = 4;
}

ProductionFrame::ProductionFrame(QWidget *window)
    : QWidget(window)
{
    setObjectName(QStringLiteral("productionFrame"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    window->installEventFilter(this);
    hide();
}

bool ProductionFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    else if (event->type() == QEvent::ChildAdded)
        raise(); // docks that come later are below it, too
    return QWidget::eventFilter(watched, event);
}

void ProductionFrame::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setPen(QPen(QColor(0xd0, 0x21, 0x1c), thickness));
    constexpr int half = thickness / 2;
    painter.drawRect(rect().adjusted(half, half, -half, -half));
}

} // namespace gantry::ui
