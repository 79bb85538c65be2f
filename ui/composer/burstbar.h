// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/session.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;

namespace gantry::ui {

/// How far the burst is that is under way, with pause and cancel. Hidden while there is none.
class BurstBar final : public QWidget
{
    Q_OBJECT

public:
    explicit BurstBar(Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> menuActions() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void onBurstStarted();
    void refresh();

    Session &m_session;
    QTimer m_refresh;
    QProgressBar *m_progress;
    QLabel *m_text;
    QAction *m_pause;
    QAction *m_cancel;
};

} // namespace gantry::ui
