// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/admin.h>

#include <QAbstractTableModel>
#include <QList>

namespace gantry::ui {

/// What each NameServer says of a topic, side by side: a row each broker, a column each NameServer.
class NameServerModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setAnswers(const QList<NameServerRoute> &answers);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString cell(int row, int column) const;
    [[nodiscard]] bool differs(int row) const;

    QList<NameServerRoute> m_answers;
    QList<BrokerName> m_brokers; ///< that any of them names
};

} // namespace gantry::ui
