// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/sandbox.h>

#include <QAbstractTableModel>
#include <QList>

namespace gantry::ui {

/// The last requests that a sandbox's servers received, oldest first.
class RequestLogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        ServerColumn,
        RequestColumn,
        TopicColumn,
        AnswerColumn,
        FaultColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// A later look at the same log: rows that are still there stay, with what became of them.
    void show(const QList<SandboxRequest> &requests);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void removeFirst(int count);

    QList<SandboxRequest> m_requests;
};

} // namespace gantry::ui
