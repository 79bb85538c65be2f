// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcomequery.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;

namespace gantry::ui {

/// Where a query is typed. What is wrong with it stands below; the rest of it counts all the same.
class FilterField final : public QWidget
{
    Q_OBJECT

public:
    explicit FilterField(QWidget *parent = nullptr);

    [[nodiscard]] OutcomeQuery query() const;
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }
    /// Beside the field: what it is about.
    void setTexts(const QString &placeholder, const QString &accessibleName);
    /// A line below the field, for what is wrong; the owner puts it into its layout.
    [[nodiscard]] QLabel *problem() const { return m_problem; }

Q_SIGNALS:
    void queryChanged(const gantry::ui::OutcomeQuery &query);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void onTextChanged();

    QLineEdit *m_edit;
    QLabel *m_problem;
    QAction *m_clear;
};

} // namespace gantry::ui
