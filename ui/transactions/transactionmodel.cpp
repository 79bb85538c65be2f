// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transactions/transactionmodel.h"

#include <QLocale>

#include <algorithm>

namespace gantry::ui {

TransactionModel::TransactionModel(const OpenTransactions &transactions, QObject *parent)
    : QAbstractTableModel(parent)
    , m_transactions(transactions)
    , m_shown(transactions.list())
{
    connect(&transactions, &OpenTransactions::changed, this, &TransactionModel::refresh);
}

/// Rows are only changed in place where they are of the same messages, so that a selection stays.
void TransactionModel::refresh()
{
    const QList<OpenTransaction> &now = m_transactions.list();
    const bool isSame =
        std::ranges::equal(m_shown, now, {}, &OpenTransaction::msgId, &OpenTransaction::msgId);
    if (isSame) {
        m_shown = now;
        if (!m_shown.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_shown = now;
    endResetModel();
}

std::optional<OpenTransaction> TransactionModel::at(int row) const
{
    return row >= 0 && row < m_shown.size() ? std::optional(m_shown.at(row)) : std::nullopt;
}

int TransactionModel::rowOf(const QString &msgId) const
{
    const auto found = std::ranges::find(m_shown, msgId, &OpenTransaction::msgId);
    return found == m_shown.cend() ? -1 : int(found - m_shown.cbegin());
}

int TransactionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int TransactionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TransactionModel::stateText(const OpenTransaction &open)
{
    if (!open.trouble.isEmpty())
        return tr("open: %1").arg(open.trouble);
    switch (open.state) {
    case OpenTransaction::State::Open:
        return tr("open");
    case OpenTransaction::State::Telling:
        return tr("telling the broker…");
    case OpenTransaction::State::Committed:
        return tr("committed");
    case OpenTransaction::State::RolledBack:
        return tr("rolled back");
    }
    return {};
}

QVariant TransactionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const OpenTransaction &open = m_shown.at(index.row());
    switch (index.column()) {
    case TopicColumn:
        return open.topic;
    case TagColumn:
        return open.tag;
    case StateColumn:
        return stateText(open);
    case AskedColumn:
        return QLocale().toString(open.asked);
    case TimeColumn:
        return QLocale().toString(open.at.time(), QLocale::LongFormat);
    default:
        return open.msgId;
    }
}

QVariant TransactionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TopicColumn:
        return tr("Topic");
    case TagColumn:
        return tr("Tag");
    case StateColumn:
        return tr("State");
    case AskedColumn:
        return tr("Asked");
    case TimeColumn:
        return tr("Last");
    default:
        return tr("Message id");
    }
}

} // namespace gantry::ui
