// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/messagelabel.h"
#include <gantry/names.h>

#include <QAction>
#include <QHash>
#include <QPushButton>
#include <QTableWidget>
#include <QWidget>

namespace gantry::ui {

/// Which addresses are used in place of those that routes advertise.
class AddressMapForm final : public QWidget
{
    Q_OBJECT

public:
    explicit AddressMapForm(QWidget *parent = nullptr);

    /// Leaves the rows as they are, when they say the same.
    void show(const QHash<Address, Address> &map);

Q_SIGNALS:
    void edited(const QHash<gantry::Address, gantry::Address> &map);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void addRow();
    void removeRow();
    void onEdited();
    [[nodiscard]] QHash<Address, Address> map() const;
    [[nodiscard]] QString trouble() const;
    [[nodiscard]] QString cell(int row, int column) const;

    QLabel *m_help;
    QTableWidget *m_table;
    QPushButton *m_add;
    QPushButton *m_remove;
    MessageLabel *m_message;
};

} // namespace gantry::ui
