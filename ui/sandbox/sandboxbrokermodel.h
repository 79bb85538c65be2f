// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/sandbox.h>

#include <QAbstractTableModel>
#include <QList>

#include <optional>

namespace gantry::ui {

/// The brokers of a sandbox, and the state of each in words.
class SandboxBrokerModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, StateColumn, AddressColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows stay where the brokers are the same.
    void show(const QList<SandboxBroker> &brokers);
    [[nodiscard]] std::optional<SandboxBroker> broker(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<SandboxBroker> m_brokers;
};

} // namespace gantry::ui
