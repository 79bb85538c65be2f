// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"

#include <QDialog>
#include <QTimer>

class QAction;
class QLabel;
class QSpinBox;

namespace gantry::ui {

class FilterField;
class LogModel;
class LogView;

/// Outcomes of this and of earlier starts, newest last, searched by the words of the log's filter.
class HistoryDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit HistoryDialog(Workspace &workspace, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The row whose details are wanted; its message has no body.
    void selected(const gantry::ui::SentMessage &message);
    /// As selected(), to be filled in and sent again.
    void editRequested(const gantry::ui::SentMessage &message);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void retranslate();
    void search();
    void onFound(const std::vector<gantry::ui::SentMessage> &messages, const QString &error);
    [[nodiscard]] QAction *addRowAction(const QString &name);
    [[nodiscard]] SentMessage sent(qsizetype row) const;
    void refuseResend();
    void editSelected();

    Workspace &m_workspace;
    OutcomeStore m_found;
    LogModel *m_model;
    LogView *m_view;
    FilterField *m_filter;
    QLabel *m_state;
    QLabel *m_keepLabel;
    QSpinBox *m_keep;
    QAction *m_copyText;
    QAction *m_copyTsv;
    QAction *m_copyJson;
    QAction *m_resend;
    QAction *m_edit;
    QTimer m_pause; ///< between the last key and the search
};

} // namespace gantry::ui
