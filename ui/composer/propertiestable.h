// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/message.h>

#include <QList>
#include <QWidget>

class QAction;
class QLabel;
class QTableWidget;

namespace gantry::ui {

/// The user's properties of a message, in the order in which they are sent.
class PropertiesTable final : public QWidget
{
    Q_OBJECT

public:
    explicit PropertiesTable(QWidget *parent = nullptr);

    void setProperties(const QList<Property> &properties);
    /// Rows in which something is typed.
    [[nodiscard]] QList<Property> properties() const;
    /// Shows a fault below, and goes to the row of `property`; an empty text takes it away.
    void setFault(qsizetype property, const QString &text);
    void focusProperty(qsizetype property);
    [[nodiscard]] QList<QAction *> menuActions() const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void retranslate();
    void addRow(const Property &property);
    void removeSelected();
    void paste();
    [[nodiscard]] int rowOf(qsizetype property) const;

    QTableWidget *m_table;
    QLabel *m_fault;
    QAction *m_add;
    QAction *m_remove;
    QAction *m_paste;
    bool m_isFilling = false;
};

} // namespace gantry::ui
