// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/opentransactions.h"

#include <QAbstractTableModel>

#include <optional>

namespace gantry::ui {

/// The half messages that were left open, newest first.
class TransactionModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TopicColumn, TagColumn, StateColumn, AskedColumn, TimeColumn, IdColumn, ColumnCount };

    explicit TransactionModel(const OpenTransactions &transactions, QObject *parent = nullptr);

    [[nodiscard]] std::optional<OpenTransaction> at(int row) const;
    /// The row of that message; -1 when there is none.
    [[nodiscard]] int rowOf(const QString &msgId) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void refresh();
    [[nodiscard]] static QString stateText(const OpenTransaction &open);

    const OpenTransactions &m_transactions;
    QList<OpenTransaction> m_shown;
};

} // namespace gantry::ui
