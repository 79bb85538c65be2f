// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace gantry::ui {

/// A red frame over a whole window, which takes no clicks: what is sent from here goes to production.
class ProductionFrame final : public QWidget
{
    Q_OBJECT

public:
    explicit ProductionFrame(QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace gantry::ui
