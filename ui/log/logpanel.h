// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/logtext.h"
#include "workspace/workspace.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QToolButton;

namespace gantry::ui {

class FilterField;
class HistoryDialog;
class LogExport;
class LogModel;
class LogView;

/// Every outcome as it comes: filter, totals, and what can be done with rows.
class LogPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(Workspace &workspace, QWidget *parent = nullptr);
    ~LogPanel() override;

    [[nodiscard]] QList<QAction *> menuActions() const;
    /// What others can do with the selected row; into the menu of the table.
    void addRowActions(const QList<QAction *> &actions);
    /// Writes the rows that the filter lets through, beside everything else. Does nothing while one is
    /// being written.
    void exportTo(const QString &path, LogFormat format);

Q_SIGNALS:
    /// The row whose details are wanted.
    void selected(const gantry::ui::SentMessage &message);
    /// The selection is empty.
    void nothingSelected();
    void resendRequested(const std::vector<gantry::ui::SentMessage> &messages);
    void editRequested(const gantry::ui::SentMessage &message);

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildActions();
    [[nodiscard]] QAction *addNewAction(const QString &name, const QKeySequence &shortcut = {});
    void buildLayout();
    void connectAll();
    void retranslate();
    void retranslateActions();
    void setTexts(QAction *action, const QString &text, const QString &tip) const;

    void onRowsInserted(int first, int last);
    void onRowPicked(quint64 number);
    void onReset();
    void select(quint64 number);
    void showTotals();
    void showCount();
    void showTrouble();
    void enableActions();
    void copy(LogFormat format);
    void resend();
    void editSelected();
    void chooseExportFile(LogFormat format);
    void onExported(const QString &error);
    void showHistory();
    void say(const QString &notice);

    Workspace &m_workspace;
    LogModel *m_model;
    LogView *m_view;
    FilterField *m_filter;
    QLabel *m_count;
    QLabel *m_totals;
    QLabel *m_notice;
    QLabel *m_trouble;
    QToolButton *m_followButton;
    QToolButton *m_exportButton;
    QMenu *m_exportMenu;
    HistoryDialog *m_history = nullptr;
    LogExport *m_export = nullptr;
    QAction *m_focusFilter = nullptr;
    QAction *m_follow = nullptr;
    QAction *m_clear = nullptr;
    QAction *m_copyText = nullptr;
    QAction *m_copyTsv = nullptr;
    QAction *m_copyJson = nullptr;
    QAction *m_resend = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_exportCsv = nullptr;
    QAction *m_exportJson = nullptr;
    QAction *m_showHistory = nullptr;
    QTimer m_refresh;
    quint64 m_number = 0;    ///< of the selected row; 0: none
    bool m_isByHand = false; ///< somebody picked it: it stays
};

} // namespace gantry::ui
