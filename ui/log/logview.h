// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/logmodel.h"
#include "log/logtext.h"

#include <QTableView>

#include <vector>

class QAction;
class QMenu;
class QSettings;

namespace gantry::ui {

/// The table of a log: rows of one height, columns to choose, and a tail that is followed while it is in
/// sight.
class LogView final : public QTableView
{
    Q_OBJECT

public:
    /// Copying more would hold up the window: an export does not.
    static constexpr qsizetype mostCopied = 10'000;

    /// `model` must outlive it.
    explicit LogView(LogModel &model, QWidget *parent = nullptr);

    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    void setFollowing(bool isFollowing);

    /// Makes it the selected row, without a change of what is followed.
    void selectNumber(quint64 number);
    /// 0 when none is.
    [[nodiscard]] quint64 currentNumber() const;
    /// Of the selected rows in the store, ascending; the first `limit` of them.
    [[nodiscard]] std::vector<qsizetype> selectedStoreRows(qsizetype limit) const;
    [[nodiscard]] qsizetype selectedCount() const;
    /// As they stand in the header, from left to right.
    [[nodiscard]] QList<LogColumn> shownColumns() const;
    void copySelected(LogFormat format);

    /// One action for each column. It belongs to this view.
    [[nodiscard]] QMenu *columnsMenu() const { return m_columnsMenu; }
    void save(QSettings &settings) const;
    void restore(const QSettings &settings);
    void retranslate();
    void setShown(LogColumn column, bool isShown);
    /// Makes the column as wide as `text`.
    void setSample(LogColumn column, const QString &text);

Q_SIGNALS:
    void followingChanged(bool isFollowing);
    /// The user went to another row, or the row went (0).
    void rowPicked(quint64 number);
    void columnsChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;

private:
    void buildHeader();
    void setColumnShown(int column, bool isShown);
    void onScrolled(int value);
    void onInserted();
    void onRemoved(int first, int last);
    void follow();

    LogModel &m_model;
    QMenu *m_columnsMenu;
    QList<QAction *> m_columnActions;
    bool m_isFollowing = true;
    bool m_isOurs = false; ///< what moves is moved by us
};

} // namespace gantry::ui
